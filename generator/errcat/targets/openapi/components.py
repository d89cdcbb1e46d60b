"""The components of the OpenAPI document, in order."""

from __future__ import annotations

from collections.abc import Callable

from errcat.targets.openapi.bodies import OwnBody
from errcat.targets.openapi.contracts import Contract
from errcat.targets.openapi.json_schema import Schema
from errcat.targets.openapi.responses import all_examples, all_headers, all_responses
from errcat.targets.openapi.schemas import all_schemas

Makers = dict[str, Callable[[], object]]
Components = dict[str, Makers]
"""What makes each component, by kind and name. To have them all at the same time takes much memory."""


def components_of_document(contract: Contract, own_body: Callable[[OwnBody], object] | None = None) -> Components:
    """Return what makes schemas, responses, headers and examples. `own_body` makes the schemas of single errors."""
    return {
        "schemas": all_schemas(contract, own_body),
        "responses": all_responses(contract),
        "headers": all_headers(contract),
        "examples": all_examples(contract),
    }


def all_components(contract: Contract) -> Schema:
    """Return schemas, responses, headers and examples by kind and name."""
    components = components_of_document(contract)
    return {kind: {name: make() for name, make in named.items()} for kind, named in components.items()}
