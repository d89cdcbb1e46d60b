"""The entries of a JSON document, one after the other, without the whole document in memory.

A HAR file of a browser can be larger than the memory. Of each document, only a single entry is kept: an item of
`log.entries` (HAR), of `run.executions` (Newman), or of a list. Any other object is an entry itself.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from errcat.traffic.recordings.unreadable import UnreadableError

MAX_ENTRY = 64 << 20
"""The longest entry that errcat reads, in characters."""
_LISTS = {(), ("log", "entries"), ("run", "executions")}
_OBJECTS = {(), ("log",), ("run",)}
_BLANK = " \t\r\n"
_NOT_BLANK = re.compile(r"[^ \t\r\n]")
_SIGN = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_SCALAR_END = re.compile(r"[,\]}\s]")
_PIECE = 1 << 20


class Entry(NamedTuple):
    """The text of an entry, and its place; None for an entry that is too long."""

    text: str | None
    line: int
    column: int


class JsonStream:
    """Reads a document piece by piece."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._at = 0
        self._is_done = False
        self._counted = 0
        """Up to where in the text the lines are counted."""
        self.line = 1
        self._line_start = 0
        """Where the current line starts, as an offset in the text; negative if that is no longer there."""

    def entries(self) -> Iterator[Entry]:
        """Yield the entries of every document in the stream."""
        while self._peek():
            line, column = self.place()
            whole = yield from self._value(())
            if whole is not None:
                yield Entry(whole, line, column)

    def place(self) -> tuple[int, int]:
        """Return the line and the column of the next character."""
        newlines = self._text.count("\n", self._counted, self._at)
        if newlines:
            self.line += newlines
            self._line_start = self._text.rindex("\n", self._counted, self._at) + 1
        self._counted = self._at
        return self.line, self._at - self._line_start + 1

    def _value(self, path: tuple[str, ...]) -> Generator[Entry, None, str | None]:
        """Yield the entries in a value. Without entries, return its text."""
        start = self._peek()
        if start == "[" and path in _LISTS:
            yield from self._items()
            return None
        if start == "{" and path in _OBJECTS:
            return (yield from self._members(path))
        return self._raw()

    def _items(self) -> Iterator[Entry]:
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            self._require_more()
            line, column = self.place()
            yield Entry(self._raw(), line, column)
            if self._next(",]") == "]":
                return

    def _members(self, path: tuple[str, ...]) -> Generator[Entry, None, str | None]:
        self._at += 1
        parts: list[str] = []
        size = 0
        has_entries = False
        if self._peek() == "}":
            self._at += 1
            return "{}"
        while True:
            if self._peek() != '"':
                self._require_more()
                raise UnreadableError("json")
            key = self._raw() or ""
            self._next(":")
            self._require_more()
            inner = (*path, key[1:-1])
            is_list = self._peek() == "[" and inner in _LISTS
            text = yield from self._value(inner)
            has_entries = has_entries or is_list or (text is None and inner in _OBJECTS)
            if text is not None and not has_entries and size <= MAX_ENTRY:
                parts.append(f"{key}:{text}")
                size += len(parts[-1])
            elif text is None and not has_entries:
                size = MAX_ENTRY + 1
            if self._next(",}") == "}":
                break
        if has_entries:
            return None
        if size > MAX_ENTRY:
            raise UnreadableError("long")
        return f"{{{','.join(parts)}}}"

    def _raw(self) -> str | None:
        """Return the text of the next value, which may be wrong inside; None if it is too long."""
        if self._peek() not in ('"', "{", "["):
            return self._scalar()
        start = scan = self._at
        depth, in_string, is_kept = 0, False, True
        while True:
            if in_string:
                inside = _IN_STRING.match(self._text, scan)
                scan = inside.end() if inside else scan
                in_string = self._text[scan : scan + 1] != '"'
                if not in_string:
                    scan += 1
                    if depth == 0:
                        break
                    continue
            elif sign := _SIGN.search(self._text, scan):
                scan = sign.end()
                in_string = sign[0] == '"'
                if not in_string:
                    depth += 1 if sign[0] in "{[" else -1
                    if depth == 0:
                        break
                continue
            else:
                scan = len(self._text)
            # the value goes on in the next piece
            is_kept = is_kept and scan - start <= MAX_ENTRY
            dropped = self._fill(start if is_kept else scan)
            start, scan = max(start - dropped, 0), scan - dropped
        text = self._text[start:scan]
        self._at = scan
        return text if is_kept and len(text) <= MAX_ENTRY else None

    def _scalar(self) -> str:
        start = self._at
        while True:
            end = _SCALAR_END.search(self._text, start)
            if end is not None or self._is_done:
                break
            self._fill(start)
            start = self._at
            if len(self._text) > _PIECE * 4:
                raise UnreadableError("json")
        self._at = len(self._text) if end is None else end.start()
        if self._at == start:
            raise UnreadableError("json")
        return self._text[start : self._at]

    def _peek(self) -> str:
        """Skip blanks, and return the next character; empty at the end."""
        while True:
            match = _NOT_BLANK.search(self._text, self._at)
            if match is not None:
                self._at = match.start()
                return match[0]
            self._at = len(self._text)
            if self._is_done:
                return ""
            self._fill(self._at)

    def _next(self, expected: str) -> str:
        found = self._peek()
        if not found:
            raise UnreadableError("cut")
        if found not in expected:
            raise UnreadableError("json")
        self._at += 1
        return found

    def _require_more(self) -> None:
        if not self._peek():
            raise UnreadableError("cut")

    def _fill(self, keep: int) -> int:
        """Read the next piece, and drop the text before an offset. Return how many characters were dropped."""
        if self._is_done:
            raise UnreadableError("cut")
        data = self._stream.read1(_PIECE)
        at = self._at
        self._at = keep
        self.place()
        try:
            text = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            raise UnreadableError("utf8") from None
        self._is_done = not data
        self._text = self._text[keep:] + text
        self._at = max(at - keep, 0)
        self._counted = 0
        self._line_start -= keep
        return keep
