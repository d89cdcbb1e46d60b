"""The columns of a sheet of errors: one for each field of an error, and what its cells hold."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.model.field import EXTENSION, Field
from errcat.model.generated_fields import FIELDS
from errcat.text.sheet_cells import DATA, LINES, LINKS, NOTES, NUMBER, PAIRS, STATUSES, TEXT


def _kind(field: Field) -> str:
    if field.holds in ("note", "link"):
        return {"note": NOTES, "link": LINKS}[field.holds]
    if field.types == ("string",):
        return TEXT
    if field.types == ("integer",):
        return NUMBER
    if field.types == ("array",) and field.items == ("string",):
        return LINES
    if field.types == ("integer", "array"):
        return STATUSES
    if field.types == ("object",) and field.items == ("integer", "string"):
        return PAIRS
    return DATA


_KINDS: Mapping[str, str] = {name: _kind(field) for name, field in FIELDS["error"].items()}
COLUMNS: tuple[str, ...] = tuple(sorted(_KINDS, key=lambda name: _KINDS[name] == DATA))
"""All columns in their order: what people read first, JSON last."""
IDENTITY = "code"
"""The column that every sheet has."""


def kind_of(column: str) -> str:
    """Return what the cells of a column hold; an empty text for a column that is no field of an error."""
    return _KINDS.get(column) or (DATA if column.startswith(EXTENSION) else "")
