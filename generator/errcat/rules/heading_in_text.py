"""heading-in-text: a line of a Markdown text that becomes a heading of the page, or a part of its front matter."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import PathStep, Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.signs import HEADINGS
from errcat.text.markdown_text import headings

DEEPEST_PAGE_LEVEL = 3
"""Headings down to this level belong to the page that contains the text."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.markdown.containing(*HEADINGS):
        value, at = text.value, text.at
        if value.startswith(("---\n", "+++\n")):
            yield Problem("heading-in-text", at.within(value[:3]), {"text": value[:3]}, help="front-matter")
        deepest = 1 if _is_chapter(at.path) else DEEPEST_PAGE_LEVEL
        for start, line, level in headings(value):
            if level <= deepest:
                values = {"text": line, "hashes": "#" * (deepest + 1), "words": line.lstrip("#").strip()}
                place = at.within(line, value.count(line, 0, start))
                yield Problem("heading-in-text", place, values, help=_kind(line, level))


def _is_chapter(path: tuple[PathStep, ...]) -> bool:
    """Guides and the introduction have their own pages, which have sections."""
    return path[0] == "guides" or path[:2] == ("api", "description")


def _kind(line: str, level: int) -> str:
    if not level:
        return "toc"
    return "" if line.startswith("#") else "underline"
