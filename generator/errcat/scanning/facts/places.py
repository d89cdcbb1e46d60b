"""Places of parsers, as a row and a column in UTF-8 bytes → offsets in the text."""

from __future__ import annotations

import re

_LINE_END = re.compile("\n")


class CodePlaces:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._is_ascii = text.isascii()

    def offset(self, row: int, column: int) -> int:
        """Return the offset of a row (from 0) and a column in bytes."""
        if row >= len(self._starts):
            return len(self._text)
        start = self._starts[row]
        if self._is_ascii or column == 0:
            return min(start + column, len(self._text))
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._text)
        line = self._text[start:end]
        if line.isascii():
            return min(start + column, len(self._text))
        return start + len(line.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))
