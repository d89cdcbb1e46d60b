"""Why reading cannot go on: where the parser stopped, or what it would have read without a word. Nouns of `reading`."""

from __future__ import annotations


class Stopped(Exception):
    """Reading cannot go on. All offsets are in the text that was read."""

    reached = 0
    """Where the last list item starts that was begun: everything before it is read, and is fine."""

    def __init__(self, at: int, start: int | None = None, *, is_open: bool = False) -> None:
        super().__init__(at)
        self.at = at
        """Where the parser stopped."""
        self.start = at if start is None else start
        """Where that starts what it was in the middle of."""
        self.is_open = is_open
        """True where the text ends inside quotes or brackets, so that more text might make it right."""


class YamlTooDeep(Stopped):
    """The text nests deeper than a catalog may."""


class ForbiddenKey(Stopped):
    """A key that starts with a blank that is no space, or with something that nobody sees."""


class GluedColon(Stopped):
    """`{title:Text}`: no key with a value, but one long key. `start` is where that starts, `at` is its colon."""


class CommaInText(Stopped):
    """`{title: One, two}`: the comma cuts the text. `start` is where the text starts, `at` where its rest does."""


class MergedItems(Stopped):
    """A list item that goes on with a `- ` of its own below: two items, the second too far to the right.

    `start` is where the text of the first one starts, `at` the dash of the second.
    """


class PathInQuotes(Stopped):
    """A path of Windows in double quotes, with backslashes that YAML reads as something else."""


class GluedDashes(Stopped):
    """A list whose dashes have no space behind them: to YAML, all of it is one text."""


class UnclosedQuote(Stopped):
    """Quotes that swallow the keys of the lines below them; another quote closes them later, or nothing would work."""


class SecondDocument(Stopped):
    """A `---` in the middle: what follows is another document to YAML."""


class MissingDash(Stopped):
    """A key that starts an entry, a second time in that entry: the `- ` that starts the next one is missing.

    `start` is where the entry's own one stands, `at` where the second one does.
    """
