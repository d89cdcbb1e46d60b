"""A plan in words: which files are not as they should be, and how they differ."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from errcat.text.visible import visible
from errcat.writing.planning import FileChange

MOST_LINES = 60
"""How many lines of one file's difference are shown to people."""


def listing(changes: Iterable[FileChange], shown: Callable[[Path], str]) -> list[str]:
    """A line a file: what is wrong with it, and its name."""
    return [f"{change.kind:<8} {visible(shown(change.path))}" for change in changes]


def diff(changes: Iterable[FileChange], shown: Callable[[Path], str], most: int | None = MOST_LINES) -> list[str]:
    """The lines of a unified diff; of a file with more than `most`, it says how many are left out."""
    lines: list[str] = []
    for change in changes:
        found = list(_lines(change, shown(change.path)))
        if most is not None and len(found) > most:
            found = [*found[:most], f"… and {len(found) - most} lines more of {visible(shown(change.path))}"]
        lines += found
    return lines


def _lines(change: FileChange, name: str) -> Iterator[str]:
    before, after = _text(change.before), _text(change.after)
    if before is None or after is None:
        yield f"{visible(name)} isn't text: its {len(change.before or b'')} bytes differ"
        return
    old = "/dev/null" if change.before is None else f"a/{name}"
    new = "/dev/null" if change.after is None else f"b/{name}"
    for line in difflib.unified_diff(before.split("\n"), after.split("\n"), old, new, lineterm=""):
        yield visible(line.removesuffix("\r"))


def _text(data: bytes | None) -> str | None:
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError:
        return None
