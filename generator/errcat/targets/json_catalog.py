"""The `json` target: the resolved catalog as it is, for whatever other tool reads it.

A key has a line of its own and so has each of its values' items; what stands deeper is written on that line. So the
file can be read, a change of it can be reviewed, and most of it is written at full speed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.targets.literals import json_literal
from errcat.targets.target import RenderRequest

_DEEPEST = 3
"""The levels that are written over several lines: the catalog, its sections, the entries of these."""


def render(request: RenderRequest) -> Iterator[Artifact]:
    resolved = request.resolved
    head = {"generated_by": f"errcat from {resolved['source']}: do not edit ({BLANK_SEAL})"}
    yield Artifact("", sealed(json_text(head | resolved) + "\n"))


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
