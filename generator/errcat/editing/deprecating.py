"""`errcat deprecate`: an error that is going away, with its replacement, its last day and the reason."""

from __future__ import annotations

from typing import NamedTuple

from errcat.editing.changes import Change, PutKey, SetValue
from errcat.editing.named_errors import errors_named, require_replacement
from errcat.editing.references import ReferenceChanges
from errcat.editing.sections import key_order
from errcat.editing.workspace import Workspace
from errcat.errors import RunError
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import Successors
from errcat.text.days import is_day


class DeprecationDetails(NamedTuple):
    """What a command says about a deprecation."""

    since: str | None = None
    sunset: str | None = None
    replaced_by: str | None = None
    reason: str | None = None

    @property
    def given(self) -> dict[str, object]:
        return {key: value for key, value in self._asdict().items() if value is not None}


def deprecate(workspace: Workspace, code: str, details: DeprecationDetails) -> ReferenceChanges:
    """Return the changes that deprecate an error."""
    catalog = workspace.catalog
    errors = errors_named(catalog, code)
    if details.sunset is not None and not is_day(details.sunset):
        raise RunError("not-a-day", day=details.sunset)
    if details.replaced_by is not None:
        require_replacement(catalog, code, details.replaced_by)
    found = ReferenceChanges()
    for error in errors:
        found.add(error.at.document, *_changes(error, details.given))
    _redirect(catalog, errors, details.replaced_by, found)
    return found


def _changes(error: ErrorEntry, given: dict[str, object]) -> list[Change]:
    path = (*error.at.path, "deprecated")
    if "deprecated" not in error.raw:
        return [PutKey(error.at.path, "deprecated", given or True, key_order("error"))]
    written = error.raw["deprecated"]
    if not isinstance(written, dict) or not written:
        return [SetValue(path, given or True)] if given or written is not True else []
    return [
        SetValue((*path, key), value) if key in written else PutKey(path, key, value, key_order("deprecated"))
        for key, value in given.items()
        if written.get(key) != value
    ]


def _redirect(
    catalog: Catalog, errors: tuple[ErrorEntry, ...], replacement: str | None, found: ReferenceChanges
) -> None:
    """Give the codes that the error replaces another replacement: its own."""
    if len(catalog.by_code[errors[0].code]) > len(errors):
        return  # other errors keep the code
    successors = Successors(catalog)
    own = {error.at for error in errors}
    for holder, reference, at in successors.replaced_entries():
        target = successors.find(reference)
        if target is None or target.at not in own or holder.at in own:
            continue
        if errors[0].deprecated is not None and replacement is None:
            continue  # it was so before
        if replacement is None:
            raise RunError("replacement-needed", code=errors[0].code, replaced=holder.code)
        if replacement != holder.code:
            found.add(at.document, SetValue(at.path, replacement))
