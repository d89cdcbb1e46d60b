"""A catalog in pieces that can be read alone: an error, a category, a section. One broken piece hides no other."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from errcat.reading.schema.fields import top_fields

_ITEM = re.compile(r"^(?P<indent>[ ]*)-(?=[ \r\n]|\Z)(?P<code>[ ]+[\"']?code\b)?", re.MULTILINE)
_FIRST = re.compile(r"(?:\s|#[^\n]*)*?\n[ \t]*-(?=[^\n]*(?:\n|\Z))")
_NO_LIST = re.compile(r":[ \t]*[^\s#]")


@dataclass(frozen=True, slots=True)
class Piece:
    """From where to where in the text, and the line that must stand before it when it is read alone."""

    start: int
    end: int
    head: str = ""


def pieces(text: str) -> list[Piece]:
    """The pieces of a text, in order; together they are all of it."""
    top = re.compile(rf"^(?:{'|'.join(top_fields())}|x-[\w-]+)[ \t]*:", re.MULTILINE)
    sections = [match.start() for match in top.finditer(text)]
    if not sections:
        return [Piece(0, len(text))] if text else []
    found = [Piece(0, sections[0])] if sections[0] else []
    for start, end in zip(sections, [*sections[1:], len(text)], strict=True):
        starts = _items(text, start, end)
        found.append(Piece(start, starts[0] if starts else end))
        head = text[start : text.find(":", start) + 1] + "\n"
        found += [Piece(one, after, head) for one, after in zip(starts, [*starts[1:], end], strict=False)]
    return found


def _items(text: str, start: int, end: int) -> list[int]:
    """Where the items of a section start, if it is a list."""
    first_end = text.find("\n", start, end)
    colon = text.find(":", start, end)
    if first_end < 0 or colon < 0 or _NO_LIST.match(text, colon, first_end):
        return []
    first = _FIRST.match(text, first_end, end)
    items = list(_ITEM.finditer(text, first_end + 1, end)) if first else []
    if not items:
        return []
    coded = Counter(item["indent"] for item in items if item["code"])
    indent = coded.most_common(1)[0][0] if coded else items[0]["indent"]
    return [item.start() for item in items if item["indent"] == indent]
