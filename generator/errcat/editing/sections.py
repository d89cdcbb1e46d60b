"""Changes that add an item to a section of a catalog: to `errors`, or to `retired`."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.editing.changes import AddItem, Change, PutKey, SetValue
from errcat.editing.workspace import Workspace
from errcat.model.generated_fields import FIELDS

TOP_LEVEL = tuple(FIELDS["catalog"])
"""The sections of a catalog, in their order."""
Item = str | Mapping[str, object]


def key_order(kind: str) -> tuple[str, ...]:
    """Return the canonical order of the keys of a kind of mapping."""
    return tuple(FIELDS[kind])


def file_with(workspace: Workspace, section: str, preferred: int) -> int:
    """Return the file that has a section already, preferably a certain file; otherwise that file."""
    with_section = [
        document.number
        for document in workspace.documents
        if isinstance(document.data.get(section), list) and document.data[section]
    ]
    return preferred if preferred in with_section or not with_section else with_section[-1]


def added_items(
    workspace: Workspace, number: int, section: str, items: list[Item], at: int | None = None
) -> list[Change]:
    """Return the changes that add items to a section, before the item `at` or at its end."""
    section_value = workspace.documents[number].data.get(section)
    values = [item if isinstance(item, str) else dict(item) for item in items]
    if isinstance(section_value, list) and section_value:
        place = len(section_value) if at is None else at
        return [AddItem((section,), place, value) for value in values]
    if section in workspace.documents[number].data:
        return [SetValue((section,), values)]
    return [PutKey((), section, values, TOP_LEVEL)]
