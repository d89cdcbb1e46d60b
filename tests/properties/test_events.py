"""The one pass over the parser's events: the data, the place of every key and value, and what YAML allows and we do not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.reading.parsing import parse_stops
from errcat.reading.parsing.events import MAX_DEPTH, ForbiddenYaml, Parsed, parse, stop_of

TEXTS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from("é日\n"), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


def require_marks(found: Parsed, text: str, value: Any) -> None:
    """The offsets of every key and value lead to where they are written."""
    if isinstance(value, dict):
        marks = found.marks[id(value)]
        assert len(marks) == 2 * len(value)
        for number, (key, inner) in enumerate(value.items()):
            assert text.startswith(json.dumps(key), marks[2 * number])
            assert text.startswith(start_of(inner), marks[2 * number + 1])
            require_marks(found, text, inner)
    elif isinstance(value, list):
        marks = found.marks[id(value)]
        assert len(marks) == len(value)
        for mark, inner in zip(marks, value, strict=True):
            assert text.startswith(start_of(inner), mark)
            require_marks(found, text, inner)


def start_of(value: Any) -> str:
    return json.dumps(value)[:1] if isinstance(value, (dict, list)) else json.dumps(value)


@given(data=DATA)
def test_data_comes_back_with_the_place_of_each_key_and_value(data: Any):
    text = json.dumps(data, indent=1)
    found = parse(text)
    assert found.data == data
    assert json.dumps(found.data) == json.dumps(data), "true is not 1"
    assert (found.forbidden_yaml, found.is_empty) == ([], False)
    assert stop_of(text) is None
    require_marks(found, text, found.data)


def odd(text: str, piece: str, kind: str, said: str = "", first: str = "", nth: int = 0) -> ForbiddenYaml:
    """The oddity of a piece of a text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(piece, at + 1)
    earlier = (text.index(first), text.index(first) + len(first)) if first else None
    return ForbiddenYaml(kind, at, at + len(piece), said, earlier)


