"""Pages show what the catalog says, letter for letter, in two kinds of Markdown; and no text makes more of itself."""

from __future__ import annotations

import copy
import json
import posixpath
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt

from built import EVERY, ODD, WHOLE, files_of, resolved_of, word_of
from errcat.reading import load_bytes
from errcat.resolved.openapi_components import public_errors
from errcat.resolved.resolve import resolve
from errcat.resources import schema_text
from errcat.targets import TARGETS, SourceLine
from errcat.targets.literals import md_code, md_text
from errcat.targets.markdown.blocks import code_block
from errcat.targets.markdown.headings import repeats_code, title_heading
from errcat.targets.markdown.plain_commonmark import plain_commonmark
from errcat.targets.markdown.portable import portable
from errcat.text import placeholders
from profiles import IS_LONG

# What Material for MkDocs recommends, and what people add to it.
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
    "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink",
    "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
CONFIG = {
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.magiclink": {"repo_url_shorthand": True, "social_url_shorthand": True, "user": "me", "repo": "it"},
    "pymdownx.tabbed": {"alternate_style": True},
}


@cache
def python_markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs=CONFIG)


@cache
def commonmark() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def with_python_markdown(text: str) -> str:
    return python_markdown().reset().convert(text)


def with_commonmark(text: str) -> str:
    return commonmark().render(text)


RENDERERS = [with_python_markdown, with_commonmark]


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        # an id is made of the heading; a class of a block says how it is highlighted
        self.attributes += [pair for pair in attrs if pair[0] not in ("id", "class")]
        if tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "pre", "br"):
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def flat(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")


NASTY = [
    "0?1", "is it 5!7?", "a" * 40, "fix 0123456789abcdef0123456789abcdef01234567...89abcdef0123456789abcdef0123456789abcdef",
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "&amp; &lt; &#60;", "a | b || c |", "{ onclick=x }",
    "{user_id}", "User {user_id}", "{: #id .class }", "*bold* _em_ **b** __b__ ~~s~~ ==m== ^^i^^ ~x~ ^y^", "snake_case _x_",
    "[link](javascript:alert(1))", "![image](x)", "[ref][1] [^1] [TOC]", "http://x.example www.x.example a@x.example",
    "`code` ``c``", "```", "~~~", "# heading", "## ", "- item", "+ item", "1. item", "1) item", "2024. a year", "> quote",
    "--- ", "===", "***", '--8<-- "mkdocs.yml"', "-8<- x", ";--8<--", ":smile: :x:", "(c) (tm) (r) 1/2 +/- --> <-- =/= c/o",
    "1st 2nd 3rd 4th 11th", "++ctrl+alt++", "{++add++} {--del--} {~~a~>b~~}", "$x$ \\(x\\) $$y$$", "@user #12 user/repo#1",
    "!!! note", "??? tip", '=== "Tab"', "/// x", "*[abbr]: long", "[1]: http://x", "a\\", "\\*", "&copy;", "<b>", "<!-- x -->",
    "<?php ?>", "<![CDATA[x]]>", "a  b", " a", "a ", "%%x%%", "{{ 7*7 }} {% raw %}", "12:30", "a:b", "C:\\dir", "it's \"q\"",
    "日本語 العربية é e\u0301 👩‍👩‍👧", "a\u00a0b", "term\u00b6", "x" * 300, "- [ ] task", "~", "^", "-", "#", "=", "+", "...", "*", "_",
    "a_b_c _d", "__init__", "1_000", "A&B", "R&D;", "3 < 4 > 2", "q?", "!", "![", "a!", ":", "::", "a::b", "|", "||", "/", "//",
]  # fmt: skip
LINE = st.sampled_from(NASTY) | st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co"]), min_size=1, max_size=40
).filter(lambda text: text.strip() != "")


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(LINE, min_size=1, max_size=3), code=LINE)
@example(lines=["&#123;"], code="|")
@example(lines=["--- ", "a"], code="` `")
@example(lines=["1. a"], code=" a ")
def test_what_is_read_as_it_is_shows_the_same_with_fewer_entities(lines: list[str], code: str):
    """In a heading, a paragraph, an item, a cell, a link and a block."""
    said = [md_text(line) for line in lines]
    text = (
        f"# {said[0]}\n\n{'  '.join(said)}\n\n-   {said[-1]}\n-   {md_code(code)}: {said[0]}\n\n"
        f"| A |\n| --- |\n| {said[0]} |\n| {md_code(code)} |\n\n[{said[0]}](x.md)\n\n{code_block(code)}\n"
    )
    shorter = plain_commonmark(text)
    assert len(shorter) <= len(text)
    before, after = Page(with_commonmark(text)), Page(with_commonmark(shorter))
    assert after.text.rstrip("\n") == before.text.rstrip("\n")  # a block of code ends its last line
    assert after.elements == before.elements


