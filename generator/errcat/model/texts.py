"""The texts of a catalog, each with its place, and ways to look through all of them at once. A noun."""

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
    """One text of a catalog: what it says, whether it is Markdown, and where it stands.

    The place is kept in two parts and joined when asked for: catalogs have many texts and few problems.
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
    """Many texts. A rule asks for those that it is about: one look at all takes far less than one look at each."""

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
        """Those that have more in them than printable ASCII and line breaks: few, and all that is odd is there."""
        return Texts(
            tuple(
                text
                for text, value in zip(self.all, self.values, strict=True)
                if not (value.isascii() and (value.isprintable() or value.replace("\n", "").isprintable()))
            )
        )

    @cached_property
    def unusual_characters(self) -> str:
        """All characters but printable ASCII and line breaks, each once: so few that looking for one is no work."""
        found = "".join(self.values).encode("utf-8", "surrogatepass").translate(None, _USUAL)
        return "".join(set(found.decode("utf-8", "surrogatepass")))

    def containing(self, *patterns: str | re.Pattern[str]) -> Iterator[Text]:
        """Those that have one of some signs in them. Fast are single characters, and patterns that start with one.

        To a pattern, a NUL stands before and behind each text.
        """
        numbers = {number for pattern in patterns for number in self._numbers(pattern)}
        return (self.all[number] for number in sorted(numbers))

    def containing_unusual(self, characters: re.Pattern[str]) -> Iterator[Text]:
        """Those that have one of some unusual characters in them."""
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
        """Where each one starts in the joined text, with what stands before it."""
        return list(map(add, accumulate(map(len, self.values), initial=0), count(0, len(_BETWEEN))))
