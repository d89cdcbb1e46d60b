"""Where errcat.toml is, and which files its paths and patterns match."""

from __future__ import annotations

import fnmatch
import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES, is_catalog_name
from errcat.text.paths import display_path

FILE_NAME = "errcat.toml"


def find_settings_file(start: Path) -> Path | None:
    """The errcat.toml in a folder, or in the nearest parent folder of the same repository."""
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        if (parent / FILE_NAME).is_file():
            return parent / FILE_NAME
        if (parent / ".git").exists():
            return None
    return None


def named_settings_file(name: str) -> Path:
    """The settings file that `--config` names."""
    file = Path(name)
    if not file.exists():
        raise RunError("path-not-found", path=name)
    return file


def catalog_paths(root: Path, patterns: Iterable[str]) -> list[str]:
    """The catalogs that match some patterns. A path without a file stays: opening it reports the mistake."""
    paths = [path for pattern in patterns for path in _matches(root, pattern) or [root / pattern]]
    return [display_path(path) for path in dict.fromkeys(paths)]


class CatalogPatterns:
    """The paths and patterns of errcat.toml, and which of them would match a file that doesn't exist yet."""

    def __init__(self, root: Path, patterns: Iterable[str]) -> None:
        root_parts = [*map(glob.escape, root.resolve().parts)]
        self._patterns = {pattern: Path(os.path.normpath(Path(*root_parts, pattern))).parts for pattern in patterns}
        self._folders: dict[Path, tuple[Path, str]] = {}

    def reads(self, file: Path) -> str:
        """The pattern that would make a file, or a folder above it, a catalog of the next run; empty if none would."""
        if file.parent not in self._folders:
            folder = file.parent.resolve()
            self._folders[file.parent] = (folder, self._new_folder(folder))
        folder, pattern = self._folders[file.parent]
        return pattern or (self._matching(folder / file.name) if is_catalog_name(PurePath(file.name)) else "")

    def catalog_of(self, file: Path) -> Path | None:
        """The file, or the folder above it, that is a catalog by a pattern, whether or not it exists; None without."""
        place = Path(os.path.normpath(file))
        return next((one for one in (*reversed(place.parents), place) if self._matching(one)), None)

    def _new_folder(self, folder: Path) -> str:
        """The pattern that matches a folder, or one above it, that doesn't exist yet.

        A folder that exists is a catalog already, or none.
        """
        new = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        return next(filter(None, map(self._matching, new)), "")

    def _matching(self, path: Path) -> str:
        if path.name.startswith("."):
            return ""
        return next((pattern for pattern, parts in self._patterns.items() if _fits(path.parts, parts)), "")


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path match the parts of a pattern. `**` matches any number of them."""
    if not pattern or not parts:
        return not parts and all(part == "**" for part in pattern)
    if pattern[0] == "**":
        return _fits(parts, pattern[1:]) or _fits(parts[1:], pattern)
    return fnmatch.fnmatch(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _matches(root: Path, pattern: str) -> list[Path]:
    """The files and folders that match a pattern, sorted."""
    if (root / pattern).exists():
        return [root / pattern]
    start = Path(Path(pattern).anchor) if Path(pattern).is_absolute() else root
    try:
        matches = sorted(start.glob(pattern[len(Path(pattern).anchor) :]))
    except (ValueError, NotImplementedError):  # pathlib doesn't support the pattern
        return []
    return [
        path for path in matches if not path.name.startswith(".") and (path.is_dir() or path.suffix in CATALOG_SUFFIXES)
    ]
