"""The document: responses by status and by code, their examples and headers, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errcat import envelope
from errcat.openapi_components import (
    ANY,
    BODY,
    CLIENT,
    CODES,
    SERVER,
    by_status,
    example_ref,
    header_key,
    header_ref,
    headers_of,
    response_ref,
    retry_header,
    schema_ref,
    status_response,
    status_schema,
    status_title,
    statuses_of,
)
from errcat.resolved import Resolved, what_it_says
from errcat.targets.literals import json_literal, md_code, md_text
from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.schemas import Contract, body_schema_of, details_name, every_schema
from errcat.targets.target import Values

UNSTATED = "NOASSERTION"
"""What SPDX calls a licence about which nothing is said."""
_UNSTATED_URL = "https://spdx.github.io/spdx-spec/v2.3/document-creation-information/"


def document(of: Contract, values: Values, name: str) -> Schema:
    """All of it. `name` is what the file is called."""
    api = of.resolved["api"] or {}
    groups = by_status(of.resolved)
    responses = _responses(of, groups)
    found: Schema = {
        "openapi": of.version,
        "info": _info(of, values, name),
    }
    if api.get("docs_url"):
        found["externalDocs"] = {"description": "What each error means, and what to do", "url": api["docs_url"]}
    found["servers"] = [{"url": values["server"]}]
    found["paths"] = {}
    found["components"] = {
        "schemas": every_schema(of),
        "responses": responses,
        "headers": _headers(of),
        "examples": _examples(of),
    }
    found["components"] = {key: value for key, value in found["components"].items() if value}
    found["x-error-catalog"] = {
        "version": api.get("version"),
        "codes": {"$ref": schema_ref(CODES)},
        "responses": [{"$ref": response_ref(key)} for key in responses],
    }
    return found


def _info(of: Contract, values: Values, name: str) -> Schema:
    api = of.resolved["api"] or {}
    title = api.get("name") or of.resolved["source"]
    first = next((error["names"]["openapi"] for error in of.errors), ANY)
    about = (
        f"Error responses for the API description of {md_text(title)} to refer to: by code, "
        f"`$ref: '{name}#/components/responses/{first}'`; by status; or all at once, as `4XX`, `5XX` and `default`."
    )
    if not of.resolved["envelope"]["declared"]:
        about += "\n\nThe catalog does not say what responses look like: they are those of RFC 9457 here."
    return {
        "title": f"Errors of {title}" if not title.lower().endswith("errors") else title,
        "version": api.get("version") or "1",
        "description": about,
        "contact": _contact(api, title),
        "license": _license(of, values),
    }


def _contact(api: Mapping[str, Any], title: str) -> Schema:
    support = api.get("support") or {}
    contact: Schema = {"name": title}
    if (support.get("url") or "").startswith(("https://", "http://")):
        contact["url"] = support["url"]
    if support.get("email"):
        contact["email"] = support["email"]
    return contact


def _license(of: Contract, values: Values) -> Schema:
    name, url = values["license"], values["license_url"]
    if name is None and url is None:
        return {
            "name": UNSTATED,
            **({"url": _UNSTATED_URL} if of.version.startswith("3.0") else {"identifier": UNSTATED}),
        }
    found: Schema = {"name": name or url}
    if url is not None:
        found["url"] = url
    return found


def _responses(of: Contract, groups: Mapping[int, Sequence[Resolved]]) -> Schema:
    found: Schema = {}
    for status, errors in groups.items():
        schema = BODY if of.schemas == "single" else status_schema(status)
        title = status_title(of.resolved, status)
        found[status_response(status)] = _response(of, _listed(title, errors), errors, schema, status)
    for key, about, first, last in (
        (CLIENT, "The request cannot succeed as it is.", 400, 499),
        (SERVER, "The server failed.", 500, 599),
        (ANY, "Any error.", None, None),
    ):
        inside = [
            error
            for error in of.errors
            if first is None or any(first <= status <= (last or first) for status in statuses_of(error))
        ]
        if inside or first is None:
            found[key] = _response(of, about, inside, BODY, None)
    for error in of.errors:
        found[error["names"]["openapi"]] = _own_response(of, error)
    return found


def _response(of: Contract, about: str, errors: Sequence[Resolved], schema: str, status: int | None) -> Schema:
    content: Schema = {"schema": {"$ref": schema_ref(schema)}}
    examples = {
        error["names"]["openapi"]: _example_of(of, error, status) for error in errors if error["response"] is not None
    }
    if examples:
        content["examples"] = examples
    return _with_headers(of, {"description": about}, errors) | {"content": {of.media_type: content}}


def _own_response(of: Contract, error: Resolved) -> Schema:
    """The response of one code; of one that never travels with a response, what is known about it."""
    statuses = statuses_of(error)
    status = statuses[0] if statuses else None
    found: Schema = {"description": _paragraphs(error)}
    if error["response"] is not None:
        schema = body_schema_of(of, error, status)
        if of.schemas == "per-status" and len(statuses) > 1:
            schema = BODY  # it may have any of its statuses
        found = _response(of, found["description"], [error], schema, status)
    return found | {"x-error": _known_of(of, error)}


def _listed(title: str, errors: Sequence[Resolved]) -> str:
    """A description that lists codes."""
    return "\n".join([f"{md_text(title)}.", "", *(f"* {_line_of(error)}" for error in errors)])


def _line_of(error: Resolved) -> str:
    """A code in a list: what it is, what to do."""
    parts = [what_it_says(error), error["action"] or ""]
    text = " ".join(_sentence(part) for part in parts if part.strip())
    return f"{md_code(error['code'])}: {text}"


def _paragraphs(error: Resolved) -> str:
    parts = [_sentence(what_it_says(error))]
    if error["action"]:
        parts.append(_sentence(error["action"]))
    if error["docs_url"]:
        parts.append(f"<{error['docs_url']}>")
    return "\n\n".join(parts)


def _sentence(text: str) -> str:
    written = md_text(" ".join(text.split()))
    return written if text.rstrip().endswith((".", "!", "?", ":")) else f"{written}."


def _known_of(of: Contract, error: Resolved) -> Schema:
    """All that the catalog says about an error, without what it does not say."""
    found = {
        key: _known(key, value)
        for key, value in error.items()
        if key == "retryable" or (key not in _UNSAID and not _is_nothing(value))
    }
    if error["details"] is not None:
        found["details"] = {"$ref": schema_ref(str(details_name(of, error)))}
    if error["docs_url"]:
        found["docs_url"] = error["docs_url"]
    return found


_UNSAID = ("names", "response", "docs_url", "visibility")
_DATA = frozenset(["example", "request", "response", "transports", "enum"])
"""Keys whose values are the catalog's own data."""
_BODIES = frozenset(["example", "request", "response"])
"""Keys that are there only where the catalog has something, were it null."""


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _known(key: str, value: Any) -> Any:
    """A value, without keys that have nothing. What a tool would follow as a reference is written as JSON."""
    if key in _DATA or key.startswith("x-"):
        return str(json_literal(value)) if _has_reference(value) else value
    if isinstance(value, list):
        return [_known(key, one) for one in value]
    if isinstance(value, dict):
        return {name: _known(name, one) for name, one in value.items() if name in _BODIES or not _is_nothing(one)}
    return value


