"""The texts of a catalog with their places, and fast searches through all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from errcat.findings.finding import Place

_BETWEEN = "\0"
_USUAL = bytes(code for code in range(0x7F) if code >= 0x20 or code == ord("\n"))


class Text(NamedTuple):
    """A text of a catalog: its value, whether it is Markdown, and its place.

    The place is stored as two parts and joined when needed, because catalogs have many texts and few problems.
    """

    value: str
    markdown: bool
    owner: Place
    steps: tuple[str | int, ...]

    @property
    def at(self) -> Place:
        return Place(self.owner.document, (*self.owner.path, *self.steps))


@dataclass(frozen=True)
class Texts:
    """Many texts. Rules search them together, which is much faster than a search in each text."""

    all: tuple[Text, ...] = ()

    def __iter__(self) -> Iterator[Text]:
        return iter(self.all)

    @cached_property
    def values(self) -> list[str]:
        return [text.value for text in self.all]

    @cached_property
    def markdown(self) -> Texts:
        return Texts(tuple(text for text in self.all if text.markdown))

    @cached_property
    def plain(self) -> Texts:
        return Texts(tuple(text for text in self.all if not text.markdown))

    @cached_property
    def unusual(self) -> Texts:
        """The few texts with characters other than printable ASCII and line breaks."""
        return Texts(
            tuple(
                text
                for text, value in zip(self.all, self.values, strict=True)
                if not (value.isascii() and (value.isprintable() or value.replace("\n", "").isprintable()))
            )
        )

    @cached_property
    def unusual_characters(self) -> str:
        """All characters except printable ASCII and line breaks, each once."""
        data = "".join(self.values).encode("utf-8", "surrogatepass").translate(None, _USUAL)
        return "".join(set(data.decode("utf-8", "surrogatepass")))

    def containing(self, *patterns: str | re.Pattern[str]) -> Iterator[Text]:
        """Yield the texts that contain any of the patterns.

        Single characters and patterns that start with a single character are fast. A pattern sees a NUL before and
        after each text.
        """
        numbers = {number for pattern in patterns for number in self._numbers(pattern)}
        return (self.all[number] for number in sorted(numbers))

    def containing_unusual(self, characters: re.Pattern[str]) -> Iterator[Text]:
        """Yield the texts that contain any of some unusual characters."""
        if characters.search(self.unusual.unusual_characters):
            yield from (text for text in self.unusual.all if characters.search(text.value))

    def _numbers(self, pattern: str | re.Pattern[str]) -> Iterator[int]:
        start = self._find(pattern, 0)
        while start >= 0:
            number = bisect_right(self._starts, start) - 1
            yield number
            start = self._find(pattern, self._starts[number + 1])

    def _find(self, pattern: str | re.Pattern[str], start: int) -> int:
        if isinstance(pattern, str):
            return self._joined.find(pattern, start)
        match = pattern.search(self._joined, start)
        return match.start() if match else -1

    @cached_property
    def _joined(self) -> str:
        return _BETWEEN.join(["", *self.values, ""])

    @cached_property
    def _starts(self) -> list[int]:
        """The start of each text in the joined text, including the separator before it."""
        return list(map(add, accumulate(map(len, self.values), initial=0), count(0, len(_BETWEEN))))
