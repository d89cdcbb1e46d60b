"""The bytes of a recording, piece by piece: unpacked from gzip, and from UTF-16 to UTF-8.

Recordings can be larger than the memory, so nothing here keeps more than a piece.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from errcat import plain_files
from errcat.errors import RunError
from errcat.traffic.recordings.unreadable import UnreadableError

if TYPE_CHECKING:  # only type checkers have it in all versions of Python
    from _typeshed import WriteableBuffer as Buffer

STDIN = "-"
PIECE = 1 << 20
HEAD = 1 << 16
"""How many bytes decide about the kind of a recording."""
MAX_LINE = 16 << 20
"""The longest line that errcat reads, in bytes."""
_GZIP = b"\x1f\x8b"
_GZIP_WITH_HEADER = 31
MAX_RATIO = 250
"""How many times its size a gzip file may unpack to. Logs with equal lines reach 100."""
_FREE = 64 << 20
"""How much a small gzip file may unpack to, whatever its size."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Recording:
    """An open recording: its name, its first bytes, and a stream of all its bytes."""

    def __init__(self, name: str, pieces: Iterator[bytes]) -> None:
        self.name = name
        head = bytearray()
        for piece in pieces:
            head += piece
            if len(head) >= HEAD:
                break
        self.is_whole = len(head) < HEAD
        """Whether the head is the entire recording."""
        self.head = bytes(head).removeprefix(codecs.BOM_UTF8)
        self.stream: io.BufferedReader = io.BufferedReader(_Pieces(chain([self.head], pieces)), PIECE)


@contextmanager
def opened(path: str, name: str) -> Iterator[Recording]:
    """Open a file, or standard input."""
    if path == STDIN:
        yield Recording(name, _decoded(_pieces_of(sys.stdin.buffer)))
        return
    location = Path(path)
    if not path or not location.exists():
        raise RunError("path-not-found", path=path)
    if not location.is_file():
        raise RunError("not-a-recording", help="folder" if location.is_dir() else "", path=path)
    try:
        # a link leads to its target, which must be a file
        with plain_files.opened(location.resolve(), os.O_RDONLY) as handle, open(handle, "rb", closefd=False) as file:
            yield Recording(name, _decoded(_pieces_of(file)))
    except OSError as error:
        raise RunError("cannot-read", path=path, reason=error.strerror or str(error)) from None


def lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """Yield each line without its end; None for a line that is too long."""
    while line := stream.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        while rest := stream.readline(MAX_LINE):
            if rest.endswith(b"\n"):
                break
        yield None


def unpacked(pieces: Iterable[bytes], *, wbits: int = _GZIP_WITH_HEADER) -> Iterator[bytes]:
    """Unpack gzip data, which may consist of several parts. Stop at data that unpacks to too much."""
    unpacker = zlib.decompressobj(wbits)
    size = unpacked_size = 0
    for piece in pieces:
        size += len(piece)
        data = piece
        while data:
            if unpacker.eof:
                data = data.lstrip(b"\0")  # padding after the end
                if not data:
                    break
                unpacker = zlib.decompressobj(wbits)
            try:
                out = unpacker.decompress(data, PIECE)
            except zlib.error:
                raise UnreadableError("gzip") from None
            unpacked_size += len(out)
            if unpacked_size > max(_FREE, MAX_RATIO * size):
                raise UnreadableError("bomb")
            if out:
                yield out
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if size and not unpacker.eof:
        raise UnreadableError("cut")


def _pieces_of(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(HEAD):
        yield piece


def _decoded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip, and turn UTF-16 into UTF-8."""
    first = next(pieces, b"")
    pieces = chain([first], pieces)
    if first.startswith(_GZIP):
        pieces = unpacked(pieces)
        first = next(pieces, b"")
        pieces = chain([first], pieces)
    return _from_utf16(pieces) if first.startswith(_UTF16) else pieces


def _from_utf16(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


class _Pieces(io.RawIOBase):
    """A raw stream of pieces, so that a buffered reader can find their lines."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        target = memoryview(buffer).cast("B")
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        count = min(len(target), len(self._left))
        target[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
