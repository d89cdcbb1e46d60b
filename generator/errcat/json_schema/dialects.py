"""The versions of JSON Schema, as `$schema` names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OLD = "http://json-schema.org/draft-"
_LEGACY = ("04", "06", "07")
_UNREADABLE = ("00", "01", "02", "03")


def _old_draft(schema: object) -> str:
    """Return the number of an old draft, such as 07; empty for later versions and if the schema does not say."""
    name = schema.get("$schema") if isinstance(schema, Mapping) else None
    if not isinstance(name, str):
        return ""
    name = name.replace("https://", "http://", 1)
    return name.removeprefix(_OLD).partition("/")[0] if name.startswith(_OLD) else ""


def is_legacy(schema: object) -> bool:
    """Whether a `$ref` hides the keywords next to it, as in drafts 4, 6 and 7."""
    return _old_draft(schema) in _LEGACY


def is_readable(schema: object) -> bool:
    """Whether errcat supports this version: draft 4 and later."""
    return _old_draft(schema) not in _UNREADABLE


def id_of(schema: Mapping[str, Any], root: object) -> str | None:
    """Return the address that a schema declares: its `$id`, or its `id` in draft 4."""
    if is_legacy(root) and "$ref" in schema:
        return None
    address = schema.get("id" if _old_draft(root) == "04" else "$id")
    return address if isinstance(address, str) else None
