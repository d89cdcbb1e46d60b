"""The files that targets render, still in memory.

Each generated text carries a seal: a checksum of the rest of the text. The seal proves that errcat wrote the file and
that nobody has edited it since, even in a fresh clone that knows nothing about earlier builds.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_DIGITS = 16
BLANK_SEAL = f"errcat-seal:{'0' * _DIGITS}"
"""The placeholder that a target writes at the head or at the very end of its text, where the seal goes."""
_ENCODED_TOGETHER = 50_000
"""The length from which on the parts of a text are encoded: all of them would take up to four times as much memory."""
_SEAL_WORD = b"errcat-seal:"
_SEAL = re.compile(rb"errcat-seal:([0-9a-f]{16})")


@dataclass(frozen=True, slots=True, init=False)
class Artifact:
    """A file to write."""

    path: str
    """The path relative to the output folder, with `/`; empty if the output is a single file."""
    data: bytes

    def __init__(self, path: str, text: str | bytes) -> None:
        """Keep only the bytes: a long text takes up to four times as much memory."""
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "data", text if isinstance(text, bytes) else text.encode("utf-8"))

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Output:
    """Everything that a target renders from a catalog: a file, or a folder of files."""

    catalog: str
    """The catalog's name, relative to the project."""
    target: str
    path: Path
    """The path of the file or of the folder."""
    artifacts: tuple[Artifact, ...]

    def paths(self) -> list[Path]:
        """Return the path of each artifact."""
        return [self.path / artifact.path if artifact.path else self.path for artifact in self.artifacts]

    def files(self) -> dict[Path, bytes]:
        """Map the path of each artifact to its bytes."""
        return dict(zip(self.paths(), (artifact.data for artifact in self.artifacts), strict=True))


def sealed(text: str, *, at_end: bool = False) -> str:
    """Fill in the seal of a text: in its first placeholder, or in the last. Catalog text stays untouched."""
    return sealed_data(text.encode("utf-8"), at_end=at_end).decode("utf-8")


def sealed_data(data: bytes, *, at_end: bool = False) -> bytes:
    """Fill in the seal of an encoded text, which saves memory if the text is long."""
    blank = BLANK_SEAL.encode()
    start = data.rfind(blank) if at_end else data.find(blank)
    assert start >= 0, "a target left out its seal"
    digits = start + len(blank) - _DIGITS
    return b"".join((data[:digits], _checksum(data), data[digits + _DIGITS :]))


class SealedText:
    """A text that grows part by part, with its seal in the first part. It is kept only once, and hashed as it grows."""

    __slots__ = ("_checksum", "_file", "_line", "_parts", "_seal_at", "_size")

    def __init__(self, first: str) -> None:
        self._file = io.BytesIO()
        self._checksum = hashlib.sha256()
        self._parts: list[str] = []
        """What is not yet encoded."""
        self._size = 0
        self._line = b""
        """The start of a line that is not yet hashed: a seal is always within one line."""
        self._seal_at = len(first[: first.index(BLANK_SEAL)].encode("utf-8")) + len(BLANK_SEAL) - _DIGITS
        self.add(first)

    def add(self, part: str) -> None:
        self._parts.append(part)
        self._size += len(part)
        if self._size > _ENCODED_TOGETHER:
            self._encode()

    def _encode(self) -> None:
        data = "".join(self._parts).encode("utf-8")
        self._parts.clear()
        self._size = 0
        self._file.write(data)
        lines, newline, rest = data.rpartition(b"\n")
        _hash(self._checksum, self._line + lines + newline if newline else b"")
        self._line = rest if newline else self._line + rest

    def data(self) -> bytes:
        """Return the whole text with its seal. Nothing can be added after that."""
        self._encode()
        _hash(self._checksum, self._line)
        self._file.seek(self._seal_at)
        self._file.write(_digits(self._checksum))
        return self._file.getvalue()


def sealed_lines(parts: Iterable[str]) -> bytes:
    """Return a text that is made part by part, with its seal in the first lines."""
    rest = iter(parts)
    first = ""
    while BLANK_SEAL not in first:
        first += next(rest)
    text = SealedText(first)
    for part in rest:
        text.add(part)
    return text.data()


def is_sealed(data: bytes) -> bool:
    """Whether errcat wrote these bytes and nobody has changed them since."""
    seals = _SEAL.findall(data)
    return bool(seals) and _checksum(data) in seals


def _checksum(data: bytes) -> bytes:
    checksum = hashlib.sha256()
    _hash(checksum, data)
    return _digits(checksum)


def _hash(checksum: hashlib._Hash, data: bytes) -> None:
    """Hash whole lines, with a blank seal in place of each seal."""
    if b"\r" in data:  # a checkout may convert line endings, which does not count as an edit
        data = data.replace(b"\r\n", b"\n")
    start = 0
    for seal in _SEAL.finditer(data) if _SEAL_WORD in data else ():
        checksum.update(memoryview(data)[start : seal.start()])
        checksum.update(BLANK_SEAL.encode())
        start = seal.end()
    checksum.update(memoryview(data)[start:])


def _digits(checksum: hashlib._Hash) -> bytes:
    return checksum.hexdigest()[:_DIGITS].encode()
