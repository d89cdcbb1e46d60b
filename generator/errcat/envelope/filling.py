"""The body of one error: the shape, with values in the places of its markers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.envelope.shapes import Fields, Items, Marker, Sample, Shape, Words


class _Missing(Exception):
    """A marker has no value, so that what needs it cannot be there."""


# What stands where a key must be and the catalog has nothing for it: of the right type, so that the body is valid.
_STAND_INS: Mapping[str, object] = {"string": "", "integer": 0, "number": 0, "any": {}}


def fill(shape: Shape, values: Mapping[str, object], *, stand_ins: bool = False) -> Any:
    """The body that a shape makes of an error. Optional keys that there is no value for are left out.

    A key that must be there has null then; with `stand_ins` a value of its type.
    """
    try:
        return _filled(shape, values, strict=False, stand_ins=stand_ins)
    except _Missing:
        return None


def _filled(shape: Shape, values: Mapping[str, object], *, strict: bool, stand_ins: bool) -> Any:
    """`strict` is true inside an optional key: without a value the key goes, rather than have none."""
    match shape:
        case Marker():
            value = values.get(shape.name)
            if value is None:
                if strict:
                    raise _Missing
                return _STAND_INS[shape.type] if stand_ins else None
            return _as_type(value, shape.type)
        case Words():
            strict = strict or not stand_ins
            return "".join(
                part if isinstance(part, str) else str(_filled(part, values, strict=strict, stand_ins=stand_ins))
                for part in shape.parts
            )
        case Sample():
            return shape.value
        case Items():
            return [_filled(item, values, strict=strict, stand_ins=stand_ins) for item in shape.shapes[:1]]
        case Fields():
            body: dict[str, Any] = {}
            for key in shape.keys.values():
                try:
                    body[key.name] = _filled(key.shape, values, strict=strict or key.optional, stand_ins=stand_ins)
                except _Missing:
                    if not key.optional:
                        raise
            if shape.others and not shape.others.optional and values.get("field") is not None:
                body[str(values["field"])] = _filled(shape.others.shape, values, strict=strict, stand_ins=stand_ins)
            return body
    return None


def _as_type(value: object, wanted: str) -> object:
    """A value as the JSON type that travels: a code of digits as a number, where the envelope says so."""
    if wanted == "string":
        return str(value)
    if wanted in ("integer", "number") and isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return value
    return value
