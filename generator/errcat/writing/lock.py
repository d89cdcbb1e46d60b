"""One build at a time: a lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errcat.errors import RunError

NAME = "lock"
_PAUSE = 0.02


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a state folder; wait for whoever holds it, for so many seconds at most."""
    file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        deadline = time.monotonic() + patience
        while not _try_to_lock(file):
            if time.monotonic() > deadline:
                raise RunError("build-is-running", process=_holder(file), folder=folder.as_posix())
            time.sleep(_PAUSE)
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, str(os.getpid()).encode())
        yield
    finally:
        os.close(file)  # and with it goes the lock


def _holder(file: int) -> str:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        return os.read(file, 20).decode("ascii", "replace") or "unknown"
    except OSError:  # some systems let nobody else read what is locked
        return "unknown"


try:
    import fcntl
except ImportError:  # Windows

    def _try_to_lock(file: int) -> bool:
        import msvcrt  # noqa: PLC0415 — there is none elsewhere

        try:
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
