"""Patterns: what errcat accepts means the same to Python, and no pattern takes long."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.text.pattern_syntax import BadPatternError, Chars, parse
from errcat.text.patterns import MOST_STATES, Matcher, compile_pattern

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

SLOW_TO_OTHERS = [
    # a matcher that tries one way after the other takes ages over these; the text that it cannot match
    (r"^(A+)+$", "A" * 127 + "!"),
    (r"(A*)*", "A" * 127 + "!"),
    (r"(a|a)*", "a" * 127 + "!"),
    (r"(a|aa)+b", "a" * 128),
    (r"x(\w|\d)+", "x" + "1" * 126 + "!"),
    (r"([a-z]+[0-9]*)+", "a" * 127 + "!"),
    (r"([A-Z_]+_?)*", "A" * 127 + "!"),
    (r"(ab|abc|c)+x", "abc" * 42),
    (r"((a?)?b)+", "a" * 128),
    (r"(a?b?)*", "ab" * 63 + "!"),
    (r"(a|b?|c?)+", "abc" * 42 + "!"),
    (r"(a{1,9}){1,9}", "a" * 127 + "!"),
    (r"(.*)(.*)(.*)(.*)!", "a" * 128),
    ("a?" * 60 + "a" * 60, "a" * 59),
    (r"[A-Z]*[A-Z]*[A-Z]*[A-Z]*", "A" * 127 + "!"),
    (r"(([ab]?){60}){16}", "ab" * 63 + "!"),
]

REFUSED = [
    # the pattern, why, and what is pointed at
    ("(a{99}){99}", "too-large", "(a{99}){99}"),
    ("((((){9999}a{9}){99}b?){99}c){99}", "too-large", "((((){9999}a{9}){99}b?){99}c){99}"),
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


@pytest.mark.parametrize("pattern", [*USUAL, *(pattern for pattern, _text in SLOW_TO_OTHERS)])
def test_usual_patterns_are_accepted(pattern: str):
    assert isinstance(compile_pattern(pattern), Matcher)


@pytest.mark.parametrize(("pattern", "kind", "piece"), REFUSED)
def test_others_are_refused_and_the_mistake_is_pointed_at(pattern: str, kind: str, piece: str):
    with pytest.raises(BadPatternError) as caught:
        compile_pattern(pattern)
    error = caught.value
    assert (error.kind, pattern[error.start : error.end]) == (kind, piece)


def test_digits_and_letters_are_those_of_ascii():
    assert not compile_pattern(r"\d+").fullmatch("١٢٣")
    assert not compile_pattern(r"\w+").fullmatch("é")


@pytest.mark.parametrize(
    ("pattern", "text", "fullmatch", "search"),
    [
        ("a$", "a\n", False, False),  # to Python, `$` matches before the last line feed
        ("^a$", "a", True, True),
        ("^b", "ab", False, False),
        ("a$", "ab", False, False),
        ("^$", "", True, True),
        ("^$", "a", False, False),
        ("$a", "a", False, False),
        ("(^a|b)c", "bc", True, True),
        ("(^a|b)c", "xac", False, False),
        ("a.b", "a\u2028b", False, False),  # JavaScript ends a line here
        ("[^a]", "\n", True, True),
        ("[à-ü]", "é", True, True),
        (r"\u00e9\x41", "éA", True, True),
        ("😀{2}", "😀😀", True, True),
        ("", "a", False, True),
        ("b+", "abba", False, True),
        ("b", "\0\U0010ffffb", False, True),
        ("a{0}b", "b", True, True),
        ("(|a)b", "ab", True, True),
    ],
)
def test_what_a_pattern_means(pattern: str, text: str, fullmatch: bool, search: bool):
    matcher = compile_pattern(pattern)
    assert (matcher.fullmatch(text), matcher.search(text)) == (fullmatch, search)


# --- no pattern takes long ------------------------------------------------------------------------------------------


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every comparison of a character with a set of the pattern."""
    found: list[str] = []
    has = Chars.has

    def counted(chars: Chars, char: str) -> bool:
        found.append(char)
        return has(chars, char)

    monkeypatch.setattr(Chars, "has", counted)
    return found


