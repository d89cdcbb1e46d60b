"""The body of one error: the shape, with values in the places of its markers.

A marker that has a value is filled in, a constant is copied, and an example is left out: it only shows the shape. An
optional key is left out where a marker that it needs has no value, or where nothing of the error would be in it. The
writer in the generated module follows the same rules; a test holds the two together. The documentation shows the same
body with `examples`, and with `shown` for what only a caller can know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from errcat.envelope.shapes import Anything, ExampleValue, Fields, Items, Marker, Shape, Words
from errcat.model.catalog import NOTHING

STAND_INS: Mapping[str, object] = {"status": 500, "grpc": "UNKNOWN"}
"""What a required marker has where nothing gives a value: the status that is sent then, and gRPC's own word for none.
Every other one has an empty value of its type, so that the body is still valid."""


class _Missing(Exception):
    """A marker has no value, so that what needs it cannot be there."""


@dataclass(frozen=True, slots=True)
class _Filling:
    values: Mapping[str, object]
    stand_ins: Mapping[str, object] | None
    examples: bool


def fill(
    shape: Shape,
    values: Mapping[str, object],
    *,
    stand_ins: bool = False,
    shown: Mapping[str, object] = NOTHING,
    examples: bool = False,
) -> Any:
    """The body that a shape makes of an error. Optional keys that there is no value for are left out.

    A required key without a value has null; with `stand_ins` a value of its type, by preference one of `shown`.
    `examples` shows what is only an example as well.
    """
    filling = _Filling(values, {**STAND_INS, **shown} if stand_ins else None, examples)
    try:
        return _filled(shape, filling, strict=False)[0]
    except _Missing:
        return None


def _filled(shape: Shape, of: _Filling, *, strict: bool) -> tuple[Any, bool]:
    """A value, and whether anything of the error is in it.

    Inside an optional key (`strict`) nothing stands in for what is missing.
    """
    match shape:
        case Marker():
            value = of.values.get(shape.name)
            if value is not None:
                return as_type(value, shape), True
            if strict:
                raise _Missing
            return _stand_in(shape, of), False
        case Words():
            found = [
                (part, False) if isinstance(part, str) else _filled(part, of, strict=strict or of.stand_ins is None)
                for part in shape.parts
            ]
            return "".join(as_text(value) for value, _is_filled in found), any(is_filled for _, is_filled in found)
        case ExampleValue():
            return shape.value, False
        case Items():
            return _filled_items(shape, of, strict=strict)
        case Fields():
            return _filled_fields(shape, of, strict=strict)
        case Anything():
            return None, False


def _filled_items(items: Items, of: _Filling, *, strict: bool) -> tuple[list[Any], bool]:
    if items.is_constant:
        return [_filled(item, of, strict=strict)[0] for item in items.shapes], False
    if not strict and items.needs and all(of.values.get(name) is None for name in items.needs):
        return [], False
    value, is_filled = _filled(items.shapes[items.sent], of, strict=strict)
    return [value], is_filled


def _filled_fields(fields: Fields, of: _Filling, *, strict: bool) -> tuple[dict[str, Any], bool]:
    body: dict[str, Any] = {}
    anything = False
    for key in fields.keys.values():
        if key.is_example:
            if of.examples:
                body[key.name], anything = _filled(key.shape, of, strict=False)[0], True
            continue
        try:
            value, is_filled = _filled(key.shape, of, strict=strict or key.optional)
        except _Missing:
            if not key.optional:
                raise
            continue
        if is_filled or not key.optional:
            body[key.name] = value
            anything = anything or is_filled
    field = of.values.get("field")
    if fields.others and not fields.others.is_example and field is not None:
        try:
            value, _is_filled = _filled(fields.others.shape, of, strict=strict or fields.others.optional)
            body.setdefault(str(field), value)
            anything = True
        except _Missing:
            if not fields.others.optional:
                raise
    return body, anything


def _stand_in(marker: Marker, of: _Filling) -> Any:
    if of.stand_ins is None:
        return None
    if marker.name in of.stand_ins:
        return as_type(of.stand_ins[marker.name], marker)
    match marker.type:
        case "string":
            return ""
        case "boolean":
            return False
        case "any" | "object":
            return {}
    return 0


def as_type(value: object, marker: Marker) -> object:
    """A value as the JSON type that travels: a code of digits as a number, where the envelope says so."""
    if marker.type == "string":
        return as_text(value)
    if marker.type in ("integer", "number") and isinstance(value, str):
        return _as_number(value, marker)
    return -int(-value // 1) if marker.type == "integer" and isinstance(value, float) else value


def as_text(value: object) -> str:
    """A value as a text, as JSON writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _as_number(value: str, marker: Marker) -> object:
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit():
        return int(value)
    if marker.name == "timestamp":
        return _unix_time(value)
    return value


def _unix_time(value: str) -> object:
    from datetime import UTC, datetime  # noqa: PLC0415 — hardly ever needed

    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
