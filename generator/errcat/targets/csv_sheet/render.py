"""A sheet with a row for each error, as RFC 4180 describes it. `errcat import` reads it back exactly.

Cells have what the catalog says about the error, without defaults and without what it inherits from its category. A
spreadsheet runs no cell as a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from errcat.artifact import BLANK_SEAL, Artifact, sealed
from errcat.model.sheet_columns import COLUMNS, IDENTITY, kind_of
from errcat.resolved.declared import declared_errors
from errcat.targets.target import RenderRequest
from errcat.text.sheet_cells import guarded, write_cell

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_LINE_ENDS = {"lf": "\n", "crlf": "\r\n"}
_BOM = "\ufeff"


def render(request: RenderRequest) -> Iterator[Artifact]:
    values = request.values
    errors = declared_errors(request.resolved)
    if not values["internal"]:
        errors = [error for error in errors if error.get("visibility") != "internal"]
    columns = _columns(str(values["columns"] or ""), errors)
    separator = str(values["separator"] or ("tab" if request.name.lower().endswith(".tsv") else "comma"))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATORS[separator], lineterminator=_LINE_ENDS[str(values["line_ends"])])
    writer.writerow([*columns, f"written by errcat ({BLANK_SEAL})"])
    for error in errors:
        writer.writerow([*(_cell(column, error) for column in columns), ""])
    yield Artifact("", (_BOM if values["bom"] else "") + sealed(text.getvalue()))


def _columns(chosen: str, errors: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the chosen columns, or those that any error has. The code is always there."""
    if chosen:
        names = list(dict.fromkeys(name.strip() for name in chosen.split(",")))
        return names if IDENTITY in names else [IDENTITY, *names]
    used = dict.fromkeys(name for error in errors for name in error)
    return [*(name for name in COLUMNS if name in used or name == IDENTITY), *(it for it in used if it not in COLUMNS)]


def _cell(column: str, error: Mapping[str, object]) -> str:
    return guarded(write_cell(kind_of(column), error[column])) if column in error else ""
