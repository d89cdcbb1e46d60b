"""The Markdown scanner: offsets are true, code hides what is in it, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.text.commonmark import outline
from errcat.text.markdown_text import (
    _ATTRIBUTES,
    _tags,
    _without_addresses,
    headings,
    includes,
    link_targets,
    tags,
    unclosed_fence,
    unsafe_targets,
    without_code,
)
from errcat.text.schemes import SAFE_SCHEMES, scheme_of

PIECES = r"""| \` ` `` ``` ~~~ <b> </b> <x > a \ [ ]( ) ]:_ -_ |_ |-|-| >_ #_ <!--_ {:_onclick=x} javascript: &#58; --8<-- " é"""
WITH_FENCES = ["```\n", "\n```\n", "```py\n<b>\n```\n", "\n ```` \n", "word"]
TEXTS = st.lists(
    st.sampled_from([
        *(piece.replace("_", " ") for piece in PIECES.split()), " ", "\n", "\n\n", "    ", *WITH_FENCES,
    ]),
    max_size=16,
).map("".join)  # fmt: skip


@given(TEXTS)
def test_every_offset_is_true(text: str):
    assert len(without_code(text)) == len(text)
    assert without_code(text).count("\n") == text.count("\n")
    for found in (*tags(text), *link_targets(text), *includes(text)):
        assert text.startswith(found.text, found.start)
    for heading in headings(text):
        assert text.startswith(heading.text, heading.start)
    fence = unclosed_fence(text)
    assert fence is None or text.startswith(fence.text, fence.start)


@given(TEXTS.filter(lambda text: "`" not in text and "~" not in text and "    " not in text))
def test_without_code_signs_there_is_no_code(text: str):
    assert without_code(text) == text


@given(TEXTS)
def test_the_short_way_says_what_the_parser_does(text: str):
    """Where code is simple, no parser is asked."""
    blanked = list(text)
    for start, end in outline(text).code:
        blanked[start:end] = [char if char == "\n" else " " for char in blanked[start:end]]
    assert without_code(text) == "".join(blanked)


@given(st.text(alphabet="ab<>`\n ", max_size=12), st.sampled_from(["```", "~~~", "`````"]))
def test_a_fence_hides_everything(inner: str, fence: str):
    if not any(line.strip(" >").startswith(fence[:3]) for line in inner.split("\n")):
        assert tags(f"{fence}html\n{inner}\n{fence}\n") == []


