"""Envelopes that others have settled on, each written as one body by example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.model.catalog import NOTHING, Envelope

# The envelopes that have a name: media type, body. Each of their required markers has a value for every entry, so that
# a body holds nothing that neither the catalog, the caller nor the clock gave.
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
            "<field>?": None,
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
    """The body by example."""
    ready = READY_MADE.get(envelope.name or "")
    return ready[1] if ready else envelope.body or NOTHING


def media_type_of(envelope: Envelope) -> str:
    ready = READY_MADE.get(envelope.name or "")
    return ready[0] if ready else envelope.media_type
