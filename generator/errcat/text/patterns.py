"""The pattern for codes: a part of regular expressions that means the same everywhere, and that ends. A noun.

Python, browsers and OpenAPI validators agree on what is read here: characters, `.`, sets, groups, `|`, repeats,
`^` and `$`. Lookarounds, references back, flags and the like are refused: not everybody knows them.

A matcher that tries one way after the other can take ages over a pattern such as `(A+)+`. How many ways there are
is told here beforehand, never tried: the pattern becomes an automaton whose states are its characters.

* A repeat that can make one text in two ways doubles the ways with each round: refused.
* A repeat that can be left in two ways (`[A-Z]+[A-Z0-9]+`) multiplies them by the length of a code, and any other
  fork by its branches. What this comes to is the bound; two such repeats in a row are fine, three are refused.

Some patterns that are harmless are refused as well; none that hangs is let through.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

LONGEST_CODE = 128
"""What the schema allows."""
MOST_WAYS = 2 * LONGEST_CODE**2
"""How many ways through a pattern are let pass."""
MOST_STATES = 1000
MOST_STEPS = 100_000
"""How far two ways through a repeat are followed."""
DEEPEST = 30
"""How many groups may stand inside one another."""

_REST = 128  # the bit that stands for every character that is not ASCII
_ALL = (1 << (_REST + 1)) - 1


class BadPatternError(Exception):
    """A pattern that cannot be used: the kind of its trouble, and from where to where (None: the end) that stands."""

    def __init__(self, kind: str, start: int, end: int | None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Chars:
    """One character, out of a set: the bits of its code points."""

    bits: int


@dataclass(frozen=True, slots=True)
class Row:
    """Some parts, one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, some times over. `high` is None where there is no end to it."""

    part: Node
    low: int
    high: int | None
    start: int
    end: int


Node = Chars | Row | Choice | Repeat


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern to match whole codes with (`fullmatch`); BadPatternError where it cannot be used."""
    node = parse(pattern)
    ways = _Automaton(node).ways()
    if ways > MOST_WAYS:
        raise BadPatternError("slow", 0, None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `[[` and `--`, which may mean more one day
            return re.compile(pattern, re.ASCII)
    except (re.error, OverflowError) as error:
        position = getattr(error, "pos", None) or 0
        raise BadPatternError("default", position, None) from None


# --- reading ---------------------------------------------------------------------------------------------------------


def _span(first: str, last: str) -> int:
    return sum(1 << code for code in range(ord(first), ord(last) + 1))


_DIGITS = _span("0", "9")
_WORD = _DIGITS | _span("A", "Z") | _span("a", "z") | 1 << ord("_")
_BLANKS = sum(1 << ord(char) for char in " \t\n\r\f\v")
_CLASSES = {
    "d": _DIGITS, "w": _WORD, "s": _BLANKS,
    "D": _ALL & ~_DIGITS, "W": _ALL & ~_WORD, "S": _ALL & ~_BLANKS,
}  # fmt: skip
_ESCAPES = {"t": 1 << 9, "n": 1 << 10, "v": 1 << 11, "f": 1 << 12, "r": 1 << 13}
_HEX = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_COUNT = re.compile(r"\{([0-9]{1,4})(,([0-9]{1,4})?)?\}")


def parse(pattern: str) -> Node:
    """The parts of a pattern; BadPatternError where it is not of the kind that means the same everywhere."""
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
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _row(self) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            start = self.at
            part = self._part()
            parts += [self._repeated(part, start)] if part else []
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _part(self) -> Node | None:
        """One character, set or group; None for `^` and `$`, which match no character."""
        char, start = self._next(), self.at
        self.at += 1
        match char:
            case "^" | "$":
                if self._next() in ("*", "+", "?") or _COUNT.match(self.pattern, self.at):
                    raise BadPatternError("nothing-to-repeat", self.at, self.at + 1)
                return None
            case "(":
                return self._group(start)
            case "[":
                return Chars(self._set(start))
            case ".":
                return Chars(_ALL & ~(1 << 10))
            case "\\":
                return Chars(self._escape(start))
            case "*" | "+" | "?":
                raise BadPatternError("nothing-to-repeat", start, self.at)
            case "{" | "}" | "]":
                raise BadPatternError("bare-sign", start, self.at)
        return Chars(_bit(char))

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

    def _repeated(self, part: Node, start: int) -> Node:
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
        end = self.at
        if self._next() == "?":  # as few as will do: the same codes match
            self.at += 1
        if self._next() in ("*", "+", "?") or _COUNT.match(self.pattern, self.at):
            kind = "not-everywhere" if self._next() == "+" else "nothing-to-repeat"
            raise BadPatternError(kind, self.at - 1, self.at + 1)
        return Repeat(part, low, high, start, end)

    def _escape(self, start: int) -> int:
        char = self._next()
        if char in _CLASSES or char in _ESCAPES:
            self.at += 1
            return _CLASSES.get(char) or _ESCAPES[char]
        if code := _HEX.match(self.pattern, start):
            self.at = code.end()
            return _bit(chr(int(code[1] or code[2], 16)))
        if not char or char.isalnum() or not char.isascii():
            raise BadPatternError("not-everywhere" if char else "bare-sign", start, self.at + 1)
        self.at += 1
        return _bit(char)

    def _set(self, start: int) -> int:
        """What stands between [ and ]."""
        others = self._next() == "^"
        self.at += others
        bits, first = 0, self.at
        while (char := self._next()) != "]":
            if not char:
                raise BadPatternError("unclosed-set", start, start + 1)
            one_start = self.at
            low, is_char = self._member()
            if self._next() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("", "]"):
                self.at += 1
                high, also_char = self._member()
                if not (is_char and also_char):
                    raise BadPatternError("bare-sign", one_start, self.at)
                if high < low:
                    raise BadPatternError("backwards", one_start, self.at)
                low = (high << 1) - low  # all the bits from the one to the other
            bits |= low
        if self.at == first:  # `[]` is nothing for one program, and an unclosed set for another
            raise BadPatternError("unclosed-set", start, self.at + 1)
        self.at += 1
        return _ALL & ~bits if others else bits

    def _member(self) -> tuple[int, bool]:
        """A character of a set or a class of them, and whether it is a single one."""
        start = self.at
        self.at += 1
        if self.pattern[start] != "\\":
            return _bit(self.pattern[start]), True
        if self._next() == "b":  # a backspace; nobody means that
            raise BadPatternError("not-everywhere", start, self.at + 1)
        is_class = self._next() in _CLASSES
        return self._escape(start), not is_class

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]


