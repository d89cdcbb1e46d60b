"""JSON with a line for each key and each list item, down to a level below which values stay on one line."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.targets.literals import json_literal

_DEEPEST = 3
"""Levels that get several lines: the catalog, its sections and their entries."""


def json_text(value: object, level: int = 0, deepest: int | None = _DEEPEST) -> str:
    """Return a value as JSON on several lines; values deeper than `deepest` stay on one line."""
    if level == deepest or not value or not isinstance(value, (Mapping, list, tuple)):
        return json_literal(value)
    pad = "  " * (level + 1)
    if isinstance(value, Mapping):
        items = [f"{pad}{json_literal(str(key))}: {json_text(item, level + 1, deepest)}" for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [f"{pad}{json_text(item, level + 1, deepest)}" for item in value]
        opening, closing = "[", "]"
    return opening + "\n" + ",\n".join(items) + "\n" + "  " * level + closing
