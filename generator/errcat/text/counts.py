"""Numbers with their nouns: `1 file`, `2 files`, `12,000 errors`."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number and its noun."""
    return f"{number:,} {plural(number, noun)}"


def plural(number: float, noun: str) -> str:
    """Return a noun, with an `s` unless the number is 1."""
    return noun if number == 1 else f"{noun}s"
