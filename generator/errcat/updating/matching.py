"""The same entries in two lists: by code, and for repeated codes by what else they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

Entry = Mapping[str, object]

KEYS: Mapping[str, str] = {"errors": "code", "guides": "id", "statuses": "status"}
"""The key of the entries of each list."""
_TWINS: tuple[Callable[[Entry], object], ...] = (
    lambda entry: entry.get("name"),
    lambda entry: (entry.get("group"), entry.get("message") or entry.get("title")),
    lambda entry: entry.get("message"),
    lambda entry: entry.get("title"),
    lambda entry: entry.get("status"),
    lambda _entry: True,
)
"""What tells entries with the same key apart, the most reliable first."""


def key_of(section: str, entry: Entry) -> str:
    """Return the code or the id of an entry as text."""
    return str(entry.get(KEYS[section], ""))


def matches(section: str, entries: Sequence[Entry], others: Sequence[Entry]) -> list[int | None]:
    """Return for each entry the number of the same entry in the other list, or None."""
    found: list[int | None] = [None] * len(entries)
    free: dict[str, list[int]] = defaultdict(list)
    for number, other in enumerate(others):
        free[key_of(section, other)].append(number)
    wanted: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        wanted[key_of(section, entry)].append(number)
    for key, numbers in wanted.items():
        for twin in _TWINS if max(len(numbers), len(free[key])) > 1 else _TWINS[-1:]:
            for number in numbers:
                value = twin(entries[number])
                if found[number] is not None or value in (None, "", (None, None)):
                    continue
                at = next((at for at in free[key] if is_equal(twin(others[at]), value)), None)
                if at is not None:
                    found[number] = at
                    free[key].remove(at)
    return found


def is_equal(one: object, other: object) -> bool:
    """Whether two values mean the same: a block scalar ends in a line end, and a list may have a single item."""
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip() == other.rstrip()
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_equal, one, other))
    if isinstance(one, list) != isinstance(other, list) and not isinstance(one, dict) and not isinstance(other, dict):
        return is_equal(one if isinstance(one, list) else [one], other if isinstance(other, list) else [other])
    if one in (None, {}) and other in (None, {}):
        return True
    return type(one) is type(other) and one == other