@pytest.mark.parametrize(("pattern", "text"), SLOW_TO_OTHERS)
def test_a_text_takes_as_many_steps_as_it_has_characters(pattern: str, text: str, looked_at: list[str]):
    matcher = compile_pattern(pattern)
    states = pattern.count("a") + len(pattern) + 60 * 16
    assert not matcher.fullmatch(text)
    assert len(looked_at) <= len(text) * states
    before = len(looked_at)
    assert not matcher.fullmatch(text)
    assert len(looked_at) == before, "what came up before is remembered"


def test_what_is_remembered_has_a_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("errcat.text.patterns.MOST_REMEMBERED", 50)
    matcher = compile_pattern("(a|b)*a(a|b){9}")
    texts = [f"{number:020b}".replace("0", "a").replace("1", "b") for number in range(0, 2**20, 4001)]
    assert [matcher.fullmatch(text) for text in texts] == [text[-10] == "a" for text in texts]
    assert len(matcher._positions) <= 50  # noqa: SLF001 -- how much memory it takes is not to be seen otherwise


@pytest.mark.parametrize("count", [126, 127, 128, 129, 200, 9999])
def test_counts_beyond_the_longest_code_cost_nothing(count: int):
    for text in ("A" * 127, "A" * 128):
        assert compile_pattern(f"A{{1,{count}}}").fullmatch(text) == (len(text) <= count)
        assert compile_pattern(f"A{{{count}}}").fullmatch(text) == (len(text) == count)
        assert compile_pattern(f"A{{{count},}}").fullmatch(text) == (len(text) >= count)
        assert compile_pattern(f"(A?){{{count}}}").fullmatch(text) == (len(text) <= count)


def test_a_pattern_for_longer_texts_keeps_its_counts():
    assert compile_pattern("a{150}", longest=1_000).fullmatch("a" * 150)
    assert not compile_pattern("a{150}", longest=1_000).fullmatch("a" * 151)
    with pytest.raises(BadPatternError):
        compile_pattern(f"a{{1,{MOST_STATES}}}", longest=10_000)


characters = st.sampled_from(
    ["a", "b", "[ab]", "[a-c]", "c", ".", r"\w", "_", r"\d", "[^a]", r"\.", "1", "^", "$", "()", "é"]
)
pieces = st.recursive(
    characters,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})")
        | st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"])).map(
            lambda repeat: f"(?:{repeat[0]}){repeat[1]}"
        )
        | st.tuples(
            characters.filter(lambda char: char not in "^$"), st.sampled_from(["*", "+", "?", "{3}", "{0,2}"])
        ).map("".join)
    ),
    max_leaves=8,
)
texts = st.text("aab_1.é", max_size=12)


def verdict(pattern: str) -> Matcher | BadPatternError:
    try:
        return compile_pattern(pattern)
    except BadPatternError as error:
        return error


@given(pieces, texts)
def test_it_means_what_python_means(pattern: str, text: str):
    compiled = verdict(pattern)
    python = re.compile(pattern, re.ASCII)
    assert isinstance(compiled, Matcher), pattern
    assert compiled.fullmatch(text) == bool(python.fullmatch(text))
    assert compiled.search(text) == bool(python.search(text))


@given(st.text("ab[]()|*+?{}\\^$-,12.:=dwxu", max_size=14), st.text("ab1-", max_size=6))
def test_any_text_is_a_pattern_or_has_a_reported_mistake(pattern: str, text: str):
    found = verdict(pattern)
    if isinstance(found, BadPatternError):
        assert found.kind in KINDS - {"default"}
        assert 0 <= found.start <= len(pattern)
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of `[[` and `--`, which may mean more one day
            assert found.fullmatch(text) == bool(re.compile(pattern, re.ASCII).fullmatch(text))


members = st.lists(st.sampled_from(["a-f", "A-Z", "0-9", "_", r"\d", r"\w", r"\S", "^", "-", ".", "à-ü", "é", r"\x41"]))


@given(st.text("abAZ09_-^.\\dws]", min_size=1, max_size=8) | members.map("".join), st.characters(max_codepoint=260))
def test_a_set_has_the_characters_that_it_has_in_python(inside: str, char: str):
    pattern = f"[{inside}]"
    compiled = verdict(pattern)
    if isinstance(compiled, Matcher) and isinstance(node := parse(pattern), Chars):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            python = bool(re.compile(pattern, re.ASCII).fullmatch(char))
        assert (compiled.fullmatch(char), node.has(char)) == (python, python)
