"""The keys of the resolved catalog that no type has: those that start with `x-` and are the catalog's own."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.model.field import EXTENSION


def extensions_of(data: Mapping[str, object]) -> dict[str, object]:
    """The extensions of any part of a resolved catalog."""
    return {key: value for key, value in data.items() if key.startswith(EXTENSION)}
