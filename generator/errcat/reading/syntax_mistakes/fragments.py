"""Fragments of a catalog that can be read separately, such as an error or a section. None hides another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from errcat.reading.schema.fields import top_fields

_ITEM = re.compile(r"^(?P<indent>[ ]*)-(?=[ \r\n]|\Z)(?P<code>[ ]+[\"']?code\b)?", re.MULTILINE)
_FIRST = re.compile(r"(?:\s|#[^\n]*)*?\n[ \t]*-(?=[^\n]*(?:\n|\Z))")
_NO_LIST = re.compile(r":[ \t]*[^\s#]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A range of the text, and the line that must precede it when it is read separately."""

    start: int
    end: int
    head: str = ""


def fragments(text: str) -> list[Fragment]:
    """Split a text into fragments, in order and without gaps."""
    top = re.compile(rf"^(?:{'|'.join(top_fields())}|x-[\w-]+)[ \t]*:", re.MULTILINE)
    sections = [match.start() for match in top.finditer(text)]
    if not sections:
        return [Fragment(0, len(text))] if text else []
    result = [Fragment(0, sections[0])] if sections[0] else []
    for start, end in zip(sections, [*sections[1:], len(text)], strict=True):
        starts = _item_starts(text, start, end)
        result.append(Fragment(start, starts[0] if starts else end))
        head = text[start : text.find(":", start) + 1] + "\n"
        result += [
            Fragment(item_start, item_end, head)
            for item_start, item_end in zip(starts, [*starts[1:], end], strict=False)
        ]
    return result


def _item_starts(text: str, start: int, end: int) -> list[int]:
    """Return the offsets of a section's items, if the section is a list."""
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
