"""A plan as text: which files differ from what they should be, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat.text.counts import counted
from errcat.text.paths import display_path
from errcat.text.unified_diff import unified_diff
from errcat.text.visible import visible
from errcat.writing.planning import FileChange

MAX_DIFF_LINES = 60
"""How many lines of a file's diff people see."""


def listing(changes: Iterable[FileChange]) -> list[str]:
    """Return a line per file: what is wrong with it, and its name."""
    return [f"{change.kind:<8} {visible(display_path(change.path))}" for change in changes]


def diff(changes: Iterable[FileChange], max_lines: int | None = MAX_DIFF_LINES) -> list[str]:
    """Return a unified diff; for a file with more than `max_lines` lines, it says how many are left out."""
    lines: list[str] = []
    for change in changes:
        name = display_path(change.path)
        file_lines = list(_lines(change, name))
        if max_lines is not None and len(file_lines) > max_lines:
            rest = counted(len(file_lines) - max_lines, "more line")
            file_lines = [*file_lines[:max_lines], f"… and {rest} of {visible(name)}"]
        lines += file_lines
    return lines


def _lines(change: FileChange, name: str) -> Iterator[str]:
    before, after = _text(change.before), _text(change.after)
    if before is None or after is None:
        yield f"{visible(name)} isn't a text file: its content differs"
        return
    old = "/dev/null" if change.before is None else f"a/{name}"
    new = "/dev/null" if change.after is None else f"b/{name}"
    yield from unified_diff(before, after, old, new)


def _text(data: bytes | None) -> str | None:
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError:
        return None
