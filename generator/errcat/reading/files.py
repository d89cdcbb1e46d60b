"""Which files a catalog is made of, and their bytes.

A catalog is one file, or a folder whose YAML files are read in path order as one.
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
"""The largest file that is read. 50,000 long entries fit; a file beyond it is not a catalog."""


def catalog_files(path: str) -> list[Path]:
    """The files of the catalog at a path."""
    if not path:  # an unset variable of a script: to Path that is this folder
        raise RunError("path-not-found", path="")
    given = Path(path)
    if given.is_dir():
        files = [file for file in _places(given) if file.is_file()]
        if not files:
            raise RunError("no-catalog-files", path=path, suffixes=", ".join(CATALOG_SUFFIXES))
        return files
    if not given.exists():
        raise _not_found(path, given)
    if not given.is_file():
        raise RunError("not-a-file", path=path)
    return [given]


class CatalogPlace:
    """Where the catalog of a path is read from: also the files that are not there yet."""

    def __init__(self, path: str) -> None:
        self.path = path
        place = Path(path)
        self._place = place.resolve()
        self._is_folder = place.is_dir()
        links = [file for file in _places(place) if file.is_symlink()] if self._is_folder else []
        self._linked = {file.resolve() for file in links}
        self._below: dict[Path, PurePath | None] = {}

    def reads(self, file: Path) -> bool:
        """Whether the catalog would be read from a file, if there was one at this path."""
        if not self._is_folder:
            return _is_same(self._place, file)
        if self._linked and file.resolve() in self._linked:
            return True
        if not is_catalog_name(PurePath(file.name)):
            return False
        below = self._below_folder(file.parent)
        return below is not None and is_catalog_name(below / file.name)

    def _below_folder(self, folder: Path) -> PurePath | None:
        """The way from the folder of the catalog to another one, which need not be there; None where none leads."""
        if folder not in self._below:
            place = folder.resolve()
            parents = (place, *place.parents)
            found = next((parent for parent in parents if _is_same(self._place, parent)), None)
            self._below[folder] = PurePath(place.relative_to(found)) if found else None
        return self._below[folder]


def _places(folder: Path) -> list[Path]:
    """What has the name of a file of the catalog in a folder, in order. Linked folders are not looked into."""
    found = [file for file in folder.rglob("*") if is_catalog_name(file.relative_to(folder))]
    return sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one place, whatever the file system thinks of capital letters."""
    try:
        return path == other or path.samefile(other)
    except OSError:  # one of them is not there
        return False


def read_bytes(file: Path, name: str) -> bytes:
    """The bytes of a file."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise RunError("file-too-large", path=name, size=_mega(size), limit=_mega(MAX_BYTES))
        data = plain_files.read(file.resolve())  # a link may lead to it, and what that is must be a file
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None
    if data is None:
        raise RunError("path-not-found", path=name)
    return data


def read_stdin() -> bytes:
    """All of standard input."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RunError("file-too-large", path="standard input", size="more", limit=_mega(MAX_BYTES))
    return data


def _not_found(path: str, given: Path) -> RunError:
    """Nothing is there; perhaps something with a similar name."""
    try:
        files = list(given.parent.iterdir())
    except OSError:
        files = []
    beside = {file.name: file for file in files if file.suffix in CATALOG_SUFFIXES or file.is_dir()}
    near = closest(given.name, beside)
    similar = beside[near].as_posix() if near else ""
    return RunError("path-not-found", help="similar" if near else "", path=path, similar=similar)


def _mega(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