def _has_reference(value: Any) -> bool:
    if isinstance(value, dict):
        return "$ref" in value or any(map(_has_reference, value.values()))
    return isinstance(value, list) and any(map(_has_reference, value))


def _with_headers(of: Contract, response: Schema, errors: Sequence[Resolved]) -> Schema:
    names = headers_of(of.resolved, errors)
    if not names:
        return response
    return response | {"headers": {name: {"$ref": header_ref(header_key(name))} for name in names}}


def _headers(of: Contract) -> Schema:
    """Each header, with an example: mock servers send that."""
    found: Schema = {}
    api = of.resolved["api"] or {}
    request_id = api.get("request_id") or {}
    for name in headers_of(of.resolved, of.errors):
        key = header_key(name)
        waits = [error for error in of.errors if (retry_header(error) or "").lower() == name.lower()]
        example: Any
        if name.lower() == (request_id.get("header") or "").lower():
            example, about = request_id.get("example") or "req_1234567890", "The id of the request: name it to support."
            schema = {"type": "string"}
        elif waits:
            after = next((error["retry"]["after"] for error in waits if error["retry"]["after"] is not None), 30)
            example, about, schema = -int(-after // 1), "Seconds to wait before the next try.", {"type": "integer"}
        else:
            text = of.resolved["envelope"]["headers"].get(name, "")
            values = {"request_id": request_id.get("example") or "req_1234567890", "retry_after": 30}
            example = envelope.fill(envelope.shape_of(text), values, stand_ins=True, shown=envelope.SHOWN)
            example, about, schema = str(example), "As in the example.", {"type": "string"}
        found[key] = {"description": about, "schema": schema, "example": example}
    return found


def _examples(of: Contract) -> Schema:
    found: Schema = {}
    for error in of.errors:
        if error["response"] is not None:
            found[error["names"]["openapi"]] = {"summary": error["title"], "value": body_of(of, error, None)}
    return found


def _example_of(of: Contract, error: Resolved, status: int | None) -> Schema:
    """The example of an error in a response; another one where it must have that status in it."""
    body = body_of(of, error, status)
    if status is None or body == body_of(of, error, None):
        return {"$ref": example_ref(error["names"]["openapi"])}
    return {"summary": error["title"], "value": body}


def body_of(of: Contract, error: Resolved, status: int | None) -> Any:
    """The example body of an error, with the status that the response has."""
    return with_status(of.shape, error["response"]["body"], status)


def with_status(shape: envelope.Shape, body: Any, status: int | None) -> Any:
    """A body with another status, at the places where it has one."""
    if status is None:
        return body
    match shape:
        case envelope.Marker(name="status"):
            return str(status) if shape.type == "string" else status
        case envelope.Fields() if isinstance(body, dict):
            return {
                key: with_status(shape.keys[key].shape, item, status) if key in shape.keys else item
                for key, item in body.items()
            }
        case envelope.Items() if isinstance(body, list) and shape.shapes:
            return [with_status(shape.shapes[shape.sent], item, status) for item in body]
    return body
