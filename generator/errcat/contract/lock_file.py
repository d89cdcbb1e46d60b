"""The text of errcat.lock.json, and the catalogs in it.

Each code has its own line, so that the diff of a pull request shows which codes change. The text of a catalog in it is
also a catalog in YAML: errcat reads it as any other catalog, and finds its lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat.artifact import BLANK_SEAL, sealed

LOCK_FILE = "errcat.lock.json"
VERSION = 1

_START = re.compile(r'    ("(?:[^"\\]|\\.)*"): \{')
_END = re.compile(r"    \},?")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML doesn't allow in a text, and JSON does."""


class LockedCatalog(NamedTuple):
    """A catalog as the lock has it."""

    name: str
    """Its path, relative to the folder of the lock."""
    data: bytes
    """A catalog in which each line has the number that it has in the lock."""


def lock_text(contracts: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of a lock for the contracts of some catalogs, by their paths."""
    return sealed("\n".join(_lines(contracts)) + "\n")


def _lines(contracts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "{"
    yield f'  "generated_by": "errcat build: do not edit ({BLANK_SEAL})",'
    yield f'  "version": {VERSION},'
    yield '  "catalogs": {'
    for number, (name, contract) in enumerate(sorted(contracts.items()), start=1):
        yield f"    {_json(name)}: {{"
        sections = list(contract.items())
        for position, (section, value) in enumerate(sections, start=1):
            yield from _section(section, value, "," if position < len(sections) else "")
        yield "    }" + ("," if number < len(contracts) else "")
    yield "  }"
    yield "}"


def _section(section: str, value: Any, comma: str) -> Iterator[str]:
    """Yield the lines of a section: one for each item of a list or a mapping."""
    if not value or not isinstance(value, (Mapping, list)):
        yield f"      {_json(section)}: {_json(value)}{comma}"
        return
    if isinstance(value, Mapping):
        opening, closing = "{", "}"
        items = [f"{_json(key)}: {_json(item)}" for key, item in value.items()]
    else:
        opening, closing = "[", "]"
        items = [_json(item) for item in value]
    yield f"      {_json(section)}: {opening}"
    for number, item in enumerate(items, start=1):
        yield f"        {item}" + ("," if number < len(items) else "")
    yield f"      {closing}{comma}"


def _json(value: Any) -> str:
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def locked_catalogs(text: str) -> list[LockedCatalog]:
    """Return the catalogs of a lock. A text that isn't a lock of this version raises ValueError."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("catalogs"), dict):
        raise ValueError(VERSION)
    lines = text.splitlines()
    found: list[LockedCatalog] = []
    start = name = None
    for number, line in enumerate(lines):
        opening = _START.fullmatch(line)
        if opening and start is None:
            start, name = number, json.loads(opening[1])
        elif start is not None and _END.fullmatch(line):
            inside = "\n".join(["", *lines[start + 1 : number]])
            found.append(LockedCatalog(str(name), ("\n" * start + "{" + inside + "\n}\n").encode()))
            start = None
    if [locked.name for locked in found] != list(data["catalogs"]):
        raise ValueError(VERSION)  # somebody formatted the file
    return found