ODD: list[tuple[str, Any, list[tuple[Any, ...]]]] = [
    # text, data, (piece, kind, what is said, the first of two, which of the pieces)
    ("a: &x b\n", {"a": "b"}, [("&x b", "anchor-in-text", "x")]),
    ('a: &x "b"\n', {"a": "b"}, [('&x "b"', "yaml-anchor", "x")]),
    ("a: &x\n  b: 1\n", {"a": {"b": 1}}, [("&x", "yaml-anchor", "x")]),
    ("a: &x [1]\n", {"a": [1]}, [("&x [", "yaml-anchor", "x")]),
    ("a: b\nc: *x\n", {"a": "b", "c": None}, [("*x", "yaml-alias", "x")]),
    ("- *x\n", [None], [("*x", "yaml-alias", "x")]),
    ("a: !t b\n", {"a": "b"}, [("!t b", "yaml-tag", "!t")]),
    ("a: !!int 1\n", {"a": "1"}, [("!!int 1", "yaml-tag", "tag:yaml.org,2002:int")]),
    ("a: !t [1]\n", {"a": [1]}, [("!t [", "yaml-tag", "!t")]),
    ("&x a: 1\n", {"a": 1}, [("&x a", "yaml-anchor", "x")]),
    ("!t a: 1\n", {"a": 1}, [("!t a", "yaml-tag", "!t")]),
    ("a: yes\n", {"a": "yes"}, [("yes", "ambiguous-value", "true")]),
    ("a: 01\n", {"a": "01"}, [("01", "ambiguous-value", "an octal number")]),
    ("- yes\n- 'yes'\n", ["yes", "yes"], [("yes", "ambiguous-value", "true")]),
    ("1: a\n", {"1": "a"}, [("1", "key-is-no-text", "1")]),
    ("'1': a\n", {"1": "a"}, []),
    ("? [a]\n: b\nc: d\n", {"c": "d"}, [("[", "key-is-no-text")]),
    ("? {a: b}\n: [c, d]\ne: f\n", {"e": "f"}, [("{", "key-is-no-text")]),
    ("? *zz\n: b\nc: d\n", {"c": "d"}, [("*zz", "key-is-no-text"), ("*zz", "yaml-alias", "zz")]),
    ("a: 1\nb: 2\na: 3\n", {"a": 1, "b": 2}, [("a", "duplicate-key", "a", "a", 1)]),
    ('"a": 1\nb: 2\na: 3\n', {"a": 1, "b": 2}, [("a", "duplicate-key", "a", '"a"', 1)]),
    ("a: 1\n'a': 3\n", {"a": 1}, [("'a'", "duplicate-key", "a", "a")]),
    ("{a: 1, b: 2, a: 3}\n", {"a": 1, "b": 2}, [("a", "duplicate-key", "a", "a", 1)]),
    ("a: 1\na: [1, {b: 2}]\nc: 3\n", {"a": 1, "c": 3}, [("a", "duplicate-key", "a", "a", 1)]),
    ("- a: 1\n  a: 2\n", [{"a": 1}], [("a", "duplicate-key", "a", "a", 1)]),
    ("%YAML 1.1\n---\na: 1\n", {"a": 1}, [("%YAML 1.1\n---", "yaml-directive")]),
    ("%TAG ! x\n---\na: 1\n", {"a": 1}, [("%TAG ! x\n---", "yaml-directive")]),
    ("---\na: 1\n", {"a": 1}, []),
    ("a: [&x yes]\n", {"a": ["yes"]}, [("&x yes", "anchor-in-text", "x"), ("&x yes", "ambiguous-value", "true")]),
    ("a: {b: }\n", {"a": {"b": None}}, []),
    ("a: {b: , c: d}\n", {"a": {"b": None, "c": "d"}}, []),
    ("- |\n  b: c\n", ["b: c\n"], []),
    ("a: 'C:\\new\tb'\n", {"a": "C:\\new\tb"}, []),
    ('a: "C:\\/new"\n', {"a": "C:/new"}, []),
    ('a: "b\\tc"\nd: C:\\e\n', {"a": "b\tc", "d": "C:\\e"}, []),
    ('a: "C:\\new\n  b"\n', {"a": "C:\new b"}, []),
    ("xs:\n  a: 1\n  b: 2\n  a: 3\n", {"xs": {"a": 1, "b": 2}}, [("a", "duplicate-key", "a", "a", 1)]),
    ("errors:\n a: 1\n b: 2\n a: 3\n", {"errors": {"a": 1, "b": 2}}, [("a", "duplicate-key", "a", "a", 1)]),
    ("b: 1\na: 2\na: 3\n", {"b": 1, "a": 2}, [("a", "duplicate-key", "a", "a", 1)]),
    ("- '1': a\n- 1: b\n", [{"1": "a"}, {"1": "b"}], [("1", "key-is-no-text", "1", "", 1)]),
    ("a: x y\n? b\n", {"a": "x y", "b": None}, []),
    ("a: {b: one two, 'four'}\n", {"a": {"b": "one two", "four": None}}, []),
    ("a: {b: one two, ''}\n", {"a": {"b": "one two", "": None}}, []),
    ("a:\n  b\n  -c\n", {"a": "b -c"}, []),
    ("a: {b: one, two}\n", {"a": {"b": "one", "two": None}}, []),
    ("a: {b: 'one two', three}\n", {"a": {"b": "one two", "three": None}}, []),
    ("a: {b: 1, two words}\n", {"a": {"b": 1, "two words": None}}, []),
    ("a: {b: one two, three: , 'four'}\n", {"a": {"b": "one two", "three": None, "four": None}}, []),
    ("a: {b://c, d: e}\n", {"a": {"b://c": None, "d": "e"}}, []),
    ('a: "b: c"\n', {"a": "b: c"}, []),
    ('a: "b\n\n  c: d"\n', {"a": "b\nc: d"}, []),
    ('a: "C:\\\\b"\n', {"a": "C:\\b"}, []),
    ("a: b - c\n", {"a": "b - c"}, []),
    ("a: b\n  - c\n", {"a": "b - c"}, []),
    ("- b\n  c\n", ["b c"], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "data", "expected"), ODD)
