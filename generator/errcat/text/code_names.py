"""Names that programmers type, derived from codes, and headings derived from names.

The documented rule, in this order:

1. A code of capitals and digits keeps its words; in any other code, a capital after a lower-case letter or digit starts
a new word (`InvalidRequest`, `KMSInvalidState`).
2. Every run of characters other than A-Z, a-z, 0-9 and _ becomes a single `_`.
3. `_` at either end is removed.
4. Letters become capitals.
5. `E` precedes a leading digit.

`order.not_found` → `ORDER_NOT_FOUND`, `4001` → `E4001`, `ddl:1054` → `DDL_1054`, `""` → nothing.
"""

from __future__ import annotations

import re

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"[^A-Za-z0-9_]+")
_SIMPLE = re.compile(r"[A-Z][A-Z0-9_]*[A-Z0-9]")


def derive_name(code: str) -> str:
    """Return the name of a code; empty if the code has no letter or digit."""
    if _SIMPLE.fullmatch(code):
        return code
    name = _OTHER.sub("_", _separate_words(code)).strip("_").upper()
    return f"E{name}" if name[:1].isdigit() else name


def words_of(code: str) -> list[str]:
    """Return the words of a code in lower case: `OrderNotFound` → order, not, found."""
    return [word for word in _OTHER.sub("_", _separate_words(code)).lower().split("_") if word]


def humanised(name: str) -> str:
    """Spell a name as a heading: `ORDER_NOT_FOUND` → Order not found."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:].lower()


def _separate_words(code: str) -> str:
    return code if code.upper() == code else _WORD_START.sub("_", code)
