"""The data of a file, with the lines of each value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from errcat.importing.found.pieces import LineRange

Scalar: TypeAlias = str | int | float | bool | None
MAX_DEPTH = 100
"""How deep a data file can nest."""


@dataclass(frozen=True, slots=True)
class DataNode:
    """A value: a scalar, a list of nodes, or a mapping of texts to nodes."""

    value: Scalar | list[DataNode] | dict[str, DataNode]
    lines: LineRange

    def plain(self) -> object:
        """Return the value without lines."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value

    def get(self, *keys: str) -> DataNode | None:
        """Return the value at a path of keys, or None."""
        here: DataNode | None = self
        for key in keys:
            if here is None or not isinstance(here.value, dict):
                return None
            here = here.value.get(key)
        return here

    def text(self, *keys: str) -> str:
        """Return the text at a path of keys; empty if there is no text."""
        found = self.get(*keys)
        return found.value if found is not None and isinstance(found.value, str) else ""
