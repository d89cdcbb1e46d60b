"""Fixes of lists: lines without dashes that are meant as one, and lists that are meant as `key: value` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Fix, Place
from errcat.findings.source import Edit

_NUMBER = re.compile(r"(?:[0-9]{1,3}[.)]|[a-z][.)]|\([0-9]{1,3}\)|[•·●▪◦‣*+–—])[ \t]+")


@dataclass(frozen=True, slots=True)
class FixedList:
    """A text as a list: the items, and the fix that makes them."""

    items: list[str]
    fix: Fix


def fix_lines(document: Document, place: Place, value: str) -> FixedList | None:
    """Return the list with dashes before the lines of a text, in place of their numbers.

    None if the text is not on lines of its own below its key.
    """
    text = document.text
    start, key = document.start_of(place), document.start_of(place.at_key)
    line_start = text.rfind("\n", 0, start) + 1
    if text != document.source.text or line_start <= key or text[start] in "'\"|>":
        return None
    margin = text[line_start:start]
    items: list[str] = []
    edits: list[Edit] = []
    remaining = value
    is_numbered = False
    for line in text[line_start:].splitlines(keepends=True):
        content = line.strip()
        if not remaining.startswith(content) or not content:
            break
        first = line_start + len(line) - len(line.lstrip(" "))
        number = _NUMBER.match(content)
        is_numbered = is_numbered or number is not None
        if number or not items or not is_numbered:
            edits.append(Edit(first, first + (number.end() if number else 0), "- "))
            items.append(content[number.end() :] if number else content)
        else:
            edits.append(Edit(line_start, first, f"{margin}  "))
            items[-1] += f" {content}"
        remaining = remaining[len(content) :].lstrip()
        line_start += len(line)
    if remaining or (len(items) < 2 and edits[0].start == edits[0].end):
        return None
    return FixedList(items, Fix(document.number, tuple(edits), safe=False))


def fix_keys(document: Document, value: list[Any], id_field: str) -> Fix | None:
    """Return the fix that turns the items of a list into keys: `- id: orders` or `- orders:` into `orders:`."""
    text = document.text
    marks = document.marks.get(id(value))
    if marks is None or text != document.source.text:
        return None
    edits: list[Edit] = []
    for item, start in zip(value, marks, strict=True):
        line_start = text.rfind("\n", 0, start) + 1
        dash = text.find("-", line_start, start)
        if dash < 0 or text[line_start:start].strip() != "-":
            return None
        first = next(iter(item), "")
        if not id_field:
            inner = document.marks.get(id(item.get(first)))
            if len(item) != 1 or inner is None or text[inner[0]] == "{":
                return None
            edits.append(Edit(dash, start, ""))
            continue
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        if first != id_field or len(item) < 2 or not re.fullmatch(r"[\w-]+", str(item[first])):
            return None
        edits.append(Edit(dash, line_end, f"{item[first]}:"))
    return Fix(document.number, tuple(edits))
