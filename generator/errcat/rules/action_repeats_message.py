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
    first_words = {action: _first_word(action) for action in {error.action for error in catalog.errors} if action}
    for error in catalog.errors:
        if not error.action or not _may_be_repeated(error, first_words[error.action]):
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


def _first_word(action: str) -> str:
    """Return the first word other than fillers."""
    return next((word[0] for word in _WORD.finditer(action.casefold()) if word[0] not in _FILLERS), "")


def _may_be_repeated(error: ErrorEntry, first: str) -> bool:
    """Cheap pre-check: whether the first word of the action also occurs in the message or the title."""
    message, title = error.message, error.title
    return (message is not None and first in message.casefold()) or (title is not None and first in title.casefold())


def _message_and_title(error: ErrorEntry) -> Iterator[tuple[str, str]]:
    if error.message is not None:
        yield "message", error.message
    if error.title is not None:
        yield "title", error.title


def _words(text: str) -> set[str]:
    """Return the words of a sentence, unordered and without filler words."""
    return {word for word in _WORD.findall(text.casefold()) if word not in _FILLERS}
