"""The extensions in a resolved catalog: keys that start with `x-`, which no type declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from errcat.model.field import EXTENSION


def extensions_of(data: Mapping[str, object]) -> dict[str, object]:
    """Return the extensions of any part of a resolved catalog."""
    if not data or not next(reversed(cast("dict[str, object]", data))).startswith(EXTENSION):  # they are last
        return {}
    return {key: value for key, value in data.items() if key.startswith(EXTENSION)}