def test_what_is_read_as_it_is_reads_well():
    said = "User {user_id} <b> & 5 > 3: see #12, a@b.example (c) -- not_this _that_"
    assert (
        plain_commonmark(md_text(said)) == r"User {user_id} \<b> & 5 > 3: see #12, a@b.example (c) -- not_this \_that\_"
    )
    assert plain_commonmark(md_code("{a} `b`")) == "`` {a} `b` ``"
    assert (
        plain_commonmark("```text\n&#123;\n```\n\n`&#123;`\n\n    &#123;")
        == "```text\n&#123;\n```\n\n`&#123;`\n\n    &#123;"
    )


def as_plain(text: str) -> Any:
    """The whole catalog, with this text in all its plain fields."""
    resolved = copy.deepcopy(resolved_of(WHOLE))
    for owner, key in places(resolved):
        owner[key] = text
    return resolved


def places(resolved: Any) -> Iterator[tuple[Any, Any]]:
    for one in (
        resolved["api"],
        *resolved["categories"],
        *resolved["groups"],
        *resolved["types"],
        *resolved["statuses"],
    ):
        for key in ("name", "version", "summary", "title", "action", "class_name"):
            if isinstance(one.get(key), str):
                yield one, key
    for one in (*resolved["guides"], *resolved["guides"][0]["samples"]):
        yield one, "title"
    for one in resolved["retired"]:
        yield from ((one, key) for key in ("since", "reason"))
    yield from ((resolved["api"]["request_id"], key) for key in ("header", "path", "example"))
    yield resolved["api"]["support"], "email"
    for error in resolved["errors"]:
        for key in ("title", "message", "action", "user_message", "owner", "since"):
            if isinstance(error[key], str):
                yield error, key
        for key in ("fields", "tags", "operations"):
            yield from ((error[key], number) for number in range(len(error[key])))
        for one in (
            *error["messages"],
            *error["causes"],
            *error["solutions"],
            *error["links"],
            *error["translations"].values(),
        ):
            for key in ("when", "message", "title", "audience", "description", "action", "user_message"):
                is_plain = key != "description" or "url" in one
                if isinstance(one.get(key), str) and is_plain:
                    yield one, key
        for one in error["params"]:
            if isinstance(one["format"], str):
                yield one, "format"
            yield from ((one["enum"], number) for number in range(len(one["enum"])))
        if error["deprecated"]:
            yield from ((error["deprecated"], key) for key in ("since", "sunset", "reason"))


FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def pages_in(file: Any, style: str) -> dict[str, str]:
    """The pages of a style, without what stands before them for site generators."""
    found = files_of("markdown", file, "docs", style=style)
    return {path: FRONT_MATTER.sub("", text) for path, text in found.items() if path.endswith(".md")}


def pages_of(text: str) -> dict[str, str]:
    resolved = as_plain(text)
    found = {}
    for style in ("site", "plain"):  # twins are plain
        for one in TARGETS["markdown"].render(resolved, TARGETS["markdown"].values({"style": style}), "docs"):
            if one.path.endswith(".md"):
                found[f"{style}/{one.path}"] = FRONT_MATTER.sub("", one.text)
    (single,) = TARGETS["markdown"].render(resolved, TARGETS["markdown"].values({}), "all.md")
    return {**found, "all.md": single.text}


@cache
def skeletons() -> dict[tuple[str, int], tuple[list[str], Any, bool]]:
    found = {}
    for name, page in pages_of("Zebra").items():
        for number, render in enumerate(RENDERERS):
            html = render(page)
            read = Page(html)
            found[name, number] = (read.elements, sorted(read.attributes, key=str), "Zebra" in below_heading(html))
    return found


def below_heading(html: str) -> str:
    """The text of a page but for its heading, which is of harmless characters alone: what is not, stands below."""
    return flat(Page(re.sub(r"<h1.*?</h1>", "", html, flags=re.DOTALL)).text)


