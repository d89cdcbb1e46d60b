"""Find every change between two catalogs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from errcat.changes.change import Change, change_of
from errcat.changes.codes import code_changes
from errcat.changes.envelope_members import envelope_changes
from errcat.changes.error_fields import error_changes
from errcat.changes.matching import Matching, match
from errcat.changes.pairs import Pair
from errcat.changes.promises import judged_by_promises
from errcat.changes.sections import section_changes
from errcat.changes.snapshot import Snapshot
from errcat.model.catalog import Catalog


def find_changes(old: Catalog, new: Catalog, today: date = date.min) -> list[Change]:
    """Return the changes from one catalog to another, in the order of the old catalog.

    A deprecated code can be removed from its sunset day on. Without `today`, no sunset day has come yet.
    """
    before, after = Snapshot(old), Snapshot(new)
    return list(judged_by_promises(_changes(before, after, match(before, after), today), before, after))


def _changes(old: Snapshot, new: Snapshot, matching: Matching, today: date) -> Iterator[Change]:
    yield from code_changes(old, new, matching, today)
    for old_index, new_index in sorted([*matching.same, *matching.renamed]):
        pair = Pair(old_index, new_index, old.errors[old_index], new.errors[new_index], old, new)
        yield from error_changes(pair)
    yield from _order_change(old, new, matching)
    yield from envelope_changes(old, new)
    yield from section_changes(old, new)


def _order_change(old: Snapshot, new: Snapshot, matching: Matching) -> Iterator[Change]:
    """Yield one change if errors are in another order."""
    pairs = sorted([*matching.same, *matching.renamed])
    new_indexes = [new_index for _old_index, new_index in pairs]
    if new_indexes != sorted(new_indexes):
        before = [old.errors[old_index]["code"] for old_index, _new_index in pairs]
        after = [new.errors[index]["code"] for index in sorted(new_indexes)]
        path = ("errors",)
        yield change_of("order-changed", path, before, after, old_path=path, new_path=path)
