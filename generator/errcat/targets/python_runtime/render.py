"""The `python-runtime` target: the same file for every catalog."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.artifact import Artifact
from errcat.targets.python.runtime import runtime_text
from errcat.targets.target import RenderRequest


def render(_request: RenderRequest) -> Iterator[Artifact]:
    yield Artifact("", runtime_text())
