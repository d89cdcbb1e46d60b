"""A table of all markers: their JSON type, the source of their value, and a description.

The rules, the JSON Schemas, the generated module and the reference read this table, and a test compares their texts
with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

CATALOG, CALLER, CLOCK = "the catalog", "the caller", "the clock"
"""Where a value comes from. The caller is the code that raises the error, or the handler that responds with it."""


class KnownMarker(NamedTuple):
    """A marker that envelopes can use."""

    type: str
    """The JSON type of the value; `any` is whatever the schema of the entry allows."""
    source: str
    about: str
    """A phrase of Markdown for the reference."""


MARKER_TABLE: Mapping[str, KnownMarker] = {
    "code": KnownMarker("string", CATALOG, "The code."),
    "name": KnownMarker("string", CATALOG, "The name of the entry."),
    "number": KnownMarker("integer", CATALOG, "Its `number`."),
    "status": KnownMarker(
        "integer", CATALOG, "The HTTP status: from the caller, else the first status of the entry, else 500."
    ),
    "message": KnownMarker(
        "string", CATALOG, "The message with the caller's values, or else the same text as `<title>`."
    ),
    "title": KnownMarker(
        "string", CATALOG, "The title, else a `message` without placeholders, else the name of the HTTP status."
    ),
    "params": KnownMarker(
        "object", CALLER, "The caller's values for the params, as one object. See [params](#params-in-responses)."
    ),
    "details": KnownMarker("any", CALLER, "The caller's details, or else the params that the details need."),
    "type": KnownMarker("string", CATALOG, "The id of its type."),
    "category": KnownMarker("string", CATALOG, "The id of its category."),
    "action": KnownMarker("string", CATALOG, "The one line to do now, from the entry or its category."),
    "docs_url": KnownMarker("string", CATALOG, "The address of its page, below `api.docs_url`."),
    "request_id": KnownMarker("string", CALLER, "The id of the request."),
    "field": KnownMarker("string", CATALOG, "The request field: the first from the caller, or else from the entry."),
    "retryable": KnownMarker("boolean", CATALOG, "Whether the same request may succeed later, from `retry`."),
    "retry_after": KnownMarker("number", CATALOG, "The seconds to wait, from the caller or from `retry`."),
    "user_message": KnownMarker("string", CATALOG, "Its `user_message`."),
    "severity": KnownMarker("string", CATALOG, "Its `severity`."),
    "timestamp": KnownMarker("string", CLOCK, "The time of the error in UTC: RFC 3339 text, or Unix time as a number."),
    "instance": KnownMarker("string", CALLER, "A URI reference that identifies this occurrence."),
    "trace_id": KnownMarker("string", CALLER, "The id of the trace."),
    "path": KnownMarker("string", CALLER, "The path of the request."),
    "method": KnownMarker("string", CALLER, "The method of the request."),
    "grpc": KnownMarker(
        "string", CATALOG, "Its gRPC status: `transports.grpc`, or else the only gRPC status for the HTTP status."
    ),
    "jsonrpc": KnownMarker("integer", CATALOG, "Its JSON-RPC code: `transports.jsonrpc`."),
}  # fmt: skip

MARKERS: Mapping[str, str] = {name: marker.type for name, marker in MARKER_TABLE.items()}
"""The JSON type of each marker."""

OCCURRENCE = ("instance", "timestamp", "trace_id", "path", "method")
"""Markers with values that only a single occurrence has, in addition to the id of the request."""