def check(text: str) -> None:
    """The elements of each page are the same whatever its plain texts are, and the text is on it letter for letter."""
    for name, page in pages_of(text).items():
        for number, render in enumerate(RENDERERS):
            html = render(page)
            read = Page(html)
            elements, attributes, is_shown = skeletons()[name, number]
            assert read.elements == elements, (name, render.__name__)
            assert sorted(read.attributes, key=str) == attributes, (name, render.__name__)
            assert not is_shown or flat(text) in below_heading(html), (name, render.__name__)


ON_ALL_PAGES = NASTY if IS_LONG else NASTY[::5]
"""`test_nasty_texts_in_a_line_a_cell_and_a_heading` has all of them, in what pages are made of."""


@pytest.mark.slow("makes all pages for each text: five seconds together")
@pytest.mark.parametrize("text", ON_ALL_PAGES)
def test_nasty_texts_show_letter_for_letter_and_make_no_more_of_themselves(text: str):
    check(text)


@pytest.mark.slow("shows each text in four places with two renderers")
@settings(max_examples=max(12, settings.default.max_examples // 10))
@given(LINE)
@example("two  blanks")
@example("a\u00a0b  c")
def test_every_text_shows_letter_for_letter_and_makes_no_more_of_itself(text: str):
    check(text)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_in_a_line_a_cell_and_a_heading(text: str):
    check_in_places(text)


@given(LINE)
def test_in_a_line_a_cell_and_a_heading(text: str):
    check_in_places(text)


def check_in_places(text: str) -> None:
    for written, element in ((md_text(text), None), (md_code(text), "code")):
        sources = [
            f"{written}\n",
            f"# x {written}\n",
            f"- {written}\n",
            f"| a | b |\n| --- | --- |\n| {written} | c |\n",
        ]
        for source in sources:
            for render in RENDERERS:
                read = Page(render(f"before\n\n{source}"))
                assert flat(text) in flat(read.text), (source, render.__name__)
                extra = set(read.elements) - {
                    "p",
                    "h1",
                    "ul",
                    "li",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "code",
                }
                assert not extra, (source, render.__name__)
                assert ("code" in read.elements) is (element == "code")


@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co"], include_characters="\n\t"
        )
    )
)
@example('```\nfence\n````\n--8<-- "x"\n\ttab\n   \n end')
def test_blocks_of_code_are_letter_for_letter(code: str):
    for render in RENDERERS:
        read = Page(render(f"before\n\n{code_block(code)}\n\nafter\n"))
        inner = read.text.strip()
        assert inner.startswith("before")
        assert inner.endswith("after")
        shown = inner.removeprefix("before").removesuffix("after")
        assert shown.strip("\n ") == code.strip("\n "), render.__name__
        assert read.elements.count("pre") == 1


MANY = 100
"""Errors. Of a catalog with more, each fourth is read back, and all in `make prove`."""


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_every_value_of_every_catalog_can_be_read_back(file):
    """Whatever the catalog says about a public error is on its page."""
    errors = list(public_errors(resolved_of(file)))
    for style, path in (("site", "{}.md"), ("plain", "{}.md"), ("twins", "{}/index.md")):
        pages = pages_in(file, style)
        for error in errors if IS_LONG or len(errors) <= MANY else errors[::4]:
            for render in [with_commonmark] if style == "twins" else RENDERERS:
                text = flat(Page(render(pages[path.format(error["names"]["page"])])).text)
                for value in said(error):
                    assert flat(value) in text, (error["code"], render.__name__, value)


def said(error: Any) -> Iterator[str]:
    yield error["code"]
    if not repeats_code(error["title"], error):
        yield error["title"]
    yield placeholders.for_people(error["message"] or "")
    for key in ("action", "user_message", "owner", "since"):
        if error[key]:
            yield error[key]
    for key in ("fields", "tags", "operations"):
        yield from error[key]
    yield from (str(status) for status in error["status"] or ())
    yield from (f"{key}: {value}" for key, value in error["transports"].items())
    for one in error["messages"]:
        yield placeholders.for_people(one["message"])
        yield one["when"] or ""
    for param in error["params"]:
        yield param["name"]
        yield from (value for value in param["enum"] if isinstance(value, str))
        if isinstance(param.get("example"), str):
            yield param["example"]
    for locale, one in error["translations"].items():
        yield locale
        yield placeholders.for_people(one["message"] or "")
        yield from (one[key] for key in ("title", "action", "user_message") if one[key])
    yield from (one["code"] for one in error["see_also"])
    if error["deprecated"]:
        yield from (value for value in error["deprecated"].values() if isinstance(value, str))


