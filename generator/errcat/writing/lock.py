"""One build at a time: a lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError

NAME = "lock"
_PAUSE = 0.02
_LONGEST = 20
"""Digits that the number of a process has at most."""


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a state folder; wait for its holder, for so many seconds at most."""
    path = folder / NAME
    with plain_files.opened(path, os.O_RDWR | os.O_CREAT) as file:  # closing it releases the lock
        _require_ours(path, file)
        deadline = time.monotonic() + patience
        while not _try_to_lock(file):
            if time.monotonic() > deadline:
                raise RunError("build-is-running", process=_holder(file), folder=folder.as_posix())
            time.sleep(_PAUSE)
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, str(os.getpid()).encode())
        yield


def _require_ours(path: Path, file: int) -> None:
    """Refuse a file that has another name as well, or that holds anything but the number of a process."""
    status = os.fstat(file)
    if status.st_nlink > 1:
        raise plain_files.not_plain_error(path, "hard-link")
    try:
        data = os.read(file, _LONGEST + 1)
    except OSError:  # some systems let nobody else read what is locked
        return
    if status.st_size > _LONGEST or (data and not data.isdigit()):
        raise plain_files.not_plain_error(path, "foreign")


def _holder(file: int) -> str:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, _LONGEST).decode("ascii", "replace") or "unknown"
    except OSError:  # as above
        return "unknown"


try:
    import fcntl
except ImportError:  # Windows

    def _try_to_lock(file: int) -> bool:
        import msvcrt  # noqa: PLC0415 — there is none elsewhere

        try:
            os.lseek(file, 0, os.SEEK_SET)  # the lock is on the byte at this place
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined] # as above
        except OSError:
            return False
        return True

else:

    def _try_to_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
