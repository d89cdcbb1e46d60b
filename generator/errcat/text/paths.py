"""Paths as text: how messages, reports and generated files name a file."""

from __future__ import annotations

from pathlib import Path


def display_path(path: Path) -> str:
    """A path as a person in the current folder would type it: relative to that folder, if the file is below it.

    A link keeps its own name. Only the folders above it are resolved, so that `..` and linked folders lead to the
    right place.
    """
    place = path.resolve() if path.name in ("", "..") else path.parent.resolve() / path.name
    return relative_path(place, Path.cwd()) or path.as_posix()


def relative_path(path: Path, folder: Path) -> str | None:
    """The path from a folder to a file below it, with `/` on every system. None if the file isn't below the folder."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
