"""XLSX workbooks → a table for each sheet. They need the extra `errcat[import]`.

A workbook is a zip archive: its parts are measured before openpyxl unpacks them.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from typing import Any

from errcat.errors import RunError
from errcat.importing.found.pieces import LineRange, PageHeading, PageTable, Piece, TableCell, TableRow
from errcat.importing.found.sources import MAX_BYTES, ImportSource

MAX_UNPACKED = 5 * MAX_BYTES
MAX_ROWS = 100_000
MAX_COLUMNS = 200


def read(source: ImportSource) -> list[Piece]:
    """Return the tables of a workbook. The lines are the rows of the sheets, which follow each other."""
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError:
        raise RunError("missing-import-extra", path=source.name, kind="xlsx") from None
    _require_small(source)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
        sheets = [(sheet.title, list(_rows(sheet, source))) for sheet in workbook.worksheets]
    except RunError:
        raise
    except Exception as error:  # noqa: BLE001 — openpyxl raises whatever a damaged part makes Python raise
        raise RunError("source-unreadable", path=source.name, line=1, reason=f"it isn't a workbook: {error}") from None
    pieces: list[Piece] = []
    offset = 0
    for title, rows in sheets:
        filled = [
            (number, row) for number, row in enumerate(rows, offset + 1) if any(_is_value(value) for value in row)
        ]
        offset += len(rows)
        if not filled:
            continue
        first, header = filled[0]
        columns = tuple(str(value).strip() if _is_value(value) else "" for value in header)
        table_rows = tuple(
            TableRow(
                tuple(
                    TableCell(_plain(value), LineRange(number, number)) if _is_value(value) else None for value in row
                ),
                LineRange(number, number),
            )
            for number, row in filled[1:]
        )
        pieces.append(PageHeading(title, 2, LineRange(first, first)))
        lines = LineRange(first, filled[-1][0])
        pieces.append(PageTable(columns, table_rows, lines, LineRange(first, first), is_markdown=False, title=title))
    return pieces


def _require_small(source: ImportSource) -> None:
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(source.data)).infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise RunError("source-unreadable", path=source.name, line=1, reason="it isn't a workbook") from None
    if size > MAX_UNPACKED:
        raise RunError(
            "too-much-to-import", path=source.name, what=f"a workbook that unpacks to {size // 1024 // 1024} MB"
        )


def _rows(sheet: Any, source: ImportSource) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS):
        if len(rows) >= MAX_ROWS:
            raise RunError("too-much-to-import", path=source.name, what=f"a workbook with more than {MAX_ROWS:,} rows")
        rows.append(row)
    return rows


def _is_value(value: object) -> bool:
    return value is not None and str(value).strip() != ""


def _plain(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float, bool)) else str(value)
