r"""Regular expressions that never take long: each character of a text is looked at once, whatever the pattern.

Python's `re` tries the ways through a pattern after each other, and can take ages over `(A+)+`. `Matcher` follows all
ways at the same time: it keeps the set of states that the text so far can lead to. It remembers the sets that came up,
and the set that each character leads to.

google-re2 does the same in C++. It has no wheel for Alpine Linux, accepts syntax that other programs do not (`\pL`,
`(?i)`), and refuses syntax that they accept (`\u00e9`), so that `pattern_syntax` would still be needed.
"""

from __future__ import annotations

from typing import NamedTuple

from errcat.text.pattern_syntax import Anchor, BadPatternError, Chars, Choice, Node, Repeat, Row, parse

LONGEST_CODE = 128
"""What the schema allows."""
MOST_STATES = 2_000
"""How large a pattern can be. A repeat counts as if it were written out: `[A-Z]{3}` has three states."""
MOST_REMEMBERED = 500_000
"""How many states a matcher remembers before it forgets them all, to bound its memory."""

_EVERYTHING = Chars(((0, 0x10FFFF),))
_MATCHED = 0
"""The number of the state after the whole pattern."""


def compile_pattern(pattern: str, longest: int = LONGEST_CODE) -> Matcher:
    """A matcher for texts up to a length; BadPatternError if errcat can't use the pattern."""
    return Matcher(parse(pattern), longest)


class _MatchState(NamedTuple):
    """A step through the pattern: over a character, past an anchor, or freely to any of several states."""

    over: Chars | Anchor | None
    to: tuple[int, ...]


class _Position:
    """The states that a text can lead to, and where each character leads from there."""

    __slots__ = ("has_matched", "matches_at_end", "next", "waiting")

    def __init__(self, waiting: tuple[_MatchState, ...], *, has_matched: bool, matches_at_end: bool) -> None:
        self.waiting = waiting
        """The states that need another character."""
        self.has_matched = has_matched
        self.matches_at_end = matches_at_end
        self.next: dict[str, _Position] = {}


class Matcher:
    """A pattern, ready to be compared with texts of up to `longest` characters."""

    def __init__(self, tree: Node, longest: int) -> None:
        self._longest = longest
        self._states = [_MatchState(None, ())]
        self._start = self._add(tree, _MATCHED)
        self._search_start = len(self._states)
        self._states.append(_MatchState(None, (self._start, self._search_start + 1)))
        self._states.append(_MatchState(_EVERYTHING, (self._search_start,)))
        self._positions: dict[tuple[frozenset[int], bool], _Position] = {}
        self._remembered = 0

    def fullmatch(self, text: str) -> bool:
        """Whether the whole text matches."""
        position = self._first(self._start)
        for char in text:
            position = position.next.get(char) or self._step(position, char)
        return position.matches_at_end

    def search(self, text: str) -> bool:
        """Whether the text, or a part of it, matches."""
        position = self._first(self._search_start)
        for char in text:
            if position.has_matched:
                return True
            position = position.next.get(char) or self._step(position, char)
        return position.matches_at_end

    # --- following the states -------------------------------------------------------------------------------------

    def _first(self, start: int) -> _Position:
        return self._position(frozenset([start]), at_start=True)

    def _step(self, position: _Position, char: str) -> _Position:
        states = frozenset(
            number
            for state in position.waiting
            if isinstance(state.over, Chars) and state.over.has(char)
            for number in state.to
        )
        if self._remembered >= MOST_REMEMBERED:
            for known in self._positions.values():
                known.next.clear()
            self._positions.clear()
            self._remembered = 0
        self._remembered += 1 + len(states)
        next_position = position.next[char] = self._position(states, at_start=False)
        return next_position

    def _position(self, states: frozenset[int], *, at_start: bool) -> _Position:
        key = states, at_start
        if key not in self._positions:
            reached = self._reached(states, at_start=at_start, at_end=False)
            waiting = tuple(self._states[number] for number in reached if isinstance(self._states[number].over, Chars))
            at_end = _MATCHED in self._reached(states, at_start=at_start, at_end=True)
            self._positions[key] = _Position(waiting, has_matched=_MATCHED in reached, matches_at_end=at_end)
        return self._positions[key]

    def _reached(self, states: frozenset[int], *, at_start: bool, at_end: bool) -> set[int]:
        """The states that can be reached without another character."""
        reached: set[int] = set()
        work = list(states)
        while work:
            number = work.pop()
            if number in reached:
                continue
            reached.add(number)
            state = self._states[number]
            is_open = state.over is None or (at_start if state.over is Anchor.START else at_end)
            if is_open and not isinstance(state.over, Chars):
                work += state.to
        return reached

    # --- making the states ----------------------------------------------------------------------------------------

    def _add(self, node: Node, after: int) -> int:
        """Add the states of a part that come before the state `after`; the first of them."""
        match node:
            case Chars() | Anchor():
                return self._new(_MatchState(node, (after,)))
            case Row(parts):
                for part in reversed(parts):
                    after = self._add(part, after)
                return after
            case Choice(parts):
                return self._new(_MatchState(None, tuple(self._add(part, after) for part in parts)))
            case Repeat():
                return self._add_repeat(node, after)

    def _add_repeat(self, node: Repeat, after: int) -> int:
        first = after
        # a text of n characters has at most n rounds that are not empty
        if node.high is None or node.high >= self._longest:
            first = self._new(_MatchState(None, ()))
            self._states[first] = _MatchState(None, (self._add(node.part, first), after))
        else:
            for _ in range(node.high - node.low):
                first = self._new(_MatchState(None, (self._add(node.part, first), after)))
        for _ in range(min(node.low, self._longest + 1)):
            first = self._add(node.part, first)
        return first

    def _new(self, state: _MatchState) -> int:
        if len(self._states) > MOST_STATES:
            raise BadPatternError("too-large", 0, None)
        self._states.append(state)
        return len(self._states) - 1
