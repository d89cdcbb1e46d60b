"""Write a new file of the user, or replace one that the user agreed to replace."""

from __future__ import annotations

from pathlib import Path

from errcat import plain_files
from errcat.errors import RunError
from errcat.writing.replace_file import replace


def write_new(path: Path, text: str, *, force: bool) -> None:
    """Write a text. Without `force`, refuse to replace anything. A reader never sees half a file."""
    data = text.encode("utf-8")
    try:
        before = plain_files.read(path.resolve()) if force else None
        if before is not None:
            replace(str(path), before, data)
        else:
            plain_files.create(path, data)
    except FileExistsError:
        raise RunError("catalog-exists", path=str(path)) from None
    except OSError as error:
        raise RunError("cannot-write", path=str(path), reason=error.strerror or str(error)) from None
