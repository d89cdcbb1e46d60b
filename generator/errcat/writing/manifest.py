"""What errcat wrote: a line a file, in the state folder. It remembers what past builds left.

The file may come from anybody: a cloned repository can hold one. So it is read as hostile input. One that is not
exactly as errcat writes it is an empty one, and an entry that no build of this project could have made is dropped.
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
LONGEST_NAME = 255
"""Bytes of one part of a path, on the file systems that people have."""
MOST_BYTES = 64 * 1024 * 1024
"""A longer manifest is not read: 300,000 files fit."""
_LONGEST_PATH = 4096
_NEVER_OURS = frozenset([".git", "git~1", FOLDER])
"""Folders that no build writes to, as they are compared: `git~1` is what Windows calls `.git` for old programs."""
_FIELDS = {"hashes": list, "catalog": str, "target": str, "output": str, "ordered": bool}


class Record(NamedTuple):
    """One file that errcat wrote."""

    hashes: tuple[str, ...]
    """Of what may be on disk: one where the last build ended well, several after one that was killed."""
    catalog: str
    target: str
    output: str
    """The path of the output that it is part of."""
    is_configured: bool
    """Whether errcat.toml ordered it; else options of the command did."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every file that errcat wrote below one state folder; paths are relative to that, with `/`."""

    files: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))
    is_dirty: bool = False

    def text(self) -> str:
        """As it is written: sorted, a line a file, with nothing in it that another build would have otherwise."""
        lines = [
            f"    {json.dumps(path)}: {json.dumps(_as_data(record))}" for path, record in sorted(self.files.items())
        ]
        head = f'{{\n  "version": {VERSION},\n  "dirty": {json.dumps(self.is_dirty)},\n  "files": {{\n'
        return head + ",\n".join(lines) + "\n  }\n}\n"


def read(state: Path) -> Manifest:
    """The manifest of a state folder; an empty one where there is none, or none that can be read.

    Nothing is lost with it but the memory of stale files: generated text proves by its seal whose it is.
    """
    folder = state / FOLDER
    if not plain_files.require_folder(folder):
        return Manifest()
    try:
        data = plain_files.read(folder / NAME) or b""
        return _manifest(json.loads(data, object_pairs_hook=_each_key_once)) if len(data) <= MOST_BYTES else Manifest()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Manifest()


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key appears twice")
    return found


def is_confined(path: str) -> bool:
    """Whether a path of the manifest is one that a build of this project may have written: plain, and inside it."""
    parts = path.split("/")
    return (
        len(path) <= _LONGEST_PATH
        and path.isprintable()
        and "\\" not in path
        and not PureWindowsPath(path).drive
        and all(part not in ("", ".", "..") for part in parts)
        and all(len(part.encode("utf-8")) <= LONGEST_NAME for part in parts)
        and not any(part.casefold() in _NEVER_OURS for part in parts)
    )


def is_part_of(path: str, output: str) -> bool:
    """Whether a file belongs to an output: it is that file, or it is in that folder. `.` is the project's own."""
    return output in (".", path) or path.startswith(f"{output}/")


def hash_of(data: bytes) -> str:
    """What a file's bytes are known by; a checkout may have changed the ends of its lines."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:32]


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
    records = {path: _record(one) for path, one in files.items()}
    known = {path: record for path, record in records.items() if is_confined(path) and is_part_of(path, record.output)}
    return Manifest(known, is_dirty)


def _record(data: Any) -> Record:
    if type(data) is not dict or data.keys() != _FIELDS.keys():
        raise TypeError("not a record")
    if any(type(data[name]) is not kind for name, kind in _FIELDS.items()):
        raise TypeError("a field of another type")
    if not all(type(sign) is str for sign in data["hashes"]):
        raise TypeError("not a checksum")
    return Record(tuple(data["hashes"]), data["catalog"], data["target"], data["output"], data["ordered"])