def without_code(markdown: str) -> str:
    text = re.sub(r"^( *)(`{3,}).*?^\1\2", "", markdown, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"<code>.*?</code>|(`+).*?\1", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_links_between_pages_lead_somewhere(file):
    for style in ("site", "plain", "twins"):
        pages = files_of("markdown", file, "docs", style=style, relative_links="text")
        for name, page in pages.items():
            if name.endswith((".md", ".txt")):
                words = without_code(FRONT_MATTER.sub("", page))
                for target in re.findall(r"(?<!\\)\]\(([^)#:]+)(?:#[^)]*)?\)", words):
                    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
                    path = "index" if path == "." else path  # a folder is its overview
                    assert path in pages or f"{path}.md" in pages, (style, name, target)
    single = files_of("markdown", file, "all.md")[""]
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', single))
    assert set(re.findall(r"\]\(#([^)]+)\)", without_code(single))) <= anchors
    of_errors = {anchor for anchor in anchors if "." not in anchor}  # others have a dot: category.fix
    assert len(of_errors) == len(public_errors(resolved_of(file)))


def test_no_page_asks_for_its_templates_to_be_carried_out():
    """The macros plugin of MkDocs would carry out what stands in a catalog's texts, and show what it gives."""
    pages = [page for name, page in files_of("markdown", WHOLE, "docs").items() if name.endswith(".md")]
    assert all("\nrender_macros: false\n" in FRONT_MATTER.match(page)[0] for page in pages)


def test_internal_errors_have_no_page():
    pages = {
        f"{style}/{name}": page
        for style in ("site", "plain", "twins")
        for name, page in files_of("markdown", WHOLE, "docs", style=style).items()
    }
    assert not [name for name in pages if "sorter-on-fire" in name]
    assert not [name for name, page in pages.items() if "SORTER_ON_FIRE" in page or "fire brigade" in page]


def test_nobody_reads_of_an_internal_error_in_others():
    """In what replaces a code that is gone, or what else to look at; nor in the contract."""
    text = """\
errcat: 1
errors:
  - {code: OLD, status: 404, message: m, category: fix, action: a, see_also: [HUSHED], deprecated: {replaced_by: HUSHED}}
  - {code: HUSHED, status: 404, message: m, category: fix, action: a, visibility: internal}
retired:
  - {code: RENAMED, replaced_by: HUSHED}
  - {code: GONE, replaced_by: HUSHED, reason: r}
"""
    catalog = load_bytes([("errors.yaml", text.encode())]).catalog
    resolved = resolve(catalog, "errors.yaml")
    for target, name, style in (
        ("markdown", "docs", "site"), ("markdown", "docs", "plain"), ("markdown", "docs", "twins"),
        ("markdown", "all.md", "site"), ("openapi", "errors.yaml", ""),
    ):  # fmt: skip
        values = TARGETS[target].values({"style": style} if style else {})
        files = {one.path: one.text for one in TARGETS[target].render(resolved, values, name)}
        assert files
        assert not [path for path, page in files.items() if "hushed" in f"{path} {page}".lower()], (target, style)


def test_what_ordinary_texts_say_is_written_as_people_write_it():
    assert md_text("The order does not exist (any more); see the docs, or don't. 50% of it: a-b, c/d.") == (
        "The order does not exist (any more); see the docs, or don't. 50% of it: a-b, c/d."
    )
    assert md_code("order.not_found") == "`order.not_found`"


@pytest.mark.parametrize("file", ODD, ids=word_of)
def test_no_page_starts_as_front_matter_does(file):
    for style in ("site", "plain", "twins"):
        for page in pages_in(file, style).values():
            assert page.lstrip("\n").startswith("# ")
            assert "8<-" not in page


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("# Big\n\ntext", {"h4", "p"}),
        ("Big\n===\n\ntext", {"h4", "p"}),
        ("```\nnever closed", {"pre", "code"}),
        ("[TOC]", {"p"}),
        ("a\n\n*[Section]: &lt;img src=x&gt;", {"p"}),
        ("- a\n\n    *[Section]: a", {"p", "ul", "li"}),
        ("> *[Section]: a", {"p", "blockquote"}),
    ],
)
def test_own_markdown_stays_in_its_place(text: str, elements: set[str]):
    for render in RENDERERS:
        page = Page(render(f"## Section\n\n{portable(text)}\n\n## Next\n"))
        assert page.elements.count("h2") == 2, render.__name__
        assert set(page.elements) - {"h2"} == elements, render.__name__


