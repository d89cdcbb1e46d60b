"""The JSON Schema of an envelope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from errcat.envelope.shapes import ExampleValue, Fields, Items, Marker, Shape, Words
from errcat.model.catalog import NOTHING

_TELLING_TYPE = ("type", "$ref", "anyOf", "oneOf")
"""Keys of a schema that say what type a value has."""


def schema_of(
    shape: Shape, of_marker: Mapping[str, Mapping[str, Any]] = NOTHING, always: Collection[str] = ()
) -> dict[str, Any]:
    """The JSON Schema of a shape. `of_marker` says more of a marker than its type: an enum of codes, say.

    `always` has the markers that have a value in every such body: an optional key with one of them is always there.
    """
    match shape:
        case Marker():
            known = dict(of_marker.get(shape.name, {}))
            is_whole = shape.type == "any" or not known.keys().isdisjoint(_TELLING_TYPE)
            return known if is_whole else {"type": shape.type} | known
        case Words():
            return {"type": "string"}
        case ExampleValue():
            return {"type": shape.type, "examples": [shape.value]}
        case Items():
            items = [schema_of(item, of_marker, always) for item in shape.shapes]
            if not items:
                return {"type": "array"}
            return {"type": "array", "items": items[0] if len(items) == 1 else {"anyOf": items}}
        case Fields():
            schema: dict[str, Any] = {"type": "object"}
            if shape.keys:
                schema["properties"] = {
                    key.name: schema_of(key.shape, of_marker, always) for key in shape.keys.values()
                }
            required = [key.name for key in shape.keys.values() if not key.optional or _is_always(key.shape, always)]
            if required:
                schema["required"] = required
            if shape.others:
                schema["additionalProperties"] = schema_of(shape.others.shape, of_marker, always)
            return schema
    return {}


def _is_always(shape: Shape, always: Collection[str]) -> bool:
    return isinstance(shape, Marker) and shape.name in always
