"""Which files a catalog is made of, and their bytes.

A catalog is one file, or a folder whose YAML files are read in path order as one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from errcat.errors import RunError

SUFFIXES = (".yaml", ".yml", ".json")
STDIN = "-"
MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read. 50,000 long entries fit; a file beyond it is not a catalog."""


def catalog_files(path: str) -> list[Path]:
    """The files of the catalog at a path."""
    given = Path(path)
    if given.is_dir():
        files = sorted(
            (
                file
                for file in given.rglob("*")
                if file.suffix in SUFFIXES and file.is_file() and not _is_hidden(file, given)
            ),
            key=lambda file: file.relative_to(given).as_posix(),
        )
        if not files:
            raise RunError("no-catalog-files", path=path, suffixes=", ".join(SUFFIXES))
        return files
    if not given.exists():
        raise RunError("path-not-found", path=path)
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


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)


def _mega(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
