"""Write several new files: all of them or none, and never over something that exists."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError
from errcat.text.paths import display_path

NewFiles = Sequence[tuple[Path, bytes]]


def write_new_files(folder: Path, files: NewFiles) -> None:
    """Write new files below a folder, which is created if it doesn't exist.

    The files are complete before the first of them gets its name, so nobody ever sees half a file. If a file can't be
    written, the files and folders of this call are removed again.
    """
    require_way(folder, files)
    created: list[Path] = []
    made: list[Path] = []
    staged = None
    current = folder
    try:
        _make_folders(folder, made)
        staged = Path(tempfile.mkdtemp(prefix=".errcat-new-", dir=folder))
        copies: list[Path] = []
        for number, (current, data) in enumerate(files):  # noqa: B007 — the error below names the file
            copies.append(staged / str(number))
            _write(copies[-1], data)
        for copy, (current, _data) in zip(copies, files, strict=True):
            _make_folders(current.parent, made)
            _give_name(copy, current)
            created.append(current)
    except BaseException as error:
        for file in created:
            with suppress(OSError):
                file.unlink()
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise RunError("cannot-write", help="new", path=display_path(current), reason=reason) from None
        raise
    shutil.rmtree(staged, ignore_errors=True)


def require_way(folder: Path, files: NewFiles) -> None:
    """Refuse files that exist, and files below a link or below another file: nothing is written through those."""
    for file, _data in files:
        if plain_files.status_of(file) is not None:
            raise RunError("file-exists", path=display_path(file))
        for parent in file.relative_to(folder).parents:
            plain_files.require_folder(folder / parent)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Create a folder and those above it, and remember which."""
    missing = [parent for parent in (folder, *folder.parents) if plain_files.status_of(parent) is None]
    for parent in reversed(missing):
        parent.mkdir()
        made.append(parent)


def _write(file: Path, data: bytes) -> None:
    with plain_files.opened(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as handle:
        with os.fdopen(handle, "wb", closefd=False) as out:
            out.write(data)
        os.fsync(handle)


def _give_name(copy: Path, file: Path) -> None:
    """Move a complete file to its name, unless something has this name by now."""
    try:
        os.link(copy, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if plain_files.status_of(file) is not None:
            raise
        copy.rename(file)
