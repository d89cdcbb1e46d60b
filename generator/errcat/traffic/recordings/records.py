"""A JSON record of a log → the responses in it.

Logs name the same things in many ways. The tables here have the names that servers, proxies and test tools use; `--map`
names others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from errcat.model.catalog import NOTHING
from errcat.traffic.recordings import strict_json
from errcat.traffic.recordings.bodies import body_of_base64, body_of_bytes, body_of_text, body_of_value
from errcat.traffic.recordings.recorded import EMPTY_BODY, UNKNOWN_BODY, Body, BodyKind, RecordedResponse, Spot
from errcat.traffic.recordings.unreadable import UnreadableError

Record: TypeAlias = "dict[str, Any]"

FIELDS = ("status", "headers", "body", "method", "path")
"""What `--map` can name."""
_RESPONSES = ("response", "res", "resp", "httpResponse", "http_response", "httpRequest")
_REQUESTS = ("request", "req", "httpRequest", "http_request")
_STATUSES = (
    "status", "status_code", "statusCode", "code", "response_code", "responseCode", "http_status", "httpStatus",
    "response_status", "responseStatus", "resp_status", ":status", "http.response.status_code", "http.status_code",
)  # fmt: skip
_HEADERS = ("headers", "header", "response_headers", "responseHeaders", "resp_headers", "multiValueHeaders")
_BODIES = ("body", "response_body", "responseBody", "resp_body", "respBody", "http.response.body.content")
_INNER_BODIES = (*_BODIES, "content", "text", "data", "json", "payload", "stream")
"""Names of the body inside a response, where `data` can mean nothing else."""
_METHODS = ("method", "request_method", "requestMethod", "httpMethod", "verb")
_PATHS = (
    "path", "uri", "url", "request_uri", "requestUri", "requestUrl", "request_path", ":path", "x-envoy-origin-path",
    "target",
)  # fmt: skip
_NESTED = ("log", "message", "msg", "line", "textPayload", "jsonPayload", "MESSAGE", "data")
"""Where log shippers put the record of an application."""
_MAX_NESTING = 3
_STATUS = re.compile(r"(?:.*[,\s:])?\s*([1-9][0-9]{2})", re.DOTALL)
_LONGEST_STATUS = 100


@dataclass(frozen=True, slots=True)
class LogFields:
    """How the records of a log are read."""

    paths: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    """The path of each field that `--map` names."""
    is_body: Callable[[object, bool], bool] = lambda _record, _has_status: False
    """Whether a record is itself the body of a response; the second argument: it has a status of its own."""


def responses_in(record: Record, spot: Spot, fields: LogFields, depth: int = 0) -> Iterator[RecordedResponse]:
    """Yield the responses of a record; none if it is about something else."""
    if fields.paths and depth == 0:
        response = _mapped(record, spot, fields)
        if response is not None:
            yield response
        return
    inner = _document_entries(record)
    if inner is not None:
        for entry in inner:
            if depth < _MAX_NESTING:
                yield from responses_in(entry, spot, fields, depth + 1)
        return
    if "metric" in record and isinstance(record.get("data"), dict):  # k6 writes a record for each metric of a request
        if record["metric"] == "http_reqs" and isinstance(tags := record["data"].get("tags"), dict):
            yield from responses_in(tags, spot, fields, depth + 1)
        return
    response = _guessed(record, spot, fields)
    if response is not None:
        yield response
        return
    for key in _NESTED:
        nested = _as_record(record.get(key))
        if nested is not None and depth < _MAX_NESTING:
            found = list(responses_in(nested, spot, fields, depth + 1))
            yield from found
            if found:
                return


def _document_entries(record: Record) -> list[Record] | None:
    """Return the entries of a report in a single record: HAR, Newman, Hurl."""
    log, run, entries = record.get("log"), record.get("run"), record.get("entries")
    if isinstance(log, dict) and isinstance(log.get("entries"), list):
        found = log["entries"]
    elif isinstance(run, dict) and isinstance(run.get("executions"), list):
        found = run["executions"]
    elif isinstance(entries, list) and any(isinstance(entry, dict) and "calls" in entry for entry in entries):
        found = [
            call
            for entry in entries
            if isinstance(entry, dict) and isinstance(entry.get("calls"), list)
            for call in entry["calls"]
        ]
    else:
        return None
    return [entry for entry in found if isinstance(entry, dict)]


def _guessed(record: Record, spot: Spot, fields: LogFields) -> RecordedResponse | None:
    outer = next((record[key] for key in _RESPONSES if isinstance(record.get(key), dict)), None)
    response: Record = record if outer is None else outer
    request: Record = next((record[key] for key in _REQUESTS if isinstance(record.get(key), dict)), record)
    is_vegeta = "attack" in record and "seq" in record
    body_key = _first_key(response, _BODIES if outer is None else _INNER_BODIES)
    has_code_status = outer is not None or is_vegeta
    status = _status_in(response, code=has_code_status)
    if outer is not None:
        body_key = body_key if body_key is not None and not isinstance(response[body_key], bool) else None
        status = status if status is not None else _status_in(record, code=False)
    if status is None and outer is None and isinstance(record.get("proxy"), dict):
        status = _status_in(record["proxy"], code=False)
    if outer is None and body_key is None and fields.is_body(record, status is not None):
        return RecordedResponse(spot, body=Body(BodyKind.JSON, record))
    if status == 0 or (status is None and body_key is None):
        return None
    headers = headers_of(_first(response, _HEADERS))
    if body_key is None:
        outer_key = _first_key(record, _BODIES)
        body = UNKNOWN_BODY if outer_key is None else _body(record[outer_key], headers)
    elif is_vegeta:
        body = body_of_base64(str(response[body_key] or ""), headers.get("content-encoding", ""))
    else:
        body = _body(response[body_key], headers)
    method, path = text_of(_first(request, _METHODS)), path_of(_first(request, _PATHS))
    if body_key == "content" and "content-type" not in headers and isinstance(response["content"], dict):
        media_type = text_of(response["content"].get("mimeType"))
        headers = {**headers, "content-type": media_type} if media_type and headers else headers
    return RecordedResponse(spot, status, headers, body, method, path)


def _mapped(record: Record, spot: Spot, fields: LogFields) -> RecordedResponse | None:
    values = {name: _at(record, path) for name, path in fields.paths.items()}
    guessed = _guessed(record, spot, fields)
    status = as_status(values["status"]) if "status" in values else guessed.status if guessed else None
    headers = headers_of(values["headers"]) if "headers" in values else guessed.headers if guessed else NOTHING
    if "body" in values:
        body = UNKNOWN_BODY if values["body"] is None else _body(values["body"], headers)
    else:
        # without a name for the body, the record itself is no body: it has the field that was named
        body = guessed.body if guessed and guessed.body.value is not record else UNKNOWN_BODY
    if status is None and body.kind is BodyKind.UNKNOWN:
        return None
    method = text_of(values["method"]) if "method" in values else guessed.method if guessed else ""
    path = path_of(values["path"]) if "path" in values else guessed.path if guessed else ""
    return RecordedResponse(spot, status, headers, body, method, path)


def _body(value: object, headers: Mapping[str, str]) -> Body:
    """Return a body that a record has: as text, as data, or as the content of HAR and Newman."""
    encoding = headers.get("content-encoding", "")
    if isinstance(value, dict):
        if value.get("type") == "Buffer" and isinstance(value.get("data"), list):
            return _body_of_buffer(value["data"])
        if "mimeType" in value and ("size" in value or "text" in value):
            return _body_of_content(value)
        if value.keys() == {"base64"} and isinstance(value["base64"], str):
            return body_of_base64(value["base64"], encoding)
    return body_of_value(value)


def _body_of_content(content: Record) -> Body:
    """Return the body of HAR. Browsers omit the text of a body that they no longer have."""
    text = content.get("text")
    if not isinstance(text, str):
        return EMPTY_BODY if content.get("size") == 0 else UNKNOWN_BODY
    if str(content.get("encoding", "")).lower() == "base64":
        return body_of_base64(text)
    return body_of_text(text)


def _body_of_buffer(data: Sequence[object]) -> Body:
    if all(isinstance(byte, int) and 0 <= byte < 256 for byte in data):
        return body_of_bytes(bytes(byte for byte in data if isinstance(byte, int)))
    return Body(BodyKind.BINARY)


def headers_of(value: object) -> Mapping[str, str]:
    """Return headers by name in lowercase, from a mapping or a list."""
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                pairs.append((item.get("name", item.get("key")), item.get("value")))
            elif isinstance(item, list) and len(item) == 2:
                pairs.append((item[0], item[1]))
    return {
        name.lower(): ", ".join(map(text_of, one)) if isinstance(one, list) else text_of(one)
        for name, one in pairs
        if isinstance(name, str)
    }


def as_status(value: object) -> int | None:
    """Return a status from a number or a text. Of several, as in nginx's `502, 200`, it is the last."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value == 0 or 100 <= value <= 999 else None
    if isinstance(value, float):
        return as_status(int(value)) if value.is_integer() else None
    if isinstance(value, str) and len(value) <= _LONGEST_STATUS:
        match = _STATUS.fullmatch(value.strip())
        return int(match[1]) if match else 0 if value.strip() == "0" else None
    return None


