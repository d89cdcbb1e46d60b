"""A text in the form that can be read: as it is, or repaired in memory. The file itself is never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from errcat.findings.document import Patches
from errcat.findings.finding import Problem
from errcat.reading.parsing.comments import cut_points
from errcat.reading.parsing.events import Parsed, parse
from errcat.reading.parsing.parse_stops import Stopped


class TextRange(NamedTuple):
    """A range of the text that was read, from its first character to the character after its last."""

    start: int
    end: int

    def overlaps(self, other: TextRange) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Readable:
    """What was read of a text. Without syntax mistakes, it is the text of the file."""

    parsed: Parsed
    text: str
    patches: Patches = field(default_factory=Patches)
    problems: list[Problem] = field(default_factory=list)
    reported: list[TextRange] = field(default_factory=list)
    """The ranges of values that a mistake was in, where later checks would only report consequences."""
    unread: list[TextRange] = field(default_factory=list)
    """The ranges that were blanked out."""
    unread_codes: frozenset[str] = frozenset()
    is_complete: bool = True
    """False if a part of the text could not be read."""


def readable(text: str, number: int) -> Readable:
    """Parse the text of a document, and repair it first if it has syntax mistakes."""
    try:
        return Readable(parse(text, cut_points(text)), text)
    except Stopped as stopped:
        from errcat.reading.repair import Repair  # noqa: PLC0415 — slow to load, and most catalogs don't need it

        return Repair(number, text).read(stopped)