def test_what_yaml_allows_and_a_catalog_does_not(text: str, data: Any, expected: list[tuple[Any, ...]]):
    found = parse(text)
    assert found.data == data
    assert json.dumps(found.data) == json.dumps(data)
    # libyaml ends the event of a bracket in a place that depends on what follows: its start is what counts
    assert [(yaml.kind, yaml.start, yaml.text, yaml.first) for yaml in found.forbidden_yaml] == [
        (yaml.kind, yaml.start, yaml.text, yaml.first) for yaml in (odd(text, *wanted) for wanted in expected)
    ]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("a: yes\n", "yes"),
        ("a: !t b\n", "!t b"),
        ("1: a\n", "1"),
        ("c: *xyz\n", "*xyz"),
        ("a: 1\nbcd: 2\nbcd: 3\n", "bcd"),
    ],
)
def test_a_forbidden_construct_ends_where_its_text_does(text: str, piece: str):
    (found,) = parse(text).forbidden_yaml
    assert text[found.start : found.end] == piece


def test_a_text_that_a_comment_cuts():
    text = "a: b #c\nd: 'e' #f\ng: h\n"
    found = parse(text, [text.index(" #c"), text.index(" #f")])
    assert found.forbidden_yaml == [ForbiddenYaml("text-cut-by-hash", 3, 4, "b")]
    assert parse(text, []).forbidden_yaml == []


STOPPED: list[tuple[str, type[parse_stops.Stopped], str, str, int]] = [
    # text, why, what follows the place where it stopped, what follows its start, how far it was read
    ("errors:\n  - code: a\n    title: 'b\n  - code: c\n    title: it's\n", parse_stops.UnclosedQuote, "s\n", "'b", 12),
    ("errors:\n- code: a\n  title: 'b\n- code: c\n  title: d'\n", parse_stops.UnclosedQuote, "\n", "'b", 10),
    ('a: "b\nc: d"\n', parse_stops.UnclosedQuote, "\n", '"b', 0),
    ("- a: 'b\n  c: d'\n", parse_stops.UnclosedQuote, "\n", "'b", 2),
    ("errors:\n- code: a\n  b: 1\n  code: c\n", parse_stops.MissingDash, "code: c", "code: a", 10),
    ("errors:\n  code: a\n  b: 1\n  code: c\n", parse_stops.MissingDash, "code: c", "code: a", 0),
    ("errors: # all\n\n  # here\n  code: a\n  b: 1\n  code: c\n", parse_stops.MissingDash, "code: c", "code: a", 0),
    ("- code: a\n  b: 1\n  code: c\n", parse_stops.MissingDash, "code: c", "code: a", 2),
    ("\n- a: 'b\n  c: d'\n", parse_stops.UnclosedQuote, "\n", "'b", 3),
    ("a: {x: 1, b: one two, three}\n", parse_stops.CommaInText, "three", "one two", 0),
    ("a: b\0c\n", parse_stops.Stopped, "\0c", "\0c", 0),
    ("a: 1\n---\nb: 2\n", parse_stops.SecondDocument, "---", "---", 0),
    ("a:\n- b\n  - c\n", parse_stops.MergedItems, "- c", "b\n", 5),
    ("a:\n  -b\n  -c\n", parse_stops.GluedDashes, "-b", "-b", 0),
    ('a: "C:\\new"\n', parse_stops.PathInQuotes, '"C', '"C', 0),
    ("a: {b:c, d: e}\n", parse_stops.GluedColon, ":c", "b:c", 0),
    ("a: {b: one two, three}\n", parse_stops.CommaInText, "three", "one two", 0),
    ("a: {b: one, two words}\n", parse_stops.CommaInText, "two words", "one", 0),
    ("? *code\n: b\n", parse_stops.ForbiddenKey, "*code", "*code", 0),
    ("\u00a0a: b\n", parse_stops.ForbiddenKey, "\u00a0a", "\u00a0a", 0),
    ("a: " + "[" * 60 + "]" * 60, parse_stops.YamlTooDeep, "[" * 20 + "]", "[" * 20 + "]", 43),
    ("a: 'b\n", parse_stops.Stopped, "", "'b", 0),
    ("a: [b\n", parse_stops.Stopped, "", "[b", 4),
    ("a: b: c\n", parse_stops.Stopped, ": c", ": c", 0),
]  # fmt: skip


