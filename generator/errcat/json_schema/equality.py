"""When two JSON values are equal: 1 and 1.0 are, 1 and true are not, at any depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def distinct(values: Iterable[Any]) -> list[Any]:
    """The values without those that equal an earlier one."""
    return list({_key(value): value for value in reversed(list(values))}.values())[::-1]


def _key(value: object) -> Any:
    """The same for equal values only, and hashable."""
    match value:
        case bool():
            return ("boolean", value)
        case Mapping():
            return ("object", frozenset((name, _key(item)) for name, item in value.items()))
        case list() | tuple():
            return ("array", *map(_key, value))
    return value
