"""The literals of a body that every response has as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from errcat.envelope.shapes import has_markers, shape_of
from errcat.findings.finding import PathStep


class SentLiteral(NamedTuple):
    """A constant, or a text with markers in it."""

    path: tuple[PathStep, ...]
    """In the body as it is written: keys with their `?`."""
    value: object
    has_markers: bool
    in_list: bool
    """Whether it is an item of a list, or inside of one."""


def sent_literals(body: object, path: tuple[PathStep, ...] = (), *, in_list: bool = False) -> Iterator[SentLiteral]:
    """Every leaf that is a constant or has text around its markers; no example, and no item that is never sent."""
    if isinstance(body, Mapping):
        for written, value in body.items():
            if has_markers(shape_of(value)) or not written.endswith("?"):
                yield from sent_literals(value, (*path, written), in_list=in_list)
    elif isinstance(body, list):
        filled = [number for number, item in enumerate(body) if has_markers(shape_of(item))]
        for number in filled[:1] or range(len(body)):
            yield from sent_literals(body[number], (*path, number), in_list=True)
    elif body is not None:
        yield SentLiteral(path, body, has_markers(shape_of(body)), in_list)
