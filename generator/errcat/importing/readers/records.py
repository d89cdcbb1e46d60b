"""Nodes → tables: lists of records, mappings of codes to records or to messages, wherever they are in a data file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.importing.found.nodes import DataNode
from errcat.importing.found.pieces import LineRange, PageTable, Piece, TableCell, TableRow, Unclear

KEY = "code"
"""The column for the keys of a mapping of records."""
_CODE = re.compile(r"[A-Za-z0-9_.:/-]+")
_MIN_MESSAGES = 2


def pieces_of(nodes: list[DataNode]) -> list[Piece]:
    """Return the tables of a data file, and what is in none of them."""
    if len(nodes) > 1 and all(isinstance(node.value, dict) for node in nodes):
        return [_table_of_list(nodes, LineRange(nodes[0].lines.first, nodes[-1].lines.last), "")]
    return [piece for node in nodes for piece in _walk(node, "")]


def _walk(node: DataNode, title: str) -> Iterator[Piece]:
    value = node.value
    if isinstance(value, list):
        records = [item for item in value if isinstance(item.value, dict)]
        if records and len(records) == len(value):
            yield _table_of_list(records, node.lines, title)
        elif value and all(isinstance(item.value, (str, int)) for item in value):
            rows = tuple(TableRow((TableCell(item.value, item.lines),), item.lines) for item in value)
            yield PageTable((KEY,), rows, node.lines, is_markdown=False, title=title)
        else:
            for item in value:
                yield from _walk(item, title)
    elif isinstance(value, dict):
        yield from _walk_mapping(value, node, title)
    elif value is not None:
        yield Unclear("value", node.lines)


def _walk_mapping(value: dict[str, DataNode], node: DataNode, title: str) -> Iterator[Piece]:
    if len(value) >= _MIN_MESSAGES and _are_records(list(value.values())):
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
    for key, item in value.items():
        yield from _walk(item, key)


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
