"""The responses by status and by code, with their examples and headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from errcat import envelope
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.openapi_components import (
    ANY,
    BODY,
    CLIENT,
    SERVER,
    by_status,
    example_ref,
    header_ref,
    headers_of,
    headers_with,
    retry_header,
    schema_ref,
    status_response,
    status_schema,
    status_title,
    statuses_of,
)
from errcat.resolved.resolve import display_message
from errcat.targets.openapi.contracts import SINGLE, Contract, body_schema_of
from errcat.targets.openapi.json_schema import Schema
from errcat.text.commonmark_escapes import commonmark_code, commonmark_text


def all_responses(contract: Contract) -> dict[str, Callable[[], object]]:
    """Return what makes each response, by name: of statuses, status ranges, errors, and each of several statuses."""
    makers: dict[str, Callable[[], object]] = {}
    for status, errors in by_status(contract.resolved).items():
        makers[status_response(status)] = partial(_status_response, contract, status, errors)
    for key, about, first, last in (
        (CLIENT, "The request cannot succeed as it is.", 400, 499),
        (SERVER, "The server failed.", 500, 599),
    ):
        matches = [
            (error, next((status for status in statuses_of(error) if first <= status <= last), None))
            for error in contract.errors
        ]
        examples = [(error, status) for error, status in matches if status is not None]
        if examples:
            makers[key] = partial(_response, contract, about, examples, {"$ref": schema_ref(BODY)})
    any_error = [(error, None) for error in contract.errors]
    makers[ANY] = partial(_response, contract, "Any error.", any_error, {"$ref": schema_ref(BODY)})
    for error in contract.errors:
        makers[error["names"]["openapi"]] = partial(_own_response, contract, error, statuses_of(error))
    for (name, status), key in contract.variants.items():
        makers[key] = partial(_own_response, contract, contract.by_name[name], [status])
    return makers


def _status_response(contract: Contract, status: int, errors: Sequence[ResolvedError]) -> Schema:
    about = code_list(status_title(contract.resolved, status), errors)
    return _response(contract, about, [(error, status) for error in errors], status_body(contract, status))


def response_key(contract: Contract, error: ResolvedError, status: int | None) -> str:
    """Return the component of an error's response with a status."""
    key: str = error["names"]["openapi"]
    return key if status is None else contract.variants.get((error["name"], status), key)


def status_body(contract: Contract, status: int | None) -> Schema:
    """Return the body schema that all errors of a status share; without a status, the schema of all errors."""
    return {"$ref": schema_ref(BODY if contract.schemas == SINGLE or status is None else status_schema(status))}


def _response(
    contract: Contract,
    about: str,
    examples: Sequence[tuple[ResolvedError, int | None]],
    schema: Schema,
    *,
    by_key: bool = False,
) -> Schema:
    """Return a response with examples of errors and their statuses. `by_key` also names examples by status."""
    content: Schema = {"schema": schema}
    shown = {
        _example_key(contract, error, status) if by_key else error["names"]["openapi"]: {
            "$ref": example_ref(_example_key(contract, error, status))
        }
        for error, status in examples
        if error["response"] is not None
    }
    if shown:
        content["examples"] = shown
    response: Schema = {"description": about}
    headers = header_refs(contract, [error for error, _status in examples])
    if headers:
        response["headers"] = headers
    return response | {"content": {contract.media_type: content}}


def header_refs(contract: Contract, errors: Sequence[ResolvedError]) -> Schema:
    """Return references to the headers of a response with some errors."""
    retry_headers = tuple(dict.fromkeys(header for header in map(retry_header, errors) if header))
    refs = contract.header_refs.get(retry_headers)
    if refs is None:
        names = headers_with(contract.resolved, retry_headers)
        refs = {name: {"$ref": header_ref(contract.header_keys[name.lower()])} for name in names}
        contract.header_refs[retry_headers] = refs
    return refs


def _own_response(contract: Contract, error: ResolvedError, statuses: Sequence[int]) -> Schema:
    """Return the response of a code, or only its description if it never comes as a response."""
    about = _paragraphs(error)
    if error["response"] is None:
        return {"description": about}
    each_status: Sequence[int | None] = statuses or (None,)
    bodies = list(dict.fromkeys(body_schema_of(contract, error, status) for status in each_status))
    refs: list[Schema] = [{"$ref": schema_ref(body)} for body in bodies]
    schema = refs[0] if len(refs) == 1 else {"anyOf": refs}
    return _response(contract, about, [(error, status) for status in each_status], schema, by_key=len(each_status) > 1)


def code_list(title: str, errors: Sequence[ResolvedError]) -> str:
    """Return a description that lists codes."""
    return "\n".join([sentence(title), "", *(f"* {code_summary(error)}" for error in errors)])


def code_summary(error: ResolvedError) -> str:
    """Return a code as a list item: what it means and what to do."""
    parts = [display_message(error), error["action"] or ""]
    text = " ".join(sentence(part) for part in parts if part.strip())
    return f"{commonmark_code(error['code'])}: {text}"


