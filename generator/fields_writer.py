"""Write the generated table of fields from the catalog's schema.

`x-errcat` in the schema has what JSON Schema can't express: the kind of a text, whether clients rely on a field (side),
its section of the reference, and its default. Next to a field, it overrides that of the definition that the field
refers to. `side` also applies to all fields of a mapping.
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
"""The default of each argument of a Field."""
_KNOWN = {*_CHOICES, "section", "default"}


def fields_module(schema: Schema, command: str) -> str:
    """Return the text of the module: FIELDS, a table by kind of mapping and field name."""
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
        """Yield each kind of mapping by name: that of its definition, or of the only field that holds it."""
        yield from self.kind("catalog", self.schema)
        for name, part in self.definitions.items():
            for alternative in self.alternatives(part):
                if alternative is part or part.get("anyOf"):
                    yield from self.kind(name, alternative, _own_metadata(name, part).get("side"))

    def kind(self, name: str, part: Schema, side: str | None = None) -> Iterator[tuple[str, dict[str, str]]]:
        if "properties" not in part:
            return
        side = _own_metadata(name, part).get("side", side) or "wire"
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

    def field(self, field_path: str, name: str, part: Schema, side: str, *, is_required: bool) -> str:
        metadata = self.metadata(field_path, part)
        types, items, holds = self.types(part), self.items(part), self.holds(name, part)
        text = metadata.get("text")
        if text is None:
            has_text = "string" in (types or items) and not holds
            text = "identifier" if has_text and self.is_choice(part) else None if has_text else "data"
        if text is None:
            raise SystemExit(f"{field_path}: say under x-errcat what its text is: {', '.join(_CHOICES['text'])}")
        values: Schema = {
            "items": items,
            "holds": holds,
            "text": "data" if holds else text,
            "side": _own_metadata(field_path, part).get("side", side),
            "section": metadata.get("section", ""),
            "default": metadata.get("default"),
            "required": is_required,
        }
        rest = "".join(f", {key}={value!r}" for key, value in values.items() if value != _USUAL[key])
        return f"Field({name!r}, {types!r}{rest})"

    def metadata(self, field_path: str, part: Schema) -> Schema:
        """Return the metadata from `x-errcat`: next to the field, else of what it refers to or holds."""
        result = _own_metadata(field_path, part)
        if "$ref" in part:
            result = self.metadata(part["$ref"], self.target(part)) | result
        for inner in (part.get("items"), part.get("additionalProperties")):
            if isinstance(inner, dict):
                result = self.metadata(field_path, inner) | result
        return result

    def target(self, part: Schema) -> Schema:
        definition: Schema = self.definitions[part["$ref"].removeprefix("#/definitions/")]
        return definition

    def alternatives(self, part: Schema) -> Iterator[Schema]:
        """Yield the parts that a value can fit, without references."""
        if "$ref" in part:
            yield from self.alternatives(self.target(part))
        elif "anyOf" in part and "type" not in part:
            for inner in part["anyOf"]:
                yield from self.alternatives(inner)
        else:
            yield part

    def types(self, part: Schema) -> tuple[str, ...]:
        """Return the JSON types of a value, each once."""
        return tuple(dict.fromkeys(kind for alternative in self.alternatives(part) if (kind := _type(alternative))))

    def items(self, part: Schema) -> tuple[str, ...]:
        """Return the JSON types of the items of a list or a map."""
        contents = (
            alternative.get("items", alternative.get("additionalProperties")) for alternative in self.alternatives(part)
        )
        return tuple(
            dict.fromkeys(
                kind for alternative in contents if isinstance(alternative, dict) for kind in self.types(alternative)
            )
        )

    def holds(self, name: str, part: Schema) -> str:
        """Return the kind of mapping in a value: its definition, or the field itself if the mapping is inline."""
        if "$ref" in part:
            target = self.target(part)
            has_fields = any("properties" in inner for inner in (target, *target.get("anyOf", ())))
            return part["$ref"].removeprefix("#/definitions/") if has_fields else self.holds(name, target)
        if "properties" in part:
            return name
        contents = [part.get("items"), part.get("additionalProperties"), *part.get("anyOf", ())]
        return next((kind for inner in contents if isinstance(inner, dict) and (kind := self.holds("", inner))), "")

    def is_choice(self, part: Schema) -> bool:
        return all("enum" in alternative for alternative in self.alternatives(part))


def _own_metadata(field_path: str, part: Schema) -> Schema:
    """Return the metadata of a part itself, and fail on unknown keys."""
    metadata: Schema = part.get("x-errcat", {})
    if unknown := sorted(set(metadata) - _KNOWN):
        raise SystemExit(f"{field_path}: x-errcat has no {', '.join(unknown)}; it has {', '.join(sorted(_KNOWN))}")
    for key, choices in _CHOICES.items():
        if key in metadata and metadata[key] not in choices:
            raise SystemExit(f"{field_path}: x-errcat.{key} is one of {', '.join(choices)}")
    return metadata


def _type(part: Schema) -> str:
    if "const" in part:
        return {int: "integer", str: "string"}[type(part["const"])]
    return str(part.get("type", "string" if "enum" in part else ""))
