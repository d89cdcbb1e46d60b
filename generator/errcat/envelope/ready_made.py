"""Well-known envelopes, each written as a sample body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.model.catalog import Envelope
from errcat.model.nothing import NOTHING

# Envelopes by name (schema/catalog.v1.schema.json lists the names too): media type, body. Each of their required
# markers has a value for every entry, so a body holds nothing that the catalog, the caller or the clock did not give.
READY_MADE: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "rfc9457": (
        "application/problem+json",
        {
            "type?": "<docs_url>",
            "title": "<title>",
            "status?": "<status>",
            "detail?": "<message>",
            "instance?": "<instance>",
            "code": "<code>",
            "details?": "<details>",
            "<params>?": None,
        },
    ),
    "google": (
        "application/json",
        {
            "error": {
                "code?": "<status>",
                "message": "<message>",
                "status?": "<grpc>",
                "details": [
                    {
                        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": "<code>",
                        "domain?": "example.com",
                        "metadata?": "<details>",
                    },
                    {"@type": "type.googleapis.com/google.rpc.Help", "<field>?": None},
                ],
            }
        },
    ),
    "jsonapi": (
        "application/vnd.api+json",
        {
            "errors": [
                {
                    "id?": "<request_id>",
                    "links?": {"about?": "<docs_url>", "type?": "<docs_url>"},
                    "status?": "<status:string>",
                    "code": "<code>",
                    "title?": "<title>",
                    "detail?": "<message>",
                    "source?": {"pointer?": "<field>", "parameter?": "sort", "header?": "If-Match"},
                    "meta?": "<details>",
                }
            ],
            "jsonapi?": {},
            "links?": {},
            "meta?": {},
        },
    ),
    "stripe": (
        "application/json",
        {
            "error": {
                "type?": "<type>",
                "code": "<code>",
                "message": "<message>",
                "param?": "<field>",
                "doc_url?": "<docs_url>",
                "request_log_url?": "https://dashboard.example.com/logs/req_1",
                "<field>?": None,
            }
        },
    ),
}


def body_of(envelope: Envelope) -> Mapping[str, Any]:
    """Return the sample body of an envelope."""
    ready_made = READY_MADE.get(envelope.name or "")
    return ready_made[1] if ready_made else envelope.body or NOTHING


def media_type_of(envelope: Envelope) -> str:
    ready_made = READY_MADE.get(envelope.name or "")
    return ready_made[0] if ready_made else envelope.media_type
