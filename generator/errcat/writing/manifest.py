"""The manifest of what errcat wrote: a line per file, in the state folder. It remembers what earlier builds left.

Anyone can craft this file, because a cloned repository may contain it. So errcat reads it as hostile input: a manifest
that is not exactly as errcat writes it counts as empty, and an entry that no build of this project can have made is
dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from types import MappingProxyType
from typing import Any, NamedTuple

from errcat import plain_files

FOLDER = ".errcat"
NAME = "manifest.json"
VERSION = 1
MAX_NAME_BYTES = 255
"""The longest part of a path, on common file systems."""
MAX_BYTES = 64 * 1024 * 1024
"""A larger manifest is not read; 300,000 files fit."""
_MAX_PATH_LENGTH = 4096
_RESERVED_FOLDERS = frozenset([".git", "git~1", FOLDER])
"""Folders that no build writes to, in lower case: `git~1` is the short name of `.git` on Windows."""
_FIELDS = {"hashes": list, "catalog": str, "target": str, "output": str, "ordered": bool}


class Record(NamedTuple):
    """A file that errcat wrote."""

    hashes: tuple[str, ...]
    """The hashes that the file can have: a single hash after a complete build, several after a killed build."""
    catalog: str
    target: str
    output: str
    """The path of the output that the file is part of."""
    is_configured: bool
    """Whether errcat.toml requested the file, rather than options of the command."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file that errcat wrote below a state folder, by its path relative to that folder, with `/`."""

    files: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))
    is_dirty: bool = False

    def text(self) -> str:
        """Return the text of the manifest: sorted, a line per file, the same for equal builds."""
        lines = [
            f"    {json.dumps(path)}: {json.dumps(_as_data(record))}" for path, record in sorted(self.files.items())
        ]
        head = f'{{\n  "version": {VERSION},\n  "dirty": {json.dumps(self.is_dirty)},\n  "files": {{\n'
        return head + ",\n".join(lines) + "\n  }\n}\n"


def read(state: Path) -> Manifest:
    """Return the manifest of a state folder, or an empty manifest if it is missing or invalid.

    Losing it only loses the memory of stale files: the seal of a generated text still proves who wrote it.
    """
    folder = state / FOLDER
    if not plain_files.require_folder(folder):
        return Manifest()
    try:
        data = plain_files.read(folder / NAME) or b""
        return _manifest(json.loads(data, object_pairs_hook=_unique_keys)) if len(data) <= MAX_BYTES else Manifest()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Manifest()


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError("a key appears twice")
    return mapping


def is_confined(path: str) -> bool:
    """Whether a build of this project can have written a path of the manifest: a plain path inside the project."""
    parts = path.split("/")
    return (
        len(path) <= _MAX_PATH_LENGTH
        and path.isprintable()
        and "\\" not in path
        and not PureWindowsPath(path).drive
        and all(part not in ("", ".", "..") for part in parts)
        and all(len(part.encode("utf-8")) <= MAX_NAME_BYTES for part in parts)
        and not any(part.casefold() in _RESERVED_FOLDERS for part in parts)
    )


def is_part_of(path: str, output: str) -> bool:
    """Whether a file belongs to an output: it is that file, or in that folder. `.` is the project's folder."""
    return output in (".", path) or path.startswith(f"{output}/")


def hash_of(data: bytes) -> str:
    """Hash a file's bytes without regard to line endings, which a checkout may convert."""
    if b"\r" in data:  # to look for a single byte is much faster
        data = data.replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest()[:32]


def _as_data(record: Record) -> dict[str, object]:
    return {
        "hashes": list(record.hashes),
        "catalog": record.catalog,
        "target": record.target,
        "output": record.output,
        "ordered": record.is_configured,
    }


def _manifest(data: Any) -> Manifest:
    if type(data) is not dict or data.keys() != {"version", "dirty", "files"}:
        raise TypeError("not a manifest")
    files, is_dirty = data["files"], data["dirty"]
    if type(data["version"]) is not int or data["version"] != VERSION or type(is_dirty) is not bool:
        raise TypeError("not a manifest of this version")
    if type(files) is not dict:
        raise TypeError("not a list of files")
    records = {path: _record(record) for path, record in files.items()}
    plausible = {
        path: record for path, record in records.items() if is_confined(path) and is_part_of(path, record.output)
    }
    return Manifest(plausible, is_dirty)


def _record(data: Any) -> Record:
    if type(data) is not dict or data.keys() != _FIELDS.keys():
        raise TypeError("not a record")
    if any(type(data[name]) is not kind for name, kind in _FIELDS.items()):
        raise TypeError("a field of another type")
    if not all(type(sign) is str for sign in data["hashes"]):
        raise TypeError("not a checksum")
    return Record(tuple(data["hashes"]), data["catalog"], data["target"], data["output"], data["ordered"])
