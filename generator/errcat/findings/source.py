"""The text of a file, and the mapping between offsets and lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from errcat.text.lazy_pattern import lazy_pattern

CATALOG_SUFFIXES = (".yaml", ".yml", ".json")
"""The file name suffixes of catalogs."""


def is_catalog_name(name: PurePath) -> bool:
    """Whether a catalog reads a file with this relative name: the suffix fits and no part starts with a dot."""
    return name.suffix in CATALOG_SUFFIXES and not any(part.startswith(".") for part in name.parts)


# Only what editors count as the end of a line. YAML 1.1 also breaks lines at U+0085, U+2028 and U+2029; counting those
# would make every later line number disagree with the writer's editor.
_LINE_END = lazy_pattern("\n")  # also finds "\r\n", twice as fast as a pattern for both


class Position(NamedTuple):
    """A position in a file: line and column count from 1, columns in characters."""

    line: int
    column: int


class _File(NamedTuple):
    name: str
    text: str
    has_bom: bool = False


class Source(_File):
    """One file of a catalog: its name in reports, and its text without the byte order mark."""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *[match.end() for match in _LINE_END.finditer(self.text)]]

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a line and column; the inverse of `position`."""
        return self._line_starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """Return a line without its line ending."""
        start = self._line_starts[number - 1]
        if number < len(self._line_starts):
            return self.text[start : self._line_starts[number]].rstrip("\r\n")
        return self.text[start:]


class Edit(NamedTuple):
    """Replace the characters from `start` up to `end` by `text`."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """Apply edits to a text and return the result with the applied edits. If two overlap, the first wins."""
    applied: list[Edit] = []
    fragments: list[str] = []
    copied_to = 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end, edit.text)):
        if edit.start < copied_to or (applied and edit.start == applied[-1].start):
            continue
        fragments += (text[copied_to : edit.start], edit.text)
        copied_to = edit.end
        applied.append(edit)
    fragments.append(text[copied_to:])
    return "".join(fragments), applied
