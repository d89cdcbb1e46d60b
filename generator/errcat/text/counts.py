"""Numbers with their nouns: `1 file`, `2 files`, `12,000 errors`."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """A number and its noun, which takes an `s` unless there is exactly one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
