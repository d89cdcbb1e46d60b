"""Lines of a file with marks under them, no wider than the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from errcat.findings.finding import Span
from errcat.findings.source import Source
from errcat.reporting.paint import Paint
from errcat.text.terminal_cells import TerminalRow, lay_out
from errcat.text.visible import visible

CUT = "…"
MIN_ROOM = 20
"""Lines on a narrower terminal are still this wide, because shorter ones would be unreadable."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the source, the sign to draw under it, and a few words next to it."""

    span: Span
    label: str
    sign: str = "^"
    style: str = "error"


@dataclass(frozen=True, slots=True)
class FittedLine:
    """A line cut to the width of the terminal, and the cells of the marked part in it."""

    text: str
    first: int
    last: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Gutter:
    """The line numbers on the left, and the room that remains for the text."""

    digits: int
    width: int
    paint: Paint

    @property
    def room(self) -> int:
        return max(self.width - self.digits - 4, MIN_ROOM)

    def line(self, number: int, text: str) -> str:
        return f"{self.paint('gutter', f' {number:>{self.digits}} |')} {text}".rstrip()

    def under(self, text: str = "") -> str:
        return f"{self.paint('gutter', f' {self._blank} |')} {text}".rstrip()

    def arrow(self, text: str) -> str:
        return f"{self.paint('gutter', f' {self._blank}-->')} {text}"

    def note(self, text: str) -> str:
        return f"{self.paint('gutter', f' {self._blank} =')} {text}"

    def gap(self) -> str:
        return self.paint("gutter", f" {self._blank} ...")

    @property
    def _blank(self) -> str:
        return " " * self.digits


def gutter_of(spans: Sequence[Span], width: int, paint: Paint) -> Gutter:
    """Return a gutter that is wide enough for every line number."""
    return Gutter(max((len(str(span.start.line)) for span in spans), default=1), width, paint)


def snippet(source: Source, marks: Sequence[Mark], gutter: Gutter) -> list[str]:
    """Return the marked lines of a file, in order."""
    lines: list[str] = []
    previous = 0
    ordered = sorted(marks, key=lambda mark: (mark.span.start.line, mark.sign != "^", mark.span.start.column))
    for number, group in groupby(ordered, key=lambda mark: mark.span.start.line):
        if previous and number > previous + 1:
            lines.append(gutter.gap())
        previous = number
        printed = False
        text = source.line(number) if number <= source.line_count else ""
        for mark in group:
            fitted = fit_line(text, *_column_range(mark.span, text), gutter.room)
            if not (printed and fitted.is_complete):
                lines.append(gutter.line(number, fitted.text))
                printed = True
            signs = mark.sign * (fitted.last - fitted.first)
            lines.append(
                gutter.under(" " * fitted.first + gutter.paint(mark.style, f"{signs} {visible(mark.label)}".rstrip()))
            )
    return lines


def fit_line(text: str, start: int, end: int, room: int) -> FittedLine:
    """Fit a line into the available room by cutting it around the marked part."""
    # Lay out only what can be seen: a line may have a hundred thousand characters.
    left = max(0, start - 2 * room) if len(text) > 4 * room else 0
    right = min(len(text), start + 2 * room) if len(text) > 4 * room else len(text)
    row = lay_out(text[left:right])
    first, last = row.cell_range(start - left, min(end, right) - left)
    is_uncut = left == 0 and right == len(text)
    if is_uncut and row.cells <= room:
        return FittedLine(row.shown, first, last, is_complete=True)
    return _cut(row, first, last, room, at_start=left == 0, at_end=right == len(text))


def _cut(row: TerminalRow, first: int, last: int, room: int, *, at_start: bool, at_end: bool) -> FittedLine:
    """Return the clusters around the marked cells, with … where text is cut off."""
    inner = room - 2 * len(CUT)
    begin = max(0, min(first - inner // 3, row.cells - inner))
    begin = 0 if at_start and begin <= len(CUT) else begin
    shown: list[str] = []
    cell = used = 0
    skipped: int | None = None
    is_cut_off = not at_end
    for cluster in row.clusters:
        if cell >= begin:
            skipped = cell if skipped is None else skipped
            if used + cluster.cells > inner and not (at_end and used + row.cells - cell <= inner + len(CUT)):
                is_cut_off = True
                break
            shown.append(cluster.shown)
            used += cluster.cells
        cell += cluster.cells
    skipped = cell if skipped is None else skipped
    lead = CUT if skipped or not at_start else ""
    shift = len(lead) - skipped
    room_end = len(lead) + used
    place = min(max(first + shift, 0), room_end)
    return FittedLine(
        f"{lead}{''.join(shown)}{CUT if is_cut_off else ''}",
        place,
        max(min(last + shift, room_end), place + 1),
        is_complete=False,
    )


def _column_range(span: Span, text: str) -> tuple[int, int]:
    """Return the columns of the first line that a span covers, from 0."""
    start = min(span.start.column - 1, len(text))
    end = span.end.column - 1 if span.end.line == span.start.line else len(text)
    return start, max(end, start)
