"""A lock against parallel builds, which ends with its process."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError

LOCK_NAME = "lock"
_PAUSE = 0.02
_MAX_PID_DIGITS = 20
"""The longest process id, in digits."""


@contextmanager
def locked(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a state folder; wait for its holder for up to `timeout` seconds."""
    path = folder / LOCK_NAME
    with plain_files.opened(path, os.O_RDWR | os.O_CREAT) as file:  # closing it releases the lock
        _require_lock_file(path, file)
        deadline = time.monotonic() + timeout
        while not _try_to_lock(file):
            if time.monotonic() > deadline:
                raise RunError("build-is-running", process=_holder(file), folder=folder.as_posix())
            time.sleep(_PAUSE)
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, str(os.getpid()).encode())
        yield


def _require_lock_file(path: Path, file: int) -> None:
    """Refuse a file that has a second name, or that holds anything but a process id."""
    status = os.fstat(file)
    if status.st_nlink > 1:
        raise plain_files.not_plain_error(path, "hard-link")
    try:
        data = os.read(file, _MAX_PID_DIGITS + 1)
    except OSError:  # some systems let no other process read a locked file
        return
    if status.st_size > _MAX_PID_DIGITS or (data and not data.isdigit()):
        raise plain_files.not_plain_error(path, "foreign")


def _holder(file: int) -> str:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, _MAX_PID_DIGITS).decode("ascii", "replace") or "unknown"
    except OSError:  # as above
        return "unknown"


try:
    import fcntl
except ImportError:  # Windows

    def _try_to_lock(file: int) -> bool:
        import msvcrt  # noqa: PLC0415 — exists only on Windows

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
