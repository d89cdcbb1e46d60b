"""JSON with a line for each key and each list item, down to a level below which values stay on one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from errcat.targets.literals import json_literal

_DEEPEST = 3
"""Levels that get several lines: the catalog, its sections and their entries."""
_SEPARATOR = "\0"
"""A value between values: a text that no catalog has as a whole value."""
_WRITTEN_SEPARATOR = f", {json_literal(_SEPARATOR)}, "


def json_text(value: object, level: int = 0, deepest: int | None = _DEEPEST) -> str:
    """Return a value as JSON on several lines; values deeper than `deepest` stay on one line."""
    if level == deepest or not value or not isinstance(value, (dict, list, tuple, Mapping)):
        return json_literal(value)
    is_mapping = isinstance(value, (dict, Mapping))
    items = list(value.values()) if is_mapping else list(value)
    written = json_literals(items) if level + 1 == deepest else [json_text(item, level + 1, deepest) for item in items]
    pad = "  " * (level + 1)
    if is_mapping:
        written = [f"{key}: {item}" for key, item in zip(json_literals(map(str, value)), written, strict=True)]
    opening, closing = "{}" if is_mapping else "[]"
    return f"{opening}\n{pad}" + f",\n{pad}".join(written) + f"\n{'  ' * level}{closing}"


def json_literals(values: Iterable[object]) -> list[str]:
    """Return each value as JSON on one line. One call of the encoder for all of them is much faster than many calls."""
    all_values = list(values)
    separated = [part for value in all_values for part in (value, _SEPARATOR)]
    written: list[str] = json_literal(separated[:-1])[1:-1].split(_WRITTEN_SEPARATOR)
    # in case that a value has the separator as a whole value after all
    return written if len(written) == len(all_values) else [json_literal(value) for value in all_values]
