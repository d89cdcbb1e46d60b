"""What an unquoted YAML scalar is: text, a value, or something on which parsers disagree.

Reading, second step of two: called by `events` for every plain scalar, so it is written to be fast.
A scalar that YAML 1.1 and YAML 1.2 read differently is never converted: it is `Ambiguous`, and a finding.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Self

WORDS = MappingProxyType(
    {
        **dict.fromkeys(("", "~", "null", "Null", "NULL")),
        **dict.fromkeys(("true", "True", "TRUE"), True),
        **dict.fromkeys(("false", "False", "FALSE"), False),
    }
)
"""Words that mean the same value in every parser."""

AMBIGUOUS_WORDS = MappingProxyType(
    {
        spelling: meaning
        for words, meaning in ((("yes", "on"), "true"), (("no", "off"), "false"))
        for word in words
        for spelling in (word, word.title(), word.upper())
    }
    | {"<<": "a merge key", "=": "a default value"}
)
"""Words that some parsers read as something else than text, with what they read."""

# At most fifteen digits: a longer number loses its last ones in every parser that knows only doubles.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}(?:[eE][-+][0-9]{1,3})?")
_NUMBERS = (
    # (what it looks like, what a parser makes of it)
    (re.compile(r"[-+]?0[0-7_]*[0-7]"), "an octal number"),
    (re.compile(r"[-+]?0o[0-7_]+"), "an octal number"),
    (re.compile(r"[-+]?0x[0-9a-fA-F_]+"), "a hexadecimal number"),
    (re.compile(r"[-+]?0b[01_]+"), "a binary number"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "a number in base 60"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t][0-9:. \tZz+-]*)?"), "a date"),
    (re.compile(r"[-+]?[0-9][0-9_]*"), "a number"),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][-+]?[0-9]+)?"), "a number"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "a number"),
)
_DIGIT = re.compile(r"[0-9]|\.(?:inf|nan)", re.IGNORECASE)
_NUMBER_START = frozenset("0123456789-+.")


class Ambiguous(str):
    """The text of a scalar on which parsers disagree. It goes on as text; the reader tells of it."""

    __slots__ = ("meaning",)
    meaning: str

    def __new__(cls, text: str, meaning: str) -> Self:
        self = super().__new__(cls, text)
        self.meaning = meaning
        return self


def resolve(text: str) -> object:
    """The value of an unquoted scalar."""
    if text in WORDS:
        return WORDS[text]
    if text in AMBIGUOUS_WORDS:
        return Ambiguous(text, AMBIGUOUS_WORDS[text])
    if text[0] not in _NUMBER_START:
        return text
    return _number_or_text(text)


def _number_or_text(text: str) -> object:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if len(text) > 40:
        # Nothing that long is a number or a date, but for a row of digits.
        return Ambiguous(text, "a number") if text.lstrip("+-").isdigit() and text.isascii() else text
    if _DIGIT.search(text):
        for pattern, meaning in _NUMBERS:
            if pattern.fullmatch(text):
                return Ambiguous(text, meaning)
    return text
