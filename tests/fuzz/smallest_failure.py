"""The smallest catalog that still breaks the same promise: what a person debugs."""

from __future__ import annotations

import copy
import traceback
from collections.abc import Callable, Iterator
from typing import Any

Path_ = tuple[str | int, ...]
Check = Callable[[Any], None]
MOST_TRIES = 250


def failure_of(check: Check, data: Any) -> tuple[str, str] | None:
    """Where a check fails, and what it says; None where it passes. Two failures with one place are the same."""
    try:
        check(copy.deepcopy(data))
    except Exception as error:  # noqa: BLE001 -- a crash is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {last.filename}:{last.lineno}", str(error)
    return None


def smallest(check: Check, data: Any) -> tuple[Any, str]:
    """The data without all that the failure does not need, and what the failure says."""
    first = failure_of(check, data)
    assert first is not None, "nothing fails"
    said = ": ".join(first)
    tries = 0
    is_smaller = True
    while is_smaller and tries < MOST_TRIES:
        is_smaller = False
        for smaller in _smaller(data):
            tries += 1
            found = failure_of(check, smaller)
            if found is not None and found[0] == first[0]:
                data, said, is_smaller = smaller, ": ".join(found), True
                break
            if tries >= MOST_TRIES:
                break
    return data, said


def _smaller(data: Any) -> Iterator[Any]:
    """The data with one thing less: whole sections first, then what is in them, then halves of texts."""
    paths = sorted(_paths(data, ()), key=len)
    for path in paths:
        made = copy.deepcopy(data)
        holder = _at(made, path[:-1])
        del holder[path[-1]]
        yield made
    for path in paths:
        text = _at(data, path)
        if isinstance(text, str) and len(text) > 1:
            middle = len(text) // 2
            for half in (text[:middle], text[middle:], "a" if len(text) > 3 else text[0]):
                if half != text:
                    made = copy.deepcopy(data)
                    _at(made, path[:-1])[path[-1]] = half
                    yield made


def _paths(data: Any, path: Path_) -> Iterator[Path_]:
    if isinstance(data, (dict, list)):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*path, step)
            yield from _paths(inner, (*path, step))


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data
