"""Write the generated TypedDicts of the resolved catalog, which show type checkers every key.

A TypedDict can't declare keys that start with `x-`: `extensions_of` in resolved/extensions.py returns those.
"""

from __future__ import annotations

import json
from keyword import iskeyword
from typing import Any

Schema = dict[str, Any]
Types = dict[str, tuple[str, str]]
"""The type and the description of each key."""

HEAD = '''\
"""The types of the resolved catalog. Generated from schema/resolved.v1.schema.json: do not edit.

To change them, edit the schema and run `{command}`.
Keys that start with `x-` are the catalog's own: `extensions_of` returns them.
"""

from typing import Literal, NotRequired, TypedDict

'''
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def types_module(schema: Schema, command: str) -> str:
    """Return the text of the module: a class for each object of the schema, in the order of use."""
    writer = _Writer(schema)
    writer.mapping("ResolvedCatalog", schema)
    return HEAD.format(command=command) + "\n" + "\n\n".join(writer.classes.values())


class _Writer:
    def __init__(self, schema: Schema) -> None:
        self.definitions: Schema = schema["definitions"]
        self.classes: dict[str, str] = {}

    def mapping(self, name: str, part: Schema) -> str:
        """Return the name of an object's class, and write the class on first use."""
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
        """Return a part of the schema as a Python type. `name` is for an inline object."""
        if "$ref" in part:
            key = part["$ref"].removeprefix("#/definitions/")
            return self.mapping(f"Resolved{_words(key)}", self.definitions[key])
        if "anyOf" in part:
            return " | ".join(self.type(name, alternative) for alternative in part["anyOf"])
        if "const" in part:
            return f"Literal[{part['const']!r}]"
        if "enum" in part:
            return f"Literal[{', '.join(map(json.dumps, part['enum']))}]"
        kinds = part.get("type")
        if kinds is None:
            return "object"
        return " | ".join(
            self.type_of_kind(name, kind, part) for kind in ([kinds] if isinstance(kinds, str) else kinds)
        )

    def type_of_kind(self, name: str, kind: str, part: Schema) -> str:
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
    for key, (kind, description) in types.items():
        lines += [f"    {key}: {kind}", *([f'    """{description}"""'] if description else [])]
    return "\n".join([*lines, ""])


def _as_call(name: str, about: str, types: Types) -> str:
    """Return the class in call syntax, if a key is a Python keyword."""
    lines = [f'        "{key}": {kind},' for key, (kind, _description) in types.items()]
    return "\n".join([f"{name} = TypedDict(", f'    "{name}",', "    {", *lines, "    },", ")", f'"""{about}"""', ""])


def _words(name: str) -> str:
    """Return a key as a class name: request_id, statusNote → RequestId, StatusNote."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))
