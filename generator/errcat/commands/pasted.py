"""What somebody pasted: an error response, with its headers or without, a line of a log, or plain text.

Of it: the JSON bodies, the headers, and the words, each with where it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from errcat.findings.finding import PathStep
from errcat.findings.wording import path_text

MOST_BODIES = 50
"""How many pieces of JSON are looked for in one text."""
MOST_TRIES = 2000
MOST_LEAVES = 20_000
DEEPEST = 60

_HEADER = re.compile(r"[<>*\s]*([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]+(\S.*?)\s*")
_WORD = re.compile(r"[^\s\"'`,;(){}\[\]<>=|]+")
_OPEN = re.compile(r"[{\[]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value, and where it stands."""

    key: str
    """The name that it has there; empty for a word of a text."""
    value: str | int | float
    where: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text, taken apart."""

    bodies: Sequence[Any] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in small letters."""
    rest: str = ""
    """What is neither a body nor a header."""

    def leaves(self) -> Iterator[Leaf]:
        """Every single value of the bodies and the headers."""
        count = 0
        for body in self.bodies:
            for path, value in walk(body):
                key = next((step for step in reversed(path) if isinstance(step, str)), "")
                yield Leaf(key, value, path_text(path) or "the response")
                count += 1
                if count == MOST_LEAVES:
                    return
        for name, value in self.headers.items():
            yield Leaf(name, value, f"the header {name}")

    def words(self) -> Iterator[Leaf]:
        """Every word of the text around the bodies."""
        for number, line in enumerate(self.rest.split("\n"), start=1):
            for word in _WORD.findall(line):
                for spelling in dict.fromkeys((word, word.strip(".:!?*_"), word.rpartition(":")[2])):
                    if spelling:
                        yield Leaf("", spelling, f"line {number}")


def take_apart(text: str) -> Pasted:
    """The bodies, headers and words of a text."""
    whole = _decoded(text)
    if isinstance(whole, (dict, list)):
        return Pasted(bodies=(*_with_inner(whole),))
    bodies: list[Any] = []
    rest = ""
    done = 0
    for start, end, body in _bodies_in(text):
        rest += text[done:start]
        done = end
        bodies += _with_inner(body)
    rest += text[done:]
    headers: dict[str, str] = {}
    for line in rest.split("\n"):
        match = _HEADER.fullmatch(line)
        if match:
            headers.setdefault(match[1].lower(), match[2])
    return Pasted(tuple(bodies), headers, rest)


def walk(value: Any, path: tuple[PathStep, ...] = ()) -> Iterator[tuple[tuple[PathStep, ...], str | int | float]]:
    """Every single value of a body, with its path."""
    if len(path) > DEEPEST:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from walk(item, (*path, number))
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
        yield path, value


def _bodies_in(text: str) -> Iterator[tuple[int, int, Any]]:
    """Each object or list of JSON in a text, with where it starts and ends."""
    decoder = json.JSONDecoder()
    at = found = 0
    for _try in range(MOST_TRIES):
        match = _OPEN.search(text, at)
        if match is None or found == MOST_BODIES:
            return
        try:
            body, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            at = match.end()
            continue
        yield match.start(), end, body
        found, at = found + 1, end


def _with_inner(body: Any) -> Iterator[Any]:
    """A body, and those that are written as texts in it, as logs have them."""
    yield body
    for number, (_path, value) in enumerate(walk(body)):
        if number == MOST_LEAVES:
            return
        if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
            inner = _decoded(value)
            if isinstance(inner, (dict, list)):
                yield inner


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
