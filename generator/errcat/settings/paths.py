"""Where errcat.toml is, and which files the paths in it mean."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from errcat.errors import RunError
from errcat.source import CATALOG_SUFFIXES

FILE_NAME = "errcat.toml"


def find(start: Path) -> Path | None:
    """The errcat.toml of a folder, or of the nearest one above it."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        if (place / ".git").exists():
            return None
    return None


def given(name: str) -> Path:
    """The settings file that somebody named."""
    file = Path(name)
    if not file.exists():
        raise RunError("path-not-found", path=name)
    return file


def catalog_paths(root: Path, patterns: Iterable[str]) -> list[str]:
    """The catalogs that some patterns mean; a name that leads nowhere stays, for whoever opens it to say so."""
    found = [path for pattern in patterns for path in _matches(root, pattern) or [root / pattern]]
    return [shown(path) for path in dict.fromkeys(found)]


def shown(path: Path) -> str:
    """A file's name, as somebody in the current folder would write it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _matches(root: Path, pattern: str) -> list[Path]:
    """The files and folders that a pattern means, in order."""
    if (root / pattern).exists():
        return [root / pattern]
    start = Path(Path(pattern).anchor) if Path(pattern).is_absolute() else root
    try:
        found = sorted(start.glob(pattern[len(Path(pattern).anchor) :]))
    except (ValueError, NotImplementedError):  # a pattern that pathlib does not know
        return []
    return [
        path for path in found if not path.name.startswith(".") and (path.is_dir() or path.suffix in CATALOG_SUFFIXES)
    ]
