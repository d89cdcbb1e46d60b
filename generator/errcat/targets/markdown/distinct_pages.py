"""No two pages of a catalog share a title or a description, so that search results tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from errcat.targets.markdown.search_results import LONGEST_DESCRIPTION, shortened
from errcat.targets.markdown.site import Page

_KINDS = {"group": "section", "type": "error type"}
"""The words for kinds of pages whose id says something else to a reader."""


def distinct(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages. If another page has the title or the description of a page, its own says what the page is.

    A category, a section and a type can have the same title.
    """
    titles: set[str] = set()
    descriptions: set[str] = set()
    for page in pages:
        kinds = (_KINDS.get(page.kind, page.kind), page.name)
        title = _unused((page.title, *(f"{page.title} ({kind})" for kind in kinds)), titles)
        starts = (f"{start}. {page.about}" for start in (title, page.name))
        about = _unused((page.about, *(shortened(text, LONGEST_DESCRIPTION) for text in starts)), descriptions)
        titles.add(title)
        descriptions.add(about)
        yield replace(page, title=title, about=about)


def _unused(texts: Iterable[str], used: set[str]) -> str:
    """Return the first text that is not used; the last one if all are."""
    text = ""
    for text in texts:
        if text not in used:
            break
    return text
