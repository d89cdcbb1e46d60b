"""How wide text is on a terminal, and which cells a part of it occupies.

A terminal counts neither bytes nor characters: `日` takes two cells, a combining accent none, a family emoji of five
characters two, and a tab as many as there are up to the next tab stop.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.visible import shown_characters

TAB_WIDTH = 4
"""The distance of tab stops, whatever the terminal's setting is: a tab is printed as spaces."""
TAB_SIGN = "⇥"

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_EMOJI_STYLE = "\ufe0f"
_STYLABLE = lazy_pattern("[#*0-9©®\u203c-\u3299\U0001f000-\U0001faff]")
# Skin tones follow the emoji that they colour; vowels and tails of Hangul share a pair of cells with the letter before.
_ATTACHED = lazy_pattern("[\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7ff]")
_EMOJI = lazy_pattern("[\u203c-\u3299\U0001f000-\U0001faff]")
_NEW_EMOJI = lazy_pattern("[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that a terminal shows as a unit, and the cells that they occupy."""

    start: int
    """The index of the first character."""
    shown: str
    cells: int


@dataclass(frozen=True, slots=True)
class TerminalRow:
    """A line of text as a terminal shows it."""

    clusters: tuple[Cluster, ...]
    length: int
    """The number of characters of the text."""

    @property
    def shown(self) -> str:
        return "".join(cluster.shown for cluster in self.clusters)

    @property
    def cells(self) -> int:
        return sum(cluster.cells for cluster in self.clusters)

    def cell_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the cells of the characters from `start` up to `end`: the first cell, and the cell after the last."""
        first = last = self.cells
        cell = 0
        is_started = False
        for number, cluster in enumerate(self.clusters):
            next_start = self.clusters[number + 1].start if number + 1 < len(self.clusters) else self.length
            if not is_started and start < next_start:
                first, is_started = cell, True
            cell += cluster.cells
            if is_started:
                last = cell
                if end <= next_start:
                    break
        return first, max(last, first + 1)


def lay_out(text: str) -> TerminalRow:
    """Lay out a line as a terminal shows it: invisible characters spelled out, tabs as spaces, clusters together."""
    clusters: list[Cluster] = []
    cell = 0
    for index, shown in enumerate(shown_characters(text)):
        char = text[index]
        if char == "\t":
            cells = TAB_WIDTH - cell % TAB_WIDTH
            clusters.append(Cluster(index, TAB_SIGN.ljust(cells), cells))
            cell += cells
            continue
        if clusters and len(shown) == 1 and _is_attached(char, text[index - 1], clusters[-1]):
            last = clusters.pop()
            is_styled = char == _EMOJI_STYLE and _STYLABLE.match(text[index - 1])
            cells = max(last.cells, 2) if is_styled else last.cells
            clusters.append(Cluster(last.start, last.shown + shown, cells))
            cell += cells - last.cells
            continue
        cells = len(shown) if len(shown) > 1 else width(char)
        clusters.append(Cluster(index, shown, cells))
        cell += cells
    return TerminalRow(tuple(clusters), len(text))


def width(char: str) -> int:
    """Return the cells of a single character."""
    if char.isascii() or unicodedata.east_asian_width(char) not in ("W", "F"):
        if _NEW_EMOJI.match(char) and unicodedata.category(char) == "Cn":
            return 2
        return 0 if unicodedata.category(char) in ("Mn", "Me") else 1
    return 2


def _is_attached(char: str, previous: str, last: Cluster) -> bool:
    """Whether a character is shown in the cells of the character before it."""
    if char.isascii() or last.shown.startswith(TAB_SIGN):
        return False
    if char in (_JOINER, _NON_JOINER) or unicodedata.category(char) in ("Mn", "Me"):
        return True
    if _ATTACHED.match(char):
        return _EMOJI.match(previous) is not None if char > "\uffff" else unicodedata.category(previous) == "Lo"
    return previous == _JOINER and _EMOJI.match(char) is not None
