"""Literals read back equal, are one printable line, and show letter for letter wherever Markdown is read."""

from __future__ import annotations

import ast
import html
import json
import math
import re
from types import MappingProxyType
from typing import Any

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errcat.targets import literals
from errcat.targets.literals import Verbatim, html_text, json_literal, md_code, md_text, md_words, python_literal
from fuzz.hostile_values import SUBJECTS
from without_pattern import require_same_without

HOSTILE = st.sampled_from([value for values in SUBJECTS.values() for value in values if len(value) < 100])
TEXTS = st.text() | HOSTILE | st.lists(HOSTILE, max_size=3).map(" ".join)
WORDS = st.lists(
    st.sampled_from([*"aZé ~`*_[]{}()<>|#$^@&\\=+-!?:;.,/%'\"1 \t\n–…\xa0\u3000\u0130\u017f\u212a", "a", "word", " ", "  ", "www",
                     "FTP", "(c)", "(tm)", "(r", "c/o", "and/or", "1/2", "st", "nd", "42", "1999", "1999.", "1.", "ab12",
                     "deadbeef" * 5, "a" * 39, ": ", "::", "--", "://", "note:"]),
    max_size=7,
).map("".join)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)


def same(one: Any, other: Any) -> bool:
    """Equal in value and type, all the way down; NaN is NaN."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if isinstance(one, float):
        return repr(one) == repr(other)
    return bool(one == other)


@given(DATA)
def test_python_reads_back_equal(value: Any):
    for given_value in (value, (value,), (value, value), ()):
        written = python_literal(given_value)
        assert isinstance(written, Verbatim)
        assert written.isprintable(), "no line break, no direction mark, nothing unseen"
        read = eval(written, {"__builtins__": {}, "float": float})  # noqa: S307 -- that it does no harm is tested
        assert same(read, given_value)


@given(TEXTS | WORDS)
def test_harmless_markdown_is_what_the_search_for_markup_makes_of_it(text: str):
    def written() -> tuple[object, ...]:
        return (md_text.__wrapped__(text), md_words(text, starts_line=True), md_words(text, starts_line=False))

    require_same_without(literals, "_HARMLESS", written)


def test_sentences_are_harmless(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(literals, "_MARKUP", None)
    sentence = "It's in Zürich (or near): wait 30 seconds, then try again and/or call - if that’s “enough”."
    assert md_text.__wrapped__(sentence) == sentence
    assert md_words(f" {sentence} ", starts_line=False) == f" {sentence} "


@given(TEXTS)
def test_python_texts_are_in_double_quotes_unless_that_takes_backslashes(text: str):
    written = python_literal(text)
    assert written[0] == ("'" if '"' in text else '"')
    assert ast.literal_eval(written) == text


@given(DATA)
def test_json_reads_back_equal(value: Any):
    if "NaN" in json.dumps(value) or "Infinity" in json.dumps(value):
        return
    written = json_literal(value)
    assert isinstance(written, Verbatim)
    assert written.isprintable()
    assert same(json.loads(written), value)
    written.encode()  # half of a pair is escaped


def test_how_literals_are_spelled():
    assert [python_literal(one) for one in (math.nan, math.inf, -math.inf, 1.5, True, 1, (), ("a",), ["a"])] == [
        "float('nan')", "1e999", "-1e999", "1.5", "True", "1", "()", '("a",)', '["a"]',
    ]  # fmt: skip
    assert python_literal(MappingProxyType({"a": 1, "b": (2, 3)})) == '{"a": 1, "b": (2, 3)}'
    assert json_literal(MappingProxyType({"a": MappingProxyType({})})) == '{"a": {}}'
    assert json_literal(None) == "null"
    assert json_literal("é日😀") == '"é日😀"', "visible characters stay as they are"
    assert json_literal("a\x7f") == '"a\\u007f"'
    assert json_literal("\u202e\U000e0041\n") == '"\\u202e\\udb40\\udc41\\n"'
    assert same(json.loads(json_literal(["\u202e", {"\u202e": 1.0}])), ["\u202e", {"\u202e": 1.0}])


@pytest.mark.parametrize("value", [{"a"}, b"a", object(), {"a": {1}}, [b"a"]])
def test_what_has_no_literal_is_refused(value: object):
    kind = type(value["a"] if isinstance(value, dict) else value[0] if isinstance(value, list) else value).__name__
    with pytest.raises(TypeError, match=f"^no literal for {kind}$"):
        python_literal(value)
    with pytest.raises(TypeError, match=f"^no JSON for {kind}$"):
        json_literal(value)


COMMON_MARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PYTHON_MARKDOWN = markdown.Markdown(
    extensions=[
        "admonition",
        "attr_list",
        "md_in_html",
        "tables",
        "pymdownx.superfences",
        "pymdownx.tilde",
        "pymdownx.mark",
    ]
)


def shown(line: str) -> set[str]:
    """What readers see of a paragraph; no reader sees an element in it but code."""
    found = set()
    for page in (COMMON_MARK.render(line), PYTHON_MARKDOWN.reset().convert(line)):
        inner = re.fullmatch(r"<p>(.*)</p>\s*", page, re.DOTALL)
        assert inner, page
        assert set(re.findall(r"<[^>]*>", inner[1])) <= {"<code>", "</code>"}, page
        found.add(html.unescape(re.sub(r"</?code>", "", inner[1])))
    return found


def collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", text)


def one_line(text: str) -> str:
    return collapsed(text).strip(" ")


def is_plain(text: str) -> bool:
    """Not a control character, which Markdown renders in ways of its own, nor half of a pair."""
    return (
        all(char in "\t\r\n\f\v" or (char >= " " and not "\x7f" <= char <= "\x9f") for char in text)
        and text.isprintable()
    )


PLAIN = TEXTS.map(lambda text: "".join(char for char in text if is_plain(char) or char in "\t\r\n")).filter(one_line)


@given(PLAIN)
@example("  two  spaces ")
@example(" \t ends \n")
@example("the 1st and the 22nd")
def test_markdown_texts_show_letter_for_letter(text: str):
    written = md_text(text)
    assert isinstance(written, Verbatim)
    assert written == written.strip(" ")
    assert shown(f"{written} end") == {f"{one_line(text)} end"}


@given(PLAIN)
@example("a  b")
@example("`a`")
def test_code_shows_letter_for_letter(text: str):
    written = md_code(text)
    assert isinstance(written, Verbatim)
    assert re.fullmatch(r"`[^`]+`|<code>.*</code>", written)
    assert shown(f"Code {written} end") == {f"Code {collapsed(text)} end"}


def test_how_markdown_is_spelled():
    assert md_text("<b> & a_b #1") == "&#60;b&#62; &#38; a_b &#35;1"
    assert md_text(" a\n\tb ") == "a b"
    assert (md_code("GET /v1#a=b"), md_code("a b"), md_code("a  b")) == ("`GET /v1#a=b`", "`a b`", "<code>a b</code>")
    assert md_code("<b>") == "<code>&#60;b&#62;</code>"


def test_how_words_of_a_line_are_spelled():
    assert (md_words("# 1", starts_line=True), md_words("# 1", starts_line=False)) == ("&#35; 1", "# 1")
    assert md_words("1. x", starts_line=True) == "1&#46; x"
    assert md_words(" a\n *b ", starts_line=False) == " a &#42;b "
    assert md_words("see #note:", starts_line=False) == "see &#35;note:", "no emoji ends here, because none starts"


@given(TEXTS)
def test_text_within_html_has_no_markup_of_either(text: str):
    written = html_text(text)
    assert isinstance(written, Verbatim)
    assert html.unescape(written) == html.unescape("".join(f"&#{ord(char)};" for char in text))
    assert not set(written) & set("<>\"'`*_[]{}\\|~^$@!\n")
    assert re.sub(r"&#\d+;", "", written) == "".join(re.findall(r"[\w .,-]", re.sub(r"&#\d+;", "", written)))


def test_how_html_text_is_spelled():
    assert html_text("a.b-c, d") == "a.b-c, d"
    assert html_text("--") == "&#45;&#45;"
    assert html_text("1st 2/3 www.x") == "1&#115;&#116; &#50;&#47;3 www&#46;x"
