"""The names in the details of an error, for the rules about params."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from errcat.model.catalog import ErrorEntry


def details_names(error: ErrorEntry) -> AbstractSet[str]:
    """Return the names of all properties in the details of an error."""
    if error.details is None:
        return frozenset()
    from errcat.json_schema import property_names  # noqa: PLC0415 — slow to load, and most catalogs have no details

    return property_names(error.details)
