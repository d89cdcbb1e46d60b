"""Lines that start with tabs, and the spaces that align each of them with its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field

from errcat.findings.source import Edit
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake

_WIDTHS = (2, 4, 8)
"""The widths at which editors show a tab."""


def tab_mistake(lines: list[Line], line: Line) -> SyntaxMistake:
    """Report all tabs in the layout of the text together, because they were typed or pasted together."""
    readings = [_Columns(width).read(lines) for width in _WIDTHS]
    edits = tuple(min(readings, key=lambda reading: reading.misses).edits)
    offset = line.text.index("\t", line.start)
    count = len(edits)
    return SyntaxMistake(
        "tab-in-indentation", offset, offset + 1, {"count": count}, "many" if count > 1 else "", edits=edits, safe=True
    )


@dataclass(slots=True)
class _Columns:
    """The columns that a line may start in, for a given tab width, and how many lines do not fit."""

    width: int
    misses: int = 0
    """How many lines are not in a column that this tab width allows."""
    edits: list[Edit] = field(default_factory=list)
    open: list[tuple[int, bool]] = field(default_factory=list)
    """The open columns of keys and dashes, and whether each is a dash."""
    is_opened: bool = False
    """Whether nothing follows the colon or dash of the line above."""
    block: int | None = None
    """Inside a block scalar: the column that its lines must be beyond."""
    inner: int | None = None
    """The column of the first line of the block scalar."""

    def read(self, lines: list[Line]) -> _Columns:
        for line in lines:
            head = line.text[line.start : line.inner]
            if not line.content:
                if "\t" in line.text[line.start : line.end]:
                    self.edits.append(Edit(line.start, line.end, ""))
            elif not self._is_in_block(line, head[: line.indent]):
                self._structure(line, head)
        return self

    def _is_in_block(self, line: Line, lead: str) -> bool:
        if self.block is None:
            return False
        width = len(lead.expandtabs(self.width))
        spaces = len(lead) - len(lead.lstrip(" "))
        if self.inner is not None and spaces >= self.inner:
            return True  # the line is part of the text, including its tabs
        is_first = self.inner is None and "\t" in lead and not line.has_key and not line.is_item
        if width <= self.block and not is_first:
            self.misses += self.inner is None  # a text without a line
            self.block = self.inner = None
            return False
        if self.inner is None:
            self.inner = width if width > self.block else self.block + 2
        if "\t" in lead:
            self.edits.append(Edit(line.start, line.first, " " * max(width, self.inner)))
        return True

    def _structure(self, line: Line, head: str) -> None:
        lead, dashes = head[: line.indent], head[line.indent :].replace("\t", " ")
        column = self._column(lead, is_dash="-" in dashes)
        if "\t" in head:
            self.edits.append(Edit(line.start, line.inner, " " * column + dashes))
        while self.open and self.open[-1][0] > column:
            self.open.pop()
        starts = [(column + position, True) for position, char in enumerate(dashes) if char == "-"]
        if line.has_key:
            starts.append((column + len(dashes), False))
        self.open += [start for start in starts if not self.open or start > self.open[-1]]
        self.is_opened = not line.value
        if line.opens_block:
            self.block, self.inner = max((at for at, _is_dash in starts), default=column), None

    def _column(self, lead: str, *, is_dash: bool) -> int:
        """Return the column where a line should start: the allowed column that is closest to what it looks like."""
        shown_column = len(lead.expandtabs(self.width))
        if "\t" not in lead:
            return shown_column
        last = self.open[-1][0] if self.open else -1
        allowed = [allowed_column for allowed_column, is_list in self.open if is_list == is_dash]
        if shown_column in allowed or (self.is_opened and shown_column > last):
            return shown_column
        self.misses += 1
        if self.is_opened:
            allowed.append(last + 2)
        return min(
            reversed(allowed), key=lambda allowed_column: abs(allowed_column - shown_column), default=shown_column
        )
