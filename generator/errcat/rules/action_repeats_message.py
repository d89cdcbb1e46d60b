"""action-repeats-message: the action repeats what happened instead of saying what to do."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern

MIN_WORDS = 2
"""A single word in common is a coincidence."""

_WORD = lazy_pattern(r"[^\W_]+")
_FILLERS = frozenset(
    """the a an is are was were be been has have had this that your you provided given please it its of for to in on
    with by and or error""".split()  # noqa: SIM905 (a list of quoted words is harder to read)
)


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if error.action is None or not _may_be_repeated(error):
            continue
        words = _words(error.action)
        if len(words) < MIN_WORDS:
            continue
        for field, text in _message_and_title(error):
            if _words(text) == words:
                yield Problem(
                    "action-repeats-message",
                    error.at / "action",
                    {"field": field, "text": text},
                    related=(error.at / field,),
                )
                break


def _may_be_repeated(error: ErrorEntry) -> bool:
    """Cheap pre-check: whether the first word of the action also occurs in the message or the title."""
    action = error.action.casefold() if error.action else ""
    first = next((word[0] for word in _WORD.finditer(action) if word[0] not in _FILLERS), "")
    return any(first in text.casefold() for text in (error.message, error.title) if text is not None)


def _message_and_title(error: ErrorEntry) -> Iterator[tuple[str, str]]:
    if error.message is not None:
        yield "message", error.message
    if error.title is not None:
        yield "title", error.title


def _words(text: str) -> set[str]:
    """Return the words of a sentence, unordered and without filler words."""
    return {word for word in _WORD.findall(text.casefold()) if word not in _FILLERS}
