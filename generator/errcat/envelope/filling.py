"""The body of an error: a shape with values in place of its markers.

A marker that has a value is filled in, a constant is copied, and an example is left out because it only shows the
shape. An optional key is left out if a marker that it needs has no value, or if nothing in it comes from the error. The
generated module follows the same rules, and a test compares the two. The documentation shows the same body with
`examples`, and with `sample_values` for what only a caller knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from errcat.envelope.shapes import Anything, ExampleValue, ListShape, Marker, ObjectShape, Shape, TextWithMarkers
from errcat.model.catalog import NOTHING

FALLBACK_VALUES: Mapping[str, object] = {"status": 500, "grpc": "UNKNOWN"}
"""The value of a required marker that has no value: the status that is sent then, and gRPC's own word for unknown.
Every other marker gets an empty value of its type, which keeps the body valid.
"""


class _Missing(Exception):
    """A marker has no value, so whatever needs it is left out."""


class _FillOptions(NamedTuple):
    values: Mapping[str, object]
    fallbacks: Mapping[str, object] | None
    examples: bool


def fill(
    shape: Shape,
    values: Mapping[str, object],
    *,
    fallbacks: bool = False,
    sample_values: Mapping[str, object] = NOTHING,
    examples: bool = False,
) -> Any:
    """Return the body of an error. Optional keys without a value are left out.

    `values` has the value of each marker, and under `members` the params where they are members.
    A required key without a value is null, or with `fallbacks` a value of its type, preferably from `sample_values`.
    `examples` also shows what is only an example.
    """
    options = _FillOptions(values, {**FALLBACK_VALUES, **sample_values} if fallbacks else None, examples)
    try:
        return _filled(shape, options, strict=False)[0]
    except _Missing:
        return None


def _filled(shape: Shape, options: _FillOptions, *, strict: bool) -> tuple[Any, bool]:
    """Return a value, and whether anything in it comes from the error.

    Inside an optional key (`strict`) a missing value has no fallback.
    """
    match shape:
        case Marker():
            value = options.values.get(shape.name)
            if value is not None:
                return as_type(value, shape), True
            if strict:
                raise _Missing
            return _fallback_value(shape, options), False
        case TextWithMarkers():
            filled_parts = [
                (part, False)
                if isinstance(part, str)
                else _filled(part, options, strict=strict or options.fallbacks is None)
                for part in shape.parts
            ]
            return "".join(as_text(value) for value, _is_filled in filled_parts), any(
                is_filled for _, is_filled in filled_parts
            )
        case ExampleValue():
            return shape.value, False
        case ListShape():
            return _filled_items(shape, options, strict=strict)
        case ObjectShape():
            return _filled_fields(shape, options, strict=strict)
        case Anything():
            return None, False


def _filled_items(items: ListShape, options: _FillOptions, *, strict: bool) -> tuple[list[Any], bool]:
    if items.is_constant:
        return [_filled(item, options, strict=strict)[0] for item in items.shapes], False
    if not strict and items.needed_markers and all(options.values.get(name) is None for name in items.needed_markers):
        return [], False
    value, is_filled = _filled(items.shapes[items.sent_index], options, strict=strict)
    return [value], is_filled


def _filled_fields(fields: ObjectShape, options: _FillOptions, *, strict: bool) -> tuple[dict[str, Any], bool]:
    body: dict[str, Any] = {}
    has_values = False
    for key in fields.keys.values():
        if key.is_example:
            if options.examples:
                body[key.name], has_values = _filled(key.shape, options, strict=False)[0], True
            continue
        try:
            value, is_filled = _filled(key.shape, options, strict=strict or key.optional)
        except _Missing:
            if not key.optional:
                raise
            continue
        if is_filled or not key.optional:
            body[key.name] = value
            has_values = has_values or is_filled
    if fields.spreads_params:
        members = {name: value for name, value in _members(options).items() if name not in fields.keys}
        body |= members
        has_values = has_values or bool(members)
    field = options.values.get("field")
    if fields.others and not fields.others.is_example and field is not None:
        try:
            value, _is_filled = _filled(fields.others.shape, options, strict=strict or fields.others.optional)
            body.setdefault(str(field), value)
            has_values = True
        except _Missing:
            if not fields.others.optional:
                raise
    return body, has_values


def _members(options: _FillOptions) -> Mapping[str, object]:
    members = options.values.get("members")
    return members if isinstance(members, Mapping) else NOTHING


def _fallback_value(marker: Marker, options: _FillOptions) -> Any:
    if options.fallbacks is None:
        return None
    if marker.name in options.fallbacks:
        return as_type(options.fallbacks[marker.name], marker)
    match marker.type:
        case "string":
            return ""
        case "boolean":
            return False
        case "any" | "object":
            return {}
    return 0


def as_type(value: object, marker: Marker) -> object:
    """Convert a value to the JSON type of its marker: a code of digits becomes a number if the envelope says so."""
    if marker.type == "string":
        return as_text(value)
    if marker.type in ("integer", "number") and isinstance(value, str):
        return _as_number(value, marker)
    return -int(-value // 1) if marker.type == "integer" and isinstance(value, float) else value


def as_text(value: object) -> str:
    """Spell a value as JSON writes it."""
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
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
