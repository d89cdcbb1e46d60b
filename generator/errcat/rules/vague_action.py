"""vague-action: an action that would fit any error, so it helps with none."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern

MAX_LENGTH = 80
"""Longer texts are specific enough."""

# Entire actions by what they tell the reader to do, in lower case and without filler words and punctuation.
_PHRASES = {
    "support": (
        "contact support", "contact customer support", "contact technical support", "contact customer service",
        "contact us", "contact administrator", "contact admin", "contact system administrator", "contact developer",
        "contact developers", "contact vendor", "call support", "ask support", "ask for help",
        "get help", "get in touch", "get in touch with us", "get in touch with support", "reach out to support",
        "reach out to us", "open support ticket", "open ticket", "raise ticket", "create ticket", "email support",
        "talk to support", "report", "report issue", "report problem", "report error",
    ),
    "retry": (
        "try again", "try again later", "try later", "try once more", "try request again", "try again in while",
        "retry", "retry later", "retry again", "retry request", "retry request later", "repeat", "repeat request",
        "resend", "do again",
    ),
    "docs": (
        "check docs", "check documentation", "check api documentation", "check api docs", "check manual", "see docs",
        "see documentation", "see api documentation", "see api docs", "see manual", "read docs", "read documentation",
        "read api documentation", "read manual", "refer to docs", "refer to documentation",
        "refer to api documentation", "consult docs", "consult documentation", "consult api documentation",
        "visit documentation", "look at docs", "rtfm",
    ),
    "elsewhere": (
        "see above", "see below", "as above", "same as above", "as before", "see message", "see error message",
        "read error message", "check error message", "check message", "see description", "see details", "see error",
        "see response", "check response", "check error", "check errors", "see message details", "ditto",
    ),
    "nothing": (
        "none", "no", "nothing", "no action", "no action needed", "no action required", "no action necessary",
        "not applicable", "na", "nothing to do", "none required", "none needed", "none necessary", "no need to act",
        "no need to do anything", "no steps required", "no steps needed", "no further action",
    ),
    "": (
        "not available", "unknown", "empty", "null", "nil",
        "fix", "fix error", "fix problem", "fix issue", "fix request", "fix input", "correct", "correct error",
        "correct request", "check request", "check input", "check parameters", "handle error", "handle", "debug",
        "investigate", "solve", "resolve", "resolve issue", "resolve error", "resolve problem", "error",
        "error occurred", "something went wrong", "ok", "action",
    ),
}  # fmt: skip
_KINDS = {phrase: kind for kind, phrases in _PHRASES.items() for phrase in phrases}
_FILLERS = frozenset(
    """please just simply kindly the a an our your this that it its for more further details information info help
    assistance about team some and""".split()  # noqa: SIM905 (a list of quoted words is harder to read)
)
_VOCABULARY = frozenset(word for phrase in _KINDS for word in phrase.split()) | _FILLERS
_NO_LETTERS = lazy_pattern(r"[^\w\s]|_")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    kinds = {action: _kind(action) for action in {error.action for error in catalog.errors} if action is not None}
    if any(kind is not None for kind in kinds.values()):
        for error in catalog.errors:
            if error.action is not None and len(error.action) <= MAX_LENGTH and error.severity != "success":
                yield from _problems(error.at, error.action, kinds[error.action], needs_action=_needs_action(error))
    for category in catalog.categories.values():
        if category.at is not None and category.action is not None and category.id != "success":
            yield from _problems(category.at, category.action, _kind(category.action), needs_action=True)
    for note in catalog.statuses:
        if note.action is not None and any(status >= 400 for status in note.status):
            yield from _problems(note.at, note.action, _kind(note.action), needs_action=True)


def _needs_action(error: ErrorEntry) -> bool:
    """Whether it would be wrong to say that there is nothing to do."""
    return error.severity == "error" and error.category != "success"


def _problems(owner: Place, action: str, kind: str | None, *, needs_action: bool) -> Iterator[Problem]:
    if kind is not None and (kind != "nothing" or needs_action):
        yield Problem("vague-action", owner / "action", {"action": action}, help=kind)


def _kind(action: str) -> str | None:
    """Return what a vague action tells the reader to do, as a key of _PHRASES; None if it is not vague."""
    words = action.casefold().split()
    if any(word.isalnum() and word not in _VOCABULARY for word in words):
        return None  # a word that occurs in no phrase
    words = _NO_LETTERS.sub("", action.casefold()).split()
    if not action.strip():
        return None  # empty-text reports it
    phrase = " ".join(word for word in words if word not in _FILLERS)
    kind = _KINDS.get(phrase) if words else ""
    return _KINDS.get(" ".join(words)) if kind is None else kind
