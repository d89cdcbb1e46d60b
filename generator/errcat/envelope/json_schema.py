"""The JSON Schema of an envelope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from errcat.envelope.shapes import ExampleValue, ListShape, Marker, ObjectShape, Shape, TextWithMarkers
from errcat.model.nothing import NOTHING

_TYPE_KEYWORDS = ("type", "$ref", "anyOf", "oneOf")
"""Keywords of a schema that define the type of a value."""


class Members(NamedTuple):
    """The schemas of params that are members, and the names of those that each body has."""

    schemas: Mapping[str, Mapping[str, Any]] = NOTHING
    required: Collection[str] = ()


def schema_of(
    shape: Shape,
    marker_schemas: Mapping[str, Mapping[str, Any]] = NOTHING,
    present_markers: Collection[str] = (),
    members: Members = Members(),  # noqa: B008 — it is immutable
) -> dict[str, Any]:
    """Return the JSON Schema of a shape. `marker_schemas` refines markers, for example with an enum of codes.

    `present_markers` lists the markers that have a value in every such body: an optional key with such a marker is
    required.
    """

    def inner(part: Shape) -> dict[str, Any]:
        return schema_of(part, marker_schemas, present_markers, members)

    match shape:
        case Marker():
            marker_schema = dict(marker_schemas.get(shape.name, {}))
            has_type = shape.type == "any" or not marker_schema.keys().isdisjoint(_TYPE_KEYWORDS)
            return marker_schema if has_type else {"type": shape.type} | marker_schema
        case TextWithMarkers():
            return {"type": "string", **_constant_text(shape, marker_schemas)}
        case ExampleValue():
            return {"type": shape.type, "examples": [shape.value]}
        case ListShape():
            items = [inner(item) for item in shape.shapes]
            if len(items) > 1:
                items = list(map(_with_constants, items, shape.shapes))
            if not items:
                return {"type": "array"}
            return {"type": "array", "items": items[0] if len(items) == 1 else {"anyOf": items}}
        case ObjectShape():
            schema: dict[str, Any] = {"type": "object"}
            properties = {key.name: inner(key.shape) for key in shape.keys.values()}
            required = [
                key.name
                for key in shape.keys.values()
                if not key.optional or _is_always_present(key.shape, present_markers)
            ]
            if shape.spreads_params:
                own_names = [name for name in members.schemas if name not in shape.keys]
                properties |= {name: dict(members.schemas[name]) for name in own_names}
                required += [name for name in own_names if name in members.required]
            if properties:
                schema["properties"] = properties
            if required:
                schema["required"] = required
            if shape.spreads_params:
                schema["additionalProperties"] = {}
            elif shape.others:
                schema["additionalProperties"] = inner(shape.others.shape)
            return schema
    return {}


def _is_always_present(shape: Shape, present_markers: Collection[str]) -> bool:
    return isinstance(shape, Marker) and shape.name in present_markers


def _constant_text(shape: TextWithMarkers, marker_schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the only possible text if each marker in it has only one possible value."""
    values = [part if isinstance(part, str) else marker_schemas.get(part.name, {}).get("const") for part in shape.parts]
    return {"const": "".join(map(str, values))} if all(isinstance(value, str) for value in values) else {}


def _with_constants(schema: dict[str, Any], item: Shape) -> dict[str, Any]:
    """Return the schema of an item with its constant texts, which tell the items of a list apart."""
    if not isinstance(item, ObjectShape):
        return schema
    constants = {
        key.name: {"type": "string", "const": key.shape.value}
        for key in item.keys.values()
        if not key.optional and isinstance(key.shape, ExampleValue) and isinstance(key.shape.value, str)
    }
    return {**schema, "properties": schema["properties"] | constants} if constants else schema
