"""Plain text in descriptions shows letter for letter, and holds no entity and no needless backslash."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errcat.text.commonmark_escapes import commonmark_code, commonmark_text
from fuzz.hostile_values import SUBJECTS

HOSTILE = st.sampled_from([value for values in SUBJECTS.values() for value in values if len(value) < 100])
MARKUP = st.text(alphabet="ab 1.*_`~<>&#;[](){}!:/\\|-+=$@\"'\n", max_size=40)
# a NUL and a half of a pair are not text, and parsers remove spaces of other kinds at the ends of lines
TEXTS = (MARKUP | HOSTILE | st.text()).filter(
    lambda text: not re.search(r"[\0\ud800-\udfff\x1c-\x1f\x85]", text) and re.sub(r"[ \t\r\n\f\v]", "", text).strip()
)
PARSERS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]


def collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")


def shown(parser: MarkdownIt, source: str) -> str:
    """The text that a reader sees. Only paragraphs may be in it."""
    rendered = parser.render(source).rstrip("\n")
    found = re.fullmatch(r"<p>([^<>]*)</p>", rendered)
    assert found, rendered
    return html.unescape(found[1])


@given(TEXTS)
@example("There is no parcel {parcel_id} in {place}")
@example("*a* _b_ ~~c~~ ~d~ `e` <b>f</b> &amp; &#123; [g](h) ![i](j) <https://k> \\* \\")
@example("[a]: javascript:alert(1)")
@example("123456789. a")
@example("- - -")
@example("\\\\<script>\\<script></script>")
def test_texts_show_letter_for_letter(text: str):
    for subject in (text, f"{text}."):
        written = commonmark_text(subject)
        assert "\n" not in written
        for parser in PARSERS:
            assert shown(parser, written).strip() == collapsed(subject).strip()
            assert shown(parser, f"(see {written} there)") == f"(see {collapsed(subject)} there)"


@given(TEXTS)
@example("``a` b`")
@example(" ")
@example("  a ")
def test_code_shows_letter_for_letter(text: str):
    for parser in PARSERS:
        rendered = parser.render(f"x {commonmark_code(text)}: y").rstrip("\n")
        found = re.fullmatch(r"<p>x <code>([^<>]*)</code>: y</p>", rendered)
        assert found, rendered
        assert html.unescape(found[1]) == re.sub(r"[ \t\r\n\f\v]+", " ", text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("There is no parcel {parcel_id} in {place}", "There is no parcel {parcel_id} in {place}"),
        ("a < b & c, 2 * 3, [x] (y), #1, $5, a@b, 1/2, https://a.example/b_c", None),
        ("<b> &amp; *x*", "\\<b> \\&amp; \\*x\\*"),
        ("<script>", "&lt;script>"),
        ("1. a", "1\\. a"),
        ("# a", "\\# a"),
    ],
)
def test_only_markup_gets_a_backslash(text: str, written: str | None):
    assert commonmark_text(text) == (text if written is None else written)


def test_an_empty_code_is_visible():
    assert commonmark_code("") == '`""`'
