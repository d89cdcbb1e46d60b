"""Two catalogs → the changes between them, each with its level on the wire, in code and in the docs."""

from errcat.changes.change import Change
from errcat.changes.comparison import Comparison, Side, compare
from errcat.changes.find import find_changes
from errcat.changes.judging import required_release
from errcat.changes.level import CHANGE_LEVELS, ChangeLevel, Surfaces
from errcat.changes.rules import ADDED, ALWAYS_BREAKING, DEPRECATED, RULES

__all__ = [
    "ADDED",
    "ALWAYS_BREAKING",
    "CHANGE_LEVELS",
    "DEPRECATED",
    "RULES",
    "Change",
    "ChangeLevel",
    "Comparison",
    "Side",
    "Surfaces",
    "compare",
    "find_changes",
    "required_release",
]
