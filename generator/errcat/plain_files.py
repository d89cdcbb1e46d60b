"""Safe access to files: never follow a link, never open a pipe or a device.

A cloned repository can contain anything at the paths where errcat reads or writes its own files. Each file is checked,
opened without following a link, and checked again through its handle, so that errcat reads or writes exactly what it
checked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errcat.errors import RunError
from errcat.text.paths import display_path

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""Zero on Windows, which has no such flag: there the handle is compared with the earlier check."""
# A pipe that appeared in between does not block, a terminal does not become the controlling one, and Windows converts
# no line endings.
_CAREFUL = _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)


def why_not_plain(status: os.stat_result) -> str:
    """Return `link` or `special` if a path is neither a plain file nor a folder, otherwise an empty text."""
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION:
        return "link"
    return "" if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode) else "special"


def status_of(path: Path) -> os.stat_result | None:
    """Return the status of a path, which may be a link, or None if nothing exists there."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def read(path: Path) -> bytes | None:
    """Return the bytes of a plain file, or None if it is missing or a folder; refuse anything else."""
    if (before := status_of(path)) is None or stat.S_ISDIR(before.st_mode):
        return None
    try:
        with opened(path, os.O_RDONLY) as file, os.fdopen(file, "rb", closefd=False) as data:
            return data.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):  # the file disappeared in between
        return None


@contextmanager
def opened(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    """Open a plain file and yield its handle; with O_CREAT, create the file if it does not exist."""
    before = status_of(path)
    if before is not None:
        _require_file(path, before)
    try:
        file = os.open(path, flags | _CAREFUL, mode)
    except OSError:
        now = status_of(path)
        if now is not None:
            _require_file(path, now)  # a link appeared in between
        raise
    try:
        after = os.fstat(file)
        _require_file(path, after)
        if not _NO_FOLLOW and before is not None and not os.path.samestat(before, after):
            raise not_plain_error(path, "link")
        yield file
    finally:
        os.close(file)


def create(path: Path, data: bytes) -> None:
    """Write a new file; raise FileExistsError if it exists."""
    with opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as file, os.fdopen(file, "wb", closefd=False) as out:
        out.write(data)


def require_folder(path: Path) -> bool:
    """Whether a folder exists; refuse anything that is not a plain folder."""
    status = status_of(path)
    if status is None:
        return False
    reason = why_not_plain(status) or ("" if stat.S_ISDIR(status.st_mode) else "file")
    if reason:
        raise not_plain_error(path, reason)
    return True


def _require_file(path: Path, status: os.stat_result) -> None:
    reason = why_not_plain(status) or ("folder" if stat.S_ISDIR(status.st_mode) else "")
    if reason:
        raise not_plain_error(path, reason)


def not_plain_error(path: Path, reason: str) -> RunError:
    """Return the error for a path that errcat does not read or write."""
    return RunError("not-a-plain-file", help=reason, path=display_path(path))
