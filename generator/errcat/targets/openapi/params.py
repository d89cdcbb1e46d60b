"""The schema of a param."""

from __future__ import annotations

from collections.abc import Sequence

from errcat import envelope
from errcat.resolved.generated_types import ResolvedParam
from errcat.targets.openapi.json_schema import Schema


def param_schema(param: ResolvedParam) -> Schema:
    schema: Schema = {"type": param["type"]}
    for key in ("format", "description"):
        if param[key] is not None:
            schema[key] = param[key]
    if param["enum"]:
        schema["enum"] = param["enum"]
    if "example" in param:
        schema["examples"] = [param["example"]]
    if (
        "default" in param
        and param["format"] is None  # the text of a message can be "further notice" for a date
        and _has_type(param["default"], param["type"])
        and _is_choice(param["default"], param["enum"])
    ):
        schema["default"] = param["default"]
    return schema


def _is_choice(value: object, enum: Sequence[object]) -> bool:
    """Whether an enum, if it exists, has a value. OpenAPI accepts no other default."""
    return not enum or any(choice == value and isinstance(choice, bool) is isinstance(value, bool) for choice in enum)


def _has_type(value: object, type_: str) -> bool:
    return envelope.json_type(value) in (type_, "integer" if type_ == "number" else type_)
