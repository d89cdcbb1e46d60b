"""The ledger: what became of every line of every source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from errcat.importing.found.pieces import LineRange

if TYPE_CHECKING:
    from errcat.importing.found.drafts import Draft

FIELD, GUIDE, IGNORED, UNCLEAR = "field", "guide", "ignored", "unclear"
"""What a line became: a field of an entry, text of a guide, nothing for a reason, or nobody knows."""

REASONS: Mapping[str, str] = {
    "empty": "empty line",
    "header": "column names",
    "rule": "rule",
    "comment": "comment",
    "markup": "markup without text",
    "module": "import or export of a module",
    "admonition": "start or end of a note",
    "link-definition": "link address, inserted where it is used",
    "label": "label of a field",
    "code": "code without errors",
    "structure": "brackets and keys around the values",
    "navigation": "table of contents",
    "heading": "heading without text below it",
    "metadata": "metadata of the page",
    "file": "kind of file without a reader",
    "repeated": "the same again, or a part of what is in the catalog",
    "api": "part of the API that isn't about errors",
    "derived": "follows from other values",
    "absent": "no value",
    "generated": "written by errcat, not by the catalog",
    "in-table": "part of a value on another line",
}
"""Why a line became nothing."""
PUZZLES = (
    "front-matter", "nested-table", "block", "value", "cells", "row", "item", "status", "retry", "second", "line",
    "type", "language", "reference", "no-errors",
)  # fmt: skip
"""Why a line needs a look. The entry `not-imported` of catalog/errcat.yaml has their texts."""
GUESSES: Mapping[str, str] = {
    "words": "from the words of the text",
    "title": "from the title",
    "heading": "from the heading above",
    "sample": "from the JSON sample",
    "status": "from the HTTP status",
    "collision": "to distinguish errors with the same name",
    "key": "from the key",
    "value": "from the kind of value",
    "class": "from the name of the class",
    "address": "from the address of the problem type",
    "format": "from the example of a response",
    "file-name": "from the name of the file",
    "position": "from the position in the list",
}
"""How a value was guessed that the source doesn't state."""


@dataclass(frozen=True, slots=True)
class Use:
    """What became of some lines."""

    source: int
    lines: LineRange
    kind: str
    draft: Draft | None = None
    """The error that has the field."""
    target: str = ""
    """The field, or the place in the catalog."""
    reason: str = ""
    """A key of REASONS or PUZZLES."""
    guess: str = ""
    """A key of GUESSES, for a value that the source doesn't state."""
    text: str = ""
    """What the line says, if it is unclear."""


@dataclass
class Ledger:
    """All uses, in the order in which they were found."""

    uses: list[Use] = field(default_factory=list)

    def add(self, use: Use) -> None:
        self.uses.append(use)

    def ignore(self, source: int, lines: LineRange, reason: str) -> None:
        self.uses.append(Use(source, lines, IGNORED, reason=reason))

    def unclear(self, source: int, lines: LineRange, reason: str, text: str = "") -> None:
        self.uses.append(Use(source, lines, UNCLEAR, reason=reason, text=text))

    def close(self, source: int, lines: Sequence[str]) -> None:
        """Account for the lines that nothing was found in: empty lines, and lines that nobody understood."""
        for number in self.free_lines(source, len(lines)):
            text = lines[number - 1].strip()
            if text:
                self.unclear(source, LineRange(number, number), "line", text)
            else:
                self.ignore(source, LineRange(number, number), "empty")

    def free_lines(self, source: int, count: int) -> list[int]:
        """Return the numbers of the lines that no use has."""
        covered = bytearray(count + 2)
        for use in self.uses:
            if use.source == source:
                first, last = use.lines
                covered[first : last + 1] = b"\x01" * (min(last, count) - first + 1)
        return [number for number in range(1, count + 1) if not covered[number]]
