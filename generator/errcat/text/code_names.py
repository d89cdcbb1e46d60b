"""From a code to the name that programmers type, and from a name to words. A noun: it imports nothing of ours.

The one documented rule, in this order:

1. A code of capitals and digits keeps its words; in any other, a capital after a small letter or digit
   starts a new one (`InvalidRequest`, `KMSInvalidState`).
2. Every run of characters other than A-Z, a-z, 0-9 and _ becomes one `_`.
3. `_` at either end goes.
4. Capitals.
5. `E` goes before a leading digit.

`order.not_found` → `ORDER_NOT_FOUND`, `4001` → `E4001`, `ddl:1054` → `DDL_1054`, `""` → nothing.
"""

from __future__ import annotations

import re

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^A-Za-z0-9_]+")
_SIMPLE = re.compile(r"[A-Z][A-Z0-9_]*[A-Z0-9]")


def derive_name(code: str) -> str:
    """The name of a code; empty where nothing is left to make one of."""
    if _SIMPLE.fullmatch(code):
        return code
    name = _OTHER.sub("_", _with_words_apart(code)).strip("_").upper()
    return f"E{name}" if name[:1].isdigit() else name


def words_of(code: str) -> list[str]:
    """The words of a code, in small letters: `OrderNotFound` → order, not, found."""
    return [word for word in _OTHER.sub("_", _with_words_apart(code)).lower().split("_") if word]


def humanised(name: str) -> str:
    """A name in words, for a heading: `ORDER_NOT_FOUND` → Order not found."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:].lower()


def _with_words_apart(code: str) -> str:
    return code if code.upper() == code else _WORD_START.sub("_", code)
