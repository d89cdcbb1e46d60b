"""The differences between a handwritten body and its envelope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from errcat.envelope.shapes import ExampleValue, ListShape, Marker, ObjectShape, Shape, TextWithMarkers, json_type
from errcat.findings.finding import PathStep
from errcat.model.nothing import NOTHING


class Difference(NamedTuple):
    """One difference: its path, its kind, and the actual and the expected value."""

    kind: str
    """missing, unknown, type, or the name of a marker whose value belongs to another error."""
    path: tuple[PathStep, ...]
    """The path of the value, or the path that a missing key would have."""
    shape: Shape | None
    actual: object = None
    expected: object = None


def differences(
    shape: Shape, body: object, known: Mapping[str, object] = NOTHING, path: tuple[PathStep, ...] = ()
) -> list[Difference]:
    """Compare a body with a shape.

    `known` has the required values of markers; a tuple for status. Under `members`, it has the type and an example of
    each param that is a member.
    """
    result: list[Difference] = []
    if not _is_plainly_right(shape, body, known):
        _add_differences(result, shape, body, known, path)
    return result


def _is_plainly_right(shape: Shape, body: object, known: Mapping[str, object]) -> bool:
    """Whether a body has no differences, as far as that is quick to see: almost every body is right."""
    if isinstance(shape, ObjectShape):
        keys = shape.keys
        if not isinstance(body, dict) or not keys:
            return False
        for name, value in body.items():
            if name not in keys or not _is_plainly_right(keys[name].shape, value, known):
                return False
        return len(body) == len(keys) or all(name in body or key.optional for name, key in keys.items())
    if isinstance(shape, Marker):
        return _fits(shape.type, body) and _is_known(body, known.get(shape.name))
    return isinstance(shape, ExampleValue) and _fits(shape.type, body)


def _add_differences(
    result: list[Difference], shape: Shape, body: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> None:
    match shape:
        case Marker():
            if not _fits(shape.type, body):
                result.append(Difference("type", path, shape, body))
            elif not _is_known(body, known.get(shape.name)):
                result.append(Difference(shape.name, path, shape, body, known[shape.name]))
        case ExampleValue():
            if not _fits(shape.type, body):
                result.append(Difference("type", path, shape, body))
        case ObjectShape():
            if not isinstance(body, Mapping):
                result.append(Difference("type", path, shape, body))
            elif not shape.is_open:
                _add_field_differences(result, shape, body, known, path)
        case TextWithMarkers():
            if not isinstance(body, str):
                result.append(Difference("type", path, shape, body))
        case ListShape():
            if not isinstance(body, list):
                result.append(Difference("type", path, shape, body))
            elif shape.shapes:
                for number, item in enumerate(body):
                    result += _item_differences(shape.shapes, item, known, (*path, number))


def _is_known(value: object, expected: object) -> bool:
    """Whether a value is the required value, or among the allowed values."""
    if (
        expected is None
        or value == expected
        or (type(value) is int and isinstance(expected, tuple) and value in expected)
    ):
        return True
    return str(value) in [str(allowed) for allowed in (expected if isinstance(expected, tuple) else (expected,))]


def _add_field_differences(
    result: list[Difference],
    fields: ObjectShape,
    body: Mapping[str, object],
    known: Mapping[str, object],
    path: tuple[PathStep, ...],
) -> None:
    for name, key in fields.keys.items():
        if name in body:
            _add_differences(result, key.shape, body[name], known, (*path, name))
        elif not key.optional:
            result.append(Difference("missing", (*path, name), key.shape))
    for name in body:
        if name in fields.keys:
            continue
        if fields.spreads_params:
            _add_member_difference(result, body[name], known, (*path, name))
        elif fields.others:
            _add_differences(result, fields.others.shape, body[name], known, (*path, name))
        else:
            result.append(Difference("unknown", (*path, name), fields, body[name]))


def _add_member_difference(
    result: list[Difference], value: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> None:
    members = known.get("members")
    expected = members.get(path[-1]) if isinstance(members, Mapping) else None
    if isinstance(expected, ExampleValue) and not _fits(expected.type, value):
        result.append(Difference("type", path, expected, value))


def _item_differences(
    shapes: Iterable[Shape], item: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> list[Difference]:
    """Return the differences from the closest shape: most texts in common, then fewest differences."""
    candidates = [(-_shared_text_count(shape, item), differences(shape, item, known, path)) for shape in shapes]
    return min(candidates, key=lambda candidate: (candidate[0], len(candidate[1])))[1]


def _shared_text_count(shape: Shape, item: object) -> int:
    """Count the constant texts that an item shares with a shape. Texts such as "@type" tell what the item is."""
    if not isinstance(shape, ObjectShape) or not isinstance(item, Mapping):
        return 0
    samples = ((key.name, key.shape) for key in shape.keys.values() if not key.optional)
    texts = (
        (name, shape.value) for name, shape in samples if isinstance(shape, ExampleValue) and shape.type == "string"
    )
    return sum(item.get(name) == text for name, text in texts)


def _fits(expected: str, value: object) -> bool:
    actual = json_type(value)
    return expected in ("any", actual) or (expected == "number" and actual == "integer")
