"""Fixes that move fields: under another field, or out of one. They keep every comment of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Fix, Place
from errcat.findings.source import Edit
from errcat.reading.schema_mistakes.suggested_yaml import in_flow
from errcat.text.yaml_writer import SUGGESTED, yaml_lines


def fix_nested(document: Document, places: Sequence[Place], new: Mapping[str, Any]) -> Fix | None:
    """Replace fields of a mapping by other lines, which go where the first of them is."""
    ranges = _line_ranges(document, places)
    if ranges is None:
        return None
    first = min(places, key=lambda place: document.start_of(place.at_key))
    key_start = document.start_of(first.at_key)
    head = document.text[document.text.rfind("\n", 0, key_start) + 1 : key_start]
    lines = yaml_lines(new, SUGGESTED)
    text = head + f"\n{' ' * len(head)}".join(lines) + "\n"
    edits = [Edit(start, end, text if place is first else "") for place, (start, end) in ranges]
    return _fix(document, edits)


def fix_moved(document: Document, places: Sequence[Place], target: Place, new: Any) -> Fix | None:
    """Delete fields, and write other lines at the end of the mapping or list at a place."""
    ranges = _line_ranges(document, places)
    marks = document.marks.get(id(_value_at(document, target)))
    if ranges is None or not marks or in_flow(document, target / "") or document.text[marks[0]] in "{[":
        return None
    start = marks[0]
    line_start = document.text.rfind("\n", 0, start) + 1
    column = start - line_start
    if isinstance(new, list):
        column = document.text.rfind("-", line_start, start) - line_start
        if column < 0:
            return None
    end = _end_of_lines(document, document.start_of(target.at_key))
    lines = "".join(f"{' ' * column}{line}\n" for line in yaml_lines(new, SUGGESTED))
    edits = [Edit(start, stop, lines if start == end else "") for _place, (start, stop) in ranges]
    if all(edit.start != end for edit in edits):
        edits.append(Edit(end, end, lines))
    return _fix(document, edits)


def fix_wrapped(document: Document, place: Place, keys: Sequence[str]) -> Fix | None:
    """Put a field with lines below it under other fields, and keep those lines; the last key is its new name."""
    ranges = _line_ranges(document, [place])
    if ranges is None:
        return None
    start, end = ranges[0][1]
    key = document.range_of(place.at_key)
    head = document.text[start : key.start]
    margin = " " * len(head)
    wraps = "".join(f"{margin}{'  ' * depth}{one}:\n" for depth, one in enumerate(keys[:-1]))
    inner = "  " * (len(keys) - 1)
    first, *rest = document.text[key.end : end].splitlines(keepends=True)
    lines = [f"{margin}{inner}{keys[-1]}{first}", *(inner + line if line.strip() else line for line in rest)]
    return _fix(document, [Edit(start, end, head + (wraps + "".join(lines))[len(head) :])])


def fix_outdented(document: Document, place: Place, container: Place) -> Fix | None:
    """Move a field out of a mapping, to the end of the lines of its container."""
    ranges = _line_ranges(document, [place])
    if ranges is None:
        return None
    start, end = ranges[0][1]
    column = _column(document, container.at_key)
    own_column = _column(document, place.at_key)
    lines = document.text[start:end].splitlines(keepends=True)
    if any(line[: own_column - column].strip() for line in lines):
        return None
    moved = "".join(line[own_column - column :] for line in lines)
    target = _end_of_lines(document, document.start_of(container.at_key))
    if target == end:
        return _fix(document, [Edit(start, end, moved)])
    return _fix(document, [Edit(start, end, ""), Edit(target, target, moved)])


def fix_indented(document: Document, places: Sequence[Place], column: int) -> Fix | None:
    """Indent fields so that they start in a column."""
    ranges = _line_ranges(document, places)
    if ranges is None:
        return None
    edits: list[Edit] = []
    for place, (start, end) in ranges:
        spaces = " " * (column - _column(document, place.at_key))
        lines = document.text[start:end].splitlines(keepends=True)
        edits.append(Edit(start, end, "".join(spaces + line if line.strip() else line for line in lines)))
    return _fix(document, edits)


def _fix(document: Document, edits: Sequence[Edit]) -> Fix | None:
    if document.text != document.source.text:
        return None  # the offsets are those of a text that was repaired in memory
    return Fix(document.number, tuple(edits), safe=False)


def _line_ranges(document: Document, places: Sequence[Place]) -> list[tuple[Place, tuple[int, int]]] | None:
    """Return the range of the whole lines of each field; None if a field does not have its own lines."""
    ranges = []
    for place in places:
        start = document.start_of(place.at_key)
        line_start = document.text.rfind("\n", 0, start) + 1
        before = document.text[line_start:start]
        if in_flow(document, place) or (before.strip() and (before.strip() != "-" or place is not places[0])):
            return None
        ranges.append((place, (line_start, _end_of_lines(document, start))))
    return ranges


def _end_of_lines(document: Document, start: int) -> int:
    """Return the offset after the lines of a field whose key starts at an offset, without blank lines after it."""
    text = document.text
    column = start - text.rfind("\n", 0, start) - 1
    end = offset = _line_end(text, start)
    while offset < len(text):
        next_end = _line_end(text, offset)
        line = text[offset:next_end]
        content = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if content and (indent < column or (indent == column and not content.startswith("- "))):
            break
        offset = next_end
        end = offset if content else end
    return end


def _line_end(text: str, start: int) -> int:
    """Return the offset after the line that contains an offset."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end + 1


def _column(document: Document, place: Place) -> int:
    start = document.start_of(place)
    return start - document.text.rfind("\n", 0, start) - 1


def _value_at(document: Document, place: Place) -> Any:
    value = document.data
    for step in place.path:
        value = value[step]
    return value
