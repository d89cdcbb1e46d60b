"""The components of the OpenAPI document, in order."""

from __future__ import annotations

from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.responses import all_examples, all_headers, all_responses
from errcat.targets.openapi.schemas import Contract, all_schemas


def all_components(contract: Contract) -> Schema:
    """Return schemas, responses, headers and examples by kind and name."""
    return {
        "schemas": all_schemas(contract),
        "responses": all_responses(contract),
        "headers": all_headers(contract),
        "examples": all_examples(contract),
    }
