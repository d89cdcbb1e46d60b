"""How wide text is on a terminal, and which cells a piece of it stands in.

A terminal counts neither bytes nor characters: `日` takes two cells, a combining accent none, a family emoji
of five characters two, and a tab as many as there are up to the next stop.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from errcat.text.visible import pieces

TAB = 4
"""Tab stops are this far apart, whatever the terminal says: the tab is printed as so many cells."""
TAB_SIGN = "⇥"

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_EMOJI_STYLE = "\ufe0f"
_TAKES_STYLE = re.compile("[#*0-9©®\u203c-\u3299\U0001f000-\U0001faff]")
# Skins follow what they colour; vowels and tails of Hangul make one cell pair with what they follow.
_ATTACHED = re.compile("[\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7ff]")
_EMOJI = re.compile("[\u203c-\u3299\U0001f000-\U0001faff]")
_NEW_EMOJI = re.compile("[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a terminal shows as one: some characters of the text, and the cells that they take."""

    start: int
    """The first character."""
    shown: str
    cells: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text as a terminal shows it."""

    clusters: tuple[Cluster, ...]
    length: int
    """How many characters the text has."""

    @property
    def shown(self) -> str:
        return "".join(cluster.shown for cluster in self.clusters)

    @property
    def cells(self) -> int:
        return sum(cluster.cells for cluster in self.clusters)

    def marked(self, start: int, end: int) -> tuple[int, int]:
        """The cells of the characters from `start` up to `end`: the first one and the one after the last."""
        first = last = self.cells
        at = 0
        found = False
        for number, cluster in enumerate(self.clusters):
            after = self.clusters[number + 1].start if number + 1 < len(self.clusters) else self.length
            if not found and start < after:
                first, found = at, True
            at += cluster.cells
            if found:
                last = at
                if end <= after:
                    break
        return first, max(last, first + 1)


def lay_out(text: str) -> Row:
    """A line as a terminal shows it: everything visible, tabs as spaces, and what belongs together kept so."""
    clusters: list[Cluster] = []
    at = 0
    for index, shown in enumerate(pieces(text)):
        char = text[index]
        if char == "\t":
            cells = TAB - at % TAB
            clusters.append(Cluster(index, TAB_SIGN.ljust(cells), cells))
            at += cells
            continue
        if clusters and len(shown) == 1 and _joins(char, text[index - 1], clusters[-1]):
            last = clusters.pop()
            is_styled = char == _EMOJI_STYLE and _TAKES_STYLE.match(text[index - 1])
            cells = max(last.cells, 2) if is_styled else last.cells
            clusters.append(Cluster(last.start, last.shown + shown, cells))
            at += cells - last.cells
            continue
        cells = len(shown) if len(shown) > 1 else width(char)
        clusters.append(Cluster(index, shown, cells))
        at += cells
    return Row(tuple(clusters), len(text))


def width(char: str) -> int:
    """The cells of one character that stands by itself."""
    if char.isascii() or unicodedata.east_asian_width(char) not in ("W", "F"):
        if _NEW_EMOJI.match(char) and unicodedata.category(char) == "Cn":
            return 2
        return 0 if unicodedata.category(char) in ("Mn", "Me") else 1
    return 2


def _joins(char: str, before: str, last: Cluster) -> bool:
    """Whether a character is shown in the cells of what stands before it."""
    if char.isascii() or last.shown.startswith(TAB_SIGN):
        return False
    if char in (_JOINER, _NON_JOINER) or unicodedata.category(char) in ("Mn", "Me"):
        return True
    if _ATTACHED.match(char):
        return _EMOJI.match(before) is not None if char > "\uffff" else unicodedata.category(before) == "Lo"
    return before == _JOINER and _EMOJI.match(char) is not None
