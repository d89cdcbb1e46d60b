"""The catalog's schema to the table of its fields, for `regenerate.py`.

What JSON Schema does not say, the schema says under `x-errcat`: the kind of a text, whether clients rely on a field
(side), its section of the reference, and its default. A field has what is said next to it, else what the definition
says that it refers to. `side` also applies to all fields of the mapping that has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

HEAD = '''\
"""The fields of each kind of mapping in a catalog. Generated from schema/catalog.v1.schema.json: do not edit.

To change a field, edit the schema and run `{command}`.
"""

from __future__ import annotations

from collections.abc import Mapping

from errcat.model.field import Field

'''
_CHOICES = {
    "text": ("plain", "markdown", "identifier", "sample", "data"),
    "side": ("wire", "guide"),
}
_USUAL: Schema = {
    "items": (), "holds": "", "text": "data", "side": "wire", "section": "", "default": None, "required": False,
}  # fmt: skip
"""What a Field has that is not given."""
_KNOWN = {*_CHOICES, "section", "default"}


def fields_module(schema: Schema, command: str) -> str:
    """The text of the module: FIELDS, a table by kind of mapping and name of field."""
    lines = [HEAD.format(command=command), "FIELDS: Mapping[str, Mapping[str, Field]] = {"]
    for kind, mapping in _Kinds(schema).all():
        lines.append(f"    {kind!r}: {{")
        lines += [f"        {name!r}: {text}," for name, text in mapping.items()]
        lines.append("    },")
    return "\n".join([*lines, "}", ""]).replace("'", '"')


class _Kinds:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.definitions: Schema = schema["definitions"]

    def all(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each kind of mapping by its name, which is that of its definition or of the only field that holds it."""
        yield from self.kind("catalog", self.schema)
        for name, part in self.definitions.items():
            for alternative in self.alternatives(part):
                if alternative is part or part.get("anyOf"):
                    yield from self.kind(name, alternative, _said(name, part).get("side"))

    def kind(self, name: str, part: Schema, side: str | None = None) -> Iterator[tuple[str, dict[str, str]]]:
        if "properties" not in part:
            return
        side = _said(name, part).get("side", side) or "wire"
        required = part.get("required", ())
        yield (
            name,
            {
                field: self.field(f"{name}.{field}", field, inner, side, is_required=field in required)
                for field, inner in part["properties"].items()
            },
        )
        for field, inner in part["properties"].items():
            if "$ref" not in inner:
                yield from self.kind(field, inner, side)

    def field(self, where: str, name: str, part: Schema, side: str, *, is_required: bool) -> str:
        said = self.said(where, part)
        types, items, holds = self.types(part), self.items(part), self.holds(name, part)
        text = said.get("text")
        if text is None:
            has_text = "string" in (types or items) and not holds
            text = "identifier" if has_text and self.is_choice(part) else None if has_text else "data"
        if text is None:
            raise SystemExit(f"{where}: say under x-errcat what its text is: {', '.join(_CHOICES['text'])}")
        given: Schema = {
            "items": items,
            "holds": holds,
            "text": "data" if holds else text,
            "side": _said(where, part).get("side", side),
            "section": said.get("section", ""),
            "default": said.get("default"),
            "required": is_required,
        }
        rest = "".join(f", {key}={value!r}" for key, value in given.items() if value != _USUAL[key])
        return f"Field({name!r}, {types!r}{rest})"

    def said(self, where: str, part: Schema) -> Schema:
        """What `x-errcat` says: next to the field, else in what it refers to, else in what it holds."""
        found = _said(where, part)
        if "$ref" in part:
            found = self.said(part["$ref"], self.target(part)) | found
        for inner in (part.get("items"), part.get("additionalProperties")):
            if isinstance(inner, dict):
                found = self.said(where, inner) | found
        return found

    def target(self, part: Schema) -> Schema:
        found: Schema = self.definitions[part["$ref"].removeprefix("#/definitions/")]
        return found

    def alternatives(self, part: Schema) -> Iterator[Schema]:
        """The parts that a value may fit, without references."""
        if "$ref" in part:
            yield from self.alternatives(self.target(part))
        elif "anyOf" in part and "type" not in part:
            for inner in part["anyOf"]:
                yield from self.alternatives(inner)
        else:
            yield part

    def types(self, part: Schema) -> tuple[str, ...]:
        """The JSON types of a value, each once."""
        return tuple(dict.fromkeys(kind for one in self.alternatives(part) if (kind := _type(one))))

    def items(self, part: Schema) -> tuple[str, ...]:
        """The JSON types in a list or a map."""
        inside = (one.get("items", one.get("additionalProperties")) for one in self.alternatives(part))
        return tuple(dict.fromkeys(kind for one in inside if isinstance(one, dict) for kind in self.types(one)))

    def holds(self, name: str, part: Schema) -> str:
        """The kind of mapping in a value: its definition, or the field itself if the mapping is written there."""
        if "$ref" in part:
            target = self.target(part)
            has_fields = any("properties" in one for one in (target, *target.get("anyOf", ())))
            return part["$ref"].removeprefix("#/definitions/") if has_fields else self.holds(name, target)
        if "properties" in part:
            return name
        inside = [part.get("items"), part.get("additionalProperties"), *part.get("anyOf", ())]
        return next((found for one in inside if isinstance(one, dict) and (found := self.holds("", one))), "")

    def is_choice(self, part: Schema) -> bool:
        return all("enum" in one for one in self.alternatives(part))


def _said(where: str, part: Schema) -> Schema:
    """What `x-errcat` says right there; refused where it says what nobody reads."""
    found: Schema = part.get("x-errcat", {})
    if unknown := sorted(set(found) - _KNOWN):
        raise SystemExit(f"{where}: x-errcat has no {', '.join(unknown)}; it has {', '.join(sorted(_KNOWN))}")
    for key, choices in _CHOICES.items():
        if key in found and found[key] not in choices:
            raise SystemExit(f"{where}: x-errcat.{key} is one of {', '.join(choices)}")
    return found


def _type(part: Schema) -> str:
    if "const" in part:
        return {int: "integer", str: "string"}[type(part["const"])]
    return str(part.get("type", "string" if "enum" in part else ""))
