"""The line where reading stops and its surroundings, the starting point of every explanation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from errcat.reading.parsing.parse_stops import Stopped, UnclosedQuote
from errcat.reading.syntax_mistakes.brackets import innermost_open
from errcat.reading.syntax_mistakes.lines import Line, lines_of, outer_column, structural_lines

TryParse = Callable[[str], Stopped | None]
"""Tries to read a text, and returns the reason if that fails."""


@dataclass(frozen=True)
class StopContext:
    """The first line up to which the text cannot be read."""

    text: str
    lines: list[Line]
    number: int
    stopped: Stopped
    """The reason why the text up to the end of that line cannot be read."""
    opened: int | None
    """The offset of the quote or bracket that is open before the line."""

    @property
    def line(self) -> Line:
        return self.lines[self.number]

    def line_at(self, offset: int) -> Line:
        return self.lines[_line_number_at(self.lines, offset)]

    @cached_property
    def is_in_brackets(self) -> bool:
        """Whether the line continues a `{…}` or `[…]`, as all lines of a JSON file do."""
        if self.opened is None:
            return False
        if self.text[self.opened] in "[{":
            return True
        first = next((line for line in self.lines if not line.is_blank), self.line)
        return first.content[0] in "[{" or _has_open_brackets(self.text[self.line_at(self.opened).start : self.opened])

    @cached_property
    def before(self) -> list[Line]:
        """The preceding lines that have a key or a dash."""
        return structural_lines(self.lines[: self.number])

    @property
    def previous(self) -> Line | None:
        return self.before[-1] if self.before else None

    @cached_property
    def owner(self) -> Line:
        """The line that owns the value in which reading stopped: the line itself, or the line that it continues."""
        line, previous = self.line, self.previous
        if previous is None or (line.has_key and not self._is_deeper) or line.is_item:
            return line
        return previous if self._is_deeper and previous.value else line

    @property
    def _is_deeper(self) -> bool:
        return self.previous is not None and self.line.indent > outer_column(self.previous)

    @cached_property
    def levels(self) -> list[IndentLevel]:
        """The levels of the mappings and lists that are open before the line, outermost first."""
        levels: list[IndentLevel] = []
        for line in self.before:
            while levels and levels[-1].column > line.indent:
                levels.pop()
            for column in line.dashes:
                _enter_level(levels, IndentLevel(column, line, is_list=True))
            if line.has_key:
                _enter_level(levels, IndentLevel(line.column, line, is_list=False))
        return levels


@dataclass(frozen=True, slots=True)
class IndentLevel:
    """The column of a mapping's keys or of a list's dashes, and the last line at that level."""

    column: int
    line: Line
    is_list: bool


def _has_open_brackets(text: str) -> bool:
    return text.count("{") + text.count("[") > text.count("}") + text.count("]")


def _enter_level(levels: list[IndentLevel], level: IndentLevel) -> None:
    while levels and levels[-1].column > level.column:
        levels.pop()
    if levels and levels[-1].column == level.column and levels[-1].is_list == level.is_list:
        levels[-1] = level
    elif levels and levels[-1].column == level.column and levels[-1].is_list:
        levels[-1] = level  # a key in the column of a list ends the list
    else:
        levels.append(level)


def find_context(text: str, stopped: Stopped, try_parse: TryParse) -> StopContext:
    """Find the first line up to which a text cannot be read."""
    lines = lines_of(text)
    if isinstance(stopped, UnclosedQuote):
        return StopContext(text, lines, _line_number_at(lines, stopped.start), stopped, stopped.start)
    number = _line_number_at(lines, min(stopped.start if stopped.is_open else stopped.at, max(len(text) - 1, 0)))
    if stopped.is_open:
        return StopContext(text, lines, number, stopped, _opening_offset(text, stopped))
    reason = try_parse(text[: lines[number].end]) or stopped
    while number:
        before = number - 1
        while before and lines[before].is_blank:
            before -= 1
        earlier = try_parse(text[: lines[before].end])
        if earlier is None:
            return StopContext(text, lines, number, reason, None)
        if earlier.is_open:
            return StopContext(text, lines, number, reason, _opening_offset(text[: lines[before].end], earlier))
        number, reason = before, earlier
    return StopContext(text, lines, number, reason, None)


def _opening_offset(text: str, stopped: Stopped) -> int | None:
    """Return the offset of the quote or bracket that is open at the end of a text.

    For brackets, the parser may not say.
    """
    start = stopped.start
    return start if text[start : start + 1] in ("'", '"', "[", "{") else innermost_open(text)


def _line_number_at(lines: list[Line], offset: int) -> int:
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if lines[middle].start <= offset:
            low = middle
        else:
            high = middle - 1
    return low
