"""Lines that start with tabs, and the spaces that put each of them below its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field

from errcat.findings.source import Edit
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake

_WIDTHS = (2, 4, 8)
"""How wide writers see a tab."""


def tab(lines: list[Line], line: Line) -> SyntaxMistake:
    """One finding for all tabs in the layout of the text: they were typed, or pasted, together."""
    tries = [_Columns(width).read(lines) for width in _WIDTHS]
    edits = tuple(min(tries, key=lambda one: one.misses).edits)
    at = line.text.index("\t", line.start)
    count = len(edits)
    return SyntaxMistake(
        "tab-in-indentation", at, at + 1, {"count": count}, "many" if count > 1 else "", edits=edits, safe=True
    )


@dataclass(slots=True)
class _Columns:
    """The columns that a line may stand in, and what goes wrong where tabs are so wide."""

    width: int
    misses: int = 0
    """How many lines are not where such tabs would put them."""
    edits: list[Edit] = field(default_factory=list)
    open: list[tuple[int, bool]] = field(default_factory=list)
    """The columns of the keys and dashes above, and whether it is a dash."""
    is_opened: bool = False
    """Whether the line above has nothing behind its colon or dash yet."""
    block: int | None = None
    """While in a text of several lines: the column that it must be beyond."""
    inner: int | None = None
    """The column of such a text's first line."""

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
        wide = len(lead.expandtabs(self.width))
        spaces = len(lead) - len(lead.lstrip(" "))
        if self.inner is not None and spaces >= self.inner:
            return True  # what follows is part of the text, tabs and all
        is_first = self.inner is None and "\t" in lead and not line.has_key and not line.is_item
        if wide <= self.block and not is_first:
            self.block = self.inner = None
            return False
        if self.inner is None:
            self.inner = wide if wide > self.block else self.block + 2
        if "\t" in lead:
            self.edits.append(Edit(line.start, line.first, " " * max(wide, self.inner)))
        return True

    def _structure(self, line: Line, head: str) -> None:
        lead, dashes = head[: line.indent], head[line.indent :].replace("\t", " ")
        column = self._column(lead, is_dash="-" in dashes)
        if "\t" in head:
            self.edits.append(Edit(line.start, line.inner, " " * column + dashes))
        while self.open and self.open[-1][0] > column:
            self.open.pop()
        starts = [(column + at, True) for at, char in enumerate(dashes) if char == "-"]
        if line.has_key:
            starts.append((column + len(dashes), False))
        self.open += [start for start in starts if not self.open or start > self.open[-1]]
        self.is_opened = not line.value
        if line.opens_block:
            self.block, self.inner = max((at for at, _is_dash in starts), default=column), None

    def _column(self, lead: str, *, is_dash: bool) -> int:
        """Where a line should start: below one of those above it, whichever is nearest to what it looks like."""
        wide = len(lead.expandtabs(self.width))
        if "\t" not in lead:
            return wide
        last = self.open[-1][0] if self.open else -1
        allowed = [at for at, is_list in self.open if is_list == is_dash]
        if wide in allowed or (self.is_opened and wide > last):
            return wide
        self.misses += 1
        if self.is_opened:
            allowed.append(last + 2)
        return min(reversed(allowed), key=lambda one: abs(one - wide), default=wide)
