"""What an edit means, as changes of the data of one file, and the data after them.

The edits of the text and the data are computed separately: an edit is trusted only if reading its text gives this data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from errcat.findings.finding import PathStep

Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class SetValue:
    """Replace a value."""

    path: Path
    value: object


@dataclass(frozen=True, slots=True)
class ReplaceWords:
    """Replace occurrences of a substring in a text, counted from 0."""

    path: Path
    old: str
    new: str
    occurrences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PutKey:
    """Add an entry to a mapping."""

    path: Path
    key: str
    value: object
    order: tuple[str, ...] = ()
    """The canonical order of the keys: the new entry goes after the last key that precedes it."""


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add an item to a list, before the item that has its number now."""

    path: Path
    number: int
    value: object


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete an entry of a mapping, or an item of a list."""

    path: Path


Change = SetValue | ReplaceWords | PutKey | AddItem | Remove


def changed_data(data: object, changes: Sequence[Change]) -> object:
    """Return the data after some changes. All paths are those of the data before them."""
    return _changed(data, (), changes)


def replaced(text: str, old: str, new: str, occurrences: Iterable[int]) -> str:
    """Replace some occurrences of a substring."""
    parts = text.split(old)
    chosen = set(occurrences)
    return parts[0] + "".join((new if number in chosen else old) + part for number, part in enumerate(parts[1:]))


def _changed(data: object, path: Path, changes: Sequence[Change]) -> object:
    if not changes:
        return data
    text = data
    for change in changes:
        if change.path == path and isinstance(change, SetValue):
            return change.value
        if change.path == path and isinstance(change, ReplaceWords) and isinstance(text, str):
            text = replaced(text, change.old, change.new, change.occurrences)
    inner = [change for change in changes if len(change.path) > len(path) and change.path[: len(path)] == path]
    removed = {change.path[-1] for change in inner if isinstance(change, Remove) and len(change.path) == len(path) + 1}
    here = [change for change in changes if change.path == path]
    by_step: dict[PathStep, list[Change]] = {}
    for change in inner:
        by_step.setdefault(change.path[len(path)], []).append(change)
    if isinstance(data, dict):
        new = {
            key: _changed(value, (*path, key), by_step.get(key, ()))
            for key, value in data.items()
            if key not in removed
        }
        return new | {change.key: change.value for change in here if isinstance(change, PutKey)}
    if isinstance(data, list):
        added: dict[int, list[object]] = {}
        for change in here:
            if isinstance(change, AddItem):
                added.setdefault(change.number, []).append(change.value)
        items: list[object] = []
        for number in range(len(data) + 1):
            items += added.get(number, ())
            if number < len(data) and number not in removed:
                items.append(_changed(data[number], (*path, number), by_step.get(number, ())))
        return items
    return text
