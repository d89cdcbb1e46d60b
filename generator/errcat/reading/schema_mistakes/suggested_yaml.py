"""Values as the lines that a writer would type, and the edits that put them into the file.

Reading, third step: what the helps of `schema_errors` show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from errcat.findings.document import Document, end_of_value
from errcat.findings.finding import Fix, Place, Whole
from errcat.findings.source import Edit
from errcat.findings.wording import shorten
from errcat.text.yaml_block import is_block
from errcat.text.yaml_literal import yaml_json, yaml_number, yaml_quoted, yaml_sentence

_FLOW_SIGN = re.compile(r"[\[\]{},]|\?")
_BARE = re.compile(r"[^\s,\[\]{}#]+")

MOST_LINES = 8
"""How many lines of a value a help shows."""


def lines(data: Any) -> Whole:
    """Data for the end of a help: one line within its sentence, several below it, one step to the right."""
    every = list(block(data))
    if len(every) == 1:
        return Whole(f" `{shorten(every[0])}`")
    shown = every if len(every) <= MOST_LINES else [*every[: MOST_LINES - 1], "…"]
    return Whole("".join(f"\n  {shorten(line)}" for line in shown))


def block(data: Any) -> Iterator[str]:
    """Data in block style, line by line."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            inner = list(block(value))
            if isinstance(value, (dict, list)) and value:
                yield f"{scalar(key)}:"
                yield from (f"  {line}" for line in inner)
            else:
                yield f"{scalar(key)}: {inner[0]}".rstrip()
                yield from (f"  {line}" for line in inner[1:])
    elif isinstance(data, list) and data:
        for item in data:
            first, *rest = block(item)
            yield f"- {first}".rstrip()
            yield from (f"  {line}" for line in rest)
    elif isinstance(data, str) and is_block(data) and "\n\n" not in data:
        yield "|" if data.endswith("\n") else "|-"
        yield from data.removesuffix("\n").split("\n")
    else:
        yield scalar(data) if isinstance(data, str) else flow(data)


def flow(data: Any) -> str:
    """Data on one line."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return yaml_quoted(data) if isinstance(data, str) and _FLOW_SIGN.search(data) else scalar(data)


def scalar(value: Any) -> str:
    """One value, outside of brackets and braces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return yaml_number(value)
    if not isinstance(value, str):
        return str(value)
    return yaml_sentence(value)


def written(document: Document, place: Place, value: Any) -> tuple[int, int] | None:
    """From where to where in the file a value stands; None where it goes on on another line."""
    return written_at(document, document.start_of(place), value)


def written_at(document: Document, start: int, value: Any) -> tuple[int, int] | None:
    """The same for a value that starts at an offset of `text`."""
    end = _end(document.text, start, value)
    if end is None:
        return None
    first = document.file_offset(start)
    last = document.file_offset(end - 1) + 1 if end > start else first
    same = document.source.text[first:last] == document.text[start:end]  # else it was mended, and told, already
    return (first, last) if same else None


def in_flow(document: Document, place: Place) -> bool:
    """Whether a value stands inside braces or brackets, where line ends and dashes mean nothing."""
    text, path = document.text, place.path
    around = (document.start_of(Place(place.document, path[:depth])) for depth in range(1, len(path)))
    return _in_json(document) or any(text[start : start + 1] in ("{", "[") for start in around)


def _in_json(document: Document) -> bool:
    return document.text.lstrip()[:1] in ("{", "[")


def _end(text: str, start: int, value: Any) -> int | None:
    first = text[start : start + 1]
    if isinstance(value, (dict, list)):
        return _end_of_flow(text, start) if first in ("{", "[") else None
    if not isinstance(value, str):
        found = _BARE.match(text, start)
        return found.end() if found else start if value is None else None
    if first in ("'", '"'):
        end = end_of_value(text, start)
        return end if end > start + 1 and text[end - 1] == first else None
    return start + len(value) if value and text.startswith(value, start) else None


def _end_of_flow(text: str, start: int) -> int | None:
    """Behind the bracket that closes the one at an offset, if it is on the same line and no quote is in between."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "\n'\"":
            return None
        depth += (text[at] in "[{") - (text[at] in "]}")
        if depth == 0:
            return at + 1
    return None


def fix_key(document: Document, place: Place, key: str, *, safe: bool = False) -> Fix:
    """Another key before the same value."""
    where = document.range_of(place.at_key)
    text = yaml_json(key) if _in_json(document) else scalar(key)
    return Fix(document.number, (Edit(where.start, where.end, text),), safe)


def fix_value(document: Document, place: Place, old: Any, new: Any, *, safe: bool) -> Fix | None:
    """Another value behind the same key; None where the old one cannot be cut out in one piece."""
    where = written(document, place, old)
    if where is None:
        return None
    start, end = where
    source = document.source.text
    line = source[source.rfind("\n", 0, start) + 1 : start]
    if _in_json(document):
        text = yaml_json(new)
    elif not isinstance(new, (dict, list)) or not new or in_flow(document, place):
        text = flow(new)
    elif isinstance(place.path[-1], str) and line.strip():
        column = len(line) - len(line.lstrip(" -"))
        text = "".join(f"\n{' ' * (column + 2)}{inner}" for inner in block(new))
        start = source.rfind(":", 0, start) + 1
    else:
        text = f"\n{' ' * len(line)}".join(block(new))
    return Fix(document.number, (Edit(start, end, text),), safe)


def fix_field(document: Document, place: Place, old: Any, new: Mapping[str, Any]) -> Fix | None:
    """Other lines instead of a key and its value."""
    where = written(document, place, old)
    if where is None:
        return None
    start = document.range_of(place.at_key).start
    source = document.source.text
    line = source[source.rfind("\n", 0, start) + 1 : start]
    if in_flow(document, place) or line.strip(" -") or "\n" in source[start : where[0]]:
        return None
    text = f"\n{' ' * len(line)}".join(block(new))
    return Fix(document.number, (Edit(start, where[1], text),), safe=False)


def fix_without_item(document: Document, place: Place, number: int) -> Fix | None:
    """A list without one of its items, where that item stands on one line."""
    items = document.data
    for step in place.path:
        items = items[step]
    where = written(document, place / number, items[number])
    if where is None or number == 0:
        return None
    start, end = where
    source = document.source.text
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end)
    line_end = len(source) if line_end < 0 else line_end
    if source[line_start:start].strip() == "-" and not source[end:line_end].strip():
        return Fix(document.number, (Edit(line_start - 1, line_end, ""),))
    comma = source.rfind(",", 0, start)
    if comma > line_start and not source[comma + 1 : start].strip():
        return Fix(document.number, (Edit(comma, end, ""),))
    return None
