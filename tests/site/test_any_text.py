"""Whatever stands in a catalog shows letter for letter on the built pages, and moves no element of them.

Texts are made at random of what Markdown, its extensions, templates and HTML take for more than text; every plain field
gets another one, on many errors at once, for a build takes seconds.
"""

from __future__ import annotations

import json
import random
import re
from html.parser import HTMLParser
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import mkdocs
from errcat.text import placeholders

EXTENSIONS = """\
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem: {smart_enable: all}
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.escapeall
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, pygments_lang_class: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink: {repo_url_shorthand: true, repo_url_shortener: true, social_url_shorthand: true, user: acme, repo: api}
  - pymdownx.mark
  - pymdownx.progressbar
  - pymdownx.smartsymbols
  - pymdownx.snippets
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""
"""All that Material's own reference has, and the rest of what comes with it."""
PIECES = [
    "word", "a", "7", " ", " ", " ", "é", "日本", "😀", "|", "||", "`", "``", "*", "**", "_", "__", "~", "~~", "^", "^^", "==", "++",
    "{", "}", "{x}", "{ .x }", "{: #x onclick=y }", "{{ x }}", "{% raw %}", "{#", "[", "]", "[[", "]]", "[x](javascript:y)", "![x](y)",
    "[^1]", "[^1]: ", "*[word]: ", "[x]: y", "[ ] ", "<", ">", "<b>", "</b>", "<script>alert(1)</script>", "<img src=x onerror=y>",
    "<!--", "-->", "<x@y.example>", "&amp;", "&#60;", "&", ";", "\\", "\\(", "\\)", "$", "$$", "\\[", "#", "## ", "#!", "!!! note", "??? ", "=== ",
    '"', "'", ":", ": ", ":smile:", "::: x", "+", "- ", "1. ", "(c)", "(tm)", "+/-", "1/2", "1st", "-->", "<--", "=/=", "---", "***", "___",
    "http://x.example/a_b", "www.x.example", "x@y.example", "@acme", "acme/api#1", "#12", "!3", "?4", '--8<-- "x"', ";--8<--", "{--x--}",
    "{++x++}", "{>>x<<}", "||x||", '[=50% "x"]', "%", "/", "../", "''", "…", "“", "\u00a0", "?", "!", ".", ",", "\t",
]  # fmt: skip
FIELDS = ("title", "message", "action", "user_message", "since", "owner")
ERRORS = 30
NAMES = [f"{first}{second}_{first}" for first in "ABCDEFGH" for second in "QRSTUVWX"][:ERRORS]
"""Codes none of which looks like another."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
OUR_OWN = {"id", "for", "name", "href", "title", "content", "aria-labelledby"}
"""What attributes may differ in from page to page: they are checked by what they say."""


class Skeleton(HTMLParser):
    """The elements of a page in order; what code blocks are made of counts as text, for that goes by lines."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.texts: list[str] = []
        self.blocks: list[str] = []
        self.head: dict[str, str] = {}
        self.tooltips: dict[str, str] = {}
        self._open: list[str] = []
        self._in_block = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        if tag == "meta" and "name" in found:
            self.head[found["name"]] = found.get("content", "")
        if tag == "a" and "title" in found:
            self.tooltips[found["href"]] = found["title"]
        if tag not in VOID:
            self._open.append(tag)
        if tag == "pre":
            self._in_block = len(self._open)
            self.blocks.append("")
        elif not self._in_block and not (tag == "div" and "highlight" in found.get("class", "")):
            self.elements.append(
                f"<{tag} {sorted((key, '' if key in OUR_OWN else value) for key, value in found.items())}>"
            )

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open and self._open[-1] != tag:
            self._open.pop()
        if len(self._open) == self._in_block:
            self._in_block = 0
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._in_block:
            self.blocks[-1] += data
        else:
            self.texts.append(data)

    @property
    def own_elements(self) -> list[str]:
        """What does not depend on the place of a page among others: no sidebar, no links to its neighbors."""
        sidebar, article, around = (
            next(at for at, one in enumerate(self.elements) if mark in one)
            for mark in ("md-sidebar--primary", "<article ", "errcat-around")
        )
        return self.elements[:sidebar] + self.elements[article:around]

    @property
    def said(self) -> str:
        return one_line("".join(self.texts))


def one_line(text: str) -> str:
    """As a browser shows it."""
    return " ".join(text.split())


def text_of(dice: random.Random) -> str:
    made = one_line("".join(dice.choices(PIECES, k=dice.randrange(1, 10))))
    return (
        re.sub(r"\{(?=[a-z][a-z0-9_]*\})", "", made) or "x"
    )  # a placeholder has a row in a table: that moves something


