"""Suggestions for a writer: values as YAML lines in a help, and as edits of the file. Reading, third step."""

from __future__ import annotations

import re
from typing import Any

from errcat.findings.document import Document, end_of_value
from errcat.findings.finding import Fix, Place, VerbatimText
from errcat.findings.source import Edit
from errcat.findings.value_paths import shorten
from errcat.text.yaml_writer import SUGGESTED, yaml_flow, yaml_json, yaml_lines, yaml_scalar

_BARE = re.compile(r"[^\s,\[\]{}#]+")

MOST_LINES = 8
"""How many lines of a value a help shows."""


def lines(data: Any) -> VerbatimText:
    """Data for the end of a help. A single line goes into its sentence, several lines go below it, indented."""
    every = yaml_lines(data, SUGGESTED)
    if len(every) == 1:
        return VerbatimText(f" `{shorten(every[0])}`")
    shown = every if len(every) <= MOST_LINES else [*every[: MOST_LINES - 1], "…"]
    return VerbatimText("".join(f"\n  {shorten(line)}" for line in shown))


def written(document: Document, place: Place, value: Any) -> tuple[int, int] | None:
    """Where a value starts and ends in the file; None if it continues on another line."""
    return written_at(document, document.start_of(place), value)


def written_at(document: Document, start: int, value: Any) -> tuple[int, int] | None:
    """The same for a value that starts at an offset of `text`."""
    end = _end(document.text, start, value)
    if end is None:
        return None
    first = document.file_offset(start)
    last = document.file_offset(end - 1) + 1 if end > start else first
    is_unchanged = document.source.text[first:last] == document.text[start:end]
    return (first, last) if is_unchanged else None  # what was changed in memory is reported already


def in_flow(document: Document, place: Place) -> bool:
    """Whether a value is inside braces or brackets, where line ends and dashes mean nothing."""
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
    """After the bracket that matches the bracket at an offset; None if a quote or a line end comes first."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "\n'\"":
            return None
        depth += (text[at] in "[{") - (text[at] in "]}")
        if depth == 0:
            return at + 1
    return None


def fix_key(document: Document, place: Place, key: str, *, safe: bool = False) -> Fix:
    """Replace a key, and keep its value."""
    where = document.range_of(place.at_key)
    text = yaml_json(key) if _in_json(document) else yaml_scalar(key)
    return Fix(document.number, (Edit(where.start, where.end, text),), safe)


def fix_value(document: Document, place: Place, old: Any, new: Any, *, safe: bool) -> Fix | None:
    """Replace a value, and keep its key; None if the old value is not one piece of text."""
    where = written(document, place, old)
    if where is None:
        return None
    start, end = where
    source = document.source.text
    line = source[source.rfind("\n", 0, start) + 1 : start]
    if _in_json(document):
        text = yaml_json(new)
    elif not isinstance(new, (dict, list)) or not new or in_flow(document, place):
        text = yaml_flow(new)
    elif isinstance(place.path[-1], str) and line.strip():
        column = len(line) - len(line.lstrip(" -"))
        text = "".join(f"\n{' ' * (column + 2)}{inner}" for inner in yaml_lines(new, SUGGESTED))
        start = source.rfind(":", 0, start) + 1
    else:
        text = f"\n{' ' * len(line)}".join(yaml_lines(new, SUGGESTED))
    return Fix(document.number, (Edit(start, end, text),), safe)


def fix_without_item(document: Document, place: Place, number: int) -> Fix | None:
    """Remove an item of a list; None if it is not on a single line."""
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
