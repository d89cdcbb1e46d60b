"""The sheet that `errcat build --csv` writes → the errors again, also after people edited it.

The name of the last column says that errcat wrote the sheet. A sheet has only errors, so the categories, groups and
types that they name are declared without texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from errcat.importing.exports.named_parts import named_parts
from errcat.importing.found.drafts import Collected, Draft
from errcat.importing.found.pieces import LineRange
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers import delimited
from errcat.model.sheet_columns import IDENTITY, kind_of
from errcat.text.sheet_cells import NotACell, read_cell, unguarded

_WRITER = re.compile(r"\(errcat-seal:[0-9a-f]{16}\)")


def read(file: ImportSource, source: int, collected: Collected) -> bool:
    """Read a sheet. Return False if errcat did not write it."""
    if "errcat-seal:" not in file.text:
        return False
    records = delimited.records_of(file)
    (columns, header), rows = records[0], records[1:]
    if IDENTITY not in columns or not any(_WRITER.search(column) for column in columns):
        return False
    collected.ledger.ignore(source, header, "header")
    drafts = [
        draft for values, lines in rows if (draft := _error(columns, values, lines, source, collected)) is not None
    ]
    collected.exact += drafts
    for part, ids in named_parts(drafts).items():
        collected.put_part(part, ids)
    return True


def _error(
    columns: Sequence[str], values: Sequence[str], lines: LineRange, source: int, collected: Collected
) -> Draft | None:
    """Read a row. None if it has no code."""
    ledger = collected.ledger
    draft = Draft(source, lines, "row")
    cells = dict(zip(columns, values, strict=False))
    if not cells.get(IDENTITY):
        ledger.unclear(source, lines, "row", " | ".join(filter(None, values)))
        return None
    if extra := list(filter(None, values[len(columns) :])):
        ledger.unclear(source, lines, "cells", " | ".join(extra))
    for column, text in cells.items():
        if not text:
            continue
        kind = kind_of(column)
        if not kind:
            ledger.unclear(source, lines, "line", f"{column}: {text}")
            continue
        try:
            collected.put_exact(draft, column, read_cell(kind, unguarded(text)), lines)
        except NotACell:
            ledger.unclear(source, lines, "status" if column == "status" else "type", f"{column}: {text}")
    return draft if IDENTITY in draft.fields else None
