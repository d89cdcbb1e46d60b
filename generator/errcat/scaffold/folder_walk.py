"""The files in and near the top of a folder, within bounds: a home folder takes no longer than a project."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError

MAX_DEPTH = 10
"""How many folders deep errcat looks."""
MAX_ENTRIES = 5_000
"""How many files and folders errcat looks at."""
MAX_ENTRIES_PER_FOLDER = 1_000
MAX_FILES_READ = 500
"""How many files errcat opens to look at their first lines."""
HEAD_BYTES = 64_000
"""How much of a file errcat looks at."""
_SKIPPED = frozenset([
    "__pycache__", "bin", "build", "dist", "env", "generated", "node_modules", "obj", "out", "site-packages", "target",
    "test", "tests", "third_party", "vendor", "venv",
])  # fmt: skip
"""Folders with files that nobody wrote for this project, or that only test it."""


def files_near(folder: Path) -> Iterator[str]:
    """Yield the files of a folder, the nearest first, as relative paths. Hidden files and links are left out."""
    level = [""]
    left = MAX_ENTRIES
    for _depth in range(MAX_DEPTH):
        below: list[str] = []
        for here in level:
            if left <= 0:
                return
            entries = _entries(folder / here, min(left, MAX_ENTRIES_PER_FOLDER))
            left -= len(entries)
            for name, is_folder in entries:
                path = f"{here}/{name}" if here else name
                if not is_folder:
                    yield path
                elif name.lower() not in _SKIPPED:
                    below.append(path)
        level = below


def first_lines(folder: Path, files: Iterable[str], suffixes: Iterable[str]) -> dict[str, str]:
    """Return the first lines of text files with some suffixes, by their paths."""
    ends = tuple(suffixes)
    chosen = islice((path for path in files if path.lower().endswith(ends)), MAX_FILES_READ)
    heads = ((path, _head(folder / path)) for path in chosen)
    return {path: head for path, head in heads if head is not None}


def _head(file: Path) -> str | None:
    """Return the first lines of a file; None if it isn't text, or can't be read."""
    try:
        with plain_files.opened(file, os.O_RDONLY) as handle, os.fdopen(handle, "rb", closefd=False) as data:
            start = data.read(HEAD_BYTES)
    except (OSError, RunError):
        return None
    if b"\0" in start:
        return None
    return start.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


def _entries(folder: Path, most: int) -> list[tuple[str, bool]]:
    """Return the plain files and folders in a folder, sorted. A folder that can't be read has none."""
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in islice(entries, most) if not entry.name.startswith(".")]
            return sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in visible
                if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
            )
    except OSError:
        return []
