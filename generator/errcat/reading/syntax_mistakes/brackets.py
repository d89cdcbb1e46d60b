"""Quotes and brackets: where they close, and which ones do not."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS = {"[": "]", "{": "}"}
_MAX_TRIES = 200
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']|'')*+'")
_NEXT = re.compile(r"""[\[\]{}]|(?<![^\s\[{,:])["']|(?<=\s)#[^\n]*""")


def closing_quote(text: str, start: int, limit: int | None = None) -> int | None:
    """Return the offset after the quote that closes the quote at an offset, or None."""
    pattern = _DOUBLE if text[start] == '"' else _SINGLE
    match = pattern.match(text, start, len(text) if limit is None else limit)
    return match.end() if match else None


@dataclass(frozen=True, slots=True)
class BracketScan:
    """The result of following brackets from an opening bracket."""

    end: int | None
    """The offset after the bracket that closes the first bracket, or None."""
    still_open: tuple[int, ...]
    """The offsets of brackets that nothing closes."""
    mismatch: int | None = None
    """The offset of a closing bracket that does not match the open bracket."""


def scan_brackets(text: str, start: int, limit: int | None = None) -> BracketScan:
    """Follow brackets from the bracket at an offset."""
    limit = len(text) if limit is None else limit
    open_offsets: list[int] = []
    offset = start
    while match := _NEXT.search(text, offset, limit):
        sign = match.group()[0]
        offset = match.end()
        if sign in PAIRS:
            open_offsets.append(match.start())
        elif sign in ("]", "}"):
            if PAIRS[text[open_offsets[-1]]] != sign:
                return BracketScan(None, tuple(open_offsets), match.start())
            open_offsets.pop()
            if not open_offsets:
                return BracketScan(offset, ())
        elif sign in ("'", '"'):
            end = closing_quote(text, match.start(), limit)
            if end is None:
                break
            offset = end
    return BracketScan(None, tuple(open_offsets))


def closing_offset(text: str, start: int) -> int | None:
    """Return the offset after what closes the quote or bracket at an offset."""
    return closing_quote(text, start) if text[start] in "'\"" else scan_brackets(text, start).end


def innermost_open(text: str) -> int | None:
    """Return the offset of the last bracket in a text that nothing closes."""
    offset = len(text)
    for _attempt in range(_MAX_TRIES):
        offset = max(text.rfind("[", 0, offset), text.rfind("{", 0, offset))
        if offset < 0 or scan_brackets(text, offset).end is None:
            break
    return offset if offset >= 0 else None
