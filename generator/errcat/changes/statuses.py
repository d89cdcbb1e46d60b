"""Changes of the HTTP statuses of an error. A change of the class is the worst: retries and alarms depend on it."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.changes.change import Change
from errcat.changes.pairs import Pair


def status_changes(pair: Pair) -> Iterator[Change]:
    """Yield the change of the statuses."""
    old, new = pair.old["status"], pair.new["status"]
    if old == new:
        return
    yield pair.change(_rule(old, new), ("status",), old, new)


def _rule(old: list[int] | None, new: list[int] | None) -> str:
    if old is None:
        return "status-declared"
    if new is None:
        return "status-changed"
    if {status // 100 for status in new} - {status // 100 for status in old} or not new:
        return "status-class-changed"
    is_default_kept = new[0] == old[0] or old[0] not in new
    return "status-narrowed" if set(new) <= set(old) and is_default_kept else "status-changed"
