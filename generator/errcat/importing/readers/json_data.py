"""JSON and JSON Lines → nodes with lines. Python's own parser reads the values; this module finds their lines."""

from __future__ import annotations

import json
import re

from errcat.errors import RunError
from errcat.importing.found.nodes import MAX_DEPTH, DataNode, Scalar
from errcat.importing.found.pieces import LineRange

_TOKEN = re.compile(r'[ \t\r\n]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*+")|([^\s{}\[\],:"]++))', re.DOTALL)


_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


def _no_number(name: str) -> float:
    raise ValueError(name)


_DECODER = json.JSONDecoder(strict=False, parse_constant=_no_number)


def read(text: str, name: str) -> DataNode:
    """Return the data of a JSON document."""
    reader = _JsonReader(text, name)
    node = reader.value(0)
    if text[reader.position :].strip():
        raise reader.error("there is more text after the value")
    return node


def read_lines(text: str, name: str) -> list[DataNode]:
    """Return the data of each line."""
    nodes: list[DataNode] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            nodes.append(_JsonReader(line, name, number).value(0))
    return nodes


class _JsonReader:
    def __init__(self, text: str, name: str, line: int = 1) -> None:
        self._text = text
        self._name = name
        self.position = 0
        self._line = line
        self._counted = 0

    def error(self, reason: str) -> RunError:
        return RunError("source-unreadable", path=self._name, line=self._line_at(self.position), reason=reason)

    def _line_at(self, offset: int) -> int:
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = max(self._counted, offset)
        return self._line

    def _next(self) -> tuple[str, str, int]:
        match = _TOKEN.match(self._text, self.position)
        if match is None:
            raise self.error("it isn't valid JSON")
        start = match.start(match.lastindex or 0)
        self.position = match.end()
        return ("sign", "text", "word")[(match.lastindex or 1) - 1], match[match.lastindex or 0], self._line_at(start)

    def value(self, depth: int) -> DataNode:
        if depth > MAX_DEPTH:
            raise self.error("it nests too deeply")
        kind, sign, line = self._next()
        if sign == "{":
            return self._mapping(line, depth)
        if sign == "[":
            return self._list(line, depth)
        if kind == "sign":
            raise self.error("it isn't valid JSON")
        return DataNode(self._scalar(sign), LineRange(line, line))

    def _scalar(self, sign: str) -> Scalar:
        try:
            value: Scalar = _DECODER.decode(sign)
        except ValueError:
            name = sign if sign in _NO_NUMBERS else "it"
            raise self.error(f"{name} isn't valid JSON") from None
        return value

    def _mapping(self, line: int, depth: int) -> DataNode:
        found: dict[str, DataNode] = {}
        kind, sign, end = self._next()
        while sign != "}":
            if kind != "text" or self._next()[1] != ":":
                raise self.error("it isn't valid JSON")
            key = str(self._scalar(sign))
            value = self.value(depth + 1)
            if key in found:
                raise self.error(f'the key "{key}" appears twice')
            found[key] = DataNode(value.value, LineRange(end, value.lines.last))
            kind, sign, end = self._next()
            if sign == ",":
                kind, sign, end = self._next()
            elif sign != "}":
                raise self.error("it isn't valid JSON")
        return DataNode(found, LineRange(line, end))

    def _list(self, line: int, depth: int) -> DataNode:
        found: list[DataNode] = []
        before = (self.position, self._line, self._counted)
        _, sign, end = self._next()
        while sign != "]":
            self.position, self._line, self._counted = before
            found.append(self.value(depth + 1))
            _, sign, end = self._next()
            if sign == ",":
                before = (self.position, self._line, self._counted)
                _, sign, end = self._next()
            elif sign != "]":
                raise self.error("it isn't valid JSON")
        return DataNode(found, LineRange(line, end))
