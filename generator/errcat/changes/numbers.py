"""Changes of numbers that belong to no error of both catalogs: used again, retired, and the bands of groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from errcat.changes.change import Change, Path, change_of
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.matching import Matching
from errcat.changes.pairs import change_of_error
from errcat.changes.snapshot import Snapshot

_SAFE = Surfaces(ChangeLevel.SAFE, ChangeLevel.SAFE, ChangeLevel.SAFE)


def number_changes(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[Change]:
    """Yield the changes of numbers and bands."""
    yield from _reused(old, new, matching)
    yield from _retired(old, new)
    yield from _bands(old, new)


def _reused(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[Change]:
    """Yield the errors with a number that another error had, which is gone."""
    before = {
        new_index: old.errors[old_index]["number"] for old_index, new_index in (*matching.same, *matching.renamed)
    }
    kept = set(before.values())
    gone: dict[int, tuple[str, Path]] = {}
    for index, entry in enumerate(old.resolved["retired"]):
        if entry["number"] is not None:
            gone.setdefault(entry["number"], (entry["code"], ("retired", index)))
    for index in matching.removed:
        error = old.errors[index]
        if error["number"] is not None and error["number"] not in kept:
            gone.setdefault(error["number"], (error["code"], ("errors", index, "number")))
    for index, error in enumerate(new.errors):
        number = error["number"]
        if number is None or before.get(index) == number or number not in gone:
            continue
        code, old_path = gone[number]
        change = change_of_error(
            "number-reused", error, new_index=index, steps=("number",), old=number, new=number, other=code
        )
        yield replace(change, old_path=old_path)


def _retired(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    after = {entry["code"]: (index, entry["number"]) for index, entry in enumerate(new.resolved["retired"])}
    for index, entry in enumerate(old.resolved["retired"]):
        new_index, number = after.get(entry["code"], (0, entry["number"]))
        if entry["number"] != number:
            is_added = entry["number"] is None
            yield change_of(
                "retired-number-changed",
                ("retired", index, "number"),
                entry["number"],
                number,
                surfaces=_SAFE if is_added else None,
                help="added" if is_added else "",
                other=entry["code"],
                old_path=("retired", index, "number"),
                new_path=("retired", new_index, "number"),
            )


def _bands(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    before, after = _declared(old), _declared(new)
    for path, was in before.items():
        now = after.get(path, was)
        if was != now:
            holder = "the catalog" if path[0] == "codes" else f'the group "{path[1]}"'
            words = f"the band of {holder} changes from {_words(was)} to {_words(now)}"
            yield change_of("number-band-changed", path, was, now, old_path=path, new_path=path, other=words)


def _words(band: Mapping[str, Any] | None) -> str:
    if band is None:
        return "nothing"
    numbers = f"{band['from']}–{band['to']}"
    return f"{numbers} without gaps" if band["gaps"] == "never" else numbers


def _declared(catalog: Snapshot) -> Mapping[Path, Any]:
    bands: dict[Path, Any] = {
        ("groups", group["id"], "numbers"): group["numbers"] for group in catalog.resolved["groups"]
    }
    return {("codes", "numbers"): catalog.resolved["codes"]["numbers"], **bands}
