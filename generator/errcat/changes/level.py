"""How much a change matters, and on which surface."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class ChangeLevel(IntEnum):
    """What a change does to those who rely on the catalog; a larger value is worse."""

    SAFE = 1
    """Nothing breaks."""
    DANGEROUS = 2
    """Some clients break, or nobody can tell from the catalogs."""
    BREAKING = 3
    """Clients that follow the old catalog break."""

    @property
    def word(self) -> str:
        return self.name.lower()


CHANGE_LEVELS = {level.word: level for level in ChangeLevel}


class Surfaces(NamedTuple):
    """The level of a change on each surface."""

    wire: ChangeLevel
    """For clients that read responses."""
    code: ChangeLevel
    """For programs that use the generated code."""
    docs: ChangeLevel
    """For links to the pages."""

    @property
    def worst(self) -> ChangeLevel:
        return max(self)
