"""The resolved catalog as JSON.

Each key and each list item has its own line, and deeper values share one. People can read the file and review its
changes, and errcat writes it fast.
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.artifact import BLANK_SEAL, Artifact, sealed_lines
from errcat.targets.json_text import json_parts
from errcat.targets.target import RenderRequest


def render(request: RenderRequest) -> Iterator[Artifact]:
    resolved = request.resolved
    head = {"generated_by": f"errcat from {resolved['source']}: do not edit ({BLANK_SEAL})"}
    yield Artifact("", sealed_lines(json_parts(head | resolved)))
