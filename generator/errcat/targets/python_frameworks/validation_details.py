"""Where the error for invalid requests has the bad fields: a plan for the code that fills its details or params.

A plan is a tuple of a kind and what is inside:

    ("object", ((key, plan), …))          an object with these members
    ("list", plan)                        an item for each bad field
    ("map", "list" | "text")              the messages, or the first message, by field
    ("text", fact)                        a fact of a bad field
    ("item", ((key, fact, values), …))    facts of a bad field; `values` has all allowed values, if there are few

The facts are name, pointer, place, message and kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.json_schema import Path, Reference, Unresolved, locate
from errcat.resolved.generated_types import ResolvedError, ResolvedParam

Plan = tuple[str, Any]

_ITEM: Plan = ("item", (("field", "name", ()), ("in", "place", ()), ("message", "message", ()), ("type", "kind", ())))
DEFAULT_PLAN: Plan = ("object", (("errors", ("list", _ITEM)),))
"""For an error whose catalog entry declares no details and no list among its params."""
# The names of properties that hold a fact, in the order of preference.
_FACTS: Mapping[str, tuple[str, ...]] = {
    "pointer": ("pointer", "jsonpointer"),
    "name": ("field", "name", "param", "parameter", "path", "property", "key", "attribute", "loc", "location"),
    "place": ("in", "where", "source", "location"),
    "message": ("message", "msg", "detail", "description", "reason", "issue", "error", "problem", "title"),
    "kind": ("type", "code", "rule", "kind", "constraint"),
}
_LISTS = ("errors", "fields", "problems", "issues", "violations", "fieldviolations", "invalidparams", "details")


def details_plan(error: ResolvedError) -> Plan | None:
    """Return where the details have the bad fields; None if their schema has no place for them."""
    if error["details"] is not None:
        return _Schemas(error["details"]).plan(())
    return None if _unused_params(error) else DEFAULT_PLAN


def params_plan(error: ResolvedError) -> Plan | None:
    """Return where the params have the bad fields: in a list that no message shows, if nothing else is required."""
    params = _unused_params(error)
    lists = [param["name"] for param in params if param["type"] == "array"]
    others = [param for param in error["params"] if not param["optional"] and param["name"] not in lists[:1]]
    if error["details"] is not None or not lists or others:
        return None
    return ("object", ((lists[0], ("list", _ITEM)),))


def _unused_params(error: ResolvedError) -> list[ResolvedParam]:
    """Return the params that no message shows: without a schema, they are the details."""
    return [param for param in error["params"] if not param["in_message"]]


class _Schemas:
    """The schema of an error's details."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._locations = locate(schema)

    def plan(self, path: Path) -> Plan | None:
        """Return the plan for details of the schema at a path."""
        path, schema = self._followed(path)
        if "array" in _types(schema):
            return self._list(path, schema)
        properties = self._properties(path, schema)
        for name, inner in sorted(properties.items(), key=lambda item: _order(item[0])):
            inner_path, inner_schema = self._followed(inner)
            found = self._list(inner_path, inner_schema) if "array" in _types(inner_schema) else None
            found = found or self._map(inner_path, inner_schema)
            if found is not None:
                return ("object", ((name, found),)) if _required(schema) <= {name} else None
        return self._item(path, schema) if properties else self._map(path, schema)

    def _followed(self, path: Path) -> tuple[Path, Mapping[str, Any]]:
        """Return the path and the schema that the references at a path lead to."""
        seen: set[Path] = set()
        while path not in seen:
            seen.add(path)
            schema = self._locations.subschemas[path].schema
            if not isinstance(schema, Mapping):
                break
            if not isinstance(schema.get("$ref"), str):
                return path, schema
            target = self._locations.target(Reference(path, "$ref", schema["$ref"]))
            if isinstance(target, Unresolved):
                break
            path = target
        return path, {}

    def _properties(self, path: Path, schema: Mapping[str, Any]) -> dict[str, Path]:
        properties = schema.get("properties")
        return {name: (*path, "properties", name) for name in properties} if isinstance(properties, Mapping) else {}

    def _list(self, path: Path, schema: Mapping[str, Any]) -> Plan | None:
        items = schema.get("items")
        if items is None or items is True:
            return ("list", _ITEM)
        if not isinstance(items, Mapping):
            return None
        item_path, item = self._followed((*path, "items"))
        if "string" in _types(item):
            return ("list", ("text", "name"))
        found = self._item(item_path, item) if self._properties(item_path, item) else None
        return None if found is None else ("list", found)

    def _item(self, path: Path, schema: Mapping[str, Any]) -> Plan | None:
        """Return the facts that the properties of an object hold; None if a required property holds none."""
        facts: list[tuple[str, str, tuple[str, ...]]] = []
        used: set[str] = set()
        properties = self._properties(path, schema)
        plain = {name: "".join(char for char in name.lower() if char.isalnum()) for name in properties}
        for fact, words in _FACTS.items():
            for word in words:
                name = next((name for name, text in plain.items() if text == word and name not in used), None)
                values = None if name is None else self._texts(properties[name])
                if name is not None and values is not None:
                    facts.append((name, fact, values))
                    used.add(name)
                    break
        is_about_fields = any(fact in ("name", "pointer") for _name, fact, _values in facts)
        return ("item", tuple(facts)) if is_about_fields and _required(schema) <= used else None

    def _texts(self, path: Path) -> tuple[str, ...] | None:
        """Return the texts that a property can have, or () for any text; None if it isn't a text."""
        _path, schema = self._followed(path)
        values = schema.get("enum")
        if isinstance(values, list):
            return tuple(value for value in values if isinstance(value, str)) or None
        return () if not schema or "string" in _types(schema) else None

    def _map(self, path: Path, schema: Mapping[str, Any]) -> Plan | None:
        """Return a plan for an object with a key for each field."""
        if not isinstance(schema.get("additionalProperties"), Mapping) or _required(schema):
            return None
        _path, value = self._followed((*path, "additionalProperties"))
        if "string" in _types(value):
            return ("map", "text")
        is_list = "array" in _types(value) and "string" in _types(value.get("items", {"type": "string"}))
        return ("map", "list") if is_list else None


def _types(schema: object) -> list[object]:
    types = schema.get("type") if isinstance(schema, Mapping) else None
    return types if isinstance(types, list) else [types]


def _required(schema: Mapping[str, Any]) -> set[object]:
    required = schema.get("required")
    return set(required) if isinstance(required, list) else set()


def _order(name: str) -> int:
    plain = "".join(char for char in name.lower() if char.isalnum())
    return _LISTS.index(plain) if plain in _LISTS else len(_LISTS)
