"""No two pages of a catalog share a title or a description, so that search results tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial

from errcat.targets.markdown.search_results import LONGEST_DESCRIPTION, shortened
from errcat.targets.markdown.site import Page, PageWords

_KINDS = {"group": "section", "type": "error type"}
"""The words for kinds of pages whose id says something else to a reader."""


def distinct(pages: Iterable[Page]) -> list[Page]:
    """Return the pages. If another page has the title or the description of a page, its own says what the page is.

    A category, a section and a type can have the same title. The words of all pages are made when one page needs them.
    """
    pages = list(pages)
    all_words = cache(partial(_distinct_words, pages))
    return [replace(page, make_words=partial(_words_at, all_words, number)) for number, page in enumerate(pages)]


def _words_at(all_words: Callable[[], Sequence[PageWords]], number: int) -> PageWords:
    return all_words()[number]


def _distinct_words(pages: Iterable[Page]) -> list[PageWords]:
    titles: set[str] = set()
    descriptions: set[str] = set()
    result = []
    for page in pages:
        words = page.words
        kinds = (_KINDS.get(page.kind, page.kind), page.name)
        title = _unused((words.title, *(f"{words.title} ({kind})" for kind in kinds)), titles)
        starts = (f"{start}. {words.about}" for start in (title, page.name))
        about = _unused((words.about, *(shortened(text, LONGEST_DESCRIPTION) for text in starts)), descriptions)
        titles.add(title)
        descriptions.add(about)
        result.append(PageWords(title, about))
    return result


def _unused(texts: Iterable[str], used: set[str]) -> str:
    """Return the first text that is not used; the last one if all are."""
    text = ""
    for text in texts:
        if text not in used:
            break
    return text
