"""New files that an editing command writes: whether they may be written, and what is left to do after that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from errcat import plain_files
from errcat.commands import terminal
from errcat.errors import RunError
from errcat.findings.source import is_catalog_name
from errcat.reading.files import CatalogLocation
from errcat.text.paths import display_path
from errcat.text.visible import visible

Files = Sequence[tuple[Path, bytes]]


def require_new(files: Files, catalog: str) -> None:
    """Refuse files that exist, and files that the catalog itself would read."""
    location = CatalogLocation(catalog)
    for file, _data in files:
        if plain_files.status_of(file) is not None:
            raise RunError("file-exists", path=display_path(file))
        if location.reads(file):
            raise RunError("file-exists", help="own", path=display_path(file), catalog=catalog)


def require_no_catalog(folder: Path) -> None:
    """Refuse a folder with files that errcat would read as a part of the new catalog."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if is_catalog_name(file.relative_to(folder)):
            raise RunError("file-exists", help="other", path=display_path(folder), file=display_path(file))


def show_new(files: Files, color: bool) -> None:
    """Show new files as a diff."""
    from errcat.reporting.paint import Paint  # noqa: PLC0415 — only for a diff
    from errcat.text.unified_diff import unified_diff  # noqa: PLC0415 — as above

    paint = Paint(color)
    for file, data in files:
        lines = unified_diff("", data.decode("utf-8", "replace"), "/dev/null", f"b/{display_path(file)}")
        terminal.put("\n".join(map(paint.diff_line, lines)))


def tell_what_is_left(old: str, new: str, settings_file: Path | None) -> None:
    """Say what is left to do after a catalog was written to another place."""
    terminal.put(f"{visible(old)} is unchanged. Next: compare, then delete it, so that there is one catalog")
    if settings_file is not None:
        terminal.put(f"In {visible(display_path(settings_file))}, name {visible(new)} instead of {visible(old)}")
