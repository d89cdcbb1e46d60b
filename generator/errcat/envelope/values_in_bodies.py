"""The values in a response body: at the markers of its envelope, or everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.envelope.shapes import ListShape, Marker, ObjectShape, Shape
from errcat.findings.finding import PathStep

_MAX_DEPTH = 60


def values_at_markers(
    shape: Shape, body: object, path: tuple[PathStep, ...] = ()
) -> Iterator[tuple[str, tuple[PathStep, ...], object]]:
    """Yield the value at each marker of an envelope: the marker's name, the path, the value."""
    match shape:
        case Marker():
            yield shape.name, path, body
        case ObjectShape() if isinstance(body, dict):
            for key, value in body.items():
                known = shape.keys.get(key) or shape.others
                if known is not None:
                    yield from values_at_markers(known.shape, value, (*path, key))
        case ListShape() if isinstance(body, list):
            for number, item in enumerate(body):
                for inner_shape in shape.shapes:
                    yield from values_at_markers(inner_shape, item, (*path, number))


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
