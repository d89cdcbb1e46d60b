"""The schema of an error's details as components: the schema itself, and each schema in it that needs its own.

References lead to a component, or to a path in it. A schema gets its own component if the OpenAPI version moves it away
from its path, as it does with definitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from errcat.json_schema import Locations, Path, Reference, Unresolved, is_legacy, locate
from errcat.resolved.openapi_components import schema_ref
from errcat.resolved.target_names import unused_name
from errcat.targets.openapi.json_schema import Schema, convert_schema, survives, with_reference_inside

_DEFINITIONS = ("definitions", "$defs")


def components_of(name: str, schema: Mapping[str, Any], version: str, used_names: set[str]) -> Schema:
    """Return the components of a schema; the first is called `name`. `used_names` has all names in lower case."""
    locations = locate(schema)
    legacy = is_legacy(schema)
    used_names.add(name.casefold())
    parts: dict[Path, str] = {(): name}

    def add(path: Path, word: str) -> None:
        plain = "".join(char if char.isalnum() and char.isascii() else "_" for char in word) or "part"
        parts[path] = unused_name(f"{name}_{plain}", used_names)
        used_names.add(parts[path].casefold())

    for path, subschema in locations.subschemas.items():
        if subschema.keyword in _DEFINITIONS:
            add(path, str(path[-1]))
    for reference in locations.references():
        target = locations.target(reference)
        if not isinstance(target, Unresolved) and _start(locations, target, parts, version, legacy=legacy) is None:
            add(target, "_".join(map(str, target)))

    def refer(reference: Reference) -> str:
        target = locations.target(reference)
        if isinstance(target, Unresolved):  # the rule bad-details reports it
            return reference.text
        start = _start(locations, target, parts, version, legacy=legacy) or ()
        return _pointer(parts[start], target[len(start) :])

    components: Schema = {}
    for path, part_name in parts.items():
        components[part_name] = convert_schema(locations.subschemas[path].schema, version, refer, path, legacy=legacy)
    components[name] = {"title": name, **with_reference_inside(components[name])}
    return components


def _start(locations: Locations, path: Path, parts: Mapping[Path, str], version: str, *, legacy: bool) -> Path | None:
    """Return the path of the component that contains a schema; None if no component has it at its own path."""
    while path not in parts:
        subschema = locations.subschemas[path]
        if subschema.parent is None:
            return None
        parent = locations.subschemas[subschema.parent].schema
        if (legacy and "$ref" in parent) or not survives(subschema.keyword, path, subschema.schema, parent, version):
            return None
        path = subschema.parent
    return path


def _pointer(name: str, steps: Path) -> str:
    escaped = [quote(str(step).replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@") for step in steps]
    return "/".join([schema_ref(name), *escaped])
