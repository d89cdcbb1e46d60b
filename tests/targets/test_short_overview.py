"""The overview as a list by section, and sites without a decoder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from built import EVERY, files_from, files_of, resolved_of
from errcat.resolved.public_view import public_view

CATALOG = """\
errcat: 1
groups:
  money: {title: Money, description: What costs something.}
  cards: {title: Cards, parent: money}
  empty: {title: Empty}
errors:
  - {code: lost, title: Lost things}
  - {code: card_declined, title: The card was declined, group: cards, tags: [common]}
  - {code: no_credit, title: No credit | none, group: money, severity: warning, tags: [common, often seen]}
"""


def overview(**settings: str | bool) -> str:
    return files_from("markdown", CATALOG, "errors", overview="list", **settings)["index.md"]


def test_each_section_has_a_heading_and_a_line_for_each_error():
    text = overview().partition("---\n\n")[2].partition("<!--")[0]
    lines = [line for line in text.split("\n") if line.startswith(("#", "|", "What"))]
    assert lines == [
        "# Errors",
        "## Money { #money data-search-exclude }",
        "What costs something.",
        "| Code { .errcat-short } | What it is | Level | Common | Often seen |",
        "| --- | --- | --- | --- | --- |",
        "| [`no_credit`](no-credit.md) | No credit &#124; none | *warning*{ .errcat-level-warning } | *common*{ .errcat-tag } | *often seen*{ .errcat-tag } |",
        "### Cards { #cards data-search-exclude }",
        "| Code { .errcat-short } | What it is | Level | Common | Often seen |",
        "| --- | --- | --- | --- | --- |",
        "| [`card_declined`](card-declined.md) | The card was declined | *error*{ .errcat-level-error } | *common*{ .errcat-tag } |  |",
        "## Other errors { #other-errors data-search-exclude }",
        "| Code { .errcat-short } | What it is | Level | Common | Often seen |",
        "| --- | --- | --- | --- | --- |",
        "| [`lost`](lost.md) | Lost things | *error*{ .errcat-level-error } |  |  |",
    ]


def test_columns_without_content_are_left_out_and_many_tags_share_one():
    plain = files_from("markdown", "errcat: 1\nerrors: [{code: a}, {code: b}]\n", "errors", overview="list")["index.md"]
    assert "| Code { .errcat-short } | What it is |\n| --- | --- |\n| [`a`](a.md) | A |\n" in plain
    tagged = CATALOG.replace("[common, often seen]", "[a, b, c, d]")
    many = files_from("markdown", tagged, "errors", overview="list")["index.md"]
    assert "| What it is | Level | Tags |\n" in many
    assert "*a*{ .errcat-tag } *b*{ .errcat-tag } *c*{ .errcat-tag } *d*{ .errcat-tag } |\n" in many


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.stem)
def test_every_error_is_in_the_list_once(file: Path):
    text = files_of("markdown", file, "errors", overview="list")["index.md"]
    errors = public_view(resolved_of(file))["errors"]
    linked = re.findall(r"^\| \[.*?\]\(([^()\s]+)\.md(?: .*?)?\)", text, re.MULTILINE)
    assert sorted(linked) == sorted(error["names"]["page"] for error in errors)


@pytest.mark.parametrize("style", ["site", "twins"])
@pytest.mark.parametrize("overview", ["table", "list"])
def test_a_site_without_a_decoder_does_not_mention_it(style: str, overview: str):
    files = files_from("markdown", CATALOG, "errors", style=style, overview=overview, decoder=False)
    assert [path for path in files if "decoder" in path] == []
    pages = {path: text for path, text in files.items() if path.endswith((".md", ".txt"))}
    assert [path for path, text in pages.items() if "decode" in text.lower()] == []
    with_decoder = files_from("markdown", CATALOG, "errors", style="site")
    assert "about/decoder.md" in with_decoder
    assert "(about/decoder.md)" in with_decoder["index.md"]
