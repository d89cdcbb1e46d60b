"""Which files a catalog is made of, and their bytes.

A catalog is one file, or a folder whose YAML files are read in path order as one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from errcat.errors import RunError
from errcat.source import CATALOG_SUFFIXES
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
        files = sorted(
            (
                file
                for file in given.rglob("*")
                if file.suffix in CATALOG_SUFFIXES and file.is_file() and not _is_hidden(file, given)
            ),
            key=lambda file: file.relative_to(given).as_posix(),
        )
        if not files:
            raise RunError("no-catalog-files", path=path, suffixes=", ".join(CATALOG_SUFFIXES))
        return files
    if not given.exists():
        raise _not_found(path, given)
    if not given.is_file():
        raise RunError("not-a-file", path=path)
    return [given]


def read_bytes(file: Path, name: str) -> bytes:
    """The bytes of a file."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise RunError("file-too-large", path=name, size=_mega(size), limit=_mega(MAX_BYTES))
        return file.read_bytes()
    except OSError as error:
        raise RunError("cannot-read", path=name, reason=error.strerror or str(error)) from None


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


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)


def _mega(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
