"""One file of the user's, replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError


def require_writable(name: str, before: bytes) -> None:
    """Refuse early what `replace` would refuse: a file that is write-protected, or no longer what was read."""
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
    """Put other bytes into a file that still has the ones that were read; whoever reads it sees the old or the new.

    A link stays a link: what it leads to is replaced. The permissions stay.
    """
    require_writable(name, before)
    file = Path(name).resolve()
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(after)
            out.flush()
            _keep_owner_and_mode(file, handle, beside)
            os.fsync(handle)
        require_writable(name, before)  # again: writing took a moment
        os.replace(beside, file)  # noqa: PTH105 — both are names by now
    except OSError as error:
        raise _cannot_write(name, error) from None
    finally:
        if beside:
            with suppress(OSError):
                os.unlink(beside)  # noqa: PTH108 — gone already where all went well


def _keep_owner_and_mode(file: Path, handle: int, beside: str) -> None:
    status = file.stat()
    mode = status.st_mode & 0o777
    if not hasattr(os, "fchown"):  # Windows
        os.chmod(beside, mode)  # noqa: PTH101 — a name
        return
    with suppress(OSError):  # only the superuser may give a file to somebody else
        os.fchown(handle, status.st_uid, status.st_gid)
    os.fchmod(handle, mode)


def _cannot_write(name: str, error: OSError) -> RunError:
    return RunError("cannot-write", path=name, reason=error.strerror or str(error))
