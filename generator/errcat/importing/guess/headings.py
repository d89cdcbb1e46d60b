"""Headings, list items and terms that name an error: `404 Not Found`, `-1121 BAD_SYMBOL`, `card_declined`."""

from __future__ import annotations

import re
from typing import NamedTuple

from errcat.importing.guess.texts import plain, undecorated
from errcat.text.http_statuses import REASON_PHRASES

_STATUS = r"[1-5][0-9]{2}"
_STATUSES = re.compile(
    rf"(?:HTTP(?:/[0-9.]+)?\s+)?(?:status(?:\s+code)?\s+|error(?:\s+code)?\s+|code\s+)?"
    rf"({_STATUS}(?:\s*(?:,|/|and|or|&|\|)\s*{_STATUS})*)(?![0-9.])(?:\s*[-–—:]\s*|\s+|$)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_STATUS_AFTER = re.compile(
    rf"(.+?)\s*[(\[](?:HTTP\s+)?({_STATUS}(?:\s*[,/]\s*{_STATUS})*)[)\]]", re.IGNORECASE | re.DOTALL
)
_CODE_AFTER = re.compile(r"([A-Z][^`()\n]{2,80}?)\s*\(`([^`]+)`\)")
_SEPARATOR = re.compile(r"\s*(?:[:–—]|\s-|\s*\()\s*")
CODE = re.compile(
    r"(?=[^A-Z]*[A-Z])[A-Z0-9]+(?:[_.:-]+[A-Z0-9]+)+"  # SEAT_TAKEN, AB-101, 2FA_WAIT
    r"|[a-z][a-z0-9]*(?:[_.:/-]+[A-Za-z0-9]+)+"  # seat_taken, orders.not_found
    r"|[A-Z]{1,8}[-_]?[0-9]{2,10}[A-Z]?"  # E0308
    r"|[A-Z][A-Za-z0-9]*(?:Error|Exception|Err|Fault|Failure)F?"
    r"|[A-Za-z][A-Za-z0-9]*(?:[.:]+[A-Za-z0-9]*[A-Z][A-Za-z0-9]*)+"  # Db.Timeout, ddl:ErrX
    r"|(?:[a-z]+[A-Z]|[A-Z]+[a-z]+[A-Z])[A-Za-z0-9]*"  # seatTaken, SeatTaken
    r"|[A-Z][A-Z0-9]{3,}"  # DENIED
    r"|-?[0-9]{3,12}|-[0-9]{1,12}|0x[0-9A-Fa-f]+|[0-9][A-Z0-9]{4}"  # 10001, -1, 0x80, 22P02
    r"|[0-9]{1,4}(?:_[0-9]{1,6})+"
)
"""What is certainly a code and not a word of a sentence."""
_TOKEN = re.compile(r"[A-Za-z0-9_.:/#+-]*[A-Za-z0-9]")
_NUMBER = re.compile(r"-?[0-9]+")
_LEADING_WORD = re.compile(r"(?:error|code|err|fehler|erreur)\s*(?:code\s*)?[#:]?\s*(?=[-`A-Z0-9])", re.IGNORECASE)


class NamedError(NamedTuple):
    """What a heading says about an error."""

    code: str = ""
    statuses: tuple[int, ...] = ()
    title: str = ""
    name: str = ""
    """A second identifier: BAD_SYMBOL in `-1121 BAD_SYMBOL`."""
    is_phrase: bool = False
    """Whether the title is only the name of the HTTP status."""


def is_code(text: str) -> bool:
    """Whether a text is certainly a code."""
    return CODE.fullmatch(text) is not None


def is_token(text: str) -> bool:
    """Whether a text may be a code: a single word."""
    return len(text) <= 128 and _TOKEN.fullmatch(text) is not None


def statuses_in(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(number) for number in re.findall(_STATUS, text)))


