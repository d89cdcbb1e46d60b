"""Paths of values, spelled as people write them."""

from __future__ import annotations

from collections.abc import Iterable

from errcat.findings.finding import PathStep
from errcat.text.lazy_pattern import lazy_pattern

_PLAIN_KEY = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_-]*")
MAX_SHOWN = 80
"""The longest value that a sentence repeats, in characters."""


def path_text(path: Iterable[PathStep]) -> str:
    """Spell a path as people write it: errors[3].message."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{shorten(step)!r}]"
    return text


def shorten(text: str) -> str:
    """Cut a value so that it fits into a sentence."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
