"""What is wrong with a user's files.

A `Problem` is what a rule or the reader yields: an id, a place in the data, and the values for the message. A `Finding`
is the problem in words: level, message, file, line and column. `wording.py` turns problems into findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from errcat.findings.source import Edit, Position


class Level(IntEnum):
    """How much a finding matters; a larger value is worse."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


LEVELS = {level.word: level for level in Level}

PathStep = str | int


class Place(NamedTuple):
    """A value of a catalog by its path: document 0, errors, 3, message."""

    document: int
    path: tuple[PathStep, ...] = ()
    key: bool = False
    """True if the place is the key, not its value."""
    find: str = ""
    """A substring of the value's text to point at, if the source contains it."""
    nth: int = 0
    """The index of the occurrence, if the value contains the substring several times."""

    def __truediv__(self, step: PathStep) -> Place:
        return Place(self.document, (*self.path, step))

    @property
    def at_key(self) -> Place:
        return Place(self.document, self.path, key=True)

    def within(self, text: str, nth: int = 0) -> Place:
        """The same value or key, pointing at a substring of its text."""
        return Place(self.document, self.path, self.key, text, nth)


class Range(NamedTuple):
    """A range of a document's source by its offsets, for problems that are found before the data exists."""

    document: int
    start: int
    end: int


class Fix(NamedTuple):
    """A change of a document that removes the problem and changes nothing else."""

    document: int
    edits: tuple[Edit, ...]
    safe: bool = True
    """True if `--fix` may apply it: the writer's intention is certain."""


class VerbatimText(str):
    """A value that a message shows in full and with its line breaks, such as lines to type."""

    __slots__ = ()


class Problem(NamedTuple):
    """Something wrong, not yet in words."""

    rule: str
    at: Place | Range
    values: Mapping[str, object] = MappingProxyType({})
    """The values of the placeholders in the rule's texts."""
    help: str = ""
    """The name of the rule's help text to show; empty for the default."""
    related: tuple[Place | Range, ...] = ()
    fix: Fix | None = None
    replacements: tuple[tuple[str, str], ...] = ()
    """A fix as pairs of substrings of the value's text and their replacements, which apply to every occurrence.

    The substring that `at` points at is replaced only there.
    """
    replacements_are_safe: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a file, from its first character to the character after its last."""

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
    """The path in the data: errors[3].message."""
    code: str = ""
    """The code of the error that the finding is about; empty if it is not about an error."""
    label: str = ""
    """A few words next to the marked text."""
    help: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        if self.span is None:
            return ("", 0, 0, self.rule)
        return (self.span.file, self.span.start.line, self.span.start.column, self.rule)
