"""What targets make: files to be, still in memory. A noun: it imports nothing of ours.

Generated text proves by itself that errcat wrote it and that nobody edited it since: it has a seal, a checksum of
all that is around it. So a fresh clone, which knows nothing of past builds, can still tell ours from theirs.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_DIGITS = 16
BLANK_SEAL = f"errcat-seal:{'0' * _DIGITS}"
"""What a target writes where the seal goes: in the head of its text, or at its very end."""
_SEAL = re.compile(rb"errcat-seal:([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be."""

    path: str
    """Below the output's folder, with `/`; empty where the output is one file."""
    text: str

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Output:
    """All that one target makes of one catalog: a file, or a folder of files."""

    catalog: str
    """The catalog's name, relative to the project."""
    target: str
    path: Path
    """Of the file, or of the folder."""
    artifacts: tuple[Artifact, ...]

    def files(self) -> dict[Path, bytes]:
        """Where each artifact goes."""
        return {self.path / artifact.path if artifact.path else self.path: artifact.data for artifact in self.artifacts}


def sealed(text: str, *, at_end: bool = False) -> str:
    """A text with its seal put in: at the first blank one, or at the last. What a catalog says is not touched."""
    at = text.rfind(BLANK_SEAL) if at_end else text.find(BLANK_SEAL)
    assert at >= 0, "a target left out its seal"
    digits = at + len(BLANK_SEAL) - _DIGITS
    return text[:digits] + _checksum(text.encode("utf-8")) + text[digits + _DIGITS :]


def is_sealed(data: bytes) -> bool:
    """Whether errcat wrote these bytes, and nobody changed one since."""
    seals = _SEAL.findall(data)
    return bool(seals) and _checksum(data).encode() in seals


def _checksum(data: bytes) -> str:
    # a checkout may have changed the ends of lines: that is no edit
    blank = _SEAL.sub(BLANK_SEAL.encode(), data.replace(b"\r\n", b"\n"))
    return hashlib.sha256(blank).hexdigest()[:_DIGITS]
