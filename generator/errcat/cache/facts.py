"""The kinds of facts that a run relies on, and how to observe each. What is observed is JSON."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from time import gmtime
from typing import Any, NamedTuple

CATALOG_SUFFIXES = (".yaml", ".yml", ".json")
"""As in findings/source.py, which takes longer to load. A test compares them."""


class Fact(NamedTuple):
    """Something that a run relies on: a kind, and what the fact is about."""

    kind: str
    about: str = ""

    def observe(self) -> Any:
        """Return what is the case now."""
        return _OBSERVERS[self.kind](self.about)


def hash_of(data: bytes) -> str:
    """Return the hash of the content of a file, as facts have it."""
    return sha256(data).hexdigest()


def settings_facts(folder: str) -> Iterator[Fact]:
    """Yield the facts that decide which errcat.toml a run reads: the nearest one in the same repository."""
    for parent in (folder, *parents_of(folder)):
        yield Fact("file", os.path.join(parent, "errcat.toml"))
        if os.path.isfile(os.path.join(parent, "errcat.toml")):
            return
        yield Fact("exists", os.path.join(parent, ".git"))
        if os.path.exists(os.path.join(parent, ".git")):
            return


def parents_of(folder: str) -> Iterator[str]:
    """Yield the folders above a folder."""
    while (parent := os.path.dirname(folder)) != folder:
        yield parent
        folder = parent


def _file(path: str) -> str | None:
    """The hash of a file, which may be a link. None if there is no file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would block
            return None
        with open(path, "rb", buffering=0) as file:
            return file_digest(file, "sha256").hexdigest()  # four times as fast as reading the whole file first
    except OSError:
        return None


def _plain_file(path: str) -> str | None:
    """The hash of a file that is no link."""
    return None if os.path.islink(path) else _file(path)


def _catalog(path: str) -> list[Any]:
    """The real path of a catalog, and the hash of its file or of each file in its folder."""
    if not os.path.isdir(path):
        return [os.path.realpath(path), _file(path)]
    files: dict[str, str | None] = {}
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(CATALOG_SUFFIXES) and not name.startswith("."):
                file = os.path.join(folder, name)
                files[os.path.relpath(file, path)] = _file(file)
    return [os.path.realpath(path), sorted(files.items())]


def _matches(pattern: str) -> list[str]:
    """The paths that match a pattern."""
    from pathlib import Path  # noqa: PLC0415 — few runs have a pattern

    start = Path(Path(pattern).anchor)
    try:
        return sorted(str(path) for path in start.glob(str(Path(pattern).relative_to(start))))
    except (ValueError, NotImplementedError, OSError):
        return []


def _day(_about: str) -> list[int]:
    """Today in UTC: some rules compare dates with it."""
    return list(gmtime()[:3])


_OBSERVERS: dict[str, Callable[[str], Any]] = {
    "file": _file,
    "plain file": _plain_file,
    "exists": os.path.exists,
    "real path": os.path.realpath,
    "catalog": _catalog,
    "matches": _matches,
    "day": _day,
}
