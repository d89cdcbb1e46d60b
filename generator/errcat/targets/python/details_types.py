"""The details of an error as typed dicts, from their JSON Schema."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple, cast

from errcat.targets.literals import Verbatim, python_literal

_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_ANY = "Any"
_DEEPEST = 8
"""The depth at which types become Any. Deeper data is rare."""


class Key(NamedTuple):
    """A key of a typed dict."""

    name: Verbatim
    annotation: Verbatim


class DictType(NamedTuple):
    """A typed dict."""

    name: Verbatim
    keys: list[Key]
    is_class: bool
    """Whether all keys can be written as the attributes of a class."""


def details_types(schema: Mapping[str, object], name: str) -> list[DictType]:
    """Return the typed dicts of a schema, the outermost last; none if it isn't an object with known keys."""
    writer = _Writer(schema, references={"#": name} if _is_record(schema) else {})
    annotation = writer.annotation(schema, name, 0)
    return writer.types if annotation == name else []


@dataclass
class _Writer:
    root: Mapping[str, object]
    types: list[DictType] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """The names of typed dicts, also of those that are not finished."""
    references: dict[str, str] = field(default_factory=dict)
    """The type of each reference so far."""

    def annotation(self, schema: object, name: str, depth: int) -> str:
        """Return the type of a schema's values. `name` is the name of a typed dict, if it needs one."""
        if not isinstance(schema, Mapping) or depth > _DEEPEST:
            return _ANY
        rules = cast("Mapping[str, Any]", schema)
        reference = rules.get("$ref")
        if isinstance(reference, str):
            return self._referred(reference, name, depth)
        if "const" in rules:
            return _literal([rules["const"]])
        if isinstance(rules.get("enum"), list):
            return _literal(rules["enum"])
        for word in ("anyOf", "oneOf"):
            if isinstance(rules.get(word), list):
                return _union(
                    self.annotation(part, f"{name}{number}", depth + 1) for number, part in enumerate(rules[word], 1)
                )
        declared = rules.get("type")
        kinds = declared if isinstance(declared, list) else [declared or ("object" if "properties" in rules else None)]
        return _union(self._of_type(str(kind), rules, name, depth) for kind in kinds)

    def _of_type(self, kind: str, rules: Mapping[str, Any], name: str, depth: int) -> str:
        if kind == "array":
            return f"list[{self.annotation(rules.get('items'), f'{name}Item', depth + 1)}]"
        if kind != "object":
            return _TYPES.get(kind, _ANY)
        properties = rules.get("properties")
        if not isinstance(properties, Mapping) or not properties:
            return f"dict[str, {self.annotation(rules.get('additionalProperties'), f'{name}Value', depth + 1)}]"
        self.names.add(name)
        required = rules.get("required")
        always = required if isinstance(required, list) else []
        keys, is_class = [], all(map(_is_attribute, properties))
        for key, value in properties.items():
            annotation = self.annotation(value, self._free(f"{name}{_word(str(key))}"), depth + 1)
            if not is_class and self._is_unfinished(annotation):
                annotation = _ANY  # a call of TypedDict takes only types that exist
            annotation = annotation if key in always else f"NotRequired[{annotation}]"
            keys.append(Key(Verbatim(key) if is_class else python_literal(key), Verbatim(annotation)))
        self.types.append(DictType(Verbatim(name), keys, is_class))
        return name

    def _free(self, name: str) -> str:
        """Return a name that no other typed dict has."""
        return next(name for number in count(1) if (name := f"{name}{number if number > 1 else ''}") not in self.names)

    def _is_unfinished(self, annotation: str) -> bool:
        unfinished = self.names.difference(str(type_.name) for type_ in self.types)
        return not unfinished.isdisjoint(re.findall(r"\w+", annotation))

    def _referred(self, reference: str, name: str, depth: int) -> str:
        """Return the type of the part that a reference leads to. A part can contain itself."""
        if reference not in self.references:
            target = self._target(reference)
            self.references[reference] = name if _is_record(target) and depth < _DEEPEST else _ANY
            self.references[reference] = self.annotation(target, name, depth + 1)
        return self.references[reference]

    def _target(self, reference: str) -> object:
        """Return the part of the schema that a reference leads to; nothing for references elsewhere."""
        found: object = self.root
        if not reference.startswith("#/"):
            return None
        for step in reference[2:].split("/"):
            found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
        return found


_TYPE_WORDS = frozenset(["str", "int", "float", "bool", "list", "dict", "Any", "Literal", "NotRequired"])


def _is_record(schema: object) -> bool:
    """Whether the type of a schema is a typed dict."""
    if not isinstance(schema, Mapping) or not {"$ref", "const", "enum", "anyOf", "oneOf"}.isdisjoint(schema):
        return False
    return bool(schema.get("properties")) and schema.get("type", "object") == "object"


def _is_attribute(name: object) -> bool:
    """Whether a key can be written in a class: a word that means nothing else there."""
    is_word = isinstance(name, str) and name.isascii() and name.isidentifier() and not keyword.iskeyword(name)
    return is_word and not str(name).startswith("__") and name not in _TYPE_WORDS


def _word(key: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", key))


def _literal(values: Sequence[object]) -> str:
    if values and all(value is None or isinstance(value, (str, int)) for value in values):
        return f"Literal[{', '.join(python_literal(value) for value in values)}]"
    return _ANY


def _union(types: Iterator[str]) -> str:
    found = list(dict.fromkeys(types))
    return _ANY if _ANY in found or not found else " | ".join(found)
