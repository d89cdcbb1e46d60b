"""JSON over several lines: each key and each item of a list has its own line, down to the level where one is enough."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.targets.literals import json_literal

_DEEPEST = 3
"""The levels that are written over several lines: the catalog, its sections, the entries of these."""


def json_text(value: object, level: int = 0, deepest: int | None = _DEEPEST) -> str:
    """A value as JSON over several lines, down to the level where a line is enough."""
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
