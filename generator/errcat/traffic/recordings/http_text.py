"""Responses as `curl -i` and `curl -v` print them: a status line, headers, an empty line, a body.

A file can have several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.traffic.recordings.bodies import MAX_BODY, body_of_bytes
from errcat.traffic.recordings.recorded import Body, BodyKind, Recorded, RecordedResponse, Spot, Unread
from errcat.traffic.recordings.records import LogFields
from errcat.traffic.recordings.streams import Recording, lines

STATUS_LINE = re.compile(rb"(?:< )?HTTP/[0-9](?:\.[0-9])? ([0-9]{3})(?: [^\r\n]*)?\r?")
# a body often has no line end, so the next status line follows it directly
_AFTER_BODY = re.compile(rb"(?<=[}\]>\"])HTTP/[0-9](?:\.[0-9])? [0-9]{3}(?: [A-Za-z -]*)?\r?\Z")
_HEADER = re.compile(rb"(?:< )?([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n]*?)[ \t]*")
_CHATTER = re.compile(rb"(?:[*>] |[{}] \[|>$|\*$)")
"""What `curl -v` prints around a response."""
_CHATTER_AFTER_BODY = re.compile(rb"(?<=[}\]>\"])\* [A-Z].*\Z", re.DOTALL)
_MAX_HEADERS = 1000


class _Response:
    """A response while it is read."""

    def __init__(self, status: int, spot: Spot, *, is_verbose: bool) -> None:
        self.status = status
        self.spot = spot
        self.is_verbose = is_verbose
        self.headers: dict[str, str] = {}
        self.in_body = False
        self._body = bytearray()
        self._is_too_long = False

    def add(self, data: bytes) -> None:
        self._is_too_long = self._is_too_long or len(self._body) + len(data) > MAX_BODY
        if not self._is_too_long:
            self._body += data

    def recorded(self) -> RecordedResponse:
        data = bytes(self._body)
        if not self._is_too_long and data.endswith(b"\n"):
            data = data[:-1]  # the line end after the body
        encoding = self.headers.get("content-encoding", "")
        body = Body(BodyKind.TOO_LONG) if self._is_too_long else body_of_bytes(data, encoding)
        return RecordedResponse(self.spot, self.status, self.headers, body)


def responses_of(recording: Recording, _fields: LogFields) -> Iterator[Recorded]:
    """Yield the responses of a text."""
    current: _Response | None = None
    name = recording.name
    for number, line in enumerate(lines(recording.stream), start=1):
        spot = Spot(name, number)
        if line is None:
            yield Unread(spot, "long")
            continue
        glued = _AFTER_BODY.search(line) if current and current.in_body else None
        if glued is not None and current is not None:
            current.add(line[: glued.start()])
            line = line[glued.start() :]  # noqa: PLW2901 — the rest of the line
            spot = Spot(name, number, glued.start() + 1)
        start = STATUS_LINE.fullmatch(line)
        if start is not None:
            if current is not None:
                yield current.recorded()
            current = _Response(int(start[1]), spot, is_verbose=line.startswith(b"<"))
        elif current is None or (current.is_verbose and _CHATTER.match(line)):
            continue
        elif current.in_body:
            current.add((_CHATTER_AFTER_BODY.sub(b"", line) if current.is_verbose else line) + b"\n")
        elif line.strip(b" \t\r") in (b"", b"<"):
            current.in_body = True
        elif (header := _HEADER.fullmatch(line)) and len(current.headers) < _MAX_HEADERS:
            text = header[2].decode("latin-1")
            key = header[1].decode("ascii").lower()
            current.headers[key] = f"{current.headers[key]}, {text}" if key in current.headers else text
    if current is not None:
        yield current.recorded()
