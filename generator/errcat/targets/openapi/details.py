"""The schema of an error's details as components: itself, and each schema in it that a reference leads to.

References go to the component, by the path of the schema there. A schema that is not at its path any more in the
words of a version, such as a definition, is a component of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from errcat.json_schema import Locations, Path, Reference, Unresolved, is_legacy, locate
from errcat.resolved.openapi_components import schema_ref
from errcat.resolved.target_names import free_name
from errcat.targets.openapi.json_schema import Schema, in_version, survives, with_reference_inside

_DEFINITIONS = ("definitions", "$defs")


def components_of(name: str, schema: Mapping[str, Any], version: str, used: set[str]) -> Schema:
    """The components of a schema, the first of which has the name. `used` has the small letters of all names so far."""
    where = locate(schema)
    legacy = is_legacy(schema)
    used.add(name.casefold())
    parts: dict[Path, str] = {(): name}

    def add(path: Path, word: str) -> None:
        plain = "".join(char if char.isalnum() and char.isascii() else "_" for char in word) or "part"
        parts[path] = free_name(f"{name}_{plain}", used)
        used.add(parts[path].casefold())

    for path, spot in where.subschemas.items():
        if spot.keyword in _DEFINITIONS:
            add(path, str(path[-1]))
    for reference in where.references():
        target = where.target(reference)
        if not isinstance(target, Unresolved) and _start(where, target, parts, version, legacy=legacy) is None:
            add(target, "_".join(map(str, target)))

    def refer(reference: Reference) -> str:
        target = where.target(reference)
        if isinstance(target, Unresolved):  # the rule bad-details finds it
            return reference.text
        start = _start(where, target, parts, version, legacy=legacy) or ()
        return _pointer(parts[start], target[len(start) :])

    found: Schema = {}
    for path, part_name in parts.items():
        found[part_name] = in_version(where.subschemas[path].schema, version, refer, path, legacy=legacy)
    found[name] = {"title": name, **with_reference_inside(found[name])}
    return found


def _start(where: Locations, path: Path, parts: Mapping[Path, str], version: str, *, legacy: bool) -> Path | None:
    """The component that a schema is in; None where it is in none at its own path."""
    while path not in parts:
        spot = where.subschemas[path]
        if spot.parent is None:
            return None
        around = where.subschemas[spot.parent].schema
        if (legacy and "$ref" in around) or not survives(spot.keyword, path, spot.schema, around, version):
            return None
        path = spot.parent
    return path


def _pointer(name: str, steps: Path) -> str:
    escaped = [quote(str(step).replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@") for step in steps]
    return "/".join([schema_ref(name), *escaped])
