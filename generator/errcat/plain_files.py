"""Files opened so that nothing else is touched: no link is followed, and no pipe or device is opened. A noun.

A cloned repository can hold anything where errcat keeps or writes its own files. Each file is looked at, opened
without following a link, and looked at again through its handle: what is read or written is what was checked.
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
"""Zero on Windows, which has no such flag: there the handle is compared with what was looked at."""
# A pipe that was put there in between does not block; a terminal does not become ours; Windows changes no line end.
_CAREFUL = _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)


def why_not_plain(status: os.stat_result) -> str:
    """What a path is instead of a plain file or folder: `link` or `special`; empty for one of those two."""
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION:
        return "link"
    return "" if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode) else "special"


def look(path: Path) -> os.stat_result | None:
    """What is at a path, which may be a link; None where nothing is."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def read(path: Path) -> bytes | None:
    """The bytes of a plain file; None where there is none, also where a folder is. Anything else is refused."""
    if (before := look(path)) is None or stat.S_ISDIR(before.st_mode):
        return None
    try:
        with opened(path, os.O_RDONLY) as file, os.fdopen(file, "rb", closefd=False) as data:
            return data.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):  # it went away in between
        return None


@contextmanager
def opened(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    """The handle of a plain file; with O_CREAT, of a new one where there is none."""
    before = look(path)
    if before is not None:
        _require_file(path, before)
    try:
        file = os.open(path, flags | _CAREFUL, mode)
    except OSError:
        now = look(path)
        if now is not None:
            _require_file(path, now)  # a link was put there in between
        raise
    try:
        after = os.fstat(file)
        _require_file(path, after)
        if not _NO_FOLLOW and before is not None and not os.path.samestat(before, after):
            raise refused(path, "link")
        yield file
    finally:
        os.close(file)


def create(path: Path, data: bytes) -> None:
    """Write a new file; FileExistsError where there is one."""
    with opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as file, os.fdopen(file, "wb", closefd=False) as out:
        out.write(data)


def require_folder(path: Path) -> bool:
    """Whether a folder is there; what is no plain folder is refused."""
    status = look(path)
    if status is None:
        return False
    why = why_not_plain(status) or ("" if stat.S_ISDIR(status.st_mode) else "file")
    if why:
        raise refused(path, why)
    return True


def _require_file(path: Path, status: os.stat_result) -> None:
    why = why_not_plain(status) or ("folder" if stat.S_ISDIR(status.st_mode) else "")
    if why:
        raise refused(path, why)


def refused(path: Path, why: str) -> RunError:
    """Why a file is neither read nor written."""
    return RunError("not-a-plain-file", help=why, path=display_path(path))
