"""A value that the source changed → changes of the catalog: of a list, only the items that differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from errcat.editing.changes import AddItem, Change, Path, Remove, SetValue

MISSING: Final = object()
"""Instead of a value: there is none."""


def changes_of(path: Path, mine: object, theirs: object) -> Iterator[Change]:
    """Yield the changes that turn a value of the catalog into the source's value, or delete it."""
    if theirs is MISSING:
        yield Remove(path)
    elif isinstance(mine, list) and isinstance(theirs, list) and mine and theirs:
        yield from _items(path, mine, theirs)
    else:
        yield SetValue(path, theirs)


def _items(path: Path, mine: Sequence[object], theirs: Sequence[object]) -> Iterator[Change]:
    """Yield the changes of a list. Items that both have keep their lines and comments."""
    one, other = ([json.dumps(item, sort_keys=True, default=str) for item in side] for side in (mine, theirs))
    for kind, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        common = min(end - start, last - first)
        for offset in range(common):
            old, new = mine[start + offset], theirs[first + offset]
            if isinstance(old, (dict, list)) or isinstance(new, (dict, list)):
                yield AddItem(path, start + offset, new)
                yield Remove((*path, start + offset))
            else:
                yield SetValue((*path, start + offset), new)
        for number in range(start + common, end):
            yield Remove((*path, number))
        for number in range(first + common, last):
            yield AddItem(path, end, theirs[number])
