"""Suggestions for misspelled words, and lists of words for sentences."""

from __future__ import annotations

from collections.abc import Iterable

MAX_LISTED = 8


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that the writer most likely meant; empty if none is similar."""
    if len(word) > 64:  # too long for a misspelled word, and slow to compare
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 — slow to load, and most catalogs need no suggestion

    words = {item.casefold(): item for item in known if len(item) <= 64}
    matches = get_close_matches(word.casefold(), words, n=1, cutoff=0.68)
    return words[matches[0]] if matches else ""


def listed(words: Iterable[str]) -> str:
    """List words for a sentence: a, b, c and 4 more."""
    shown = [repr_of(word) for word in words]
    if len(shown) > MAX_LISTED + 1:
        return ", ".join(shown[:MAX_LISTED]) + f" and {len(shown) - MAX_LISTED} more"
    return ", ".join(shown)


def repr_of(word: str) -> str:
    return word if word and word == word.strip() else f'"{word}"'
