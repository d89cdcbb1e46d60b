"""Patterns for codes: what is let through means the same to Python, and never takes ages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.text.patterns import BadPatternError, Chars, Choice, Node, Repeat, Row, compile_pattern, parse

USUAL = [
    r"[a-z]+(\.[a-z]+)*",
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    r"[a-z]+(_[a-z]+)*",
    r"^[A-Z][A-Z0-9_]*$",
    r"[A-Z][A-Z0-9_]{1,61}[A-Z0-9]",
    r"[A-Z0-9]+(_[A-Z0-9]+)*",
    r"(?:AUTH|PAY|ORDER)_[A-Z_]+",
    r"(ERR|WARN)-(\d+|[A-Z]+)",
    r"M_[A-Z_]+|[a-z]+(\.[a-z0-9]+)+\.[A-Z_]+",
    r"([A-Z][a-z0-9]*)+",
    r"[a-z]+([A-Z][a-z0-9]+)*",
    r"([A-Z]{3}-)?\d{4}",
    r"(\d{2})+",
    r"(foo|bar|baz)+",
    r"(_(not|no|new))*",
    r"([A-Z]+_)*[A-Z]+",
    r"(\d+\.)*\d+",
    r"-?\d+",
    r"E[0-9]{4}",
    r"[^\s]+",
    r".*foo.*",
    r".+",
    r"[A-Z]+?[0-9]*?",
    r"\w+[.:/-]\w+",
]

REFUSED = [
    # the pattern, why, and what is pointed at
    (r"^(A+)+$", "slow", "(A+)+"),
    (r"(A*)*", "slow", "(A*)*"),
    (r"(a|a)*", "slow", "(a|a)*"),
    (r"(a|aa)+b", "slow", "(a|aa)+"),
    (r"x(\w|\d)+", "slow", r"(\w|\d)+"),
    (r"([a-z]+[0-9]*)+", "slow", "([a-z]+[0-9]*)+"),
    (r"([A-Z_]+_?)*", "slow", "([A-Z_]+_?)*"),
    (r"(ab|abc|c)+x", "slow", "(ab|abc|c)+"),
    (r"((a?)?b)+", "slow", "(a?)?"),
    (r"(a?b?)*", "slow", "(a?b?)*"),
    (r"(a|b?|c?)+", "slow", "(a|b?|c?)+"),
    (r"(a{1,9}){1,9}", "slow", "(a{1,9}){1,9}"),
    (r"(.*)(.*)(.*)(.*)", "slow", "(.*)(.*)(.*)(.*)"),
    ("a?" * 30 + "a" * 30, "slow", "a?" * 30 + "a" * 30),
    ("(a{99}){99}", "slow", "(a{99}){99}"),
    (r"(?=a)b", "not-everywhere", "(?="),
    (r"(?<!a)b", "not-everywhere", "(?<"),
    (r"(?P<x>a)", "not-everywhere", "(?P"),
    (r"(?i)abc", "not-everywhere", "(?i"),
    (r"(a)\1", "not-everywhere", r"\1"),
    (r"\Aa\Z", "not-everywhere", r"\A"),
    (r"\bA", "not-everywhere", r"\b"),
    (r"[\b]", "not-everywhere", r"\b"),
    (r"\p{L}+", "not-everywhere", r"\p"),
    (r"a++", "not-everywhere", "++"),
    (r"[A-Z", "unclosed-set", "["),
    (r"[]", "unclosed-set", "[]"),
    (r"[]a]", "unclosed-set", "[]"),
    (r"a(b", "unclosed-group", "("),
    (r"ab)", "unopened-group", ")"),
    (r"*a", "nothing-to-repeat", "*"),
    (r"a|+", "nothing-to-repeat", "+"),
    (r"^*", "nothing-to-repeat", "*"),
    (r"a**", "nothing-to-repeat", "**"),
    (r"a{2}{3}", "nothing-to-repeat", "}{"),
    (r"a{3,1}", "backwards", "{3,1}"),
    (r"[z-a]", "backwards", "z-a"),
    (r"[a-\d]", "bare-sign", r"a-\d"),
    (r"a{x}", "bare-sign", "{"),
    (r"a]", "bare-sign", "]"),
    ("a\\", "bare-sign", "\\"),
    ("(" * 40 + "a" + ")" * 40, "default", "("),
]
KINDS = {kind for _pattern, kind, _piece in REFUSED}


@pytest.mark.parametrize("pattern", USUAL)
def test_usual_patterns_are_let_through(pattern: str):
    assert isinstance(compile_pattern(pattern), re.Pattern)


@pytest.mark.parametrize(("pattern", "kind", "piece"), REFUSED)
def test_others_are_refused_and_the_trouble_is_pointed_at(pattern: str, kind: str, piece: str):
    with pytest.raises(BadPatternError) as caught:
        compile_pattern(pattern)
    error = caught.value
    assert (error.kind, pattern[error.start : error.end]) == (kind, piece)


def test_digits_and_letters_are_those_of_ascii():
    assert not compile_pattern(r"\d+").fullmatch("١٢٣")
    assert not compile_pattern(r"\w+").fullmatch("é")


# --- a matcher that tries one way after the other, and counts -------------------------------------------------------

ENOUGH = 300_000
"""Steps for a text of forty characters; what doubles with each character needs a million times as many."""


class TooManyStepsError(Exception):
    pass


def tried(pattern: str, text: str) -> tuple[bool, int]:
    """Whether a text fits, and after how many steps."""
    steps = 0

    def match(node: Node, at: int, then: Callable[[int], bool]) -> bool:
        nonlocal steps
        steps += 1
        if steps > ENOUGH:
            raise TooManyStepsError
        match node:
            case Chars(bits):
                fits = at < len(text) and bits >> min(ord(text[at]), 128) & 1
                return bool(fits) and then(at + 1)
            case Row(parts):
                return row(parts, at, then)
            case Choice(parts):
                return any(match(part, at, then) for part in parts)
            case Repeat(part, low, high):
                return repeat(part, low, high, at, then)

    def row(parts: tuple[Node, ...], at: int, then: Callable[[int], bool]) -> bool:
        if not parts:
            return then(at)
        return match(parts[0], at, lambda end: row(parts[1:], end, then))

    def repeat(part: Node, low: int, high: int | None, at: int, then: Callable[[int], bool]) -> bool:
        if high != 0:

            def again(end: int) -> bool:
                if end == at and low <= 0:
                    return False  # a round of nothing leads nowhere
                return repeat(part, max(low - 1, 0), None if high is None else high - 1, end, then)

            if match(part, at, again):
                return True
        return low <= 0 and then(at)

    return match(parse(pattern), 0, lambda end: end == len(text)), steps


@pytest.mark.parametrize("pattern", [r"(A+)+", r"(A|AA)+", "([A-Z]+[A-Z]*)+", "(AB|A|B)*", "A?" * 40 + "A" * 40])
def test_the_matcher_does_see_what_takes_ages(pattern: str):
    with pytest.raises(TooManyStepsError):
        tried(pattern, "A" * 39 + "!" if "B" not in pattern else "AB" * 20 + "!")


characters = st.sampled_from(["a", "b", "[ab]", "[a-c]", "c", ".", r"\w", "_", r"\d", "[^a]", r"\.", "1"])
pieces = st.recursive(
    characters,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})")
        | st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"])).map(
            lambda one: f"(?:{one[0]}){one[1]}"
        )
        | st.tuples(characters, st.sampled_from(["*", "+", "?", "{3}", "{0,2}"])).map("".join)
    ),
    max_leaves=8,
)
texts = st.text("aab_1.", max_size=12)
rows = st.tuples(st.sampled_from(["a", "ab", "aab", "a1", "b_", "1", "a.b"]), st.sampled_from(["", "!", "b", "_"])).map(
    lambda one: (one[0] * 40)[:39] + one[1]
)


def verdict(pattern: str) -> re.Pattern[str] | BadPatternError:
    try:
        return compile_pattern(pattern)
    except BadPatternError as error:
        return error


@given(pieces, texts)
def test_it_means_what_python_means(pattern: str, text: str):
    compiled = verdict(pattern)
    if isinstance(compiled, BadPatternError):
        assert compiled.kind == "slow"
    else:
        assert bool(compiled.fullmatch(text)) == tried(pattern, text)[0]


@given(pieces, rows)
def test_what_is_let_through_ends_soon(pattern: str, text: str):
    if isinstance(verdict(pattern), re.Pattern):
        assert tried(pattern, text)[1] <= ENOUGH


@given(st.text("ab[]()|*+?{}\\^$-,12.:=dwxu", max_size=14))
def test_any_text_is_a_pattern_or_has_a_reported_mistake(pattern: str):
    error = verdict(pattern)
    if isinstance(error, BadPatternError):
        assert error.kind in KINDS - {"default"}
        assert 0 <= error.start <= len(pattern)


members = st.lists(st.sampled_from(["a-f", "A-Z", "0-9", "_", r"\d", r"\w", r"\s", "^", "-", ".", "à-ü", "é", r"\x41"]))


@given(st.text("abAZ09_-^.\\dws]", min_size=1, max_size=8) | members.map("".join), st.characters(max_codepoint=160))
def test_a_set_has_the_characters_that_it_has_in_python(inside: str, char: str):
    pattern = f"[{inside}]"
    compiled = verdict(pattern)
    if isinstance(compiled, re.Pattern) and isinstance(node := parse(pattern), Chars):
        fits = bool(node.bits >> min(ord(char), 128) & 1)
        # what is not ASCII is one character to the count: any of a set stands for all
        assert bool(compiled.fullmatch(char)) == fits or (fits and not char.isascii())
