"""A recording → its responses, whatever its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from errcat.errors import RunError
from errcat.traffic.recordings import http_text, strict_json
from errcat.traffic.recordings.bodies import MAX_BODY, body_of_bytes
from errcat.traffic.recordings.json_stream import JsonStream
from errcat.traffic.recordings.recorded import Body, BodyKind, NoResponse, Recorded, RecordedResponse, Spot, Unread
from errcat.traffic.recordings.records import LogFields, as_status, path_of, responses_in
from errcat.traffic.recordings.streams import Recording, lines, opened
from errcat.traffic.recordings.unreadable import UnreadableError

_CATALOG = re.compile(rb"^(?:errcat|errors):", re.MULTILINE)
_DOCUMENT = re.compile(rb'\s*(?:\[|\{\s*"(?:log|run|collection|cookies|entries)"\s*:)')
_REQUEST = re.compile(r'"([A-Z]{3,10}) (\S+) HTTP/[0-9](?:\.[0-9])?" ([1-9][0-9]{2})\b')
"""The request of an access log in the common format of Apache and nginx."""
_KIND_OF_SUFFIX = {"har": "har", "jsonl": "jsonl", "ndjson": "jsonl"}
_LONGEST_PLAIN_LINE = 20_000


def read_recording(path: str, name: str, kind: str, fields: LogFields) -> Iterator[Recorded]:
    """Yield the responses of a file or of standard input. `kind` is a key of KINDS, or empty to find it out."""
    spot = Spot(name)
    try:
        with opened(path, name) as recording:
            read = KINDS[kind or kind_of(recording)]
            for recorded in read(recording, fields):
                spot = recorded.spot
                yield recorded
    except UnreadableError as error:
        yield Unread(spot, error.reason, is_line=False)


def kind_of(recording: Recording) -> str:
    """Find out what a recording is, from its name and its first bytes."""
    head = recording.head
    start = head.lstrip()
    suffix = recording.name.lower().removesuffix(".gz").rpartition(".")[2]
    if suffix in _KIND_OF_SUFFIX:
        return _KIND_OF_SUFFIX[suffix]
    if start.startswith(b"<"):
        return "http" if http_text.STATUS_LINE.match(start) else "body"
    if http_text.STATUS_LINE.match(start) or re.search(rb"^< HTTP/", head, re.MULTILINE):
        return "http"
    if start.startswith((b"{", b"[")):
        return _kind_of_json(recording, start)
    if _CATALOG.search(head):
        raise RunError("recording-is-a-catalog", path=recording.name)
    return "jsonl"


def _kind_of_json(recording: Recording, start: bytes) -> str:
    first, newline, rest = start.partition(b"\n")
    if not newline:
        return "har" if recording.is_whole or _DOCUMENT.match(start) else "jsonl"
    try:
        value = strict_json.parse(first.decode("utf-8", "replace"))
    except UnreadableError as error:
        # a line that is broken in a log, or the first line of a document
        next_line = rest.lstrip()[:1]
        is_log = next_line == b"{" and len(first) > 1 and error.reason != "deep"
        return "jsonl" if is_log and first.rstrip().endswith(b"}") else "har"
    is_single = recording.is_whole and not rest.strip()
    return "har" if is_single or isinstance(value, list) else "jsonl"


def _documents(recording: Recording, fields: LogFields) -> Iterator[Recorded]:
    """Read JSON documents: HAR, reports of test tools, lists of records, single bodies."""
    stream = JsonStream(recording.stream)
    try:
        for entry in stream.entries():
            spot = Spot(recording.name, entry.line, entry.column)
            if entry.text is None:
                yield Unread(spot, "long")
                continue
            try:
                value = strict_json.parse(entry.text)
            except UnreadableError as error:
                yield Unread(spot, error.reason)
                continue
            yield from _responses_of(value, spot, fields, is_alone=True)
    except UnreadableError as error:
        yield Unread(Spot(recording.name, *stream.place()), error.reason, is_line=False)


def _records(recording: Recording, fields: LogFields) -> Iterator[Recorded]:
    """Read a log line by line: JSON, JSON after other text, or the common format of access logs."""
    for number, line in enumerate(lines(recording.stream), start=1):
        spot = Spot(recording.name, number)
        if line is None:
            yield Unread(spot, "long")
        elif line.strip():
            yield from _responses_of_line(line, spot, fields)


def _responses_of_line(line: bytes, spot: Spot, fields: LogFields) -> Iterator[Recorded]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        yield Unread(spot, "utf8")
        return
    at = text.find("{")
    reason = "text"
    if at >= 0:
        try:
            value = strict_json.parse(text[at:].rstrip())
        except UnreadableError as error:
            reason = error.reason if not text[:at].strip() else reason
        else:
            yield from _responses_of(value, spot, fields, is_alone=False)
            return
    request = _REQUEST.search(text) if len(text) <= _LONGEST_PLAIN_LINE else None
    if request is not None:
        yield RecordedResponse(spot, as_status(request[3]), method=request[1], path=path_of(request[2]))
    else:
        yield Unread(spot, reason)


def _responses_of(value: object, spot: Spot, fields: LogFields, *, is_alone: bool) -> Iterator[Recorded]:
    """Yield the responses of a record. If it is alone in its file, it can be nothing but a body."""
    found = False
    if isinstance(value, dict):
        for response in responses_in(value, spot, fields):
            found = True
            yield response
    if not found:
        is_body = is_alone and not fields.paths and not _is_entry(value)
        yield RecordedResponse(spot, body=Body(BodyKind.JSON, value)) if is_body else NoResponse(spot)


def _is_entry(value: object) -> bool:
    """Whether a record is an entry of HAR or of a report, without a response: the request failed."""
    return isinstance(value, dict) and not value.keys().isdisjoint(("request", "response", "log", "run", "metric"))


def _body(recording: Recording, _fields: LogFields) -> Iterator[Recorded]:
    data = recording.stream.read(MAX_BODY + 1)
    yield RecordedResponse(Spot(recording.name), body=body_of_bytes(data))


KINDS: Mapping[str, Callable[[Recording, LogFields], Iterator[Recorded]]] = {
    "har": _documents,
    "json": _documents,
    "jsonl": _records,
    "http": http_text.responses_of,
    "body": _body,
}
"""The kinds of recordings that `--from` names."""
