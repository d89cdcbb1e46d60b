"""Reasons why reading stops: a syntax error of the parser, or something that it would silently misread."""

from __future__ import annotations


class Stopped(Exception):
    """Reading cannot continue. All offsets are in the text that was read."""

    reached = 0
    """The start of the last list item that the parser began; everything before it was read without a problem."""

    def __init__(self, at: int, start: int | None = None, *, is_open: bool = False) -> None:
        super().__init__(at)
        self.at = at
        """The offset where the parser stopped."""
        self.start = at if start is None else start
        """The start of what the parser was reading."""
        self.is_open = is_open
        """True if the text ends inside quotes or brackets, so that more text may complete it."""


class YamlTooDeep(Stopped):
    """The text nests deeper than a catalog may."""


class ForbiddenKey(Stopped):
    """A key that starts with an unusual space or an invisible character."""


class GluedColon(Stopped):
    """`{title:Text}`: a single long key instead of a key and a value. `start` is its offset, `at` that of its colon."""


class CommaInText(Stopped):
    """`{title: One, two}`: the comma cuts the text. `start` is the offset of the text, `at` that of the rest."""


class MergedItems(Stopped):
    """A list item that continues with a nested `- `: two items, the second indented too far.

    `start` is where the text of the first item starts, `at` the dash of the second.
    """


class PathInQuotes(Stopped):
    """A Windows path in double quotes, with backslashes that YAML reads as escapes."""


class GluedDashes(Stopped):
    """A list whose dashes have no space after them, which YAML reads as a single text."""


class UnclosedQuote(Stopped):
    """Quotes that swallow the keys of the lines below, until another quote happens to close them."""


class SecondDocument(Stopped):
    """A `---` in the middle: what follows is another document to YAML."""


class MissingDash(Stopped):
    """A key that starts an entry appears a second time in it: the `- ` before the next entry is missing.

    `start` is the offset of the entry's first key, `at` that of the repeated one.
    """