def expected_stop(case: tuple[str, type[parse_stops.Stopped], str, str, int]) -> parse_stops.Stopped:
    with pytest.raises(parse_stops.Stopped) as stopped:
        parse(case[0])
    return stopped.value


@pytest.mark.parametrize("case", STOPPED)
def test_what_stops_reading(case: tuple[str, type[parse_stops.Stopped], str, str, int]):
    text, kind, at, start, reached = case
    found = expected_stop(case)
    assert type(found) is kind
    assert text.startswith(at, found.at)
    assert at or found.at >= len(text.rstrip())
    assert text.startswith(start, found.start)
    assert found.reached == reached
    assert found.at <= len(text)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("a: 'b\n", True),
        ("a: [b\n", True),
        ("a: b: c\n", False),
        ("a: [b", True),
        ("a: {b", True),
        ("a: [b]]\nc: d", False),
        ("a: [b, c: {d]\ne: f\n", False),
        ("a: &", False),
        ("a: !<", False),
    ],
)
def test_whether_more_text_might_help(text: str, is_open: bool):
    found = stop_of(text)
    assert found is not None
    assert found.is_open is is_open


def test_how_deep_a_catalog_may_nest():
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    assert parse(deep).data
    with pytest.raises(parse_stops.YamlTooDeep) as stopped:
        parse(f"[{deep}]")
    assert stopped.value.at == MAX_DEPTH + 1
    with pytest.raises(parse_stops.YamlTooDeep):
        parse('{"a":' * (MAX_DEPTH + 2) + "1" + "}" * (MAX_DEPTH + 2))


@pytest.mark.parametrize("count", [1_000, 1_001, 20_000])
@pytest.mark.parametrize(
    ("level", "lines_up"),
    [
        ("[", False),
        ("{a: ", False),
        ("[{'a': ", False),
        ("&a [", False),
        ("[\n", False),
        ("- ", False),
        ("? ", False),
        ("a:\n", True),
        ("-\n", True),
    ],
)
def test_the_parser_takes_any_depth_and_says_where_it_is_too_deep(level: str, lines_up: bool, count: int):
    """libyaml has a limit of its own, and meets it before ours in a long line of brackets."""
    levels = [" " * number + level for number in range(min(count, 1_500))] if lines_up else [level] * count
    with pytest.raises(parse_stops.YamlTooDeep) as stopped:
        parse("".join(levels))
    assert stopped.value.at <= len("".join(levels[: MAX_DEPTH + 2])), (
        "in the line that is one level too deep, or before"
    )
    assert stop_of("".join(levels)) is not None


@pytest.mark.parametrize("text", ["", "\n", "# a\n", "---\n", "null\n"])
def test_what_is_empty(text: str):
    found = parse(text)
    assert found.data is None
    assert found.is_empty == (text.strip() in ("", "# a"))


def test_a_key_is_one_object_however_often_it_is_written():
    data = parse("- code: a\n- code: b\n").data
    assert next(iter(data[0])) is next(iter(data[1]))


def test_a_tab_between_words_is_a_space():
    """libyaml reads it as one; PyYAML's own scanner, which errcat does not use, takes it for a mistake."""
    assert parse("a:\tb\n").data == {"a": "b"}
