"""Changes of which codes exist: removed, renamed, reused, retired and added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from errcat.changes.change import Change, change_of
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.matching import Matching
from errcat.changes.pairs import change_of_error
from errcat.changes.rules import RULES
from errcat.changes.snapshot import Snapshot

SAFE, DANGEROUS, BREAKING = ChangeLevel.SAFE, ChangeLevel.DANGEROUS, ChangeLevel.BREAKING

_ADDED_TO = {
    "open": Surfaces(SAFE, SAFE, SAFE),
    "closed": Surfaces(BREAKING, BREAKING, SAFE),
}
"""The levels of a new code by what the catalog says about its set of codes."""


def code_changes(old: Snapshot, new: Snapshot, matching: Matching, today: date) -> Iterator[Change]:
    """Yield the changes of the codes of a catalog."""
    yield from _removed(old, new, matching, today)
    retired = {entry["code"] for entry in new.resolved["retired"]}
    for old_index, new_index in matching.renamed:
        before, after = old.errors[old_index], new.errors[new_index]
        yield change_of_error(
            "code-renamed",
            before,
            old_index=old_index,
            new_index=new_index,
            old=before["code"],
            new=after["code"],
            steps=("code",),
            surfaces=_with_page(RULES["code-renamed"]) if before["code"] in retired else None,
            help="retired" if before["code"] in retired else "",
        )
    yield from _added(old, new, matching)
    yield from _tombstones(old, new)
    yield from _contract_of_codes(old, new)


def _with_page(levels: Surfaces) -> Surfaces:
    """Return the levels of a code that is retired: its page still says what happened to it, or leads to the new one."""
    return levels._replace(docs=SAFE)


def _removed(old: Snapshot, new: Snapshot, matching: Matching, today: date) -> Iterator[Change]:
    retired = {entry["code"] for entry in new.resolved["retired"]}
    for index in matching.removed:
        error = old.errors[index]
        if error["code"] in new.codes:
            yield change_of_error("meaning-removed", error, old_index=index, old=error["name"])
            continue
        deprecation = error["deprecated"]
        sunset = day(deprecation["sunset"]) if deprecation else None
        if deprecation and (sunset is None or sunset <= today):
            rule, help_ = "code-removed-deprecated", "retired" if error["code"] in retired else ""
        else:
            rule, help_ = "code-removed", "sunset" if sunset else "retired" if error["code"] in retired else ""
        other = sunset.isoformat() if sunset else ""
        surfaces = _with_page(RULES[rule]) if error["code"] in retired else None
        yield change_of_error(
            rule, error, old_index=index, old=error["code"], surfaces=surfaces, help=help_, other=other
        )


def _added(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[Change]:
    declared = old.declared_set or new.declared_set or ""
    retired = {entry["code"]: number for number, entry in enumerate(old.resolved["retired"])}
    for index in matching.added:
        error = new.errors[index]
        if error["code"] in old.codes:
            yield change_of_error("meaning-added", error, new_index=index, new=error["name"])
        elif error["code"] not in retired:
            yield change_of_error(
                "code-added",
                error,
                new_index=index,
                new=error["code"],
                surfaces=_ADDED_TO.get(declared),
                help=declared,
            )
    for index, error in enumerate(new.errors):
        if error["code"] in retired and error["code"] not in old.codes:
            change = change_of_error("code-reused", error, new_index=index, old=error["code"], new=error["code"])
            yield _with_old_path(change, ("retired", retired[error["code"]]))


def _with_old_path(change: Change, path: tuple[str, int]) -> Change:
    from dataclasses import replace  # noqa: PLC0415 — most comparisons find no reused code

    return replace(change, old_path=path)


def _tombstones(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the changes of the list of retired codes."""
    before = {entry["code"]: (number, entry) for number, entry in enumerate(old.resolved["retired"])}
    after = {entry["code"]: (number, entry) for number, entry in enumerate(new.resolved["retired"])}
    for code, (number, entry) in before.items():
        path = ("retired", number)
        if code not in after and code not in new.codes:
            yield change_of("tombstone-removed", path, code, None, old_path=path, other=code)
        elif code in after and after[code][1] != entry:
            new_path = ("retired", after[code][0])
            yield change_of("guide-changed", path, entry, after[code][1], old_path=path, new_path=new_path)
        elif code in after:
            continue
    for code, (number, _entry) in after.items():
        if code not in before and code not in old.codes:
            path = ("retired", number)
            yield change_of("tombstone-added", path, None, code, new_path=path, other=code)


def _contract_of_codes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Yield the changes of what the catalog promises about its codes."""
    if old.declared_set != new.declared_set:
        is_promise_kept = old.declared_set != "closed"
        yield change_of(
            "codes-set-changed",
            ("codes", "set"),
            old.declared_set,
            new.declared_set,
            surfaces=Surfaces(SAFE, SAFE, SAFE) if is_promise_kept else None,
            help="safe" if is_promise_kept else "",
            old_path=("codes", "set"),
            new_path=("codes", "set"),
        )
    before, after = old.resolved["codes"], new.resolved["codes"]
    if before["unique"] != after["unique"]:
        strictness = ("none", "group", "catalog")
        is_stricter = strictness.index(after["unique"]) > strictness.index(before["unique"])
        yield change_of(
            "codes-repeat-changed",
            ("codes", "unique"),
            before["unique"],
            after["unique"],
            surfaces=Surfaces(SAFE, SAFE, SAFE) if is_stricter else None,
            help="safe" if is_stricter else "",
            old_path=("codes", "unique"),
            new_path=("codes", "unique"),
        )
    if before["pattern"] != after["pattern"]:
        path = ("codes", "pattern")
        yield change_of("guide-changed", path, before["pattern"], after["pattern"], old_path=path, new_path=path)


def day(text: str | None) -> date | None:
    """Return the day that a text names, or None if it doesn't name any."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
