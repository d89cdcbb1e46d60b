"""The texts of a catalog with their places, and fast searches through all of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from itertools import accumulate, count
from operator import add, itemgetter
from typing import NamedTuple, TypeVar

from errcat.findings.finding import Place

_BETWEEN = "\0"
_USUAL = bytes(code for code in range(0x7F) if code >= 0x20 or code == ord("\n"))
_Result = TypeVar("_Result")

Sign = str | re.Pattern[str]
"""What a text has if a rule can find anything in it. A pattern sees a NUL before and after each text.

Single characters and patterns that start with a single character are fast.
"""


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


class _All(NamedTuple):
    all: tuple[Text, ...] = ()


class Texts(_All):
    """Many texts. Rules search them together, which is much faster than a search in each text.

    Writers repeat texts, so a search looks at each distinct text once.
    """

    @cached_property
    def markdown(self) -> Texts:
        return Texts(tuple([text for text in self.all if text[1]]))

    @cached_property
    def plain(self) -> Texts:
        return Texts(tuple([text for text in self.all if not text[1]]))

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """The values of all texts, each once."""
        return tuple(dict.fromkeys(map(itemgetter(0), self.all)))

    @cached_property
    def first_characters(self) -> frozenset[str]:
        """The first character of each text; an empty string for an empty text."""
        return frozenset(map(itemgetter(slice(0, 1)), self.distinct))

    @cached_property
    def last_characters(self) -> frozenset[str]:
        return frozenset(map(itemgetter(slice(-1, None)), self.distinct))

    @cached_property
    def unusual_characters(self) -> str:
        """All characters except printable ASCII and line breaks, each once."""
        data = "".join(self.distinct).encode("utf-8", "surrogatepass").translate(None, _USUAL)
        return "".join(set(data.decode("utf-8", "surrogatepass")))

    @cached_property
    def unusual(self) -> tuple[str, ...]:
        """The distinct texts with characters other than printable ASCII and line breaks."""
        return tuple(
            value
            for value in (self.distinct if self.unusual_characters else ())
            if not (value.isascii() and (value.isprintable() or value.replace("\n", "").isprintable()))
        )

    def have(self, *signs: Sign) -> bool:
        """Whether any text has any of the signs."""
        return any(self._find(sign, 0) >= 0 for sign in signs)

    def containing(self, *signs: Sign) -> Iterator[Text]:
        """Yield the texts that have any of the signs."""
        return self.among(self._values(signs))

    def containing_unusual(self, characters: re.Pattern[str]) -> Iterator[Text]:
        """Yield the texts that contain any of some unusual characters."""
        if not characters.search(self.unusual_characters):
            return iter(())
        return self.among({value for value in self.unusual if characters.search(value)})

    def examined(self, examine: Callable[[str], _Result | None], *signs: Sign) -> Iterator[tuple[Text, _Result]]:
        """Yield each text in which `examine` finds something, with what it finds. It sees each distinct value once."""
        found = {value: result for value in self._values(signs) if (result := examine(value))}
        return ((text, found[text.value]) for text in self.among(found))

    def among(self, values: Collection[str]) -> Iterator[Text]:
        """Yield the texts with one of some values."""
        return (text for text in self.all if text[0] in values) if values else iter(())

    def _values(self, signs: tuple[Sign, ...]) -> dict[str, None]:
        """Return the distinct values that have any of the signs."""
        numbers = {number for sign in signs for number in self._numbers(sign)}
        return {self.distinct[number]: None for number in sorted(numbers)}

    def _numbers(self, sign: Sign) -> Iterator[int]:
        start = self._find(sign, 0)
        while start >= 0:
            number = bisect_right(self._starts, start) - 1
            yield number
            start = self._find(sign, self._starts[number + 1])

    def _find(self, sign: Sign, start: int) -> int:
        if isinstance(sign, str):
            return self._joined.find(sign, start)
        match = sign.search(self._joined, start)
        return match.start() if match else -1

    @cached_property
    def _joined(self) -> str:
        return _BETWEEN.join(["", *self.distinct, ""])

    @cached_property
    def _starts(self) -> array[int]:
        """The start of each text in the joined text, including the separator before it."""
        return array("I", map(add, accumulate(map(len, self.distinct), initial=0), count(0, len(_BETWEEN))))
