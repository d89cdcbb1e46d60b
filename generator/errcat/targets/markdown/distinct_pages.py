"""No two pages of a catalog share a title or a description, so that search results tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from errcat.targets.markdown.search_results import LONGEST_DESCRIPTION, shortened
from errcat.targets.markdown.site import Page, PageWords

_KINDS = {"group": "section", "type": "error type"}
"""The words for kinds of pages whose id says something else to a reader."""


def distinct(pages: Iterable[Page]) -> list[Page]:
    """Return the pages. If another page has the title or the description of a page, its own says what the page is.

    A category, a section and a type can have the same title. The words of a page depend on those before it.
    """
    pages = list(pages)
    made: list[PageWords] = []
    more = _distinct_words(pages)

    def words_at(number: int) -> PageWords:
        made.extend(islice(more, max(0, number + 1 - len(made))))
        return made[number]

    return [replace(page, make_words=partial(words_at, number)) for number, page in enumerate(pages)]


def _distinct_words(pages: Iterable[Page]) -> Iterator[PageWords]:
    titles: set[str] = set()
    descriptions: set[str] = set()
    for page in pages:
        words = page.words
        kinds = (_KINDS.get(page.kind, page.kind), page.name)
        title = _unused((words.title, *(f"{words.title} ({kind})" for kind in kinds)), titles)
        starts = (f"{start}. {words.about}" for start in (title, page.name))
        about = _unused((words.about, *(shortened(text, LONGEST_DESCRIPTION) for text in starts)), descriptions)
        titles.add(title)
        descriptions.add(about)
        yield PageWords(title, about)


def _unused(texts: Iterable[str], used: set[str]) -> str:
    """Return the first text that is not used; the last one if all are."""
    text = ""
    for text in texts:
        if text not in used:
            break
    return text
