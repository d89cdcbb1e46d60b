"""What is wrong with a user's files. A noun: it imports nothing of ours but `source`.

A `Problem` is what a rule or the reader says: an id, a place in the data, the values for the message.
A `Finding` is that problem told: level, words, file, line and column. `wording.py` makes one from the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from errcat.findings.source import Edit, Position


class Level(IntEnum):
    """How much a finding matters; larger is worse."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


LEVELS = {level.word: level for level in Level}

PathStep = str | int


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a catalog by its path: document 0, errors, 3, message."""

    document: int
    path: tuple[PathStep, ...] = ()
    key: bool = False
    """True for the key rather than its value."""
    find: str = ""
    """A piece of the value's text to point at, where it can be found in the source."""
    nth: int = 0
    """Which one, where the value has that piece several times."""

    def __truediv__(self, step: PathStep) -> Place:
        return Place(self.document, (*self.path, step))

    @property
    def at_key(self) -> Place:
        return Place(self.document, self.path, key=True)

    def within(self, text: str, nth: int = 0) -> Place:
        """The same value or key, pointing at a piece of its text."""
        return Place(self.document, self.path, self.key, text, nth)


@dataclass(frozen=True, slots=True)
class Range:
    """A piece of a document's source by its offsets, for problems that stand before any data exists."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of one document that removes the problem and changes nothing else."""

    document: int
    edits: tuple[Edit, ...]
    safe: bool = True
    """True where `--fix` may apply it: the meaning that the writer intended is beyond doubt."""


class Whole(str):
    """A value for a finding's texts that is shown whole, and with its line ends: lines to type, words of our own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, not yet in words."""

    rule: str
    at: Place | Range
    values: Mapping[str, object] = field(default_factory=dict)
    """What fills the placeholders of the rule's texts."""
    help: str = ""
    """Which of the rule's alternative helps to show; empty for its usual one."""
    related: tuple[Place | Range, ...] = ()
    fix: Fix | None = None
    replacements: tuple[tuple[str, str], ...] = ()
    """A fix by its words: pieces of the value's text, and what to put there instead, wherever they stand in it.

    The piece that `at` points at is replaced only there.
    """
    replacements_are_safe: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file, from its first character up to the one after its last."""

    file: str
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in words, with its place in a file."""

    rule: str
    level: Level
    message: str
    span: Span | None
    path: str = ""
    """Where in the data: errors[3].message."""
    code: str = ""
    """The code of the error that it is about; empty where it is about none."""
    label: str = ""
    """A few words beside the marked text."""
    help: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        if self.span is None:
            return ("", 0, 0, self.rule)
        return (self.span.file, self.span.start.line, self.span.start.column, self.rule)
