"""Values ↔ the cells of a sheet (CSV), exactly: `read_cell(kind, write_cell(kind, value))` is the value.

People read and edit cells, so a value has the plainest form that reads back as the same value: a text as it is, several
items on lines of their own. A value without such a form is JSON in the cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

TEXT, NUMBER, STATUSES, LINES, NOTES, LINKS, PAIRS, DATA = (
    "text", "number", "statuses", "lines", "notes", "links", "pairs", "data",
)  # fmt: skip
"""What a cell holds. DATA is any JSON."""
NO_STATUS = "none"
"""The cell of an error that never travels with a status."""
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
_BULLET = "* "
_TITLE = re.compile(r"\*\*([^*\n]+)\*\*(?: \*For: ([^*\n]+)\*)?\n")


class NotACell(ValueError):
    """A cell is no value of its kind."""


# --- formulas --------------------------------------------------------------------------------------------------------

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@|%＝＋－＠])")
"""The start of a cell that a spreadsheet would run, after the quotes that guard it."""
_PLAIN_NUMBER = re.compile(r"'*-[0-9]+(?:\.[0-9]+)?")


def _is_formula(text: str) -> bool:
    return _FORMULA.match(text) is not None and _PLAIN_NUMBER.fullmatch(text) is None


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: with a quote before it."""
    return f"'{text}" if _is_formula(text) else text


def unguarded(text: str) -> str:
    """Return the text of a cell without the quote that guards it."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


# --- cells -----------------------------------------------------------------------------------------------------------


def write_cell(kind: str, value: object) -> str:
    """Return the cell of a value. It can start like a formula: see `guarded`."""
    text = _CELLS[kind].write(value)
    if text and "\r" not in text and _is_read_as(kind, text, value):
        return text
    return _json(value)


def read_cell(kind: str, text: str) -> object:
    """Return the value of a cell that isn't empty. Raise NotACell if it is no value of this kind."""
    found = _data_of(text)
    if found is not _NOTHING and isinstance(found, _CELLS[kind].data):
        return found
    return _CELLS[kind].read(text)


def _is_read_as(kind: str, text: str, value: object) -> bool:
    try:
        found = read_cell(kind, text)
    except NotACell:
        return False
    return found == value and type(found) is type(value)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


_NOTHING = object()


def _data_of(text: str) -> object:
    """Return the JSON of a cell; _NOTHING if it has none."""
    if text[:1] not in ('"', "{", "["):
        return _NOTHING
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _NOTHING


# --- the plain form of each kind -------------------------------------------------------------------------------------


def _text(text: str) -> object:
    return text


def _write_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(text: str) -> object:
    if not _WHOLE.fullmatch(text.strip()) or len(text) > 20:
        raise NotACell(text)
    return int(text)


def _write_number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _statuses(text: str) -> object:
    if text.strip().lower() == NO_STATUS:
        return []
    numbers = [_number(part) for part in re.split(r"[,;\s]+", text.strip())]
    return numbers[0] if len(numbers) == 1 else numbers


def _write_statuses(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) if value else NO_STATUS
    return _write_number(value)


def _lines(text: str) -> object:
    return text.split("\n")


def _write_lines(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else ""


def _notes(text: str) -> object:
    if not text.startswith(_BULLET):
        return [_note(text)]
    items: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith(_BULLET):
            items.append([line[len(_BULLET) :]])
        elif line.startswith("  ") or not line:
            items[-1].append(line[2:])
        else:
            raise NotACell(text)
    return [_note("\n".join(item)) for item in items]


def _note(text: str) -> object:
    match = _TITLE.match(text)
    if match is None:
        return text
    audience = {"audience": match[2]} if match[2] else {}
    return {"title": match[1], "text": text[match.end() :], **audience}


def _write_notes(value: object) -> str:
    items = [_written_note(note) for note in value] if isinstance(value, list) else []
    if len(items) == 1:
        return items[0]
    return "\n".join(_BULLET + "\n".join(_indented(item)) for item in items)


def _indented(text: str) -> list[str]:
    first, *more = text.split("\n")
    return [first, *(f"  {line}" if line else "" for line in more)]


def _written_note(note: object) -> str:
    if isinstance(note, Mapping):
        audience = f" *For: {note['audience']}*" if note.get("audience") else ""
        return f"**{note.get('title', '')}**{audience}\n{note.get('text', '')}"
    return str(note)


def _links(text: str) -> object:
    links: list[object] = []
    for line in text.split("\n"):
        match = _LINK.fullmatch(line)
        if match is None and (not line or re.search(r"\s", line)):
            raise NotACell(text)
        links.append({"title": match[1], "url": match[2]} if match else {"url": line})
    return links


def _write_links(value: object) -> str:
    links = value if isinstance(value, list) else []
    return "\n".join(f"[{link['title']}]({link['url']})" if "title" in link else str(link.get("url")) for link in links)


def _pairs(text: str) -> object:
    pairs: dict[str, object] = {}
    for line in text.split("\n"):
        key, sign, value = line.partition(": ")
        if not sign or key in pairs:
            raise NotACell(text)
        pairs[key] = int(value) if _WHOLE.fullmatch(value) else value
    return pairs


def _write_pairs(value: object) -> str:
    return "\n".join(f"{key}: {item}" for key, item in value.items()) if isinstance(value, Mapping) else ""


def _data(text: str) -> object:
    """Return the JSON of a cell that starts with a word or a number; any other text is itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


@dataclass(frozen=True, slots=True)
class _Cell:
    read: Callable[[str], object]
    write: Callable[[object], str]
    data: type | tuple[type, ...]
    """The type of the JSON that such a cell can hold instead."""


_CELLS: Mapping[str, _Cell] = {
    TEXT: _Cell(_text, _write_text, str),
    NUMBER: _Cell(_number, _write_number, ()),
    STATUSES: _Cell(_statuses, _write_statuses, list),
    LINES: _Cell(_lines, _write_lines, list),
    NOTES: _Cell(_notes, _write_notes, list),
    LINKS: _Cell(_links, _write_links, list),
    PAIRS: _Cell(_pairs, _write_pairs, dict),
    DATA: _Cell(_data, _write_text, (str, list, dict)),
}
