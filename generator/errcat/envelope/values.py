"""The values of the markers of an envelope, for an example of an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errcat.envelope.params_as_members import ParamsAsMembers, default_details, is_always_sent
from errcat.model.catalog import NEVER, Catalog, ErrorEntry, Param
from errcat.model.nothing import NOTHING
from errcat.text import placeholders
from errcat.text.code_names import title_of_error
from errcat.text.http_statuses import REASON_PHRASES

GRPC_BY_HTTP_STATUS: Mapping[int, str] = {
    401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED", 499: "CANCELLED",
    501: "UNIMPLEMENTED", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
}  # fmt: skip
"""The gRPC status of an HTTP status, if google.rpc.Code maps exactly one to it. 400, 409 and 500 have several, so an
error with one of those has a gRPC status only if the catalog says so.
"""

SAMPLE_VALUES: Mapping[str, object] = {
    "request_id": "req_1234567890",
    "instance": "/requests/1042",
    "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    "path": "/orders/1042",
    "method": "POST",
}
"""The values that the documentation shows for required markers that only a caller knows."""
_SAMPLE_TIME = "2026-01-01T00:00:00Z"


_SAMPLE_BY_FORMAT: Mapping[str, str] = {
    "date-time": _SAMPLE_TIME, "date": "2026-01-01", "time": "00:00:00Z", "duration": "PT1H",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "uri": "https://example.com", "uri-reference": "/requests/1042",
    "email": "ann@example.com", "hostname": "example.com", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1",
}  # fmt: skip
"""The values that the documentation shows for strings that have a format, but no example."""
_SAMPLE_BY_TYPE: Mapping[str, object] = {
    "integer": 0, "number": 0, "boolean": False, "array": [], "object": {},
}  # fmt: skip


def response_title(error: ErrorEntry, catalog: Catalog) -> str:
    """Return the title that responses contain, which is also their message if the catalog has none for them.

    It is the catalog's title, else a message that is the same for every occurrence, else the name of the only HTTP
    status. Without all of them, it is the title of its page, which errcat derives from the code. It is also that if
    several errors have the code: the name of a status wouldn't say which of them this is.
    """
    if error.title:
        return error.title
    if error.message and "\n" not in error.message and not placeholders.names(error.message):
        return placeholders.render(error.message, {})
    has_own_code = len(catalog.by_code.get(error.code, ())) < 2
    phrase = REASON_PHRASES.get(error.status[0]) if error.status and len(error.status) == 1 and has_own_code else None
    return phrase or title_of_error(error.name, error.code)


def marker_values(
    error: ErrorEntry,
    catalog: Catalog,
    docs_url: str | None = None,
    as_members: ParamsAsMembers | None = None,
    title: str | None = None,
) -> dict[str, object]:
    """Return the values of the markers in an example of an error. `docs_url` is the address of its page.

    `title` is the title in responses, if the caller knows it already. The key `members` has the params that are members
    of the body.
    """
    examples = {name: param.example for name, param in error.params.items() if param.has_example}
    messages = [text for text in (error.message, *(variant.message for variant in error.messages)) if text is not None]
    api = catalog.api
    has_request_ids = api is not None and api.request_id is not None
    request_id = api.request_id.example if api and api.request_id else None
    status = error.status[0] if error.status else None
    retryable = None if error.retry is None else error.retry.strategy != NEVER.strategy
    return {
        "code": error.code,
        "name": error.name or None,
        "number": error.number,
        "status": status,
        "message": placeholders.render(messages[0], examples) if messages else None,
        "title": title or response_title(error, catalog) or None,
        "params": examples or None,
        "members": _members(error, messages, examples, as_members) if as_members else NOTHING,
        "details": _details_of_params(examples, messages, as_members)
        if error.details is None
        else _details_example(error.details, examples),
        "type": error.type,
        "category": error.category,
        "action": error.action,
        "docs_url": docs_url,
        "request_id": (request_id or SAMPLE_VALUES["request_id"]) if has_request_ids else None,
        "field": error.fields[0] if error.fields else None,
        "retryable": retryable,
        "retry_after": error.retry.after if error.retry else None,
        "user_message": error.user_message,
        "severity": error.severity,
        "timestamp": _SAMPLE_TIME,
        "grpc": error.transports.get("grpc") or GRPC_BY_HTTP_STATUS.get(status or 0),
        "jsonrpc": error.transports.get("jsonrpc"),
    }


def _details_of_params(
    examples: Mapping[str, object], messages: Sequence[str], as_members: ParamsAsMembers | None
) -> dict[str, object] | None:
    """Return the details of an entry without a details schema."""
    used = {name for message in messages for name in placeholders.names(message)}
    return {name: examples[name] for name in default_details(as_members, examples, None, used)} or None


def _members(
    error: ErrorEntry, messages: Sequence[str], examples: Mapping[str, object], as_members: ParamsAsMembers
) -> dict[str, object]:
    """Return the params that are members: those with an example, and those that each response has."""
    templates = [placeholders.names(message) for message in messages]
    used = dict.fromkeys(name for names in templates for name in names)
    params = {**error.params, **{name: Param() for name in used if name not in error.params}}
    return {
        name: examples[name] if name in examples else sample_param(name, params[name])
        for name in as_members.members(params, error.details)
        if name in examples or is_always_sent(name, templates, is_optional=params[name].optional)
    }


def sample_param(name: str, param: Param) -> object:
    """Return a value for a param without an example. A text is the placeholder, as in the message."""
    if param.enum:
        return param.enum[0]
    if param.type == "string":
        return _SAMPLE_BY_FORMAT.get(param.format or "", f"{{{name}}}")
    return _SAMPLE_BY_TYPE[param.type]


def _details_example(schema: Mapping[str, Any], examples: Mapping[str, object]) -> Any:
    """Return an example of the details: the schema's own, or built from the examples of properties and params."""
    if isinstance(schema.get("examples"), list) and schema["examples"]:
        return schema["examples"][0]
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return None
    details = {name: _property_example(name, part, examples) for name, part in properties.items()}
    return {name: value for name, value in details.items() if value is not None} or None


def _property_example(name: str, schema: object, examples: Mapping[str, object]) -> Any:
    if name in examples:
        return examples[name]
    if not isinstance(schema, Mapping):
        return None
    for key in ("example", "const", "default"):
        if key in schema:
            return schema[key]
    for key in ("examples", "enum"):
        if isinstance(schema.get(key), list) and schema[key]:
            return schema[key][0]
    return _details_example(schema, examples)
