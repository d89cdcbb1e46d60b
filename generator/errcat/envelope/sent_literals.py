"""The literals of a body that every response contains unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from errcat.envelope.shapes import PARAMS_KEY, has_markers, shape_of
from errcat.findings.finding import PathStep


class SentLiteral(NamedTuple):
    """A constant, or a text with markers in it."""

    path: tuple[PathStep, ...]
    """The path in the sample body, whose keys keep their `?`."""
    value: object
    has_markers: bool
    in_list: bool
    """Whether it is an item of a list, or inside such an item."""


def sent_literals(body: object, path: tuple[PathStep, ...] = (), *, in_list: bool = False) -> Iterator[SentLiteral]:
    """Yield the constants and texts with markers, without examples and items that are never sent."""
    if isinstance(body, Mapping):
        for key, value in body.items():
            if key.removesuffix("?") == PARAMS_KEY:
                continue  # not a member: it marks the place of the params
            if has_markers(shape_of(value)) or not key.endswith("?"):
                yield from sent_literals(value, (*path, key), in_list=in_list)
    elif isinstance(body, list):
        filled = [number for number, item in enumerate(body) if has_markers(shape_of(item))]
        for number in filled[:1] or range(len(body)):
            yield from sent_literals(body[number], (*path, number), in_list=True)
    elif body is not None:
        yield SentLiteral(path, body, has_markers(shape_of(body)), in_list)
