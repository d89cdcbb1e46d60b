"""The catalog's own Markdown, written from its tokens: every renderer reads what CommonMark reads in the original.

`tests/site/test_any_markdown.py` asks the same of whole sites. Here it is asked of Python-Markdown by itself, and of
places where a text is more than blocks: an item, a cell, the Markdown next to a page.
"""

from __future__ import annotations

import random
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errcat.targets.markdown.plain_commonmark import plain_commonmark
from errcat.targets.markdown.portable import first_paragraph, in_cell, in_item, lead_words, portable, texts
from markdown_oracle import ATTACKS, README_EXTENSIONS, WIDE_EXTENSIONS, random_text, shown, wanted
from without_pattern import require_same_without

README, WIDE = (
    markdown.Markdown(extensions=names, extension_configs=options)
    for names, options in (README_EXTENSIONS, WIDE_EXTENSIONS)
)
COMMONMARK = MarkdownIt("commonmark").enable("table")
RENDERERS = {
    "readme": lambda text: README.reset().convert(text),
    "wide": lambda text: WIDE.reset().convert(text),
    "commonmark": COMMONMARK.render,
}
TEXTS = st.integers(0, 2**32).map(lambda seed: random_text(random.Random(seed)))  # noqa: S311 — the dice of a test


@pytest.mark.parametrize("render", RENDERERS)
@given(text=TEXTS)
def test_blocks(render: str, text: str):
    assert shown(RENDERERS[render](portable(text))) == (wanted(text), [])


@pytest.mark.parametrize("render", RENDERERS)
@given(text=TEXTS)
def test_an_item(render: str, text: str):
    assert shown(RENDERERS[render](f"-   {in_item(text)}")) == (wanted(text, around="<ul><li>{0}</li></ul>"), [])


LINES = st.lists(
    st.sampled_from(["word", "a", " ", "  ", ":", "`", "`code`", "``", "`a <b> c`", "` a`", "…", "é", "—", "\xa0", "\u2028",
                     "1.", "-", "+", "=", "#", "(c)", "http://", "www.", ".", "?", "/", "'", '"', "1st", "\t", "\n", "\r",
                     "*", "_", "[", "<", "&", "\\", "|", "~", "$", "{", "!", "\0", "\x85", "\x7f", "😀", "\u200b"]),
    max_size=8,
).map("".join)  # fmt: skip


@given(text=LINES)
@example(text="`a`")
@example(text="`\0`")
@example(text="word:")
@example(text=f"{'word ' * 101}.")
def test_a_line_without_a_parser_is_what_the_parser_makes_of_it(text: str):
    def written() -> tuple[object, ...]:
        return portable(text), in_item(text), in_cell(text), first_paragraph(text), lead_words(text)

    require_same_without(texts, "_SENTENCE", written)


def test_words_and_code_need_no_parser(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(texts, "parse", None)
    line = "Run `porto --only 240`: it's *not* in Zürich — that's “enough”, isn't it? (50 %)".replace("*", "")
    assert portable(line) == in_item(line) == in_cell(line) == first_paragraph(line)[0]
    assert lead_words(line) == line.replace("`", "")


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("text", ATTACKS)
def test_attacks(render: str, text: str):
    assert shown(RENDERERS[render](portable(text))) == (wanted(text), [])
    assert shown(RENDERERS[render](f"-   {in_item(text)}")) == (wanted(text, around="<ul><li>{0}</li></ul>"), [])


@given(text=TEXTS)
def test_the_markdown_beside_a_page_shows_the_same(text: str):
    assert shown(COMMONMARK.render(plain_commonmark(portable(text)))) == (wanted(text), [])


@pytest.mark.parametrize("render", RENDERERS)
@given(text=TEXTS)
@example(text="`a|b` c | d \\| e")
def test_a_cell_is_one_cell_and_shows_every_word(render: str, text: str):
    page, foreign = shown(RENDERERS[render](f"| A | B |\n| --- | --- |\n| {in_cell(text)} | end |"))
    assert not foreign
    row = page.split("<tr>")[2]
    assert page.count("<tr>") == 2
    assert row.count("<td>") == 2
    assert row.endswith("<td>end</td></tr></table>")
    assert words(row.removesuffix("<td>end</td></tr></table>")) == words(wanted(text))


def words(page: str) -> list[str]:
    """What people read, word by word; marks of items apart."""
    return re.findall(r"\w+", re.sub(r"<(?:a|img) [^>]*>|</?[a-z]+>", " ", page))


@settings(max_examples=100)
@given(text=TEXTS)
def test_a_first_paragraph_and_the_rest_are_the_whole(text: str):
    lead, rest = first_paragraph(text)
    whole = "\n\n".join(part for part in (lead, rest) if part)
    assert shown(COMMONMARK.render(whole)) == (wanted(text), [])


@pytest.mark.parametrize("text", [">" * 60 + " <b>deep</b>", "![" * 600 + "<b>deep</b>"])
def test_what_is_nested_deeper_than_people_write_is_shown_as_it_is(text: str):
    for write in (portable, in_item, in_cell):
        for render in RENDERERS.values():
            page, foreign = shown(render(write(text)))
            assert not foreign
            assert "<b>deep</b>" in page


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, as most texts are: they stay (all of them) as they are.", None),
        ("**Note:** see `code` and [the docs](https://a.example/x_y?a=b), *now*.", None),
        ("| a | b |\n| --- | :-: |\n| 1 | `2` |", None),
        ('```json\n{"a": 1}\n```', None),
        ("two\nlines", "two lines"),
        ("* a\n* b\n\n  c", "-   a\n\n-   b\n\n    c"),
        ("1) a\n2) b", "1.  a\n2.  b"),
        ("- a\n\n* b", "-   a\n\n<!-- -->\n\n-   b"),
        ("~~~\n<b>\n~~~", "```text\n<b>\n```"),
        ("- ~~~\n  <b>\n  ~~~", "-   <!-- -->\n\n    ```text\n    <b>\n    ```"),
        ("<b>x</b> {x} [[y]]", "&#60;b&#62;x&#60;/b&#62; &#123;x&#125; &#91;&#91;y&#93;&#93;"),
        ("a*b*c **x**y", "a<em>b</em>c <strong>x</strong>y"),
        ("[x](javascript:alert(1))", "&#91;x&#93;(javascript:alert(1))"),
        ('[x](y "<b> & c < d")', '[x](y "&AMP;lt;b&#62; &#38; c &#60; d")'),
        ("```mermaid\ngraph TD\n```", "```text\ngraph TD\n```"),
    ],
)  # fmt: skip
def test_how_it_is_written(text: str, written: str | None):
    assert portable(text) == (text if written is None else written)
