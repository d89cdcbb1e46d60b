"""A plan as text: which files differ from what they should be, and how."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from errcat.text.visible import visible
from errcat.writing.planning import FileChange

MAX_DIFF_LINES = 60
"""How many lines of a file's diff people see."""


def listing(changes: Iterable[FileChange], display_name: Callable[[Path], str]) -> list[str]:
    """Return a line per file: what is wrong with it, and its name."""
    return [f"{change.kind:<8} {visible(display_name(change.path))}" for change in changes]


def diff(
    changes: Iterable[FileChange], display_name: Callable[[Path], str], max_lines: int | None = MAX_DIFF_LINES
) -> list[str]:
    """Return a unified diff; for a file with more than `max_lines` lines, it says how many are left out."""
    lines: list[str] = []
    for change in changes:
        file_lines = list(_lines(change, display_name(change.path)))
        if max_lines is not None and len(file_lines) > max_lines:
            file_lines = [
                *file_lines[:max_lines],
                f"… and {len(file_lines) - max_lines} lines more of {visible(display_name(change.path))}",
            ]
        lines += file_lines
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
