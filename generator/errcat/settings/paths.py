"""Where errcat.toml is, and which files the paths in it mean."""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES, is_catalog_name

FILE_NAME = "errcat.toml"


def find_settings_file(start: Path) -> Path | None:
    """The errcat.toml of a folder, or of the nearest one above it."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
        if (place / ".git").exists():
            return None
    return None


def named_settings_file(name: str) -> Path:
    """The settings file that somebody named."""
    file = Path(name)
    if not file.exists():
        raise RunError("path-not-found", path=name)
    return file


def catalog_paths(root: Path, patterns: Iterable[str]) -> list[str]:
    """The catalogs that some patterns mean; a name that leads nowhere stays, for whoever opens it to say so."""
    found = [path for pattern in patterns for path in _matches(root, pattern) or [root / pattern]]
    return [shown(path) for path in dict.fromkeys(found)]


class CatalogPatterns:
    """The paths and patterns of errcat.toml, and what they would mean if a file was there that is not there yet."""

    def __init__(self, root: Path, patterns: Iterable[str]) -> None:
        here = [*map(glob.escape, root.resolve().parts)]
        self._patterns = {pattern: Path(os.path.normpath(Path(*here, pattern))).parts for pattern in patterns}
        self._folders: dict[Path, tuple[Path, str]] = {}

    def reads(self, file: Path) -> str:
        """The pattern by which the next run would take a file, or a folder that it is in, for a catalog."""
        if file.parent not in self._folders:
            folder = file.parent.resolve()
            self._folders[file.parent] = (folder, self._new_folder(folder))
        folder, pattern = self._folders[file.parent]
        return pattern or (self._matching(folder / file.name) if is_catalog_name(PurePath(file.name)) else "")

    def _new_folder(self, folder: Path) -> str:
        """The pattern that a folder matches which is not there yet, or one that it is in; the others are known."""
        new = [one for one in (folder, *folder.parents) if not one.exists()]
        return next(filter(None, map(self._matching, new)), "")

    def _matching(self, path: Path) -> str:
        if path.name.startswith("."):
            return ""
        return next((one for one, parts in self._patterns.items() if _fits(path.parts, parts)), "")


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern or not parts:
        return not parts and all(part == "**" for part in pattern)
    if pattern[0] == "**":
        return _fits(parts, pattern[1:]) or _fits(parts[1:], pattern)
    return fnmatch.fnmatch(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


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
