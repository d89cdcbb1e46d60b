"""File names as the repository's server knows them: from the top of the repository, with `/`."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from errcat.reporting.options import ReportOptions


def repository_path(name: str, options: ReportOptions) -> str:
    """Return a file's path from the top of the repository; a file outside it keeps its name."""
    if not options.folder or name.startswith("/"):
        return name
    parts: list[str] = []
    for part in (*PurePosixPath(options.folder).parts, *PurePosixPath(name).parts):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def uri(path: str) -> str:
    """Encode a path as a URI reference."""
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{quoted}" if path.startswith("/") else quoted
