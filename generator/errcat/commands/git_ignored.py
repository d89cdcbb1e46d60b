"""The files and folders that Git ignores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from errcat.errors import RunError
from errcat.history.repository import repository_of


def ignored_paths() -> Callable[[Path], bool]:
    """Return a function that says whether Git ignores a path. Without Git, it ignores nothing.

    Git lists the ignored paths once, and a folder in place of all files in it. It runs no hooks.
    """
    ignored: dict[Path, frozenset[Path]] = {}

    def is_ignored(path: Path) -> bool:
        top = _top_of(path.parent, tops)
        if top is None:
            return False
        if top not in ignored:
            ignored[top] = _listed(top)
        return path in ignored[top]

    tops: dict[Path, Path | None] = {}
    return is_ignored


def _top_of(folder: Path, tops: dict[Path, Path | None]) -> Path | None:
    """Return the top of the repository around a folder."""
    if folder not in tops:
        if (folder / ".git").exists():
            tops[folder] = folder
        else:
            tops[folder] = _top_of(folder.parent, tops) if folder != folder.parent else None
    return tops[folder]


def _listed(top: Path) -> frozenset[Path]:
    try:
        repository = repository_of(top)
        listing = (
            repository.answer("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
            if repository
            else None
        )
    except RunError:  # Git is missing, or can't read the repository
        return frozenset()
    return frozenset(top / name.rstrip("/") for name in (listing or "").split("\0") if name)
