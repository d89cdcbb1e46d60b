"""`errcat retire`: an error leaves the catalog, its code stays retired, and its references lead to its replacement."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.editing.changes import Change, Remove, SetValue
from errcat.editing.named_errors import errors_named, require_replacement
from errcat.editing.references import ReferenceChanges, Renamed, reference_changes
from errcat.editing.sections import Item, added_items, file_with, key_order
from errcat.editing.workspace import Workspace
from errcat.errors import RunError
from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import Successors


def retire(
    workspace: Workspace, word: str, replaced_by: str | None, reason: str | None, since: str | None
) -> ReferenceChanges:
    """Return the changes that delete an error and retire its code."""
    catalog = workspace.catalog
    errors = errors_named(catalog, word)
    code = errors[0].code
    if len(errors) == len(catalog.errors):
        raise RunError("last-error", code=code)
    if replaced_by is not None:
        require_replacement(catalog, word, replaced_by)
    replacement = replaced_by or _replacement(workspace, errors)
    is_used_on = len(catalog.by_code[code]) > len(errors)
    target = catalog.find(replacement) if replacement else None
    renamed = Renamed(
        code=code,
        name=errors[0].name if len(errors) == 1 else "",
        new=replacement,
        new_name=target.name if target else "",
        own=frozenset(error.at for error in errors),
        has_code=not is_used_on,
        is_same_error=False,
    )
    found = reference_changes(catalog, renamed)
    own = renamed.own
    found.changes = {
        number: [change for change in changes if not _is_in(number, change, own)]
        for number, changes in found.changes.items()
    }
    for number in {error.at.document for error in errors}:
        _remove_entries(workspace, number, errors, found)
    numbers = _numbers_of(catalog, errors)
    if not is_used_on:
        number = file_with(workspace, "retired", errors[0].at.document)
        given = {"since": since, "replaced_by": replacement, "reason": reason}
        item = _retired_item(errors, given, next(iter(numbers), None))
        found.add(number, *added_items(workspace, number, "retired", [item]))
        del numbers[:1]
    if numbers:
        number = file_with(workspace, "reserved", errors[0].at.document)
        why = f"Numbers of retired errors of {code}"
        items: list[Item] = [{"from": each, "to": each, "reason": why} for each in numbers]
        found.add(number, *added_items(workspace, number, "reserved", items))
    return found


def _numbers_of(catalog: Catalog, errors: tuple[ErrorEntry, ...]) -> list[int]:
    """Return the numbers that only these errors have."""
    own = {error.at for error in errors}
    others = {error.number for error in catalog.errors if error.at not in own}
    numbers = dict.fromkeys(error.number for error in errors if error.number is not None)
    return [number for number in numbers if number not in others]


def _replacement(workspace: Workspace, errors: tuple[ErrorEntry, ...]) -> str:
    """Return the current code that replaces an error, as the catalog says it."""
    successor = Successors(workspace.catalog).final_successor(errors[0]) if errors[0].deprecated else None
    return successor.code if successor is not None and successor.at not in {error.at for error in errors} else ""


def _remove_entries(workspace: Workspace, number: int, errors: tuple[ErrorEntry, ...], found: ReferenceChanges) -> None:
    here = [error for error in errors if error.at.document == number]
    data = workspace.documents[number].data
    if len(here) < len(data["errors"]):
        found.add(number, *(Remove(error.at.path) for error in here))
    elif len(data) > 1:
        found.add(number, Remove(("errors",)))
    else:
        found.add(number, SetValue(("errors",), []))


def _retired_item(errors: tuple[ErrorEntry, ...], given: Mapping[str, str | None], number: int | None) -> Item:
    code, deprecated = errors[0].code, errors[0].deprecated
    name = errors[0].name if errors[0].named and len(errors) == 1 else ""
    reason = given["reason"] or (deprecated.reason if deprecated else None)
    fields = {key: value for key, value in {**given, "name": name, "reason": reason}.items() if value}
    known: dict[str, object] = {**fields, "code": code} | ({} if number is None else {"number": number})
    return {key: known[key] for key in key_order("retiredCode") if key in known} if len(known) > 1 else code


def _is_in(number: int, change: Change, entries: frozenset[Place]) -> bool:
    return any(_is_below(Place(number, change.path), entry) for entry in entries)


def _is_below(place: Place, entry: Place) -> bool:
    return place.document == entry.document and place.path[: len(entry.path)] == entry.path
