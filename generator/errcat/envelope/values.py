"""What the markers of an envelope stand for, in an example of an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.model import Api, ErrorEntry
from errcat.text import placeholders
from errcat.text.naming import humanised

# What gRPC calls an HTTP status, for errors that do not say it themselves.
GRPC = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 409: "ABORTED",
    412: "FAILED_PRECONDITION", 416: "OUT_OF_RANGE", 429: "RESOURCE_EXHAUSTED", 499: "CANCELLED", 500: "INTERNAL",
    501: "UNIMPLEMENTED", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
}  # fmt: skip


def values_of(error: ErrorEntry, api: Api | None = None, docs_url: str | None = None) -> dict[str, object]:
    """What the markers stand for in an example of an error. `docs_url` is the address of its page."""
    examples = {name: param.example for name, param in error.params.items() if param.has_example}
    messages = [error.message, *(variant.message for variant in error.messages)]
    message = next((text for text in messages if text is not None), None)
    request_id = api.request_id.example if api and api.request_id else None
    return {
        "code": error.code,
        "name": error.name or None,
        "number": error.number,
        "status": error.status[0] if error.status else None,
        "message": None if message is None else placeholders.render(message, examples),
        "title": error.title or humanised(error.name) or None,
        "details": _details_example(error.details, examples),
        "type": error.type,
        "category": error.category,
        "action": error.action,
        "docs_url": docs_url,
        "request_id": request_id or "req_1234567890",
        "field": error.fields[0] if error.fields else None,
        "retry_after": error.retry.after if error.retry else None,
        "user_message": error.user_message,
        "severity": error.severity,
        "timestamp": "2026-01-01T00:00:00Z",
        "grpc": error.transports.get("grpc") or GRPC.get(error.status[0] if error.status else 0, "UNKNOWN"),
    }


def _details_example(schema: Mapping[str, Any] | None, examples: Mapping[str, object]) -> Any:
    """An example of the details: the schema's own, else one made of the examples of its properties and params."""
    if schema is None:
        return None
    if isinstance(schema.get("examples"), list) and schema["examples"]:
        return schema["examples"][0]
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return None
    made = {name: _property_example(name, part, examples) for name, part in properties.items()}
    return {name: value for name, value in made.items() if value is not None} or None


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