def _paragraphs(error: ResolvedError) -> str:
    parts = [sentence(display_message(error))]
    if error["action"]:
        parts.append(sentence(error["action"]))
    if error["docs_url"]:
        parts.append(f"<{error['docs_url']}>")
    return "\n\n".join(parts)


def sentence(text: str) -> str:
    """Return a text as a sentence of CommonMark."""
    text = text.rstrip()
    return commonmark_text(text if text.endswith((".", "!", "?", ":")) else f"{text}.")


def all_headers(contract: Contract) -> dict[str, Callable[[], object]]:
    """Return what makes each header with an example, which mock servers send."""
    headers: dict[str, Callable[[], object]] = {}
    request_id = api_of(contract.resolved)["request_id"]
    id_header = (request_id["header"] if request_id else None) or ""
    id_example = (request_id["example"] if request_id else None) or "req_1234567890"
    for name in headers_of(contract.resolved, contract.errors):
        waits = [error["retry"] for error in contract.errors if (retry_header(error) or "").lower() == name.lower()]
        example: Any
        if name.lower() == id_header.lower():
            example, about = id_example, "The id of the request. Send it to support."
            schema = {"type": "string"}
        elif waits:
            after = next((retry["after"] for retry in waits if retry and retry["after"] is not None), 30)
            example, about, schema = -int(-after // 1), "Seconds to wait before the next try.", {"type": "integer"}
        else:
            text = contract.resolved["envelope"]["headers"].get(name, "")
            values = {"request_id": id_example, "retry_after": 30}
            example = envelope.fill(
                envelope.shape_of(text), values, fallbacks=True, sample_values=envelope.SAMPLE_VALUES
            )
            example, about, schema = str(example), "See the example.", {"type": "string"}
        header = {"description": about, "schema": schema, "example": example}
        headers[contract.header_keys[name.lower()]] = partial(dict, header)
    return headers


def all_examples(contract: Contract) -> dict[str, Callable[[], object]]:
    """Return what makes each example: of each error, and of each further status if the body contains the status."""
    examples: dict[str, Callable[[], object]] = {}
    for error in contract.errors:
        each_status: Sequence[int | None] = statuses_of(error) or (None,)
        for status in each_status if error["response"] is not None else ():
            examples.setdefault(_example_key(contract, error, status), partial(_example, contract, error, status))
    return examples


def _example(contract: Contract, error: ResolvedError, status: int | None) -> Schema:
    return {"summary": error["title"], "value": body_of(contract, error, status)}


def _example_key(contract: Contract, error: ResolvedError, status: int | None) -> str:
    if (
        status is None
        or status == (statuses := statuses_of(error))[0]
        or body_of(contract, error, status) == body_of(contract, error, statuses[0])
    ):
        return str(error["names"]["openapi"])
    return contract.variants[error["name"], status]


def body_of(contract: Contract, error: ResolvedError, status: int | None) -> object:
    """Return the example body of an error with the status of the response; None if the error has no response."""
    body = error["response"]["body"] if error["response"] else None
    if status is None:
        return body
    grpc = error["transports"].get("grpc") or envelope.GRPC_BY_HTTP_STATUS.get(status)
    return with_values(contract.shape, body, {"status": status, "grpc": grpc})


def with_values(shape: envelope.Shape, body: Any, values: Mapping[str, object]) -> Any:
    """Return a body with new values for some markers, where it has them."""
    match shape:
        case envelope.Marker() if shape.name in values:
            value = values[shape.name] or envelope.FALLBACK_VALUES[shape.name]
            return str(value) if shape.type == "string" else value
        case envelope.TextWithMarkers() if isinstance(body, str):
            return _with_text_values(shape, body, values)
        case envelope.ObjectShape() if isinstance(body, dict):
            return {
                key: with_values(shape.keys[key].shape, item, values) if key in shape.keys else item
                for key, item in body.items()
                if not _is_omitted(shape.keys.get(key), values)
            }
        case envelope.ListShape() if isinstance(body, list) and shape.shapes:
            return [with_values(shape.shapes[shape.sent_index], item, values) for item in body]
    return body


def _is_omitted(key: envelope.ObjectKey | None, values: Mapping[str, object]) -> bool:
    """Whether an optional member is missing from a body because its marker has no value."""
    if key is None or not key.optional or not isinstance(key.shape, envelope.Marker):
        return False
    return key.shape.name in values and values[key.shape.name] is None


def _with_text_values(words: envelope.TextWithMarkers, text: str, values: Mapping[str, object]) -> str:
    pattern = "".join(re.escape(part) if isinstance(part, str) else "(.*?)" for part in words.parts)
    match = re.fullmatch(pattern, text, re.DOTALL)
    if match is None:
        return text
    matched_texts = iter(match.groups())
    return "".join(
        part if isinstance(part, str) else _new_text(part.name, next(matched_texts), values) for part in words.parts
    )


def _new_text(name: str, text: str, values: Mapping[str, object]) -> str:
    return str(values.get(name, text))
