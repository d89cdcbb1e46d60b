"""CSV and TSV → a table with the lines of each record. The delimiter is the one that splits the first line best."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from errcat.errors import RunError
from errcat.importing.found.pieces import LineRange, PageTable, Piece, TableCell, TableRow
from errcat.importing.found.sources import ImportSource
from errcat.text.sheet_cells import unguarded

MAX_COLUMNS = 200
MAX_FIELD = 200_000
_DELIMITERS = ",;\t|"


def read(source: ImportSource) -> list[Piece]:
    """Return the table of a file."""
    records = records_of(source)
    if not records:
        return []
    columns = tuple(records[0][0])
    rows = [
        TableRow(
            tuple(TableCell(unguarded(text), where) for text in values[: len(columns)]),
            where,
            tuple(filter(None, values[len(columns) :])),
        )
        for values, where in records[1:]
    ]
    header = records[0][1]
    return [PageTable(columns, tuple(rows), header.and_(records[-1][1]), header, is_markdown=False)]


def records_of(source: ImportSource) -> list[tuple[list[str], LineRange]]:
    """Return the cells of each record, and its lines. The first record is the header."""
    csv.field_size_limit(MAX_FIELD)
    records = list(_records(source))
    if records and len(records[0][0]) > MAX_COLUMNS:
        raise RunError("source-unreadable", path=source.name, line=1, reason=f"it has more than {MAX_COLUMNS} columns")
    return records


def _records(source: ImportSource) -> Iterator[tuple[list[str], LineRange]]:
    lines = [line + "\n" for line in source.text.split("\n")]
    reader = csv.reader(lines, delimiter=_delimiter(source), strict=True)
    before = 0
    try:
        for values in reader:
            where = LineRange(before + 1, reader.line_num)
            before = reader.line_num
            if any(value.strip() for value in values):
                yield values, where
    except csv.Error as error:
        raise RunError("source-unreadable", path=source.name, line=before + 1, reason=str(error)) from None


def _delimiter(source: ImportSource) -> str:
    if source.kind == "tsv":
        return "\t"
    head = source.text.split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda sign: (head.count(sign), -_DELIMITERS.index(sign)))
