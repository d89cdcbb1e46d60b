"""What errcat wrote: a line a file, in the state folder. It tells ours from theirs, and what past builds left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

FOLDER = ".errcat"
NAME = "manifest.json"
VERSION = 1


class Record(NamedTuple):
    """One file that errcat wrote."""

    hashes: tuple[str, ...]
    """Of what may be on disk: one where the last build ended well, several after one that was killed."""
    catalog: str
    target: str
    output: str
    """The path of the output that it is part of."""
    is_ordered: bool
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
    try:
        data = json.loads((state / FOLDER / NAME).read_bytes())
        files = {path: _record(one) for path, one in data["files"].items()}
        return Manifest(files, bool(data["dirty"])) if data["version"] == VERSION else Manifest()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()


def hash_of(data: bytes) -> str:
    """What a file's bytes are known by; a checkout may have changed the ends of its lines."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:32]


def _as_data(record: Record) -> dict[str, object]:
    return {
        "hashes": list(record.hashes),
        "catalog": record.catalog,
        "target": record.target,
        "output": record.output,
        "ordered": record.is_ordered,
    }


def _record(data: dict[str, object]) -> Record:
    hashes = data["hashes"]
    if not isinstance(hashes, list):
        raise TypeError(hashes)
    return Record(
        tuple(str(one) for one in hashes),
        str(data["catalog"]),
        str(data["target"]),
        str(data["output"]),
        bool(data["ordered"]),
    )
