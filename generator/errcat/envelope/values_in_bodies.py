"""The values in a response body: at the markers of its envelope, or everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.envelope.shapes import ListShape, Marker, ObjectShape, Shape, TextWithMarkers
from errcat.findings.finding import PathStep

_MAX_DEPTH = 60


def values_at_markers(
    shape: Shape, body: object, path: tuple[PathStep, ...] = ()
) -> Iterator[tuple[str, tuple[PathStep, ...], object]]:
    """Yield the value at each marker of an envelope: the marker's name, the path, the value."""
    match shape:
        case Marker():
            yield shape.name, path, body
        case TextWithMarkers() if isinstance(body, str):
            yield from _value_in_text(shape, body, path)
        case ObjectShape() if isinstance(body, dict):
            for key, value in body.items():
                known = shape.keys.get(key) or shape.others
                if known is not None:
                    yield from values_at_markers(known.shape, value, (*path, key))
        case ListShape() if isinstance(body, list):
            for number, item in enumerate(body):
                for inner_shape in shape.shapes:
                    yield from values_at_markers(inner_shape, item, (*path, number))


def _value_in_text(
    shape: TextWithMarkers, text: str, path: tuple[PathStep, ...]
) -> Iterator[tuple[str, tuple[PathStep, ...], object]]:
    """Yield the value of a marker in a text. With several markers, it is unclear where a value ends."""
    found = [number for number, part in enumerate(shape.parts) if isinstance(part, Marker)]
    if len(found) != 1:
        return
    before, after = ("".join(map(str, parts)) for parts in (shape.parts[: found[0]], shape.parts[found[0] + 1 :]))
    marker = shape.parts[found[0]]
    is_long_enough = len(text) >= len(before) + len(after)
    if isinstance(marker, Marker) and is_long_enough and text.startswith(before) and text.endswith(after):
        yield marker.name, path, text[len(before) : len(text) - len(after)]


def leaf_values(
    value: Any, path: tuple[PathStep, ...] = ()
) -> Iterator[tuple[tuple[PathStep, ...], str | int | float]]:
    """Yield every value in a body, with its path."""
    if len(path) > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaf_values(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaf_values(item, (*path, number))
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield path, value
