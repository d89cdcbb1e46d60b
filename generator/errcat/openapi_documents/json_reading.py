"""A JSON document as data, with the places of its values.

The places are found on first use, because errcat looks at a small part of a large document.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from errcat.findings.document import Marks
from errcat.openapi_documents.layout import Bounds

_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(text: str) -> Any:
    """Return the data of a JSON text, or raise ValueError: it may still be YAML."""
    try:
        data = json.loads(text, parse_constant=_no_json)
    except RecursionError:
        raise ValueError("too deep") from None
    if _SURROGATE.search(text):
        json.dumps(data, ensure_ascii=False).encode()  # half of a pair cannot be encoded: a ValueError
    return data


def _no_json(name: str) -> NoReturn:
    raise ValueError(name)


class JsonLayout(Mapping[int, Marks]):
    """Where the values are. A mapping or a list is scanned on first use, after the one around it."""

    def __init__(self, text: str, data: Any) -> None:
        self._text = text
        self._decode = json.JSONDecoder().raw_decode
        self._starts: dict[int, tuple[Any, int]] = {id(data): (data, self._skip_space(0))}
        self._marks: dict[int, Marks] = {}
        self._ends: dict[int, Marks] = {}
        self._last: dict[int, int] = {}

    @property
    def marks(self) -> Mapping[int, Marks]:
        return self

    def __getitem__(self, id_: int) -> Marks:
        if id_ not in self._marks:
            value, start = self._starts[id_]
            self._scan(value, start)
        return self._marks[id_]

    def __iter__(self) -> Iterator[int]:
        return iter(self._starts)

    def __len__(self) -> int:
        return len(self._starts)

    def ends(self, id_: int) -> Marks:
        self[id_]
        return self._ends[id_]

    def bounds(self, id_: int) -> Bounds:
        self[id_]
        return Bounds(self._starts[id_][1], self._last[id_], is_flow=True)

    def _skip_space(self, offset: int) -> int:
        found = _SPACE.match(self._text, offset)
        return found.end() if found else offset

    def _scan(self, container: Any, start: int) -> None:
        """Find the values of a container. The C parser skips each of them."""
        starts: dict[Any, tuple[int, ...]] = {}
        is_mapping = isinstance(container, dict)
        offset = self._skip_space(start + 1)
        while self._text[offset] not in "]}":
            key: Any = len(starts)
            key_start, key_end = offset, offset
            if is_mapping:
                key, key_end = self._decode(self._text, offset)
                offset = self._skip_space(self._skip_space(key_end) + 1)  # after the colon
            value_start = offset
            _value, value_end = self._decode(self._text, offset)
            starts[key] = (key_start, key_end, value_start, value_end)  # the last of equal keys, as in the data
            offset = self._skip_space(value_end)
            if self._text[offset] == ",":
                offset = self._skip_space(offset + 1)
        marks = array("q")
        ends = array("q")
        for key, value in container.items() if is_mapping else enumerate(container):
            key_start, key_end, value_start, value_end = starts[key]
            if is_mapping:
                marks.append(key_start)
                ends.append(key_end)
            marks.append(value_start)
            ends.append(value_end)
            if isinstance(value, (dict, list)):
                self._starts[id(value)] = (value, value_start)
        self._marks[id(container)], self._ends[id(container)] = marks, ends
        self._last[id(container)] = offset + 1
