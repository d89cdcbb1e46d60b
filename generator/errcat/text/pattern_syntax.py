r"""Regular expressions as a tree: the part of their syntax that means the same in every program.

Python, browsers and OpenAPI validators agree on characters, `.`, sets, groups, `|`, repeats, `^` and `$`. Lookarounds,
references back, flags and the like are refused: not every program supports them. `\d`, `\w` and `\s` mean ASCII.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from errcat.text.lazy_pattern import lazy_pattern

DEEPEST = 30
"""How many groups can be inside one another."""
_LAST = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]
"""Code points, as pairs of the first and the last of a range."""


class BadPatternError(Exception):
    """A pattern that errcat can't use: the kind of mistake, and where it starts and ends (None: at the end)."""

    def __init__(self, kind: str, start: int, end: int | None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end


class Chars(NamedTuple):
    """One character out of a set."""

    ranges: Ranges

    def has(self, char: str) -> bool:
        code = ord(char)
        for first, last in self.ranges:  # noqa: SIM110 — three times as fast as any()
            if first <= code <= last:
                return True
        return False


class Anchor(Enum):
    """A place in the text."""

    START = "^"
    END = "$"


class Row(NamedTuple):
    """Some parts, one after the other."""

    parts: tuple[Node, ...]
    between: str = ""
    """Distinguishes it from a choice of the same parts: named tuples are equal if their values are."""


class Choice(NamedTuple):
    """One of some parts."""

    parts: tuple[Node, ...]
    between: str = "|"


class Repeat(NamedTuple):
    """A part, several times. `high` is None if there is no limit."""

    part: Node
    low: int
    high: int | None


Node = Chars | Anchor | Row | Choice | Repeat
NOTHING = Row(())
"""What matches the empty text: `()`, `a{0}`."""


def _complement(ranges: Ranges) -> Ranges:
    """All other code points."""
    found: list[tuple[int, int]] = []
    start = 0
    for first, last in sorted(ranges):
        if first > start:
            found.append((start, first - 1))
        start = max(start, last + 1)
    return (*found, (start, _LAST)) if start <= _LAST else tuple(found)


def _span(first: str, last: str) -> tuple[int, int]:
    return ord(first), ord(last)


_DIGITS: Ranges = (_span("0", "9"),)
_WORD: Ranges = (_span("0", "9"), _span("A", "Z"), _span("_", "_"), _span("a", "z"))
_SPACES: Ranges = (_span("\t", "\r"), _span(" ", " "))
_CLASSES = {
    "d": _DIGITS, "w": _WORD, "s": _SPACES,
    "D": _complement(_DIGITS), "W": _complement(_WORD), "S": _complement(_SPACES),
}  # fmt: skip
# As in JavaScript. To Python, only a line feed ends a line.
_NOT_A_LINE_END = _complement((_span("\n", "\n"), _span("\r", "\r"), _span("\u2028", "\u2029")))
_ESCAPES = {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_HEX = lazy_pattern(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_COUNT = lazy_pattern(r"\{([0-9]{1,4})(,([0-9]{1,4})?)?\}")


def parse(pattern: str) -> Node:
    """The tree of a pattern; BadPatternError if errcat can't use it."""
    return _Parser(pattern).whole()


class _Parser:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._choice()
        if self.at < len(self.pattern):
            raise BadPatternError("unopened-group", self.at, self.at + 1)
        return node

    def _choice(self) -> Node:
        parts = [self._row()]
        while self._next() == "|":
            self.at += 1
            parts.append(self._row())
        return parts[0] if len(parts) == 1 else Choice(tuple(dict.fromkeys(parts)))

    def _row(self) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            is_anchor = self._next() in ("^", "$")
            part = self._part()
            part = part if is_anchor else self._repeated(part)
            parts += [part] if part != NOTHING else []
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _part(self) -> Node:
        """One character, set, group or anchor."""
        char, start = self._next(), self.at
        self.at += 1
        match char:
            case "^" | "$":
                if self._next() in ("*", "+", "?") or _COUNT.match(self.pattern, self.at):
                    raise BadPatternError("nothing-to-repeat", self.at, self.at + 1)
                return Anchor(char)
            case "(":
                return self._group(start)
            case "[":
                return Chars(self._set(start))
            case ".":
                return Chars(_NOT_A_LINE_END)
            case "\\":
                return Chars(self._escape(start))
            case "*" | "+" | "?":
                raise BadPatternError("nothing-to-repeat", start, self.at)
            case "{" | "}" | "]":
                raise BadPatternError("bare-sign", start, self.at)
        return Chars((_span(char, char),))

    def _group(self, start: int) -> Node:
        if self._next() == "?":
            if self.pattern[self.at : self.at + 2] != "?:":
                raise BadPatternError("not-everywhere", start, self.at + 2)
            self.at += 2
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadPatternError("default", start, self.at)
        node = self._choice()
        self.depth -= 1
        if self._next() != ")":
            raise BadPatternError("unclosed-group", start, start + 1)
        self.at += 1
        return node

    def _repeated(self, part: Node) -> Node:
        sign = self._next()
        if sign in ("*", "+", "?"):
            self.at += 1
            low, high = (1 if sign == "+" else 0), (1 if sign == "?" else None)
        elif sign == "{" and (count := _COUNT.match(self.pattern, self.at)):
            self.at = count.end()
            low = int(count[1])
            high = (int(count[3]) if count[3] else None) if count[2] else low
            if high is not None and high < low:
                raise BadPatternError("backwards", count.start(), count.end())
        else:
            return part
        if self._next() == "?":  # as few as possible: the same texts match
            self.at += 1
        if self._next() in ("*", "+", "?") or _COUNT.match(self.pattern, self.at):
            kind = "not-everywhere" if self._next() == "+" else "nothing-to-repeat"
            raise BadPatternError(kind, self.at - 1, self.at + 1)
        return NOTHING if part == NOTHING or high == 0 else Repeat(part, low, high)

    def _escape(self, start: int) -> Ranges:
        """What a backslash and the character after it mean."""
        char = self._next()
        if char in _CLASSES:
            self.at += 1
            return _CLASSES[char]
        if char in _ESCAPES:
            self.at += 1
            return (_span(_ESCAPES[char], _ESCAPES[char]),)
        if code := _HEX.match(self.pattern, start):
            self.at = code.end()
            number = int(code[1] or code[2], 16)
            return ((number, number),)
        if not char or char.isalnum() or not char.isascii():
            raise BadPatternError("not-everywhere" if char else "bare-sign", start, self.at + 1)
        self.at += 1
        return (_span(char, char),)

    def _set(self, start: int) -> Ranges:
        """What is between [ and ]."""
        others = self._next() == "^"
        self.at += others
        ranges: list[tuple[int, int]] = []
        first = self.at
        while (char := self._next()) != "]":
            if not char:
                raise BadPatternError("unclosed-set", start, start + 1)
            member_start = self.at
            member, is_char = self._member()
            if self._next() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("", "]"):
                self.at += 1
                high, is_char_too = self._member()
                if not (is_char and is_char_too):
                    raise BadPatternError("bare-sign", member_start, self.at)
                if high < member:
                    raise BadPatternError("backwards", member_start, self.at)
                member = ((member[0][0], high[0][1]),)
            ranges += member
        if self.at == first:  # some programs take `[]` for an empty set, others for an unclosed set
            raise BadPatternError("unclosed-set", start, self.at + 1)
        self.at += 1
        return _complement(tuple(ranges)) if others else tuple(dict.fromkeys(ranges))

    def _member(self) -> tuple[Ranges, bool]:
        """A character of a set or a class of them, and whether it is a single character."""
        start = self.at
        self.at += 1
        if self.pattern[start] != "\\":
            return (_span(self.pattern[start], self.pattern[start]),), True
        if self._next() == "b":  # a backspace, which nobody means
            raise BadPatternError("not-everywhere", start, self.at + 1)
        is_class = self._next() in _CLASSES
        return self._escape(start), not is_class

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]
