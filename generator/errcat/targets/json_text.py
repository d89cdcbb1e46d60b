"""JSON with a line for each key and each list item, down to a level below which values stay on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from errcat.targets.literals import json_literal

_DEEPEST = 3
"""Levels that get several lines: the catalog, its sections and their entries."""
_PARTS = 2
"""The level whose values are encoded each on its own: the entries of a section."""
_SEPARATOR = "\0"
"""A value between values: a text that no catalog has as a whole value."""
_WRITTEN_SEPARATOR = f", {json_literal(_SEPARATOR)}, "


def json_text(value: object, level: int = 0, deepest: int | None = _DEEPEST) -> str:
    """Return a value as JSON on several lines; values deeper than `deepest` stay on one line."""
    if level == deepest or not value or not isinstance(value, (dict, list, tuple, Mapping)):
        return json_literal(value)
    items = list(value.values() if isinstance(value, (dict, Mapping)) else value)
    written = json_literals(items) if level + 1 == deepest else [json_text(item, level + 1, deepest) for item in items]
    pad = "  " * (level + 1)
    opening, closing = "[]"
    if isinstance(value, (dict, Mapping)):
        opening, closing = "{}"
        written = [f"{_key(key)}: {item}" for key, item in zip(value, written, strict=True)]
    return f"{opening}\n{pad}" + f",\n{pad}".join(written) + f"\n{'  ' * level}{closing}"


@lru_cache(maxsize=1024)  # the keys of all entries are the same
def _key(key: object) -> str:
    return json_literal(str(key))


def json_parts(value: Mapping[str, object], deepest: int | None = _DEEPEST) -> Iterator[str]:
    """Yield a catalog or a document as `json_text` returns it, and a line end, part by part to save memory."""
    yield from _parts(value, 0, deepest)
    yield "\n"


def _parts(value: object, level: int, deepest: int | None) -> Iterator[str]:
    if level == _PARTS or not value or not isinstance(value, (dict, list)):
        yield json_text(value, level, deepest)
        return
    pad = "  " * (level + 1)
    is_mapping = isinstance(value, dict)
    yield "{" if is_mapping else "["
    for number, key in enumerate(value):
        yield ("," if number else "") + "\n" + pad
        if is_mapping:
            yield f"{_key(key)}: "
        yield from _parts(value[key] if isinstance(value, dict) else key, level + 1, deepest)
    yield "\n" + "  " * level + ("}" if is_mapping else "]")


def json_literals(values: Iterable[object]) -> list[str]:
    """Return each value as JSON on one line. One call of the encoder for all of them is much faster than many calls."""
    all_values = list(values)
    separated: list[object] = [_SEPARATOR] * (2 * len(all_values))
    separated[::2] = all_values
    written: list[str] = json_literal(separated[:-1])[1:-1].split(_WRITTEN_SEPARATOR)
    # in case that a value has the separator as a whole value after all
    return written if len(written) == len(all_values) else [json_literal(value) for value in all_values]
