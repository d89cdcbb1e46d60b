"""The three-way merge of a catalog (mine), the last import (base) and the source as it is now (theirs)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from errcat.editing.changes import PutKey
from errcat.editing.references import ReferenceChanges
from errcat.editing.sections import TOP_LEVEL, key_order
from errcat.editing.workspace import Workspace
from errcat.findings.finding import Place
from errcat.updating.list_changes import MISSING, changes_of
from errcat.updating.matching import KEYS, Entry, is_equal, key_of, matches
from errcat.updating.new_entries import NewEntries
from errcat.updating.outcomes import ADDED, CHANGED, CONFLICT, DELETED, GONE, Outcome

_KINDS: Mapping[str, str] = {
    "errors": "error", "guides": "guide", "statuses": "statusNote", "groups": "group", "types": "errorType",
    "categories": "category", "api": "api", "codes": "codes", "envelope": "envelope",
}  # fmt: skip
"""The kind of mapping that the entries of a section are."""
_BY_ID = ("categories", "groups", "types")
_SINGLE = ("api", "codes", "envelope")
_NESTED = frozenset(("transports", "params", "retry", "deprecated", "translations", "details", "body"))
"""Fields whose keys are merged one by one."""


@dataclass(frozen=True, slots=True)
class MergedPlace:
    """Where something is in the catalog, and what it is called."""

    place: Place
    section: str
    entry: str = ""

    def __truediv__(self, step: str) -> MergedPlace:
        return MergedPlace(self.place / step, self.section, self.entry)


class CatalogMerge:
    """A merge. `guessed` has the fields of each error of the source that the source doesn't state."""

    def __init__(
        self,
        workspace: Workspace,
        base: Mapping[str, object] | None,
        theirs: Mapping[str, object],
        guessed: Sequence[Collection[str]],
        *,
        accepts: bool,
    ) -> None:
        self._workspace = workspace
        self._base: Mapping[str, object] = base or {}
        self._theirs = theirs
        self._guessed = guessed
        self._accepts = accepts
        self.found = ReferenceChanges()
        self.outcomes: list[Outcome] = []
        self.new_base: dict[str, object] = {}
        """What the next update compares with: the source, and the last import wherever a decision is open."""
        self._new = NewEntries(workspace, self.found)

    def run(self) -> None:
        for section in _SINGLE:
            self._single(section)
        needed = self._needed_ids()
        for section in _BY_ID:
            self._by_id(section, needed.get(section, set()))
        for section in KEYS:
            self._list(section)
        self._new.finish()
        self.new_base = {name: value for name, value in self.new_base.items() if value is not MISSING}

    # --- parts of the catalog

    def _single(self, section: str) -> None:
        base, theirs = self._base.get(section, MISSING), self._theirs.get(section, MISSING)
        place, mine = self._part(section)
        if theirs is MISSING:
            return
        if mine is MISSING:
            if base is MISSING:
                self.found.add(0, PutKey((), section, theirs, TOP_LEVEL))
                self.outcomes.append(Outcome(ADDED, Place(0), section, "", theirs=theirs))
            elif not is_equal(base, theirs):
                theirs = self._conflict(MergedPlace(place, section), base, None, theirs, reason="deleted")
            self.new_base[section] = theirs
        elif isinstance(mine, dict) and isinstance(theirs, dict):
            before = base if isinstance(base, dict) else {}
            self.new_base[section] = self._fields(MergedPlace(place, section), before, mine, theirs)
        elif is_equal(mine, theirs) or (base is not MISSING and is_equal(base, theirs)):
            self.new_base[section] = theirs
        else:
            self.new_base[section] = self._conflict(MergedPlace(place, section), base, mine, theirs)

    def _part(self, section: str) -> tuple[Place, object]:
        """Return the part of the catalog, and its place; the first file if there is none."""
        for document in self._workspace.documents:
            if section in document.data:
                return Place(document.number, (section,)), document.data[section]
        return Place(0), MISSING

    def _by_id(self, section: str, needed: Collection[str]) -> None:
        base, theirs = _mapping(self._base.get(section)), _mapping(self._theirs.get(section))
        mine = {
            id: (Place(document.number, (section, id)), entry)
            for document in self._workspace.documents
            for id, entry in _mapping(document.data.get(section)).items()
        }
        merged: dict[str, object] = {}
        added: dict[str, object] = {}
        for id, entry in theirs.items():
            if id in mine:
                place, own = mine[id]
                fields = _mapping(base.get(id)), _mapping(own), _mapping(entry)
                merged[id] = self._fields(MergedPlace(place, section, id), *fields)
            elif id not in base or id in needed:
                added[id] = merged[id] = entry
            elif not is_equal(base[id], entry):
                place = self._part(section)[0]
                merged[id] = self._conflict(MergedPlace(place, section, id), base[id], None, entry, reason="deleted")
            else:
                merged[id] = entry
        for id in base.keys() - theirs.keys():
            if id in mine and not self._accepts:
                self.outcomes.append(Outcome(GONE, mine[id][0].at_key, section, id))
                merged[id] = base[id]
        if added:
            self.outcomes += self._new.put(section, added)
        if merged:
            self.new_base[section] = merged

    def _needed_ids(self) -> Mapping[str, set[str]]:
        """Return the ids that new errors use: they are declared again if somebody deleted them."""
        mine = {error.code for error in self._workspace.catalog.errors}
        needed: dict[str, set[str]] = {"groups": set(), "types": set(), "categories": set()}
        for entry in _entries(self._theirs, "errors"):
            if str(entry.get("code")) not in mine:
                for field, section in (("group", "groups"), ("type", "types"), ("category", "categories")):
                    needed[section].add(str(entry.get(field)))
        groups = _mapping(self._theirs.get("groups"))
        for id in list(needed["groups"]):
            parent = _mapping(groups.get(id)).get("parent")
            while isinstance(parent, str) and parent not in needed["groups"]:
                needed["groups"].add(parent)
                parent = _mapping(groups.get(parent)).get("parent")
        return needed

    def _list(self, section: str) -> None:
        base, theirs = _entries(self._base, section), _entries(self._theirs, section)
        mine: list[tuple[Place, Entry]] = [
            (Place(document.number, (section, number)), entry)
            for document in self._workspace.documents
            for number, entry in enumerate(_entries(document.data, section))
        ]
        own = [entry for _place, entry in mine]
        in_mine, in_base = matches(section, theirs, own), matches(section, theirs, base)
        merged: list[object] = []
        for number, entry in enumerate(theirs):
            at, before = in_mine[number], in_base[number]
            was = base[before] if before is not None else {}
            key = key_of(section, entry)
            guessed = self._guessed[number] if section == "errors" else ()
            if at is not None:
                place, current = mine[at]
                merged.append(self._fields(MergedPlace(place, section, key), was, current, entry, guessed=guessed))
            elif before is None:
                merged.append(self._added(section, number, entry, in_mine, mine))
            elif not is_equal(was, entry):
                place = self._part(section)[0]
                merged.append(self._conflict(MergedPlace(place, section, key), was, None, entry, reason="deleted"))
            else:
                merged.append(entry)
        self._gone(section, base, set(in_base), mine, merged)
        if merged:
            self.new_base[section] = [entry for entry in merged if entry is not None]

    def _added(
        self,
        section: str,
        number: int,
        entry: Entry,
        in_mine: Sequence[int | None],
        mine: Sequence[tuple[Place, Entry]],
    ) -> object:
        catalog, key = self._workspace.catalog, key_of(section, entry)
        if section == "errors":
            is_retired = any(retired.code == key for retired in catalog.retired)
            if is_retired or any(reserved.code == key for reserved in catalog.reserved):
                place = self._part("retired" if is_retired else "reserved")[0]
                return self._conflict(MergedPlace(place, section, key), None, None, entry, reason="retired")
        before = next((at for at in reversed(in_mine[:number]) if at is not None), None)
        after = next((at for at in in_mine[number:] if at is not None), None)
        neighbor = mine[before][0] if before is not None else mine[after][0] if after is not None else None
        self.outcomes.append(self._new.add(section, entry, neighbor, is_after=before is not None))
        return entry

    def _gone(
        self,
        section: str,
        base: Sequence[Entry],
        seen: Collection[int | None],
        mine: Sequence[tuple[Place, Entry]],
        merged: list[object],
    ) -> None:
        """Report the entries that the source no longer has. They stay in the catalog."""
        lost = [entry for number, entry in enumerate(base) if number not in seen]
        for entry, at in zip(lost, matches(section, lost, [own for _place, own in mine]), strict=True):
            if at is not None and not self._accepts:
                self.outcomes.append(Outcome(GONE, mine[at][0] / KEYS[section], section, key_of(section, entry)))
                merged.append(entry)

    # --- fields of an entry

    def _fields(
        self,
        spot: MergedPlace,
        base: Mapping[str, object],
        mine: Mapping[str, object],
        theirs: Mapping[str, object],
        *,
        guessed: Collection[str] = (),
        prefix: str = "",
    ) -> dict[str, object]:
        """Merge the fields of an entry, and return what the next update compares with."""
        place = spot.place
        order = () if prefix else key_order(_KINDS[spot.section])
        merged: dict[str, object] = {}
        puts: list[PutKey] = []
        for name in dict.fromkeys((*theirs, *base)):
            b, m, t = base.get(name, MISSING), mine.get(name, MISSING), theirs.get(name, MISSING)
            field = f"{prefix}.{name}" if prefix else name
            merged[name] = t
            if is_equal(m, t) or (m is MISSING and t is MISSING) or (name == "name" and name in guessed):
                pass
            elif b is not MISSING and is_equal(b, t):
                pass  # only the catalog changed
            elif name in _NESTED and isinstance(m, dict) and isinstance(t, dict) and m:
                before = b if isinstance(b, dict) else {}
                merged[name] = self._fields(spot / name, before, m, t, prefix=field)
            elif (b is MISSING and m is MISSING) or (b is not MISSING and is_equal(b, m)):
                kind = DELETED if t is MISSING else ADDED if m is MISSING else CHANGED
                if m is MISSING:
                    puts.append(PutKey(place.path, name, t, order))
                else:
                    self.found.add(place.document, *changes_of((*place.path, name), m, t))
                self.outcomes.append(_outcome(kind, spot / name if m is not MISSING else spot, m, t, field=field))
            elif name in guessed:
                pass  # a guess is no statement of the source
            elif b is MISSING and t is MISSING:
                pass
            else:
                at = place / name if m is not MISSING else _key_place(spot, mine)
                reason = (
                    "" if m is not MISSING and t is not MISSING else "deleted" if m is MISSING else "source-deleted"
                )
                merged[name] = self._conflict(
                    MergedPlace(at, spot.section, spot.entry), b, m, t, field=field, reason=reason
                )
        for put in sorted(puts, key=lambda put: order.index(put.key) if put.key in order else len(order)):
            self.found.add(place.document, put)
        return {name: value for name, value in merged.items() if value is not MISSING}

    def _conflict(
        self,
        spot: MergedPlace,
        base: object,
        mine: object,
        theirs: object,
        *,
        field: str = "",
        reason: str = "",
    ) -> object:
        """Report a conflict. Return the value that the next update compares with, so that it reports it again."""
        if self._accepts:
            return theirs
        self.outcomes.append(_outcome(CONFLICT, spot, mine, theirs, field=field, reason=reason))
        return base


def _outcome(kind: str, spot: MergedPlace, mine: object, theirs: object, *, field: str, reason: str = "") -> Outcome:
    return Outcome(kind, spot.place, spot.section, spot.entry, field, _shown(mine), _shown(theirs), reason)


def _key_place(spot: MergedPlace, mine: Mapping[str, object]) -> Place:
    key = KEYS.get(spot.section, "")
    return spot.place / key if key in mine else spot.place


def _shown(value: object) -> object:
    return None if value is MISSING else value


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _entries(data: Mapping[str, object], section: str) -> list[Entry]:
    entries = data.get(section)
    return entries if isinstance(entries, list) else []
