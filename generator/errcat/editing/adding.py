"""`errcat add`: a new error, after the last one of its group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from errcat.editing.free_numbers import code_in_band, has_numbers, next_number
from errcat.editing.named_errors import require_free
from errcat.editing.references import ReferenceChanges
from errcat.editing.sections import added_items, file_with, key_order
from errcat.editing.workspace import Workspace
from errcat.errors import RunError
from errcat.model.catalog import Catalog
from errcat.model.number_bands import numeric


class Addition(NamedTuple):
    """The new error and the changes that add it."""

    code: str
    number: int | None
    found: ReferenceChanges


def add(workspace: Workspace, word: str, fields: Mapping[str, object]) -> Addition:
    """Return the changes that add an error. `word` is its code, or a band of numeric codes such as `41xx`."""
    catalog = workspace.catalog
    group = str(fields["group"]) if fields.get("group") is not None else None
    code = code_in_band(catalog, word, group)
    if not code:
        raise RunError("no-such-error", code=code)
    require_free(catalog, code)
    number = _number(catalog, code, fields, group)
    given = {"code": code, **fields} | ({} if number is None else {"number": number})
    entry = {key: given[key] for key in key_order("error") if key in given}
    document, at = _place(workspace, group)
    found = ReferenceChanges()
    found.add(document, *added_items(workspace, document, "errors", [entry], at))
    return Addition(code, number, found)


def _number(catalog: Catalog, code: str, fields: Mapping[str, object], group: str | None) -> int | None:
    given = fields.get("number")
    if isinstance(given, int):
        return given
    is_number_already = numeric(code) is not None and not has_numbers(catalog)
    return None if is_number_already else next_number(catalog, group)


def _place(workspace: Workspace, group: str | None) -> tuple[int, int | None]:
    """Return the file of the new error, and the number of the error after it: the end of the group or the file."""
    members = [error for error in workspace.catalog.errors if group is not None and error.group == group]
    if members:
        document, index = members[-1].at.document, members[-1].at.path[1]
        assert isinstance(index, int), "an error is an item of a list"
        return document, index + 1
    return file_with(workspace, "errors", workspace.documents[-1].number), None
