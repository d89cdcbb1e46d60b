"""How names derive from codes: the words of a code, its name in programs, its page and its title.

Every target uses these names. The documented rule for the name in programs:

1. The words of a code are its letters and digits between other characters. A part in capitals is a single word. In any
   other part, a capital after a lower-case letter or digit starts a word, and so does the last capital before a
   lower-case letter: `InvalidRequest`, `KMSInvalidState` → KMS, Invalid, State.
2. An initialism keeps what belongs to it: the ending of a plural or a past form (`RowIDs` → Row, IDs; `GCed`), a
   version (`TLSv1`), and a single lower-case letter before it (`gRPC`). Words with capitals inside, such as `OAuth` and
   `GraphQL`, stay whole: `initialisms.py` lists them.
3. The name is the words in capitals, with `_` between them. Underscores inside a code stay as they are.
4. `E` precedes a leading digit.

`order.not_found` → `ORDER_NOT_FOUND`, `4001` → `E4001`, `ddl:1054` → `DDL_1054`, `""` → nothing.

A name is its own name: the rule doesn't change it. Its page is the name in lower case, with `-` between words. Its
title is the words of the code as a sentence. Titles spell initialisms (API key missing, OAuth token expired).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from errcat.text.initialisms import INITIALISMS, MIXED_CASE_WORDS, SPELLINGS
from errcat.text.lazy_pattern import lazy_pattern

_SIMPLE = lazy_pattern(r"[A-Z][A-Z0-9_]*[A-Z0-9]")
_PART = lazy_pattern(r"[A-Za-z0-9]+")
_OTHER = lazy_pattern(r"[^A-Za-z0-9_]+")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


# `URLIsInvalid` is URL, Is, Invalid. So the plural of capitals that end in A, I, U or V must be in the table: `APIs`.
_BEFORE_IS = [word for word in INITIALISMS if re.fullmatch("[A-Z]+[AIUV]", word)]
_PLURAL = rf"(?:[A-Z]+(?<![AIUV])|{_any_of(_BEFORE_IS)})s"
_DIGIT_FIRST = rf"(?:{_any_of(word for word in MIXED_CASE_WORDS if word[0].isdigit())})(?![a-z])"
_WORD = lazy_pattern(
    "|".join(
        [
            rf"(?:{_any_of(MIXED_CASE_WORDS)})[0-9]*(?![a-z])",
            r"Err(?:or)?F(?![A-Za-z0-9])",  # F for a message with a format, in NATS
            rf"[a-z]?(?=[A-Z]{{2}})(?:{_PLURAL}|[A-Z]+ed|[A-Z]+v[0-9]+)(?![a-z])",
            r"[a-z][A-Z]{2,}(?![a-z])[0-9]*",
            r"[A-Z]+(?![a-z])(?:[0-9][a-z0-9]*)?",
            rf"[A-Z]?[a-z](?:(?!{_DIGIT_FIRST})[a-z0-9])*",
            r"[0-9]+(?:[A-Z]+(?![a-z])[0-9]*|[a-z0-9]*)",
        ]
    )
)
_WRITTEN_INITIALISM = lazy_pattern(r"[a-z]?[A-Z]{2,5}(?:s|ed|v?[0-9]+)?")
_LOWER_CASE = lazy_pattern("[a-z]{2}")
_ABBREVIATED_ERROR = frozenset(["err", "errf", "errorf"])
_ERROR_WORDS = _ABBREVIATED_ERROR | {"error", "exception"}
_CLEAR_LENGTH = 3
"""The number of words from which a title is clear without `error`: API error, but Order not found."""


def derive_name(code: str) -> str:
    """Return the name of a code; empty if the code has no letter or digit."""
    if _SIMPLE.fullmatch(code):
        return code
    separated = _PART.sub(lambda part: "_".join(_split(part[0])), code)
    name = _OTHER.sub("_", separated).strip("_").upper()
    return f"E{name}" if name[:1].isdigit() else name


def words_of(code: str) -> list[str]:
    """Return the words of a code in lower case: `OrderNotFound` → order, not, found."""
    return [word.lower() for word in _words_of(code)]


def page_slug(name: str) -> str:
    """Return the last part of a page's address: `ORDER_NOT_FOUND` → order-not-found.

    Distinct names have distinct slugs.
    """
    return name.lower().replace("_", "-")


def title_of_error(name: str, code: str) -> str:
    """Return the title of an error that declares none: the words of its code, or of its name if that is not derived.

    `API_KEY_MISSING` → API key missing, `ErrRowIDsInvalidException` → Row IDs invalid, `server_error` → Server error.
    A code without letters is its own title.
    """
    source = code if derive_name(code) == name else name
    if name and re.search("[A-Za-z]", source) is None:
        return source
    words = _words_of(source)
    meaning = [word for word in words if word.lower() not in _ABBREVIATED_ERROR]
    while meaning and meaning[-1].lower() in _ERROR_WORDS:
        meaning.pop()
    if len(meaning) < len(words) and len(meaning) < _CLEAR_LENGTH:
        meaning.append("error")
    return _sentence(_written(word, source) for word in meaning)


def title_of_id(id: str) -> str:
    """Return the title of a category, group, type or guide that declares none: `api-keys` → API keys."""
    return _sentence(map(_spelled, _words_of(id)))


def phrase_of_id(id: str) -> str:
    """Return an id as words inside a sentence: `rate-limit` → rate limit, `api-keys` → API keys."""
    return " ".join(map(_spelled, _words_of(id)))


@lru_cache(maxsize=1024)
def capitalised(word: str) -> str:
    """Write a word of a name as a part of a class name: Order, Api, OAuth."""
    written = _spelled(word)
    is_mixed = written in MIXED_CASE_WORDS or written.rstrip("0123456789") in MIXED_CASE_WORDS
    return written if is_mixed and written[:1].isupper() else word.capitalize()


def _split(part: str) -> list[str]:
    """Return the words of letters and digits."""
    return [part] if part in (part.upper(), part.lower()) else _WORD.findall(part)


def _words_of(code: str) -> list[str]:
    return [word for part in _PART.findall(code) for word in _split(part)]


def _sentence(words: Iterable[str]) -> str:
    written = list(words)
    if written and written[0].islower():
        written[0] = written[0].capitalize()
    return " ".join(written)


def _written(word: str, code: str) -> str:
    """Return how people write a word of a code. A code with words in lower case shows itself what is an initialism."""
    if word.lower() in SPELLINGS:
        return SPELLINGS[word.lower()]
    is_number = word[:1].isdigit()  # 2202E
    return word if is_number or (_WRITTEN_INITIALISM.fullmatch(word) and _LOWER_CASE.search(code)) else _spelled(word)


@lru_cache(maxsize=1024)
def _spelled(word: str) -> str:
    """Return how people write a word: API, IDs, OAuth2, TLSv1, order."""
    lower = word.lower()
    letters = lower.rstrip("0123456789")
    digits = lower[len(letters) :]
    if lower in SPELLINGS:
        return SPELLINGS[lower]
    if digits and letters in SPELLINGS:
        return SPELLINGS[letters] + digits
    for ending in ("s", f"v{digits}"):
        stem = lower.removesuffix(ending).upper()
        if stem in INITIALISMS and len(stem) < len(lower) and (ending == "s" or digits):
            return stem + ending
    return lower
