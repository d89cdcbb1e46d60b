"""Responses, by status and by code; their examples and their headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from errcat import envelope
from errcat.resolved.api import api_of
from errcat.resolved.openapi_components import (
    ANY,
    BODY,
    CLIENT,
    SERVER,
    by_status,
    example_ref,
    header_ref,
    headers_of,
    retry_header,
    schema_ref,
    status_response,
    status_schema,
    status_title,
    statuses_of,
)
from errcat.resolved.resolve import what_it_says
from errcat.resolved.types import ResolvedError
from errcat.targets.literals import md_code, md_text
from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.schemas import Contract, body_schema_of


def every_response(of: Contract) -> Schema:
    """All responses, by name: of statuses, of ranges of them, of errors, of each status of one that has several."""
    found: Schema = {}
    for status, errors in by_status(of.resolved).items():
        title = status_title(of.resolved, status)
        examples = [(error, status) for error in errors]
        found[status_response(status)] = _response(of, listed(title, errors), examples, status_body(of, status))
    for key, about, first, last in (
        (CLIENT, "The request cannot succeed as it is.", 400, 499),
        (SERVER, "The server failed.", 500, 599),
    ):
        within = [
            (error, next((status for status in statuses_of(error) if first <= status <= last), None))
            for error in of.errors
        ]
        examples = [(error, status) for error, status in within if status is not None]
        if examples:
            found[key] = _response(of, about, examples, {"$ref": schema_ref(BODY)})
    any_error = [(error, None) for error in of.errors]
    found[ANY] = _response(of, "Any error.", any_error, {"$ref": schema_ref(BODY)})
    for error in of.errors:
        found[error["names"]["openapi"]] = _own_response(of, error, statuses_of(error))
    for error in of.errors:
        for status in statuses_of(error):
            if (error["name"], status) in of.variants:
                found[of.variants[error["name"], status]] = _own_response(of, error, [status])
    return found


def response_key(of: Contract, error: ResolvedError, status: int | None) -> str:
    """The response of an error with one of its statuses."""
    key: str = error["names"]["openapi"]
    return key if status is None else of.variants.get((error["name"], status), key)


def status_body(of: Contract, status: int | None) -> Schema:
    """The schema of what all errors of a status have as a body; of any error where there is none."""
    return {"$ref": schema_ref(BODY if of.schemas == "single" or status is None else status_schema(status))}


def _response(
    of: Contract,
    about: str,
    examples: Sequence[tuple[ResolvedError, int | None]],
    schema: Schema,
    *,
    by_key: bool = False,
) -> Schema:
    """A response with the examples of some errors, each with a status. `by_key`: one error, with several of them."""
    content: Schema = {"schema": schema}
    shown = {
        _example_key(of, error, status) if by_key else error["names"]["openapi"]: {
            "$ref": example_ref(_example_key(of, error, status))
        }
        for error, status in examples
        if error["response"] is not None
    }
    if shown:
        content["examples"] = shown
    found: Schema = {"description": about}
    headers = headers_of(of.resolved, [error for error, _status in examples])
    if headers:
        found["headers"] = {name: {"$ref": header_ref(of.header_keys[name.lower()])} for name in headers}
    return found | {"content": {of.media_type: content}}


def _own_response(of: Contract, error: ResolvedError, statuses: Sequence[int]) -> Schema:
    """The response of one code; of one that never travels with a response, what is known about it."""
    about = _paragraphs(error)
    if error["response"] is None:
        return {"description": about}
    each: Sequence[int | None] = statuses or (None,)
    bodies = list(dict.fromkeys(body_schema_of(of, error, status) for status in each))
    refs: list[Schema] = [{"$ref": schema_ref(body)} for body in bodies]
    schema = refs[0] if len(refs) == 1 else {"anyOf": refs}
    return _response(of, about, [(error, status) for status in each], schema, by_key=len(each) > 1)


def listed(title: str, errors: Sequence[ResolvedError]) -> str:
    """A description that lists codes."""
    return "\n".join([f"{md_text(title)}.", "", *(f"* {line_of(error)}" for error in errors)])


def line_of(error: ResolvedError) -> str:
    """A code in a list: what it is, what to do."""
    parts = [what_it_says(error), error["action"] or ""]
    text = " ".join(_sentence(part) for part in parts if part.strip())
    return f"{md_code(error['code'])}: {text}"


def _paragraphs(error: ResolvedError) -> str:
    parts = [_sentence(what_it_says(error))]
    if error["action"]:
        parts.append(_sentence(error["action"]))
    if error["docs_url"]:
        parts.append(f"<{error['docs_url']}>")
    return "\n\n".join(parts)


def _sentence(text: str) -> str:
    written = md_text(" ".join(text.split()))
    return written if text.rstrip().endswith((".", "!", "?", ":")) else f"{written}."


def every_header(of: Contract) -> Schema:
    """Each header, with an example: mock servers send that."""
    found: Schema = {}
    request_id = api_of(of.resolved)["request_id"]
    id_header = (request_id["header"] if request_id else None) or ""
    id_example = (request_id["example"] if request_id else None) or "req_1234567890"
    for name in headers_of(of.resolved, of.errors):
        waits = [error["retry"] for error in of.errors if (retry_header(error) or "").lower() == name.lower()]
        example: Any
        if name.lower() == id_header.lower():
            example, about = id_example, "The id of the request. Send it to support."
            schema = {"type": "string"}
        elif waits:
            after = next((retry["after"] for retry in waits if retry and retry["after"] is not None), 30)
            example, about, schema = -int(-after // 1), "Seconds to wait before the next try.", {"type": "integer"}
        else:
            text = of.resolved["envelope"]["headers"].get(name, "")
            values = {"request_id": id_example, "retry_after": 30}
            example = envelope.fill(
                envelope.shape_of(text), values, fallbacks=True, sample_values=envelope.SAMPLE_VALUES
            )
            example, about, schema = str(example), "See the example.", {"type": "string"}
        found[of.header_keys[name.lower()]] = {"description": about, "schema": schema, "example": example}
    return found


def every_example(of: Contract) -> Schema:
    """The example of each error; one more for each further status, where the status is in the body."""
    found: Schema = {}
    for error in of.errors:
        each: Sequence[int | None] = statuses_of(error) or (None,)
        for status in each if error["response"] is not None else ():
            key = _example_key(of, error, status)
            found.setdefault(key, {"summary": error["title"], "value": body_of(of, error, status)})
    return found


def _example_key(of: Contract, error: ResolvedError, status: int | None) -> str:
    statuses = statuses_of(error)
    if status is None or status == statuses[0] or body_of(of, error, status) == body_of(of, error, statuses[0]):
        return str(error["names"]["openapi"])
    return of.variants[error["name"], status]


def body_of(of: Contract, error: ResolvedError, status: int | None) -> object:
    """The example body of an error, with the status that the response has; None if it never has one."""
    body = error["response"]["body"] if error["response"] else None
    if status is None:
        return body
    grpc = error["transports"].get("grpc") or envelope.GRPC_BY_HTTP_STATUS.get(status)
    return with_values(of.shape, body, {"status": status, "grpc": grpc})


def with_values(shape: envelope.Shape, body: Any, values: Mapping[str, object]) -> Any:
    """A body with other values at the places of some markers, where it has these places."""
    match shape:
        case envelope.Marker() if shape.name in values:
            value = values[shape.name] or envelope.FALLBACK_VALUES[shape.name]
            return str(value) if shape.type == "string" else value
        case envelope.TextWithMarkers() if isinstance(body, str):
            return _with_words(shape, body, values)
        case envelope.ObjectShape() if isinstance(body, dict):
            return {
                key: with_values(shape.keys[key].shape, item, values) if key in shape.keys else item
                for key, item in body.items()
                if not _goes(shape.keys.get(key), values)
            }
        case envelope.ListShape() if isinstance(body, list) and shape.shapes:
            return [with_values(shape.shapes[shape.sent_index], item, values) for item in body]
    return body


def _goes(key: envelope.Key | None, values: Mapping[str, object]) -> bool:
    """Whether an optional member is one that a body does not have, for its marker has no value."""
    if key is None or not key.optional or not isinstance(key.shape, envelope.Marker):
        return False
    return key.shape.name in values and values[key.shape.name] is None


def _with_words(words: envelope.TextWithMarkers, text: str, values: Mapping[str, object]) -> str:
    pattern = "".join(re.escape(part) if isinstance(part, str) else "(.*?)" for part in words.parts)
    found = re.fullmatch(pattern, text, re.DOTALL)
    if found is None:
        return text
    came = iter(found.groups())
    return "".join(part if isinstance(part, str) else _other(part.name, next(came), values) for part in words.parts)


def _other(name: str, text: str, values: Mapping[str, object]) -> str:
    return str(values.get(name, text))