def path_of(value: object) -> str:
    """Return the path of an address. Its query, which can have secrets, is not needed."""
    if isinstance(value, dict):  # Postman splits addresses
        steps = value.get("path")
        if isinstance(steps, list):
            return "/" + "/".join(map(text_of, steps))
        value = value.get("raw")
    text = text_of(value).partition("?")[0].partition("#")[0]
    _scheme, sign, rest = text.partition("://")
    return f"/{rest.partition('/')[2]}" if sign else text


def text_of(value: object) -> str:
    return value if isinstance(value, str) else ""


def _status_in(record: Record, *, code: bool) -> int | None:
    """Return the first status of a record. Only inside a response `code` can be a status."""
    for key in _STATUSES:
        if key in record and (code or key != "code"):
            status = as_status(record[key])
            if status is not None:
                return status
    return None


def _first_key(record: Record, keys: Sequence[str]) -> str | None:
    return next((key for key in keys if record.get(key) is not None), None)


def _first(record: Record, keys: Sequence[str]) -> object:
    key = _first_key(record, keys)
    return None if key is None else record[key]


def _at(record: Record, path: Sequence[str]) -> object:
    """Return the value at a path, whose dots can also be part of a key."""
    whole = ".".join(path)
    if whole in record:
        return record[whole]
    value: object = record
    for step in path:
        if isinstance(value, list) and step.isdecimal():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _as_record(value: object) -> Record | None:
    """Return a record inside a record, as data or as text."""
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        try:
            value = strict_json.parse(value)
        except UnreadableError:
            return None
    return value if isinstance(value, dict) else None