def named_error(text: str) -> NamedError | None:
    """Return what a heading says about an error; None if it doesn't name one."""
    marked = undecorated(text)
    if not marked or len(marked) > 300:
        return None
    words = undecorated(plain(marked))
    if match := _STATUSES.fullmatch(words):
        return _with_status(match[1], match[2])
    if len(words.split()) <= 12 and (match := _STATUS_AFTER.fullmatch(words)):
        return _with_code_in_title(statuses_in(match[2]), match[1])
    if (after := _CODE_AFTER.fullmatch(marked)) and is_token(after[2]):
        return NamedError(after[2], title=undecorated(plain(after[1])))
    return _with_code(marked, words)


def _with_status(numbers: str, rest: str) -> NamedError:
    statuses = statuses_in(numbers)
    rest = rest.strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    parts = [part.strip() for part in re.split(r"\s+[-–—]\s*|\s*[–—]\s*|:\s+", rest, maxsplit=1)]
    if len(parts) == 2 and all(parts):
        phrase, title = parts
        if is_code(title):
            return NamedError(title, statuses, phrase if not _is_phrase(phrase, statuses) else "")
        if is_code(phrase) and not _is_phrase(phrase, statuses):
            return NamedError(phrase, statuses, title)
        return NamedError("", statuses, title if _is_phrase(phrase, statuses) else rest)
    if is_code(rest) and not rest.isdigit():
        return NamedError(rest, statuses)
    return NamedError("", statuses, rest, is_phrase=not rest or _is_phrase(rest, statuses))


def _with_code_in_title(statuses: tuple[int, ...], title: str) -> NamedError:
    title = title.strip()
    if is_code(title):
        return NamedError(title, statuses)
    inner = _with_code(title, title)
    if inner:
        return inner._replace(statuses=statuses)
    return NamedError("", statuses, title, is_phrase=_is_phrase(title, statuses))


def _with_code(marked: str, words: str) -> NamedError | None:
    ticked = re.match(r"`([^`]+)`\s*(.*)", marked, re.DOTALL)
    if ticked and is_token(ticked[1].strip()):
        rest = plain(ticked[2]).strip()
        separator = _SEPARATOR.match(rest)
        if not rest or separator:
            return _named(ticked[1].strip(), rest[separator.end() :] if separator else "")
        return None
    shortened = words[match.end() :] if (match := _LEADING_WORD.match(words)) else words
    if is_code(shortened) or (shortened != words and is_token(shortened)):
        return NamedError(shortened)
    first, _, rest = shortened.partition(" ")
    if first.isdigit() and is_code(rest) and not _NUMBER.fullmatch(rest):
        return NamedError(first, name=rest)
    first = first.rstrip(":")
    if rest and is_code(first) and not re.fullmatch(r"[a-z]+(?:-[a-z]+)+|(?:19|20)[0-9]{2}|[A-Z]{4,}", first):
        return _named(first, re.sub(r"^[:–—-]\s*", "", rest.strip()))
    return None


def _named(code: str, rest: str) -> NamedError:
    rest = rest.strip()
    if rest.endswith(")") and "(" not in rest:
        rest = rest[:-1].strip()
    if statuses := re.fullmatch(rf"(?:HTTP\s+)?({_STATUS})", rest):
        return NamedError(code, statuses_in(statuses[1]))
    if after := _STATUS_AFTER.fullmatch(rest):
        return NamedError(code, statuses_in(after[2]), after[1].strip())
    if _NUMBER.fullmatch(code) and is_code(rest) and not _NUMBER.fullmatch(rest):
        return NamedError(code, name=rest)
    if _NUMBER.fullmatch(rest):
        return NamedError(code, title="", name="")
    return NamedError(code, title=undecorated(rest))


def _is_phrase(text: str, statuses: tuple[int, ...]) -> bool:
    """Whether a text is the usual name of a status."""
    letters = re.sub(r"[^a-z]", "", text.lower())
    old = {413: "payloadtoolarge", 422: "unprocessableentity", 429: "ratelimitexceeded", 500: "internalerror"}
    return any(
        letters in (re.sub(r"[^a-z]", "", REASON_PHRASES.get(status, "").lower()), old.get(status))
        for status in statuses
    )
