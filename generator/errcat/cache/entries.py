"""The entries of the cache: a JSON file each, with a checksum. They are data, so a cache can't run code.

Anything that is not exactly as errcat writes it is ignored. Every error of the system is ignored, too: without the
cache, a run only takes longer.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from hashlib import sha256
from typing import Any, NamedTuple

from errcat.cache.folder import is_private, make_private

MAX_BYTES = 64 * 1024 * 1024
"""The size of the cache from which on it deletes the entries that were not used for the longest time."""
MAX_ENTRY_BYTES = 8 * 1024 * 1024
"""A larger entry is not written."""
_SUFFIX = ".json"
_STAGED_PREFIX = "new-"
"""The start of the name of an entry while it is written."""
_STAGED_SECONDS = 3600
"""A file that is being written for longer was left by a process that was killed."""
_HASH_LENGTH = 64


class Size(NamedTuple):
    """How many runs a cache remembers, and how many bytes they take."""

    runs: int
    bytes: int


def read(folder: str, name: str) -> Any:
    """Return the data of an entry. None if it is missing or damaged."""
    if not is_private(folder):
        return None
    path = os.path.join(folder, name + _SUFFIX)
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_ENTRY_BYTES + 1)
        checksum, body = data[:_HASH_LENGTH], data[_HASH_LENGTH:]
        if checksum != _checksum(body):
            return None
        entry = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # it was used now
    return entry


def write(folder: str, name: str, entry: object) -> None:
    """Write an entry. Whoever reads it at the same time sees the old one or the new one."""
    body = json.dumps(entry).encode("ascii")
    if len(body) + _HASH_LENGTH > MAX_ENTRY_BYTES:
        return
    with suppress(OSError):
        if not make_private(folder):
            return
        staged = os.path.join(folder, f"{_STAGED_PREFIX}{os.getpid()}-{time.monotonic_ns()}")
        handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with open(handle, "wb") as file:
                file.write(_checksum(body) + body)
            os.replace(staged, os.path.join(folder, name + _SUFFIX))
        except BaseException:
            with suppress(OSError):
                os.unlink(staged)
            raise
        _evict(folder)


def size(folder: str) -> Size:
    """Return the size of the cache."""
    entries = [status for name, status in _files(folder) if name.endswith(_SUFFIX)]
    return Size(len(entries), sum(status.st_size for status in entries))


def clear(folder: str) -> Size:
    """Delete all entries, and the folder if nothing else is in it. Return what was deleted."""
    runs = deleted = 0
    for name, status in _files(folder):
        with suppress(OSError):
            os.unlink(os.path.join(folder, name))
            runs += name.endswith(_SUFFIX)
            deleted += status.st_size
    with suppress(OSError):
        os.rmdir(folder)
    return Size(runs, deleted)


def _evict(folder: str) -> None:
    """Delete the entries that were not used for the longest time, if the cache is too large."""
    files = sorted(_files(folder), key=lambda file: file[1].st_mtime)
    total = sum(status.st_size for _name, status in files)
    limit = MAX_BYTES * 3 // 4 if total > MAX_BYTES else total
    abandoned = time.time() - _STAGED_SECONDS
    for name, status in files:
        if total > limit or (name.startswith(_STAGED_PREFIX) and status.st_mtime < abandoned):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))
            total -= status.st_size


def _files(folder: str) -> list[tuple[str, os.stat_result]]:
    """Return the files that errcat wrote into the cache."""
    if not is_private(folder):
        return []
    found: list[tuple[str, os.stat_result]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _is_ours(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):  # another process deleted it
                    found.append((entry.name, entry.stat(follow_symlinks=False)))
    return found


def _is_ours(name: str) -> bool:
    stem = name.removesuffix(_SUFFIX)
    is_hash = len(stem) == _HASH_LENGTH and not set(stem) - set("0123456789abcdef")
    return (is_hash and name.endswith(_SUFFIX)) or name.startswith(_STAGED_PREFIX)


def _checksum(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode("ascii")