NOTES = [
    "plain",
    "two\n\nparagraphs",
    "a list:\n\n- b\n    - c\n- d",
    "1. first\n2. second",
    "code:\n\n```text\nx\n\ny\n```",
    "a\n\n> quote",
    "one\ntwo",
    {"title": "T", "text": "with a title"},
    {"title": "U", "text": "two\n\nparagraphs", "audience": "user"},
]


@pytest.mark.parametrize("first", range(len(NOTES)))
def test_each_cause_and_solution_is_an_item_of_its_own(first: int):
    """Whatever the item above it is made of."""
    every = [NOTES[first], *NOTES, NOTES[first]]
    text = json.dumps({
        "errcat": 1,
        "errors": [{"code": "A", "status": 404, "message": "m", "category": "fix", "action": "a", "solutions": every}],
    })  # fmt: skip
    for style in ("site", "plain", "twins"):
        page = next(page for path, page in made(text, style=style).items() if re.fullmatch(r"a(/index)?\.md", path))
        for render in RENDERERS:
            below_what_to_do = Outline(render(FRONT_MATTER.sub("", page))).items[1]
            assert below_what_to_do == len(every), (style, render.__name__)


class Outline(HTMLParser):
    """How many items stand above, and then below each heading of the second level, but for those within items."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.items = [0]
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._depth += tag in ("ul", "ol")
        if tag == "h2":
            self.items.append(0)
        elif tag == "li" and self._depth == 1:
            self.items[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in ("ul", "ol")


# --- what stands beside the pages, and where links lead ---------------------------------------------------------------


@pytest.mark.parametrize("file", EVERY, ids=word_of)
def test_the_data_beside_the_pages_is_the_public_catalog(file):
    files = files_of("markdown", file, "docs")
    whole = json.loads(files["errors.json"])
    Draft7Validator(json.loads(schema_text("resolved"))).validate(whole)
    public = public_errors(resolved_of(file))
    assert [error["name"] for error in whole["errors"]] == [error["name"] for error in public]
    for error in whole["errors"]:
        assert json.loads(files[f"{error['names']['page']}/index.json"])["error"] == error


def made(text: str, **settings: str | bool) -> dict[str, str]:
    catalog = load_bytes([("errors.yaml", text.encode())]).catalog
    target = TARGETS["markdown"]
    source_lines = {error.name: SourceLine("api/errors.yaml", 7) for error in catalog.errors}
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    files = target.render(resolve(catalog, "errors.yaml"), target.values(given), "docs", source_lines)
    return {one.path: one.text for one in files}


CATALOG = """\
errcat: 1
api: {name: A, docs_url: "https://x.example/errors", support: {url: help.md}}
envelope: rfc9457
errors:
  - code: B
    status: 404
    message: m
    category: fix
    action: a
    description: See [the limits](limits.md#a), `[not](this.md)` and [away](https://x.example/y.md).
    links: [{url: ../more.md, title: More}]
retired:
  - {code: OLD_B, replaced_by: B}
  - {code: GONE, replaced_by: B, reason: It was another thing}
"""


def test_links_to_files_beside_the_catalog_are_counted_from_the_overview():
    pages = made(CATALOG)
    assert "[the limits](limits.md#a), `[not](this.md)` and [away](https://x.example/y.md)" in pages["b.md"]
    assert "[More](../more.md)" in pages["b.md"]
    assert "(../help.md)" in pages["about/responses.md"]
    twins = made(CATALOG, style="twins")
    assert "[the limits](../limits/#a)" in twins["b/index.md"]  # where pages are made, they are folders
    assert "[More](../../more/)" in twins["b/index.md"]


def test_code_with_tabs_stays_one_block_in_a_tab_of_a_page():
    code = "func main() {\n\tif x {\n\n\t\t<script>alert(1)</script>\n\t}\n}"
    page = made(one_error(examples=[{"language": "go", "code": code}, {"language": "js", "code": "x"}]))["a.md"]
    html = with_python_markdown(FRONT_MATTER.sub("", page))
    blocks = re.findall(r"<pre><code>(.*?)</code></pre>", html, re.DOTALL)
    assert [unescape(block) for block in blocks if "main" in block] == [code]


def test_a_mailbox_is_no_file_beside_the_catalog():
    text = one_error(causes=["Write to <help@x.example>, see <https://x.example/a> or [the file](up.md)."])
    page = made(text)["a.md"]
    assert "(mailto:help@x.example)" in page
    assert "[the file](../up.md)" in page or "[the file](up.md)" in page


def test_or_they_are_no_links_where_those_files_are_not_there():
    page = made(CATALOG, relative_links="text")["b.md"]
    assert "See the limits, `[not](this.md)` and [away](https://x.example/y.md)." in page
    assert "-   More\n" in page
    assert "help.md" not in page


def test_a_page_says_where_it_stands_in_the_catalog():
    page = made(CATALOG, source_url="https://git.example/{file}#L{line}")["b.md"]
    assert "[api/errors.yaml, line 7](https://git.example/api/errors.yaml#L7)" in page


def test_a_renamed_code_leads_on_and_a_retired_one_says_what_became_of_it():
    pages = made(CATALOG)
    assert 'content="0; url=../b/"' in pages["old-b/index.html"]
    assert "/errors/old-b/ /errors/b/ 301\n" in pages["_redirects"]
    assert "old-b.md" not in pages
    assert "**Retired.** This code is no longer used." in pages["gone.md"]
    assert "**Use instead:** [`B`](b.md)\n" in pages["gone.md"]
    assert "**Why:** It was another thing" in pages["gone.md"]


@pytest.mark.parametrize(
    ("retry", "words"),
    [
        ({"strategy": "same"}, "at once"),
        ({"strategy": "after", "after": 1, "max_attempts": 1}, "after 1 second, at most once"),
        ({"strategy": "backoff", "after": 2, "max_attempts": 3}, "with growing waits, starting with 2 seconds, at most 3 times"),
        ({"strategy": "after", "after": 1000000}, "after 1000000 seconds"),
        ({"strategy": "after", "after": 0.25}, "after 0.25 seconds"),
        ({"strategy": "after", "header": "Retry-After"}, "after the time in the header `Retry-After`"),
        ({"strategy": "after", "header": "Retry-After", "after": 9}, "after the time in the header `Retry-After`, or else after 9 seconds"),
    ],
)  # fmt: skip
def test_a_retry_is_told_as_people_say_it(retry: dict[str, Any], words: str):
    error = {"code": "A", "status": 503, "message": "m", "category": "retry", "action": "a", "retry": retry}
    page = made(json.dumps({"errcat": 1, "errors": [error]}), style="plain")["a.md"]
    assert f"\n**Our side.** Send it again {words}.\n" in page


def test_an_overview_counts_what_the_page_of_a_section_shows():
    text = "errcat: 1\ngroups:\n  up: {title: Up}\n  down: {title: Down, parent: up}\nerrors:\n  - {code: A, status: 404, message: m, category: fix, action: a, group: down}\n"
    files = made(text)
    assert "[Up](by/group/up.md) (1)" in files["index.md"]
    assert "(../../a.md)" in files["by/group/up.md"]


# --- what reviewers broke ---------------------------------------------------------------------------------------------


def one_error(**fields: Any) -> str:
    error = {"code": "A", "status": 404, "message": "m", "category": "fix", "action": "a", **fields}
    return json.dumps({"errcat": 1, "api": {"name": "Order API"}, "errors": [error]})


def test_a_first_paragraph_keeps_the_links_that_are_defined_below():
    page = made(
        one_error(description="See [the docs][d] and it[^1].\n\nMore.\n\n[d]: https://x.example\n\n[^1]: Note")
    )["a.md"]
    # CommonMark has no footnotes: what looks like one defines a link, as everything in this form does
    assert "See [the docs](https://x.example) and it[&#94;1](Note)." in page


def test_a_first_paragraph_is_not_torn_from_its_list():
    page = made(one_error(description="It fails when:\n\n- one\n- two\n\nElse not."))["a.md"]
    assert "It fails when:\n\n-   one" in page


def test_code_of_the_markdown_beside_a_page_is_letter_for_letter_whatever_else_is_on_it():
    twin = made(
        one_error(message="Write &#39; for {a}", params={"a": {"example": "```"}}, causes=["    say(&#39;x&#39;)"]),
        style="twins",
    )["a/index.md"]
    assert "```text\nWrite &#39; for {a}\n```" in twin
    assert "    ```text\n    say(&#39;x&#39;)\n    ```" in twin


def test_a_retired_code_without_an_heir_is_not_led_to_the_empty_code():
    text = json.dumps({
        "errcat": 1,
        "errors": [{"code": "", "name": "OK_EMPTY", "status": 200, "message": "m", "category": "success", "action": "a"}],
        "retired": [{"code": "old_plain"}, {"code": "old_named", "replaced_by": "", "reason": "r"}],
    })  # fmt: skip
    pages = made(text)
    assert "_redirects" not in pages
    assert "**Retired.**" in pages["old-plain.md"]
    assert "Use instead" not in pages["old-plain.md"]
    assert "ok-empty.md" in pages["old-named.md"]


def test_every_error_is_in_a_list_for_models_whatever_categories_are_called():
    ids = ["other", "fix", "fix-1", None]
    errors = [
        {"code": f"{(id or 'none').upper()}_{number:03}", "name": f"N{place}_{number}", "status": 404, "message": "m" * 250, "action": "a" * 250}
        | ({"category": id} if id else {})
        for place, id in enumerate(ids)
        for number in range(120)
    ]  # fmt: skip
    categories = {id: {"title": id.title()} for id in ids if id}
    pages = made(json.dumps({"errcat": 1, "categories": categories, "errors": errors}), twins=True)
    lists = {path: text for path, text in pages.items() if path.endswith(".txt")}
    listed = re.findall(r"^- \[`([^`]+)`\]\(", "".join(lists.values()), re.MULTILINE)
    assert sorted(listed) == sorted(error["code"] for error in errors)
    assert all(len(text) < 50_000 for text in lists.values())
    ids_on_page = re.findall(r"\{ #(\S+)", pages["by/status/404.md"])
    assert len(ids_on_page) == len(set(ids_on_page)) == 4


def test_links_of_lists_for_models_lead_from_below_whatever_their_words_are():
    errors = [
        {"code": f"x](y{number:04}", "name": f"N{number}", "status": 404, "message": "m" * 200, "action": "a" * 200}
        for number in range(150)
    ]
    pages = made(json.dumps({"errcat": 1, "errors": errors}), twins=True)
    (path,) = [path for path in pages if path.startswith("llms/") and ".1." in path]
    assert "- [`x](y0000`](../n0/index.md)" in pages[path]


def test_a_bar_in_the_words_about_a_value_stays_a_bar():
    text = one_error(message="{a}", params={"a": {"description": "Either `a|b` or c | d or e \\| f", "example": "x"}})
    for style, path in (("site", "a.md"), ("twins", "a/index.md")):
        page = FRONT_MATTER.sub("", made(text, style=style)[path])
        for render in [with_commonmark] if style == "twins" else RENDERERS:
            assert "Either a|b or c | d or e | f" in flat(Page(render(page)).text), (style, render.__name__)


def test_what_is_said_of_a_link_is_plain():
    text = one_error(links=[{"url": "https://e.example", "title": "T", "description": "write [text](page.md) so"}])
    for given_settings in ({}, {"relative_links": "text"}, {"style": "twins"}):
        for path, page in made(text, **given_settings).items():
            if path in ("a.md", "a/index.md"):
                shown = flat(Page(with_commonmark(FRONT_MATTER.sub("", page))).text)
                assert "write [text](page.md) so" in shown, given_settings


@pytest.mark.parametrize("text", ["> # head", "- # head", "1. a\n\n    # head"])
def test_a_heading_within_something_goes_below_ours(text: str):
    for render in RENDERERS:
        assert "h1" not in Page(render(f"## Section\n\n{portable(text)}\n")).elements, render.__name__


def test_a_number_is_no_heading():
    for render in RENDERERS:
        assert Page(render(portable("#123 is open"))).text.strip() == "#123 is open", render.__name__


def test_a_catalog_of_a_programs_messages_speaks_of_no_responses():
    text = json.dumps(
        {
            "errcat": 1,
            "errors": [{"code": "A", "message": "m", "action": "a", "transports": {"exit": 2}, "category": "fix"}],
        }
    )
    pages = made(text)
    assert not {"about/responses.md", "about/map.md"} & pages.keys()
    assert "| Code { .errcat-codes } | Message |" in pages["index.md"]
    assert "Retry" not in pages["a.md"]


def test_a_response_that_the_catalog_does_not_show_is_nowhere():
    """No example, no code that reads a response, and no page about them; not in the data for programs either."""
    for style in ("site", "plain", "twins"):
        pages = made(one_error(), style=style)
        text = "".join(pages.values())
        assert "about/responses" not in text
        assert "Example response" not in text
        assert "response.json()" not in text
        assert "9457" not in text
        assert "problem+json" not in text
    data = json.loads(made(one_error())["errors.json"])
    assert data["errors"][0]["response"] is None
    assert data["envelope"]["declared"] is False
    assert data["envelope"]["body"] == data["envelope"]["schema"] == {}
    assert json.loads(made(one_error())["a/index.json"])["error"]["response"] is None
    assert "Example response" in files_of("markdown", WHOLE, "docs")["parcel-not-found.md"]


@pytest.mark.parametrize(
    "count", [6, pytest.param(60, marks=pytest.mark.prove("builds 6,000 errors: even the list of lists has parts"))]
)
def test_all_links_of_a_line_lead_from_below_and_no_list_is_too_long_for_its_many_parts(count: int):
    errors = [
        {
            "code": f"C{number:04}",
            "status": 404,
            "message": "m" * 250,
            "action": "a" * 250,
            "category": f"c{number % count}",
        }
        for number in range(100 * count)
    ]
    retired = [{"code": f"OLD{number:04}", "replaced_by": "C0001", "reason": "r"} for number in range(900)]
    categories = {f"c{number}": {"title": f"Category {number}"} for number in range(count)}
    text = json.dumps({"errcat": 1, "categories": categories, "errors": errors, "retired": retired})
    lists = {path: page for path, page in made(text, twins=True).items() if path.endswith(".txt")}
    assert len(lists) > count + 1
    assert {path: len(page) for path, page in lists.items() if len(page) >= 50_000} == {}
    (line,) = [line for path, page in lists.items() for line in page.split("\n") if "`OLD0007`" in line]
    assert line == "- [`OLD0007`](../old0007/index.md): now [`C0001`](../c0001/index.md)"


def test_parted_lists_have_every_row_once_and_lead_on():
    errors = [
        {"code": f"C{number:03}", "status": 404, "message": "m" * 200, "action": "a" * 200, "category": "fix"}
        for number in range(200)
    ]
    pages = made(json.dumps({"errcat": 1, "errors": errors}), style="twins")
    for folder in ("", "by/category/fix/", "by/status/404/"):
        files = ["index.md", "part-2.md", "part-3.md"]
        texts = [pages[f"{folder}{file}"] for file in files]
        assert f"{folder}part-4.md" not in pages
        assert re.findall(r"^\| \[`(\w+)`\]", "".join(texts), re.MULTILINE) == [error["code"] for error in errors]
        assert max(map(len, texts)) < 50_000
        assert "This is part 1 of 3. Next: [part 2](part-2.md).\n" in texts[0]
        assert "This is part 2 of 3. Next: [part 3](part-3.md). First: [part 1](index.md).\n" in texts[1]
        assert "This is part 3 of 3. First: [part 1](index.md).\n" in texts[2]


@pytest.mark.parametrize(
    "title", ["a < b", "a > b", "A&B", "a &amp; b", 'say "x"', "`x`", "{a}", "[a](b)", "*a*", "a_b", "http://x", " a", "a  b", "x" * 81, ""]
)  # fmt: skip
def test_what_could_be_markup_is_no_heading(title: str):
    assert title_heading(title) is None


@pytest.mark.parametrize("title", ["Fix the request", "429 - Rate Limit", "AI & Response Errors", "Don't retry", "Größe?", "Client Errors (4xx)"])  # fmt: skip
def test_what_is_harmless_is_a_heading(title: str):
    heading = title_heading(title)
    assert heading is not None
    assert Page(with_python_markdown(f"# {heading}")).text.strip() == title
