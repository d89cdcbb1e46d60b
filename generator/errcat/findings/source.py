"""A file as text, and the way from an offset in it to a line and a column. A noun: it imports nothing of ours."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

CATALOG_SUFFIXES = (".yaml", ".yml", ".json")
"""How the names of catalog files end."""


def is_catalog_name(name: PurePath) -> bool:
    """Whether a file of this name, relative to the folder of a catalog, is read: the ending says so, and no dot."""
    return name.suffix in CATALOG_SUFFIXES and not any(part.startswith(".") for part in name.parts)


# Only what editors count as the end of a line. YAML 1.1 also breaks lines at U+0085, U+2028 and
# U+2029; counting those would make every later line number disagree with the writer's editor.
_LINE_END = re.compile("\n")  # and with it "\r\n", at twice the speed of looking for both


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """One file of a catalog: the name to show for it, and its text without the byte order mark."""

    name: str
    text: str
    has_bom: bool = False

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *[match.end() for match in _LINE_END.finditer(self.text)]]

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of a character."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and column; the way back from `position`."""
        return self._line_starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """One line, without its line end."""
        start = self._line_starts[number - 1]
        if number < len(self._line_starts):
            return self.text[start : self._line_starts[number]].rstrip("\r\n")
        return self.text[start:]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from `start` up to `end` by `text`."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """Apply edits to a text; of two that overlap the first wins. Returns the text and what was applied."""
    applied: list[Edit] = []
    pieces: list[str] = []
    done = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end, edit.text)):
        if edit.start < done or (applied and edit.start == applied[-1].start):
            continue
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
        applied.append(edit)
    pieces.append(text[done:])
    return "".join(pieces), applied
