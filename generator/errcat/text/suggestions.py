"""Did you mean …? A noun: it imports nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable

MOST_KNOWN = 8


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that somebody most likely meant; empty where none is near."""
    if len(word) > 64:  # nobody means another word by that, and comparing takes long
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 — slow to load, and most catalogs have no such slip

    words = {item.casefold(): item for item in known if len(item) <= 64}
    found = get_close_matches(word.casefold(), words, n=1, cutoff=0.68)
    return words[found[0]] if found else ""


def listed(words: Iterable[str]) -> str:
    """Some words for a sentence: a, b, c and 4 more."""
    every = [repr_of(word) for word in words]
    if len(every) > MOST_KNOWN + 1:
        return ", ".join(every[:MOST_KNOWN]) + f" and {len(every) - MOST_KNOWN} more"
    return ", ".join(every)


def repr_of(word: str) -> str:
    return word if word and word == word.strip() else f'"{word}"'
