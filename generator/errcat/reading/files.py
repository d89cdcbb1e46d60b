"""The files of a catalog, and their bytes.

A catalog is a single file, or a folder whose YAML files are read together in path order.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from errcat import plain_files
from errcat.errors import RunError
from errcat.findings.source import CATALOG_SUFFIXES, is_catalog_name
from errcat.text.suggestions import closest

STDIN = "-"
MAX_BYTES = 50 * 1024 * 1024
"""The largest file that errcat reads. 50,000 long entries fit; a larger file is not a catalog."""


def catalog_files(path: str) -> list[Path]:
    """Return the files of the catalog at a path."""
    if not path:  # an unset variable of a script, which Path would take for the current folder
        raise RunError("path-not-found", path="")
    location = Path(path)
    if location.is_dir():
        files = [file for file in _candidate_files(location) if file.is_file()]
        if not files:
            raise RunError("no-catalog-files", path=path, suffixes=", ".join(CATALOG_SUFFIXES))
        return files
    if not location.exists():
        raise _not_found(path, location)
    if not location.is_file():
        raise RunError("not-a-file", path=path)
    return [location]


class CatalogLocation:
    """The file or folder of a catalog, including files that do not exist yet."""

    def __init__(self, path: str) -> None:
        self.path = path
        location = Path(path)
        self._location = location.resolve()
        self._is_folder = location.is_dir()
        links = [file for file in _candidate_files(location) if file.is_symlink()] if self._is_folder else []
        self._linked = {file.resolve() for file in links}
        self._relative_folders: dict[Path, PurePath | None] = {}

    def reads(self, file: Path) -> bool:
        """Whether the catalog would include a file at this path."""
        if not self._is_folder:
            return _is_same(self._location, file)
        if self._linked and file.resolve() in self._linked:
            return True
        if not is_catalog_name(PurePath(file.name)):
            return False
        relative_folder = self._relative_folder(file.parent)
        return relative_folder is not None and is_catalog_name(relative_folder / file.name)

    def _relative_folder(self, folder: Path) -> PurePath | None:
        """Return a folder's path below the catalog's folder, or None if it is elsewhere."""
        if folder not in self._relative_folders:
            location = folder.resolve()
            parents = (location, *location.parents)
            root = next((parent for parent in parents if _is_same(self._location, parent)), None)
            self._relative_folders[folder] = PurePath(location.relative_to(root)) if root else None
        return self._relative_folders[folder]


def _candidate_files(folder: Path) -> list[Path]:
    """Return the paths in a folder with the name of a catalog file, in order. Linked folders are skipped."""
    files = [file for file in folder.rglob("*") if is_catalog_name(file.relative_to(folder))]
    return sorted(files, key=lambda file: file.relative_to(folder).as_posix())


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to the same file, even if they differ in case."""
    try:
        return path == other or path.samefile(other)
    except OSError:  # one of them does not exist
        return False


def read_bytes(file: Path, name: str) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise RunError("file-too-large", path=name, size=_megabytes(size), limit=_megabytes(MAX_BYTES))
        data = plain_files.read(file.resolve())  # follow a link to its target, which must be a file
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    if data is None:
        raise RunError("path-not-found", path=name)
    return data


def read_stdin() -> bytes:
    if sys.stdin is None:  # the shell closed it: <&-
        raise RunError("cannot-read", path="standard input", reason="it is closed")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = _megabytes(MAX_BYTES)
        raise RunError("file-too-large", path="standard input", size=f"more than {limit}", limit=limit)
    return data


def _not_found(path: str, location: Path) -> RunError:
    """Return the error for a path that does not exist, with a similar name if any."""
    try:
        files = list(location.parent.iterdir())
    except OSError:
        files = []
    siblings = {file.name: file for file in files if file.suffix in CATALOG_SUFFIXES or file.is_dir()}
    closest_name = closest(location.name, siblings)
    similar = siblings[closest_name].as_posix() if closest_name else ""
    return RunError("path-not-found", help="similar" if closest_name else "", path=path, similar=similar)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