def _bit(char: str) -> int:
    return 1 << min(ord(char), _REST)


# --- counting --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Piece:
    """A part in the automaton: whether it can be nothing, and in which states it begins and ends."""

    is_empty: bool
    first: list[int]
    last: list[int]


@dataclass(slots=True)
class _State:
    """One character of the pattern. A state that follows twice can be reached in two ways."""

    bits: int
    repeat: Repeat | None
    """The outermost repeat around it."""
    following: list[int] = field(default_factory=list)


class _Automaton:
    """A pattern as states and what may follow each; `_START` comes before all."""

    _START = 0

    def __init__(self, node: Node) -> None:
        self.states = [_State(0, None)]
        self.repeat: Repeat | None = None
        self.states[self._START].following = self._piece(node).first

    def ways(self) -> int:
        """In how many ways, at most, the longest code can be tried."""
        ways: dict[int, int] = {}
        for group in _cycles([state.following for state in self.states]):
            if len(group) == 1 and group[0] not in self.states[group[0]].following:
                ways[group[0]] = max(self._most(self.states[group[0]].following, ways), 1)
                continue
            forks = self._forks(frozenset(group))
            if self._is_ambiguous(forks, frozenset(group)):
                self._refuse(self.states[group[0]].repeat)
            leaving = max(self._ways_out(number, frozenset(group), ways) for number in group)
            # where one text leads to several states at once, though to each in one way, each may be the one to leave at
            ways.update(dict.fromkeys(group, max(leaving, 1) * (len(group) if forks else 1)))
        return ways[self._START]

    def _forks(self, inside: frozenset[int]) -> list[tuple[int, int]]:
        """The pairs of states in a repeat that the same character leads to from one state."""
        forks: list[tuple[int, int]] = []
        for number in inside:
            seen = 0
            stays = [other for other in self.states[number].following if other in inside]
            for index, other in enumerate(stays):
                bits = self.states[other].bits
                if seen & bits:
                    forks += [(before, other) for before in stays[:index] if self.states[before].bits & bits]
                seen |= bits
        return forks

    def _is_ambiguous(self, forks: list[tuple[int, int]], inside: frozenset[int]) -> bool:
        """Whether two ways that part meet again, having read the same; taken for so where it takes long to tell."""
        work = list(forks)
        seen = set(forks)
        steps = 0
        while work:
            one, other = work.pop()
            if one == other:
                return True
            for after_one in self.states[one].following:
                for after_other in self.states[other].following:
                    steps += 1
                    pair = (after_one, after_other)
                    if (
                        pair not in seen
                        and inside.issuperset(pair)
                        and self.states[after_one].bits & self.states[after_other].bits
                    ):
                        seen.add(pair)
                        work.append(pair)
            if steps > MOST_STEPS:
                return True
        return False

    def _ways_out(self, number: int, inside: frozenset[int], ways: dict[int, int]) -> int:
        """In how many ways a repeat can be left at one of its states, if this is tried in each round."""
        following = self.states[number].following
        staying = 0
        for other in following:
            if other in inside:
                staying |= self.states[other].bits
        outside = [other for other in following if other not in inside]
        most = self._most(outside, ways)
        may_stay = any(staying & self.states[other].bits for other in outside)
        return most * LONGEST_CODE if may_stay else most

    def _most(self, following: Sequence[int], ways: dict[int, int]) -> int:
        """The ways to go on with one and the same character, for the character that has most of them."""
        seen = 0
        for number in following:
            if seen & self.states[number].bits:
                break
            seen |= self.states[number].bits
        else:
            return max((ways[number] for number in following), default=0)
        counts = [0] * (_REST + 1)
        for number in following:
            bits = self.states[number].bits
            while bits:
                lowest = bits & -bits
                counts[lowest.bit_length() - 1] += ways[number]
                bits ^= lowest
        return max(counts)

    def _piece(self, node: Node) -> _Piece:
        match node:
            case Chars():
                return self._state(node.bits)
            case Row():
                piece = _Piece(is_empty=True, first=[], last=[])
                for part in node.parts:
                    piece = self._joined(piece, self._piece(part))
                return piece
            case Choice():
                pieces = [self._piece(part) for part in node.parts]
                if sum(piece.is_empty for piece in pieces) > 1:
                    self._refuse(self.repeat)  # nothing in two ways
                return _Piece(
                    is_empty=any(piece.is_empty for piece in pieces),
                    first=[number for piece in pieces for number in piece.first],
                    last=[number for piece in pieces for number in piece.last],
                )
            case Repeat():
                outermost = self.repeat
                self.repeat = outermost or node
                piece = self._repeat(node)
                self.repeat = outermost
                return piece

    def _repeat(self, node: Repeat) -> _Piece:
        if node.high == 0:
            return _Piece(is_empty=True, first=[], last=[])
        piece = self._piece(node.part)
        if piece.is_empty and (node.low, node.high) != (1, 1):
            self._refuse(node)  # nothing, several times over, or in two ways
        if node.low == node.high:
            for _ in range(1, node.low):
                piece = self._joined(piece, self._piece(node.part))
            return piece
        if node.high != 1:
            # also where there is an end to it: the ways are fewer then, and no others
            for number in piece.last:
                self.states[number].following += piece.first
        return _Piece(piece.is_empty or node.low == 0, piece.first, piece.last)

    def _joined(self, piece: _Piece, after: _Piece) -> _Piece:
        for number in piece.last:
            self.states[number].following += after.first
        return _Piece(
            is_empty=piece.is_empty and after.is_empty,
            first=piece.first + after.first if piece.is_empty else piece.first,
            last=after.last + piece.last if after.is_empty else after.last,
        )

    def _state(self, bits: int) -> _Piece:
        if len(self.states) > MOST_STATES:
            self._refuse(self.repeat)
        self.states.append(_State(bits, self.repeat))
        number = len(self.states) - 1
        return _Piece(is_empty=False, first=[number], last=[number])

    @staticmethod
    def _refuse(repeat: Repeat | None) -> NoReturn:
        start, end = (repeat.start, repeat.end) if repeat else (0, None)
        raise BadPatternError("slow", start, end)


def _cycles(following: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The states in groups that lead to one another (Tarjan), each after all that its states lead to."""
    number_of: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    work: list[tuple[int, Iterator[int]]] = []

    def enter(state: int) -> None:
        number_of[state] = lowest[state] = len(number_of)
        path.append(state)
        on_path.add(state)
        work.append((state, iter(following[state])))

    enter(0)
    while work:
        state, others = work[-1]
        for other in others:
            if other not in number_of:
                enter(other)
                break
            if other in on_path:
                lowest[state] = min(lowest[state], number_of[other])
        else:
            work.pop()
            if work:
                before = work[-1][0]
                lowest[before] = min(lowest[before], lowest[state])
            if lowest[state] == number_of[state]:
                group: list[int] = []
                while not group or group[-1] != state:
                    group.append(path.pop())
                    on_path.discard(group[-1])
                yield group