@pytest.mark.slow("builds a website for each example")
@settings(
    max_examples=settings.default.max_examples // 60,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(seed=st.integers(0, 2**32))
def test_any_text_shows_letter_for_letter_and_moves_nothing(tmp_path_factory, seed: int):
    dice = random.Random(seed)  # noqa: S311 — the dice of a test
    rest = (text_of(dice) for _ in count())
    catalog = {
        "errcat": 1,
        "api": {"name": next(rest), "summary": next(rest)},
        "categories": {"mend": {"title": next(rest), "action": next(rest)}},
        "groups": {"some": {"title": next(rest)}},
        "guides": [{"id": "one", "title": next(rest), "body": "Text."}],
        "retired": [{"code": "GONE", "reason": next(rest)}],
        "statuses": [{"status": 404, "title": next(rest)}],
        "errors": [
            {"code": name, "status": 404, "category": "mend", "group": "some", **{field: next(rest) for field in FIELDS}}
            for name in NAMES
        ],
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("any")
    (folder / "docs").mkdir()
    (folder / "errors.yaml").write_text(json.dumps(catalog, ensure_ascii=False), encoding="utf-8")
    (folder / "docs" / "index.md").write_text(
        "# H\n\n" + "\n\n".join(f"[[{name}]]" for name in NAMES), encoding="utf-8"
    )
    (folder / "mkdocs.yml").write_text(
        "site_name: S\ntheme: {name: material, font: false}\nextra: {generator: false}\nplugins:\n  - search\n"
        "  - errcat:\n      catalogs: [{catalog: errors.yaml, to: errors}]\n"
        f"markdown_extensions:\n{EXTENSIONS}",
        encoding="utf-8",
    )
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    look_at(folder / "site", catalog)


def sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", ":", "。")) else f"{text}."


def look_at(site: Path, catalog: dict) -> None:
    def read(path: str) -> Skeleton:
        return Skeleton((site / path / "index.html").read_text(encoding="utf-8"))

    errors = {error["code"]: error for error in catalog["errors"]}
    first = None
    for name, error in errors.items():
        page = read(f"errors/{name.lower().replace('_', '-')}")
        first = first or page
        assert page.own_elements == first.own_elements, (name, error)
        for field in FIELDS:
            if field != "message":
                assert one_line(error[field]) in page.said, (name, field, error[field])
        message = placeholders.for_people(error["message"])
        assert message in [block.strip("\n") for block in page.blocks], (name, error["message"])
        said = " ".join(sentence(one_line(text)) for text in (message, error["action"]))
        start, is_named, api = page.head["description"].rpartition(f" {name} – ")
        assert is_named
        assert start == said or (start.endswith("…") and said.startswith(start[:-1]) and len(said) > 100), start
        assert api == one_line(catalog["api"]["name"]) or api.endswith("…")
        assert len(page.head["description"]) <= 200
        for outside in (
            catalog["statuses"][0]["title"],
            catalog["groups"]["some"]["title"],
            catalog["categories"]["mend"]["title"],
        ):
            assert one_line(outside) in page.said
    overview = read("errors")
    for text in (catalog["api"]["name"], catalog["api"]["summary"], catalog["guides"][0]["title"]):
        assert one_line(text) in overview.said
    for path in ("errors", "errors/by/status/404", "errors/by/category/mend", "errors/by/group/some"):
        page = read(path)
        for error in errors.values():
            assert one_line(placeholders.for_people(error["message"])) in page.said, (path, error["message"])
            assert one_line(error["action"]) in page.said, (path, error["action"])
        rows = [at for at, one in enumerate(page.elements) if one.startswith("<tr ")][1:]
        assert len(rows) == len(errors)
        assert len({tuple(page.elements[at + 1 : at + 5]) for at in rows}) == 1
    assert one_line(catalog["guides"][0]["title"]) in read("errors/guides/one").said
    assert one_line(catalog["retired"][0]["reason"]) in read("errors/about/lifecycle").said
    home = read("")
    for name, error in errors.items():
        tooltip = home.tooltips[f"errors/{name.lower().replace('_', '-')}/"]
        assert tooltip == one_line(f"{error['title']}: {error['action']}"), name
    found = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    for name, error in errors.items():
        address = f"errors/{name.lower().replace('_', '-')}/"
        mine = [Skeleton(f"{one['title']} {one['text']}") for one in found if one["location"].startswith(address)]
        said = " ".join(one.said for one in mine)
        for field in ("title", "action", "user_message"):
            assert one_line(error[field]) in said, (name, field, error[field])
        tags = {element.split(" ")[0] for one in mine for element in one.elements}
        assert tags <= {"<p", "<code", "<ul", "<li", "<strong"}, tags
