"""What an unquoted YAML scalar is: text, another value, or something that parsers read differently.

`events` calls this for every plain scalar, so it must be fast. A scalar that parsers read differently is never
converted: it becomes `Ambiguous` and leads to a finding.
"""

from __future__ import annotations

from typing import Self

from errcat.text.yaml_scalars import AMBIGUOUS_WORDS, FLOAT, INTEGER, NUMBER_START, WORDS, number_meaning


class Ambiguous(str):
    """The text of a scalar that parsers read differently. It remains text, and the reader reports it."""

    __slots__ = ("meaning",)
    meaning: str

    def __new__(cls, text: str, meaning: str) -> Self:
        self = super().__new__(cls, text)
        self.meaning = meaning
        return self


def resolve(text: str) -> object:
    """Return the value of an unquoted scalar."""
    if text in WORDS:
        return WORDS[text]
    if text in AMBIGUOUS_WORDS:
        return Ambiguous(text, AMBIGUOUS_WORDS[text])
    if text[0] not in NUMBER_START:
        return text
    return _number_or_text(text)


def _number_or_text(text: str) -> object:
    if INTEGER.fullmatch(text):
        return int(text)
    if FLOAT.fullmatch(text):
        return float(text)
    meaning = number_meaning(text)
    return Ambiguous(text, meaning) if meaning else text
