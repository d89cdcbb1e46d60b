"""Members of enums and constants of code, in any language → a table of errors."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errcat.importing.found.field_words import fields_named
from errcat.importing.found.nodes import Scalar
from errcat.importing.found.pieces import LineRange, PageTable, TableCell, TableRow

COLUMNS = (
    "code", "name", "number", "status", "message", "title", "description", "category", "action", "severity",
    "user_message", "deprecated", "x-class", "x-value",
)  # fmt: skip
"""The fields that code can have."""
_WORDS = re.compile(r".*\s.*", re.DOTALL)
_STATUSES = range(100, 600)
_CODE = re.compile(r"[A-Za-z0-9_.:/-]+")


@dataclass(frozen=True, slots=True)
class CodeMember:
    """A member: its name, its values (each with a name, if it has one), and the comment about it."""

    name: str
    values: Sequence[tuple[str, Scalar]]
    text: str
    lines: LineRange
    is_class: bool = False
    """Whether it is an exception class."""


def table_of(title: str, members: Sequence[CodeMember], lines: LineRange) -> PageTable | None:
    """Return the table of an enum; None if it has no members."""
    if not members:
        return None
    are_statuses = all(_is_only_status(member) for member in members)
    rows = [
        TableRow(tuple(_cells(member, are_statuses=are_statuses).get(column) for column in COLUMNS), member.lines)
        for member in members
    ]
    return PageTable(COLUMNS, tuple(rows), lines, is_markdown=False, is_mapped=True, title=title)


def _is_only_status(member: CodeMember) -> bool:
    numbers = [value for _, value in member.values if isinstance(value, int) and not isinstance(value, bool)]
    return len(member.values) == 1 and len(numbers) == 1 and numbers[0] in _STATUSES


def _cells(member: CodeMember, *, are_statuses: bool) -> dict[str, TableCell]:
    found: dict[str, Scalar] = {}
    for position, (name, value) in enumerate(member.values):
        field = next(iter(fields_named(name)), "") if name else ""
        if field not in COLUMNS or field in found:
            field = _field_of(value, found, position, are_statuses=are_statuses, count=len(member.values))
        found[field] = str(value) if field == "code" else value
    if "code" in found:
        if member.is_class:
            found["x-class"] = member.name
        elif found["code"] != member.name:
            found.setdefault("name", member.name)
    else:
        found["code"] = member.name
    if member.text:
        found.setdefault("description", member.text)
    guesses = {"code": "class"} if member.is_class and found["code"] == member.name else {}
    return {field: TableCell(value, member.lines, guesses.get(field, "")) for field, value in found.items()}


def field_of_value(value: Scalar, found: Mapping[str, Scalar]) -> str:
    """Guess what an unnamed argument is, by the fields that are known."""
    return _field_of(value, found, len(found), are_statuses=False, count=2)


def _field_of(value: Scalar, found: Mapping[str, Scalar], position: int, *, are_statuses: bool, count: int) -> str:
    """Guess what an unnamed value of a member is: the code, the status or the message."""
    if isinstance(value, int) and not isinstance(value, bool):
        if value in _STATUSES and "status" not in found and (are_statuses or count > 1):
            return "status"
        return "code" if "code" not in found else "x-value"
    if isinstance(value, str) and value:
        if _WORDS.fullmatch(value) or (position and not _CODE.fullmatch(value)):
            return next((field for field in ("message", "description") if field not in found), "x-value")
        return next((field for field in ("code", "message", "title") if field not in found), "x-value")
    return "x-value"
