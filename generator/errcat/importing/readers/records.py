"""Nodes → tables: lists of records, mappings of codes to records or to messages, wherever they are in a data file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.importing.found.field_words import fields_named
from errcat.importing.found.nodes import DataNode
from errcat.importing.found.pieces import (
    LineRange,
    PageHeading,
    PageTable,
    Paragraph,
    Piece,
    Skipped,
    TableCell,
    TableRow,
    Unclear,
)

KEY = "code"
"""The column for the keys of a mapping of records."""
_CODE = re.compile(r"[A-Za-z0-9_.:/-]+")
_MIN_MESSAGES = 2
_STATUS = re.compile(r"[1-5][0-9]{2}")
_METADATA = ("version", "$schema", "$id", "schema", "package", "generated", "updated", "lastUpdated", "last_updated")
"""Keys at the top that are about the file."""
_SECTION_NAMES = ("name", "title", "group", "category", "section", "module", "service", "id")
_TELLING = {"code", "status", "message", "description", "title", "action", "solutions", "causes", "number"}
"""Fields of which an error has at least one."""


def pieces_of(nodes: list[DataNode]) -> list[Piece]:
    """Return the tables of a data file, and what is in none of them."""
    if len(nodes) > 1 and all(isinstance(node.value, dict) for node in nodes):
        return [_table_of_list(nodes, LineRange(nodes[0].lines.first, nodes[-1].lines.last), "")]
    return [piece for node in nodes for piece in _walk(node, "")]


def _walk(node: DataNode, title: str, depth: int = 1) -> Iterator[Piece]:
    value = node.value
    if isinstance(value, list):
        if value and all(_is_section(item) for item in value):
            for item in value:
                yield from _section(item, depth)
            return
        records = [item for item in value if isinstance(item.value, dict)]
        if records and len(records) == len(value):
            yield _table_of_list(records, node.lines, title)
        elif value and all(isinstance(item.value, (str, int)) for item in value):
            rows = tuple(TableRow((TableCell(item.value, item.lines),), item.lines) for item in value)
            yield PageTable((KEY,), rows, node.lines, is_markdown=False, title=title)
        else:
            for item in value:
                yield from _walk(item, title, depth)
    elif isinstance(value, dict):
        yield from _walk_mapping(value, node, title, depth)
    elif value is not None:
        yield Unclear("value", node.lines)


def _walk_mapping(value: dict[str, DataNode], node: DataNode, title: str, depth: int) -> Iterator[Piece]:
    items = list(value.values())
    if value and (_are_records(items) if len(value) >= _MIN_MESSAGES else _is_record(items[0])):
        columns = list(dict.fromkeys(key for item in value.values() for key in _keys(item)))
        if not any(isinstance(item.value, dict) and _is_nest(item) for item in value.values()):
            key_column = "$key" if KEY in columns else KEY
            rows = tuple(
                TableRow(
                    (TableCell(key, LineRange(item.lines.first, item.lines.first)), *_cells(item, columns)), item.lines
                )
                for key, item in value.items()
            )
            yield PageTable((key_column, *columns), rows, node.lines, is_markdown=False, title=title)
            return
    if (
        len(value) >= _MIN_MESSAGES
        and all(isinstance(item.value, str) for item in value.values())
        and all(_CODE.fullmatch(key) for key in value)
    ):
        rows = tuple(
            TableRow((TableCell(key, item.lines), TableCell(item.value, item.lines)), item.lines)
            for key, item in value.items()
        )
        yield PageTable((KEY, "message"), rows, node.lines, is_markdown=False, title=title)
        return
    parts = [key for key, item in value.items() if isinstance(item.value, (dict, list))]
    has_sections = len(parts) > 1 and (depth > 1 or len(parts) == len(value))
    for key, item in value.items():
        first = LineRange(item.lines.first, item.lines.first)
        if key in _METADATA and not isinstance(item.value, (dict, list)):
            yield Skipped("metadata", item.lines)
        elif key in parts and (has_sections or _STATUS.fullmatch(key)):
            yield PageHeading(key, min(depth + 1, 6), first)
            yield from _walk(item, key, depth + 1)
        else:
            if key in parts:
                yield Skipped("structure", first)
            yield from _walk(item, key, depth + 1)


def _is_section(item: DataNode) -> bool:
    """Whether a mapping is a named section: a text and a list or a mapping of records."""
    if not isinstance(item.value, dict):
        return False
    inner = [part for part in item.value.values() if isinstance(part.value, (dict, list)) and _has_records(part)]
    names = [key for key in _SECTION_NAMES if item.text(key)]
    return len(inner) == 1 and bool(names)


def _has_records(node: DataNode) -> bool:
    items = list(node.value.values()) if isinstance(node.value, dict) else node.value
    return isinstance(items, list) and bool(items) and all(_is_record(item) for item in items)


def _section(item: DataNode, depth: int) -> Iterator[Piece]:
    value = item.value
    assert isinstance(value, dict), "a section is a mapping"
    title = next(key for key in _SECTION_NAMES if item.text(key))
    yield PageHeading(item.text(title), min(depth + 1, 6), value[title].lines)
    for key, part in value.items():
        if key == title:
            continue
        if key in ("description", "summary", "doc") and isinstance(part.value, str):
            yield Paragraph(part.value, part.lines)
        else:
            if isinstance(part.value, (dict, list)):
                yield Skipped("structure", LineRange(part.lines.first, part.lines.first))
            yield from _walk(part, key, depth + 1)


def _is_record(item: DataNode) -> bool:
    """Whether a mapping has fields of an error."""
    if not isinstance(item.value, dict):
        return False
    fields = {field for key in item.value for field in fields_named(key)[:1]}
    return bool(fields & _TELLING) and any(not isinstance(part.value, (dict, list)) for part in item.value.values())


def _are_records(items: list[DataNode]) -> bool:
    """Whether items have the form of records: mappings that share a key."""
    if not all(isinstance(item.value, dict) and item.value for item in items):
        return False
    shared = set(_keys(items[0]))
    for item in items[1:]:
        shared &= set(_keys(item))
    return bool(shared)


def _is_nest(item: DataNode) -> bool:
    """Whether a mapping holds nothing but mappings, and so is a section rather than a record."""
    return isinstance(item.value, dict) and all(isinstance(inner.value, (dict, list)) for inner in item.value.values())


def _keys(item: DataNode) -> list[str]:
    return list(item.value) if isinstance(item.value, dict) else []


def _table_of_list(records: list[DataNode], where: LineRange, title: str) -> PageTable:
    columns = list(dict.fromkeys(key for record in records for key in _keys(record)))
    rows = tuple(TableRow(tuple(_cells(record, columns)), record.lines) for record in records)
    return PageTable(tuple(columns), rows, where, is_markdown=False, title=title)


def _cells(record: DataNode, columns: list[str]) -> Iterator[TableCell | None]:
    value = record.value
    assert isinstance(value, dict)
    for column in columns:
        item = value.get(column)
        yield None if item is None else TableCell(item.plain(), item.lines)
