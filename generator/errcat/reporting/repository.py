"""The names that a repository's server has for files: from the top of the repository, with `/`."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from errcat.reporting.options import Options


def repository_path(name: str, options: Options) -> str:
    """A file's name from the top of the repository; a file outside of it keeps its own."""
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
    """A path as part of an address."""
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{quoted}" if path.startswith("/") else quoted
