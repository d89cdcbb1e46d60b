"""The schema of the resolved catalog to TypedDicts, for `regenerate.py`: type checkers then see every key.

TypedDicts have no place for keys that start with `x-`: `extensions_of` in resolved/extensions.py returns those.
"""

from __future__ import annotations

import json
from keyword import iskeyword
from typing import Any

Schema = dict[str, Any]
Types = dict[str, tuple[str, str]]
"""The type of each key, and what it is."""

HEAD = '''\
"""The types of the resolved catalog. Generated from schema/resolved.v1.schema.json: do not edit.

To change them, edit the schema and run `{command}`.
Keys that start with `x-` are the catalog's own: `extensions_of` returns them.
"""

from typing import Literal, NotRequired, TypedDict

'''
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def types_module(schema: Schema, command: str) -> str:
    """The text of the module: a class for each object of the schema, those that others use first."""
    writer = _Writer(schema)
    writer.mapping("ResolvedCatalog", schema)
    return HEAD.format(command=command) + "\n" + "\n\n".join(writer.classes.values())


class _Writer:
    def __init__(self, schema: Schema) -> None:
        self.definitions: Schema = schema["definitions"]
        self.classes: dict[str, str] = {}

    def mapping(self, name: str, part: Schema) -> str:
        """The name of the class of an object; it is written when it is first asked for."""
        if name not in self.classes:
            required = part.get("required", ())
            types = {
                key: (f"{kind}" if key in required else f"NotRequired[{kind}]", inner.get("description", ""))
                for key, inner in part["properties"].items()
                for kind in [self.type(f"{name}{_words(key)}", inner)]
            }
            write = _as_call if any(map(iskeyword, types)) else _as_class
            self.classes[name] = write(name, part.get("description", ""), types)
        return name

    def type(self, name: str, part: Schema) -> str:
        """A part of the schema as a Python type. `name` is for an object that is written right there."""
        if "$ref" in part:
            key = part["$ref"].removeprefix("#/definitions/")
            return self.mapping(f"Resolved{_words(key)}", self.definitions[key])
        if "anyOf" in part:
            return " | ".join(self.type(name, one) for one in part["anyOf"])
        if "const" in part:
            return f"Literal[{part['const']!r}]"
        if "enum" in part:
            return f"Literal[{', '.join(map(json.dumps, part['enum']))}]"
        kinds = part.get("type")
        if kinds is None:
            return "object"
        return " | ".join(self.of_kind(name, kind, part) for kind in ([kinds] if isinstance(kinds, str) else kinds))

    def of_kind(self, name: str, kind: str, part: Schema) -> str:
        if kind == "array":
            return f"list[{self.type(name, part['items'])}]"
        if kind != "object":
            return _PLAIN.get(kind, kind)
        if "properties" in part:
            return self.mapping(name, part)
        values = part.get("additionalProperties")
        return f"dict[str, {self.type(name, values) if isinstance(values, dict) else 'object'}]"


def _as_class(name: str, about: str, types: Types) -> str:
    lines = [f"class {name}(TypedDict):", f'    """{about}"""', ""]
    for key, (kind, said) in types.items():
        lines += [f"    {key}: {kind}", *([f'    """{said}"""'] if said else [])]
    return "\n".join([*lines, ""])


def _as_call(name: str, about: str, types: Types) -> str:
    """The same, if a key is a word of Python's."""
    lines = [f'        "{key}": {kind},' for key, (kind, _said) in types.items()]
    return "\n".join([f"{name} = TypedDict(", f'    "{name}",', "    {", *lines, "    },", ")", f'"""{about}"""', ""])


def _words(name: str) -> str:
    """request_id, statusNote → RequestId, StatusNote."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))
