"""Quotes and brackets: where they close, and which do not."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS = {"[": "]", "{": "}"}
_MOST_TRIED = 200
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']|'')*+'")
_NEXT = re.compile(r"""[\[\]{}]|(?<![^\s\[{,:])["']|(?<=\s)#[^\n]*""")


def closing_quote(text: str, start: int, limit: int | None = None) -> int | None:
    """The offset behind the quote that closes the one at an offset; None where none does."""
    pattern = _DOUBLE if text[start] == '"' else _SINGLE
    match = pattern.match(text, start, len(text) if limit is None else limit)
    return match.end() if match else None


@dataclass(frozen=True, slots=True)
class Brackets:
    """What reading a text from a bracket on finds."""

    end: int | None
    """Behind the bracket that closes the first one; None where none does."""
    still_open: tuple[int, ...]
    """The offsets of those that nothing closes."""
    wrong: int | None = None
    """The offset of a bracket that closes another kind than the one that is open."""


def brackets(text: str, start: int, limit: int | None = None) -> Brackets:
    """Follow brackets from the one at an offset on."""
    limit = len(text) if limit is None else limit
    open_at: list[int] = []
    at = start
    while match := _NEXT.search(text, at, limit):
        sign = match.group()[0]
        at = match.end()
        if sign in PAIRS:
            open_at.append(match.start())
        elif sign in ("]", "}"):
            if PAIRS[text[open_at[-1]]] != sign:
                return Brackets(None, tuple(open_at), match.start())
            open_at.pop()
            if not open_at:
                return Brackets(at, ())
        elif sign in ("'", '"'):
            end = closing_quote(text, match.start(), limit)
            if end is None:
                break
            at = end
    return Brackets(None, tuple(open_at))


def closing(text: str, start: int) -> int | None:
    """The offset behind what closes the quote or the bracket at an offset."""
    return closing_quote(text, start) if text[start] in "'\"" else brackets(text, start).end


def innermost_open(text: str) -> int | None:
    """The offset of the last bracket of a text that nothing in it closes."""
    at = len(text)
    for _attempt in range(_MOST_TRIED):
        at = max(text.rfind("[", 0, at), text.rfind("{", 0, at))
        if at < 0 or brackets(text, at).end is None:
            break
    return at if at >= 0 else None
