"""The components of the OpenAPI document, in their order."""

from __future__ import annotations

from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.responses import every_example, every_header, every_response
from errcat.targets.openapi.schemas import Contract, every_schema


def every_component(of: Contract) -> Schema:
    """Schemas, responses, headers and examples, by kind and name."""
    return {
        "schemas": every_schema(of),
        "responses": every_response(of),
        "headers": every_header(of),
        "examples": every_example(of),
    }
