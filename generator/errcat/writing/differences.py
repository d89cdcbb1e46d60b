"""A plan in words: which files are out of date, and how they would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat.text.counts import counted
from errcat.text.paths import display_path
from errcat.text.unified_diff import unified_diff
from errcat.text.visible import visible
from errcat.writing.planning import FileChange

MOST_LINES = 60
"""How many lines of one file's difference are shown to people."""


def listing(changes: Iterable[FileChange]) -> list[str]:
    """A line for each file: what is wrong with it, and its name."""
    return [f"{change.kind:<8} {visible(display_path(change.path))}" for change in changes]


def diff(changes: Iterable[FileChange], most: int | None = MOST_LINES) -> list[str]:
    """The lines of a unified diff; of a file with more than `most`, it says how many are left out."""
    lines: list[str] = []
    for change in changes:
        name = display_path(change.path)
        differences = list(_lines(change, name))
        if most is not None and len(differences) > most:
            rest = counted(len(differences) - most, "more line")
            differences = [*differences[:most], f"… and {rest} of {visible(name)}"]
        lines += differences
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
