"""The files that targets render, still in memory.

Each generated text carries a seal: a checksum of the rest of the text. The seal proves that errcat wrote the file and
that nobody has edited it since, even in a fresh clone that knows nothing about earlier builds.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_DIGITS = 16
BLANK_SEAL = f"errcat-seal:{'0' * _DIGITS}"
"""The placeholder that a target writes at the head or at the very end of its text, where the seal goes."""
_SEAL = re.compile(rb"errcat-seal:([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to write."""

    path: str
    """The path relative to the output folder, with `/`; empty if the output is a single file."""
    text: str

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Output:
    """Everything that a target renders from a catalog: a file, or a folder of files."""

    catalog: str
    """The catalog's name, relative to the project."""
    target: str
    path: Path
    """The path of the file or of the folder."""
    artifacts: tuple[Artifact, ...]

    def files(self) -> dict[Path, bytes]:
        """Map the path of each artifact to its bytes."""
        return {self.path / artifact.path if artifact.path else self.path: artifact.data for artifact in self.artifacts}


def sealed(text: str, *, at_end: bool = False) -> str:
    """Fill in the seal of a text: in its first placeholder, or in the last. Catalog text stays untouched."""
    start = text.rfind(BLANK_SEAL) if at_end else text.find(BLANK_SEAL)
    assert start >= 0, "a target left out its seal"
    digits = start + len(BLANK_SEAL) - _DIGITS
    return text[:digits] + _checksum(text.encode("utf-8")) + text[digits + _DIGITS :]


def is_sealed(data: bytes) -> bool:
    """Whether errcat wrote these bytes and nobody has changed them since."""
    seals = _SEAL.findall(data)
    return bool(seals) and _checksum(data).encode() in seals


def _checksum(data: bytes) -> str:
    # A checkout may convert line endings, which does not count as an edit.
    blank = _SEAL.sub(BLANK_SEAL.encode(), data.replace(b"\r\n", b"\n"))
    return hashlib.sha256(blank).hexdigest()[:_DIGITS]
