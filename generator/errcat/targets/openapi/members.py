"""The schemas of params that are members of a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errcat import envelope
from errcat.resolved.generated_types import ResolvedError
from errcat.targets.openapi.params import param_schema
from errcat.text import placeholders


def members_of(as_members: envelope.ParamsAsMembers | None, error: ResolvedError) -> envelope.Members:
    """Return the members of the body of an error."""
    if as_members is None:
        return envelope.Members()
    params = {param["name"]: param for param in error["params"]}
    names = as_members.members(params, error["details"])
    messages = [error["message"], *(variant["message"] for variant in error["messages"])]
    templates = [placeholders.names(message) for message in messages if message is not None]
    return envelope.Members(
        {name: param_schema(params[name]) for name in names},
        [
            name
            for name in names
            if envelope.is_always_sent(name, templates, is_optional=bool(params[name]["optional"]))
        ],
    )


def common_members(as_members: envelope.ParamsAsMembers | None, errors: Sequence[ResolvedError]) -> envelope.Members:
    """Return the members that a body with any of several errors can have.

    If several errors have a param of the same name, its schema has only what they agree on.
    """
    schemas: dict[str, Mapping[str, Any]] = {}
    for error in errors:
        for name, schema in members_of(as_members, error).schemas.items():
            known = schemas.get(name, schema)
            schemas[name] = {key: value for key, value in known.items() if schema.get(key) == value}
    return envelope.Members({name: schema for name, schema in schemas.items() if "type" in schema})
