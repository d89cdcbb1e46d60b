"""The categories, groups and types that errors name, for files that have only errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from errcat.importing.found.drafts import Draft
from errcat.model.catalog import DEFAULT_CATEGORIES

_DECLARED = {"category": "categories", "group": "groups", "type": "types"}
"""Fields whose value is the id of an entry of another part of the catalog."""


def named_parts(drafts: Sequence[Draft]) -> Mapping[str, dict[str, object]]:
    """Return the entries that errors name: the built-in categories need no entry if no others are declared."""
    named: dict[str, dict[str, object]] = {}
    for field, part in _DECLARED.items():
        ids: dict[str, object] = {
            id: {} for id in dict.fromkeys(draft.fields.get(field) for draft in drafts) if isinstance(id, str)
        }
        if ids and not (part == "categories" and ids.keys() <= DEFAULT_CATEGORIES.keys()):
            named[part] = ids
    return named