@given(TEXTS)
def test_no_short_way_overlooks_anything(text: str):
    """Where a text cannot have a heading or an unsafe link, no parser is asked."""
    titles = [(one.start, one.level) for one in outline(text).headings]
    assert titles == [(one.start, one.level) for one in headings(text) if one.level]
    chars = _without_addresses(text, without_code(text))
    assert bool(tags(text)) == bool([*_tags(chars), *_ATTRIBUTES.finditer(chars)])
    unsafe = [one for one in link_targets(text) if one.label and one.label not in SAFE_SCHEMES]
    assert unsafe == unsafe_targets(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`<b>` <i>x</i>", ["<i>", "</i>"]),
        ("a ` b\n\n<b> ` c", ["<b>"]),  # code does not go over an empty line,
        ("- a ` b\n- <b> ` c", ["<b>"]),  # nor from one item of a list to the next,
        ("`a\n<b>`", []),
        ("| a | b |\n|---|---|\n| ` | <b> ` |", ["<b>"]),
        ("```html\n<b>\n```\n<u>", ["<u>"]),
        ("```\n<b>", []),  # nothing closes it: all the rest is code
        ("``` some words\n<b>\n```", []),
        ('```angular-ts {header:"child"}\n<b>\n```', []),
        ("a\tb `<b>`\n\n\t<b>\n", []),
        ("~~~\n<script>\n~~~", []),
        ("a\r\n`<b>`\r\n<i>", ["<i>"]),
        ("````\n```\n<b>\n````", []),
        ("`` a\n- `<b>`", []),
        ("`` a\n`<b>`", []),
        ("> ```\n> <b>\n> ```", []),
        ("1. a\n\n   ```\n   <b>\n   ```", []),
        ("\\`<b>`", ["<b>"]),
        ('<a href="`"> `', ['<a href="`">']),
        ("<https://a.example> <me@a.example>", []),
        ("if a < b and c > d, or 3<5", []),
        ("<your_key>", ["<your_key>"]),
        ("<img src=x onerror=alert(1)", ["<img"]),
        ("<!-- x -->", ["<!--"]),
        ("<?php ?> <!DOCTYPE html>", ["<?php ?>", "<!DOCTYPE html>"]),
        ("[x](https://a.example){: onclick=alert(1) }", ["{: onclick=alert(1) }"]),
        ("`{x=1}` and {id}, {a=b}", []),
        ("Escaped \\<b> here", []),
        ('[a](<my file>) [b]({style=red}) [c](/x "<b>") ![d](<e f>)', []),
        ('[a] <i>\n\n[a]: </my file> "<b>"', ["<i>"]),
    ],
)
def test_tags(text: str, found: list[str]):
    assert [one.text for one in tags(text)] == found


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("[x](javascript:alert(1)) ![y](data:text/html;x)", ["javascript", "data"]),
        ("[x](JaVa&#83;cript:x) [y](java%73cript:x) [z](javascript\\:x)", ["javascript"] * 3),
        ("[x](jav&Tab;ascript:x) [y](\tjavascript:x) [z](<javascript:a b>)", ["javascript"] * 3),
        ("[a]: javascript:x\n[b]:\n  vbscript:x", ["javascript", "vbscript"]),
        ("<javascript:alert(1)>", ["javascript"]),
        ("[x](../a.md#b:c) [y](#a:b) [z](//a.example) [w](a/b:c) [v](?a:b)", [""] * 5),
        ("[x](https://a.example) <http://a.example> [m](mailto:a@a.example)", ["https", "http", "mailto"]),
        ("`[x](javascript:x)`", []),
        ("[^1]: note: this", []),
        ("[x](/a\n\n[x]: javascript:x", ["javascript"]),
    ],
)
def test_link_targets(text: str, schemes: list[str]):
    assert [one.label for one in link_targets(text)] == schemes


@given(
    st.sampled_from(["javascript", "data", "https"]),
    st.lists(st.sampled_from(["\t", "\n", "\u200b", "\x01"]), max_size=3),
)
def test_schemes_cannot_be_hidden(scheme: str, hidden: list[str]):
    spelled = "".join(hidden).join(scheme.upper())
    assert scheme_of(f" {spelled}:x") == scheme
    assert scheme_of("".join(f"&#{ord(char)};" for char in scheme) + "&colon;x") == scheme


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a", [1]),
        ("   ## a\n#### b", [2, 4]),
        ("#12 is a number", []),
        ("> # a\n\n- b\n  ===", [1, 1]),
        ("a\n===\n\nb\n---", [1, 2]),
        ("a\n\n---\n\n- b\n---", []),
        ("| a |\n| --- |", []),
        ("[TOC]", [0]),
        ("```\n# a\n```", []),
        ("a # b", []),
    ],
)
def test_headings(text: str, levels: list[int]):
    assert [one.level for one in headings(text)] == levels


def test_includes():
    text = 'x\n--8<-- "a.md"\n```\n  -8<-\nb.md\n-8<-\n```\nabout --8<-- "c.md"'
    assert [one.text for one in includes(text)] == ['--8<-- "a.md"', "-8<-", "-8<-"]


@pytest.mark.parametrize(
    ("text", "fence"),
    [
        ("```\na", "```"),
        ("a\n````\nb\n```", "````"),
        ("~~~ python\na", "~~~"),
        ("```\na\n```", None),
        ("``` some words\na\n```", None),
        ("```\na\n`````", None),
        ("a ```b``` c", None),
        ("```b``` c", None),
    ],
)
def test_unclosed_fence(text: str, fence: str | None):
    found = unclosed_fence(text)
    assert (found and found.text) == fence
