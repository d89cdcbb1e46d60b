"""A pasted response: JSON with or without headers, a log line, or plain text.

It is split into JSON bodies, headers and words. Each value keeps its location in the response.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from errcat.envelope import leaf_values
from errcat.findings.value_paths import path_text

_MAX_BODIES = 50
"""How many JSON bodies errcat looks for in a text."""
_MAX_TRIES = 2000
_MAX_VALUES = 20_000

_HEADER = re.compile(r"[<>*\s]*([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]+(\S.*?)\s*")
_WORD = re.compile(r"[^\s\"'`,;(){}\[\]<>=|]+")
_OPEN = re.compile(r"[{\[]")


@dataclass(frozen=True, slots=True)
class PastedValue:
    """One value of a response, and its location."""

    key: str
    """The name of the value; empty for a word in a text."""
    value: str | int | float
    location: str


@dataclass(frozen=True, slots=True)
class PastedResponse:
    """A response, split into its parts."""

    bodies: Sequence[Any] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in lowercase."""
    rest: str = ""
    """The text outside of the bodies, including the header lines."""

    def values(self) -> Iterator[PastedValue]:
        """Yield every value of the bodies and the headers."""
        count = 0
        for body in self.bodies:
            for path, value in leaf_values(body):
                key = next((step for step in reversed(path) if isinstance(step, str)), "")
                yield PastedValue(key, value, path_text(path) or "the response")
                count += 1
                if count == _MAX_VALUES:
                    return
        for name, value in self.headers.items():
            yield PastedValue(name, value, f"the header {name}")

    def words(self) -> Iterator[PastedValue]:
        """Yield every word of the text around the bodies."""
        for number, line in enumerate(self.rest.split("\n"), start=1):
            for word in _WORD.findall(line):
                for spelling in dict.fromkeys((word, word.strip(".:!?*_"), word.rpartition(":")[2])):
                    if spelling:
                        yield PastedValue("", spelling, f"line {number}")


def parse_pasted(text: str) -> PastedResponse:
    """Split a text into bodies, headers and the rest."""
    body = _decoded(text)
    if isinstance(body, (dict, list)):
        return PastedResponse(bodies=(*_with_nested_json(body),))
    bodies: list[Any] = []
    rest = ""
    parsed_to = 0
    for start, end, body in _bodies_in(text):
        rest += text[parsed_to:start]
        parsed_to = end
        bodies += _with_nested_json(body)
    rest += text[parsed_to:]
    headers: dict[str, str] = {}
    for line in rest.split("\n"):
        match = _HEADER.fullmatch(line)
        if match:
            headers.setdefault(match[1].lower(), match[2])
    return PastedResponse(tuple(bodies), headers, rest)


def _bodies_in(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield each JSON object or list in a text, with the offsets of its start and end."""
    decoder = json.JSONDecoder()
    at = count = 0
    for _try in range(_MAX_TRIES):
        match = _OPEN.search(text, at)
        if match is None or count == _MAX_BODIES:
            return
        try:
            body, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            at = match.end()
            continue
        yield match.start(), end, body
        count, at = count + 1, end


def _with_nested_json(body: Any) -> Iterator[Any]:
    """Yield a body, and the JSON in its strings, which logs often have."""
    yield body
    for number, (_path, value) in enumerate(leaf_values(body)):
        if number == _MAX_VALUES:
            return
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            nested = _decoded(value)
            if isinstance(nested, (dict, list)):
                yield nested


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
