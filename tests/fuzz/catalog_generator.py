"""Random catalogs from the schema itself: every field that the schema has, with hostile values.

Nothing here lists the fields. A field that the schema gains is generated from then on; `SHAPES` only makes better values
for fields that take any JSON, such as a JSON Schema in `details`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from fuzz.hostile_values import SUBJECTS
from fuzz.text_of_pattern import text_of_pattern

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "schema" / "catalog.v1.schema.json").read_text(encoding="utf-8")
)
EVERY_VALUE = tuple(value for values in SUBJECTS.values() for value in values)
Path_ = tuple[str | int, ...]


class Generator:
    """One catalog from one seed."""

    def __init__(self, seed: int, schema: Mapping[str, Any] = SCHEMA) -> None:
        self.dice = Random(seed)  # noqa: S311 -- reproducible, not secret
        self.schema = schema
        subject = self.dice.choice([*SUBJECTS, None, None, None, None])
        self.values = SUBJECTS[subject] if subject else EVERY_VALUE
        self.share = self.dice.choice([0.15, 0.3, 0.5])
        """How likely an optional field is."""
        self.calm = self.dice.choice([0.0, 0.2, 0.6])
        """How likely a text is an ordinary one."""

    def catalog(self) -> dict[str, Any]:
        """A catalog that fits the schema, with errors."""
        made: dict[str, Any] = self._object(self.schema, ())
        if not made.get("errors"):
            made["errors"] = self._value(self.schema["properties"]["errors"], ("errors",))
        made["errors"] = made["errors"] or [{"code": "a"}]
        return made

    def _value(self, schema: Any, path: Path_) -> Any:
        if schema is True:
            return self.anything()
        schema = self._resolved(schema)
        if path and path[-1] in SHAPES and schema.get("type", "object") == "object" and "properties" not in schema:
            return SHAPES[str(path[-1])](self)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.dice.choice(schema["enum"])
        branches = [one for one in schema.get("anyOf", ()) if set(one) != {"required"}]
        if branches:
            return self._value(self.dice.choice(branches), path)
        match schema.get("type"):
            case "object":
                return self._object(schema, path)
            case "array":
                return self._array(schema, path)
            case "string":
                return self.text(schema)
            case "integer":
                return self._number(schema, [0, 1, -1, 404, 500, 429, 200, 503, 999, 2**31, 2**63, -32005])
            case "number":
                return self._number(schema, [0, 0.5, 1, 30, 1e-9, 1e9, 2.5])
            case "boolean":
                return self.dice.random() < 0.5
        return self.anything()

    def _resolved(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(schema)
        while "$ref" in found:
            target: Any = self.schema
            for step in found.pop("$ref").removeprefix("#/").split("/"):
                target = target[step]
            found = {**target, **found}
        return found

    def _object(self, schema: Mapping[str, Any], path: Path_) -> dict[str, Any]:
        dice, made = self.dice, {}
        required = set(schema.get("required", ()))
        if needs := [one["required"] for one in schema.get("anyOf", ()) if set(one) == {"required"}]:
            required |= set(dice.choice(needs))
        known: Mapping[str, Any] = schema.get("properties", {})
        for key, inner in known.items():
            if key in required or dice.random() < self.share:
                made[key] = self._value(inner, (*path, key))
        for pattern, inner in schema.get("patternProperties", {}).items():
            if dice.random() < 0.05:
                made[self.text({"type": "string", "pattern": pattern, "maxLength": 60})] = self._value(
                    inner, (*path, "x-")
                )
        more = schema.get("additionalProperties", not known)
        if isinstance(more, dict):
            names = {"type": "string", "maxLength": 80, **self._resolved(schema.get("propertyNames", {}))}
            for _ in range(dice.randrange(1, 4)):
                made[self.text(names)] = self._value(more, (*path, "*"))
        elif more and not known:
            return self._any_object(2)
        items = list(made.items())
        dice.shuffle(items)
        return dict(items)

    def _array(self, schema: Mapping[str, Any], path: Path_) -> list[Any]:
        count = self.dice.choice([0, 1, 1, 2, 3]) if path != ("errors",) else self.dice.choice([1, 2, 3, 5])
        inner = schema.get("items", True)
        items = [self._value(inner, (*path, "[]")) for _ in range(max(count, schema.get("minItems", 0)))]
        return list({json.dumps(one): one for one in items}.values()) if schema.get("uniqueItems") else items

    def text(self, schema: Mapping[str, Any]) -> str:
        """A text that fits a schema: hostile, except now and then."""
        dice, longest, pattern = self.dice, schema.get("maxLength", 300), schema.get("pattern")
        if pattern:
            fits = [value for value in self.values if re.search(pattern, value) and len(value) <= longest]
            fits = fits or [value for value in EVERY_VALUE if re.search(pattern, value) and len(value) <= longest]
            if fits and dice.random() < 0.6:
                return dice.choice(fits)
            return text_of_pattern(pattern, dice, EVERY_VALUE)[:longest]
        if dice.random() < self.calm:
            made = dice.choice(SUBJECTS["words"])
        elif longest > 100 and dice.random() < 0.02:
            made = (dice.choice(self.values) or "a") * longest
        else:
            joiner = dice.choice(["", " ", " ", "\n", "\n\n", " a "])
            made = joiner.join(dice.choice(self.values) for _ in range(dice.choice([1, 1, 1, 2, 3])))
            made = dice.choice([made, made, f"A {made}", f"{made} b", f"{made}."])
        made = made[:longest]
        return made if len(made) >= schema.get("minLength", 0) else "a"

    def _number(self, schema: Mapping[str, Any], some: list[Any]) -> Any:
        return max(self.dice.choice(some), schema.get("minimum", -(2**70)))

    def anything(self, depth: int = 2) -> Any:
        """Any JSON."""
        dice = self.dice
        kind = dice.randrange(8)
        if kind == 0 and depth:
            return [self.anything(depth - 1) for _ in range(dice.randrange(3))]
        if kind == 1 and depth:
            return self._any_object(depth)
        if kind < 6:
            return dice.choice(self.values)
        return dice.choice([None, True, False, 0, 1, -1, 1.0, 1.5, 1e300, 2**64, "", [], {}])

    def _any_object(self, depth: int) -> dict[str, Any]:
        return {self.dice.choice(self.values): self.anything(depth - 1) for _ in range(self.dice.randrange(3))}

    def json_schema(self, depth: int = 3) -> dict[str, Any]:
        """A JSON Schema: valid more often than not, and with names of keywords where names of properties are meant."""
        dice = self.dice
        names = [*self.values, "$ref", "enum", "const", "default", "properties", "items", "type", "a", "b"]
        made: dict[str, Any] = dice.choice(
            [{}, {"type": "object"}, {"type": "string"}, {"type": ["integer", "null"]}, {"type": "array"}]
        )
        made = dict(made)
        if depth:
            for keyword in dice.sample(
                ["properties", "items", "anyOf", "$defs", "definitions", "additionalProperties"], 2
            ):
                if keyword in ("properties", "$defs", "definitions"):
                    made[keyword] = {dice.choice(names): self.json_schema(depth - 1) for _ in range(dice.randrange(3))}
                elif keyword == "anyOf":
                    made[keyword] = [self.json_schema(depth - 1) for _ in range(1, 3)]
                else:
                    made[keyword] = self.json_schema(depth - 1)
        if dice.random() < 0.4:
            made |= dice.choice(
                [
                    {"enum": [1.0, 1]},
                    {"enum": list({json.dumps(one): one for one in (self.anything(1), "a")}.values())},
                    {"const": self.anything(1)},
                    {"default": self.anything(1)},
                    {"examples": [self.anything(1)]},
                    {"description": self.text({"minLength": 1})},
                    {"title": self.text({"minLength": 1})},
                    {"pattern": dice.choice(SUBJECTS["patterns"])},
                    {"format": dice.choice(self.values)},
                    {"$ref": dice.choice(SUBJECTS["JSON pointers"])},
                    {"$ref": f"#/$defs/{dice.choice(names)}"},
                    {"required": ["a"], "minProperties": 0},
                    {"minimum": 0, "exclusiveMaximum": 1e300},
                    {"maxLength": 10, "x-y": self.anything(1)},
                    {"not": {"type": "null"}},
                ]
            )
        return made

    def body(self, depth: int = 2) -> dict[str, Any]:
        """An envelope by example, with markers in it."""
        made: dict[str, Any] = {"code": "<code>", "message": "<message>"} if self.dice.random() < 0.8 else {}
        for _ in range(self.dice.randrange(4)):
            key = self.dice.choice([*SUBJECTS["names"], "errors", "a", "<field>", self.dice.choice(self.values)])
            made[key + self.dice.choice(["", "", "?"])] = self._leaf(depth)
        if self.dice.random() < 0.3:
            made["<params>?"] = None
        return made or {"code": "<code>"}

    def _leaf(self, depth: int) -> Any:
        kind = self.dice.randrange(6)
        if kind == 0 and depth:
            return self.body(depth - 1)
        if kind == 1 and depth:
            return [self._leaf(depth - 1) for _ in range(self.dice.randrange(3))]
        return self.dice.choice(SUBJECTS["markers"]) if kind < 4 else self.anything(0)


SHAPES: dict[str, Callable[[Generator], Any]] = {"details": Generator.json_schema, "body": Generator.body}


def spoiled(data: Any, dice: Random) -> Any:
    """The data with some of it broken: of another type, missing, added or given twice."""
    data = json.loads(json.dumps(data))
    for _ in range(dice.choice([1, 1, 2, 4])):
        holders = [one for one in _holders(data) if one]
        if not holders:
            break
        holder = dice.choice(holders)
        place = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match dice.randrange(5):
            case 0:
                del holder[place]
            case 1 if isinstance(holder, dict):
                holder[dice.choice(EVERY_VALUE)] = holder[place]
            case 2 if isinstance(holder, list):
                holder.append(holder[place])
            case _:
                wrong = dice.choice(
                    [None, True, 0, -1.5, "", [], {}, [[]], {"a": {"$ref": "#"}}, 1e308, "\ud800", "\x00"]
                )
                holder[place] = dice.choice([wrong, dice.choice(EVERY_VALUE)])
    return data


def _holders(data: Any) -> Iterator[Any]:
    if isinstance(data, (dict, list)):
        yield data
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _holders(inner)


def properties_of(schema: Mapping[str, Any] = SCHEMA) -> set[str]:
    """Every property of the schema, as `definition.property`; those of objects within follow after a dot."""
    found: set[str] = set()

    def look(node: Any, name: str) -> None:
        if isinstance(node, dict):
            for key, inner in node.get("properties", {}).items():
                found.add(f"{name}.{key}")
                look(inner, f"{name}.{key}")
            for keyword in ("items", "additionalProperties"):
                look(node.get(keyword), name)
            for inner in node.get("anyOf", ()):
                look(inner, name)

    look(schema, "catalog")
    for name, definition in schema["definitions"].items():
        look(definition, name)
    return found


def properties_in(data: Any, schema: Mapping[str, Any] = SCHEMA) -> set[str]:
    """The properties of the schema that some data has, in the same words."""
    found: set[str] = set()

    def look(node: Any, value: Any, name: str) -> None:
        if not isinstance(node, dict):
            return
        if "$ref" in node:
            target = node["$ref"].removeprefix("#/definitions/")
            look(schema["definitions"][target], value, target)
            return
        for inner in node.get("anyOf", ()):
            look(inner, value, name)
        if isinstance(value, dict):
            known = node.get("properties", {})
            for key, inner in value.items():
                if key in known:
                    found.add(f"{name}.{key}")
                    look(known[key], inner, f"{name}.{key}")
                elif not key.startswith("x-"):
                    look(node.get("additionalProperties"), inner, name)
        elif isinstance(value, list):
            for inner in value:
                look(node.get("items"), inner, name)

    look(schema, data, "catalog")
    return found
