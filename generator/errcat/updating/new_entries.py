"""Entries that only the source has: where they go, and names that no other error has."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.editing.changes import PutKey, SetValue
from errcat.editing.references import ReferenceChanges
from errcat.editing.sections import TOP_LEVEL, Item, added_items, file_with
from errcat.editing.workspace import Workspace
from errcat.findings.finding import Place
from errcat.text.code_names import derive_name
from errcat.updating.matching import Entry, key_of
from errcat.updating.outcomes import ADDED, Outcome


class NewEntries:
    """Adds entries to the changes of a merge."""

    def __init__(self, workspace: Workspace, found: ReferenceChanges) -> None:
        self._workspace = workspace
        self._found = found
        self._names = {error.name.upper() for error in workspace.catalog.errors if error.name}
        self._sections: dict[str, list[Item]] = {}
        """The entries of lists that the catalog doesn't have yet."""

    def add(self, section: str, entry: Entry, neighbor: Place | None, *, is_after: bool) -> Outcome:
        """Add an entry to a list, next to the entry that is its neighbor in the source."""
        new = self._named(entry) if section == "errors" else dict(entry)
        if neighbor is not None:
            number = neighbor.path[-1]
            assert isinstance(number, int), "an entry is an item of a list"
            document, at = neighbor.document, number + is_after
        else:
            document, at = file_with(self._workspace, section, self._workspace.documents[-1].number), None
        if self._workspace.documents[document].data.get(section):
            self._found.add(document, *added_items(self._workspace, document, section, [new], at))
        else:
            self._sections.setdefault(section, []).append(new)
        return Outcome(ADDED, neighbor or Place(document), section, key_of(section, entry), theirs=new)

    def put(self, section: str, entries: Mapping[str, object]) -> list[Outcome]:
        """Add entries to a mapping of ids."""
        documents = self._workspace.documents
        number = next((document.number for document in documents if document.data.get(section)), 0)
        if documents[number].data.get(section):
            self._found.add(number, *(PutKey((section,), id, entry) for id, entry in entries.items()))
        elif section in documents[number].data:
            self._found.add(number, SetValue((section,), dict(entries)))
        else:
            self._found.add(number, PutKey((), section, dict(entries), TOP_LEVEL))
        return [Outcome(ADDED, Place(number), section, id, theirs=entry) for id, entry in entries.items()]

    def finish(self) -> None:
        """Add the lists that the catalog doesn't have yet."""
        for section, entries in self._sections.items():
            document = file_with(
                self._workspace, section, 0 if section != "errors" else len(self._workspace.documents) - 1
            )
            self._found.add(document, *added_items(self._workspace, document, section, entries))

    def _named(self, entry: Entry) -> dict[str, object]:
        """Return an error with a name that no error of the catalog has."""
        name = str(entry.get("name") or derive_name(str(entry.get("code", ""))))
        free, number = name or "ERROR", 1
        while free.upper() in self._names or not name:
            number += 1
            free = f"{name or 'ERROR'}_{number}"
            if free.upper() not in self._names:
                break
        self._names.add(free.upper())
        if free == name:
            return dict(entry)
        return {
            "code": entry.get("code"),
            "name": free,
            **{key: entry[key] for key in entry if key not in ("code", "name")},
        }
