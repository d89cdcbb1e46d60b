"""Lines of a file with marks under them, as wide as the terminal and no wider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from errcat.findings.finding import Span
from errcat.findings.source import Source
from errcat.reporting.cells import Row, lay_out
from errcat.reporting.colour import Paint
from errcat.text.visible import visible

CUT = "…"
LEAST_ROOM = 20
"""A terminal that is narrower gets longer lines: nothing could be read otherwise."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the source, the sign to draw under it, and a few words beside."""

    span: Span
    label: str
    sign: str = "^"
    look: str = "error"


@dataclass(frozen=True, slots=True)
class Shown:
    """A line cut to the terminal, and the cells of the marked piece in it."""

    text: str
    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Gutter:
    """The line numbers on the left, and what is left of the terminal for the rest."""

    digits: int
    width: int
    paint: Paint

    @property
    def room(self) -> int:
        return max(self.width - self.digits - 4, LEAST_ROOM)

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


def gutter_for(spans: Sequence[Span], width: int, paint: Paint) -> Gutter:
    """A gutter that has room for the number of every line."""
    return Gutter(max((len(str(span.start.line)) for span in spans), default=1), width, paint)


def snippet(source: Source, marks: Sequence[Mark], gutter: Gutter) -> list[str]:
    """The marked lines of one file, in their order."""
    lines: list[str] = []
    before = 0
    ordered = sorted(marks, key=lambda mark: (mark.span.start.line, mark.sign != "^", mark.span.start.column))
    for number, group in groupby(ordered, key=lambda mark: mark.span.start.line):
        if before and number > before + 1:
            lines.append(gutter.gap())
        before = number
        printed = False
        text = source.line(number) if number <= source.line_count else ""
        for mark in group:
            shown = show(text, *_stretch(mark.span, text), gutter.room)
            if not (printed and shown.whole):
                lines.append(gutter.line(number, shown.text))
                printed = True
            signs = mark.sign * (shown.last - shown.first)
            lines.append(
                gutter.under(" " * shown.first + gutter.paint(mark.look, f"{signs} {visible(mark.label)}".rstrip()))
            )
    return lines


def show(text: str, start: int, end: int, room: int) -> Shown:
    """A line, cut around a piece of it where it is wider than there is room."""
    # Only so much is laid out as can be seen: a line may have a hundred thousand characters.
    left = max(0, start - 2 * room) if len(text) > 4 * room else 0
    right = min(len(text), start + 2 * room) if len(text) > 4 * room else len(text)
    row = lay_out(text[left:right])
    first, last = row.marked(start - left, min(end, right) - left)
    is_whole = left == 0 and right == len(text)
    if is_whole and row.cells <= room:
        return Shown(row.shown, first, last, whole=True)
    return _cut(row, first, last, room, at_start=left == 0, at_end=right == len(text))


def _cut(row: Row, first: int, last: int, room: int, *, at_start: bool, at_end: bool) -> Shown:
    """The clusters around the marked cells, with … where there is more."""
    inner = room - 2 * len(CUT)
    begin = max(0, min(first - inner // 3, row.cells - inner))
    begin = 0 if at_start and begin <= len(CUT) else begin
    shown: list[str] = []
    at = taken = 0
    skipped: int | None = None
    more = not at_end
    for cluster in row.clusters:
        if at >= begin:
            skipped = at if skipped is None else skipped
            if taken + cluster.cells > inner and not (at_end and taken + row.cells - at <= inner + len(CUT)):
                more = True
                break
            shown.append(cluster.shown)
            taken += cluster.cells
        at += cluster.cells
    skipped = at if skipped is None else skipped
    lead = CUT if skipped or not at_start else ""
    shift = len(lead) - skipped
    stop = len(lead) + taken
    place = min(max(first + shift, 0), stop)
    return Shown(
        f"{lead}{''.join(shown)}{CUT if more else ''}", place, max(min(last + shift, stop), place + 1), whole=False
    )


def _stretch(span: Span, text: str) -> tuple[int, int]:
    """The characters of the first line that a span covers."""
    start = min(span.start.column - 1, len(text))
    end = span.end.column - 1 if span.end.line == span.start.line else len(text)
    return start, max(end, start)
