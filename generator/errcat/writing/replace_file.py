"""Replace a file of the user atomically."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError


def require_writable(name: str, before: bytes) -> None:
    """Refuse early what `replace` would refuse: a write-protected file, or a file that changed since it was read."""
    file = Path(name).resolve()
    try:
        is_protected = not file.stat().st_mode & stat.S_IWUSR or not os.access(file, os.W_OK)
        data = plain_files.read(file)
    except OSError as error:
        raise _cannot_write(name, error) from None
    if is_protected:
        raise RunError("cannot-write", path=name, reason="it is write-protected")
    if data != before:
        raise RunError("changed-meanwhile", path=name)


def replace(name: str, before: bytes, after: bytes) -> None:
    """Replace the bytes of a file that has not changed since it was read. A reader sees the old file or the new file.

    If the path is a link, its target is replaced. The permissions stay.
    """
    require_writable(name, before)
    file = Path(name).resolve()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(after)
            out.flush()
            _keep_owner_and_mode(file, handle, temporary)
            os.fsync(handle)
        require_writable(name, before)  # again, because writing took a moment
        os.replace(temporary, file)  # noqa: PTH105 — both are plain names
    except OSError as error:
        raise _cannot_write(name, error) from None
    finally:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 — already moved if all went well


def _keep_owner_and_mode(file: Path, handle: int, temporary: str) -> None:
    status = file.stat()
    mode = status.st_mode & 0o777
    if not hasattr(os, "fchown"):  # Windows
        os.chmod(temporary, mode)  # noqa: PTH101 — a name
        return
    with suppress(OSError):  # only the superuser can give a file to another user
        os.fchown(handle, status.st_uid, status.st_gid)
    os.fchmod(handle, mode)


def _cannot_write(name: str, error: OSError) -> RunError:
    return RunError("cannot-write", path=name, reason=error.strerror or str(error))
