"""`errcat rename`: another code for an error. The old code is retired, and all references lead to the new code."""

from __future__ import annotations

from errcat.editing.changes import SetValue
from errcat.editing.named_errors import errors_named, require_free
from errcat.editing.references import ReferenceChanges, Renamed, reference_changes
from errcat.editing.sections import Item, added_items, file_with
from errcat.editing.workspace import Workspace
from errcat.errors import RunError
from errcat.text.code_names import derive_name


def rename(workspace: Workspace, old: str, new: str) -> ReferenceChanges:
    """Return the changes that give an error another code."""
    catalog = workspace.catalog
    errors = errors_named(catalog, old)
    code = errors[0].code
    if new == code:
        raise RunError("same-code", code=code)
    require_free(catalog, new)
    is_used_on = len(catalog.by_code[code]) > len(errors)  # other errors keep the code
    derived = next((error for error in errors if not error.named), None)
    renamed = Renamed(
        code=code,
        name=derived.name if derived else "",
        new=new,
        new_name=derive_name(new) if derived else "",
        own=frozenset(error.at for error in errors),
        has_code=not is_used_on,
    )
    found = reference_changes(catalog, renamed)
    for error in errors:
        found.add(error.at.document, SetValue((*error.at.path, "code"), new))
    if not is_used_on:
        number = file_with(workspace, "retired", errors[0].at.document)
        item: Item = {"code": code, "replaced_by": new}
        found.add(number, *added_items(workspace, number, "retired", [item]))
    return found
