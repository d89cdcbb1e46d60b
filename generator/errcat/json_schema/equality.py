"""When two JSON values are equal: 1 and 1.0 are, 1 and true are not, at any depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def without_duplicates(values: Iterable[Any]) -> list[Any]:
    """Return the values without those that equal an earlier value."""
    return list({equality_key(value): value for value in reversed(list(values))}.values())[::-1]


def equality_key(value: object) -> Any:
    """Return a hashable key that is the same only for equal values."""
    match value:
        case bool():
            return ("boolean", value)
        case Mapping():
            return ("object", frozenset((name, equality_key(item)) for name, item in value.items()))
        case list() | tuple():
            return ("array", *map(equality_key, value))
    return value
