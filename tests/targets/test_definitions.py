"""Links and footnotes that a text defines stay its own, and mean the same as before."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from errcat.targets.markdown.blocks import own_markdown
from errcat.targets.markdown.definitions import kept_to_itself

COMMONMARK = MarkdownIt("commonmark")
LABELS = ["docs", "the Docs", "a b", "1", "x-y", "`code`", "é"]
TARGETS = [
    "https://a.example/x",
    "<https://a.example/a b>",
    "page.md#part",
    "https://a.example/x_(y)",
    "../up.md",
    "<>",
]
TITLES = ["", ' "A title"', " 'It is \"one\"'", " (Another)", '\n  "On a line"']
DEFINITIONS = st.builds("[{}]: {}{}".format, st.sampled_from(LABELS), st.sampled_from(TARGETS), st.sampled_from(TITLES))
LABEL = st.sampled_from([*LABELS, "DOCS", "unknown", "the  docs"])
REFERENCES = st.one_of(
    st.builds("see [the text][{}] there".format, LABEL),
    st.builds("see [{}][] there".format, LABEL),
    st.builds("see [{}] there".format, LABEL),
    st.builds("an ![image][{}]".format, LABEL),
    st.builds("[a [nested] text][{}]".format, LABEL),
    st.builds("[**strong** `a[0]`][{}], [{}](in.md)".format, LABEL, LABEL),
    st.builds("`[{}]` \\[{}] [{}]: no".format, LABEL, LABEL, LABEL),
    st.builds("```\n[{}]: x\n[{}]\n```".format, LABEL, LABEL),
)


@settings(max_examples=300, deadline=None)
@given(
    paragraphs=st.lists(REFERENCES, min_size=1, max_size=4),
    definitions=st.lists(DEFINITIONS, min_size=1, max_size=3),
    is_first=st.booleans(),
)
@example(paragraphs=["see [docs] there"], definitions=["[docs]: <>"], is_first=True)
def test_a_text_means_the_same(paragraphs: list[str], definitions: list[str], is_first: bool):
    every = [*definitions, *paragraphs] if is_first else [*paragraphs, *definitions]
    text = "\n\n".join(every)
    kept = kept_to_itself(text)
    assert COMMONMARK.render(kept) == COMMONMARK.render(text)
    env: dict[str, object] = {}
    COMMONMARK.parse(kept, env)
    assert kept == text or not env.get("references")


UNCLEAR = [
    "x = [i]\n\n    y = arr[i]\n\n[i]: https://a.example",
    "[l](https://x.example/[i])\n\n[i]: https://a.example",
    "<https://x.example/[i]>\n\n[i]: https://a.example",
    '[l](https://x.example "see [i]")\n\n[i]: https://a.example',
    "x\\\\[i]\n\n[i]: https://a.example",
    '[i]\n\n[i]: https://a.example\n"a title\nover lines"',
    "a paragraph [i]\n[i]: https://a.example",
    "> see [q]\n>\n> [q]: https://a.example",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_clear_stays_as_it_is(text: str):
    assert COMMONMARK.render(kept_to_itself(text)) == COMMONMARK.render(text)


@pytest.mark.parametrize(
    "render",
    [COMMONMARK.render, lambda text: markdown.markdown(text, extensions=["footnotes"])],
    ids=["commonmark", "python"],
)
def test_two_texts_of_a_page_may_define_the_same_word(render):
    one, other = (own_markdown(f"See [the docs][1] or [1].\n\n[1]: https://{name}.example/") for name in ("a", "b"))
    page = render(f"# Page\n\n{one}\n\n-   {other}\n")
    assert re.findall(r'href="https://(\w)', page) == ["a", "a", "b", "b"]


def test_two_texts_of_a_page_may_have_a_footnote_of_the_same_name():
    one, other = (own_markdown(f"It is so[^1].\n\n[^1]: As {name} says.") for name in ("Ada", "Bob"))
    page = markdown.markdown(f"# Page\n\n{one}\n\n{other}\n", extensions=["footnotes"])
    assert "As Ada says." in page
    assert "As Bob says." in page
    assert len(re.findall(r'class="footnote-ref"', page)) == 2
    assert "[^" not in page
