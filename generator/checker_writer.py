"""Write the generated checker: a Python module that says whether data fits the schema.

Libraries such as fastjsonschema generate code that builds a message for every failure, but only a yes or no is needed
here, and 404.0 must not be an integer. The writer knows the keywords of our own schema only and refuses all others.
"""

from __future__ import annotations

import re
from typing import Any

HEAD = '''\
"""Whether data fits schema/catalog.v1.schema.json, yes or no. Generated from it: do not edit.

To change what a catalog may say, edit the schema and run `{command}`.
`validation.py` explains failures, through jsonschema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from errcat.text.lazy_pattern import lazy_pattern

Check = Callable[[Any], bool]


def _object(value: Any, fields: Mapping[str, Check], other: Check | None, keys: Check | None) -> bool:
    if type(value) is not dict:
        return False
    for key, item in value.items():
        check = fields.get(key)
        if check is not None:
            if not check(item):
                return False
        elif not (other is None and key.startswith("x-")):
            if other is None or not other(item):
                return False
            if keys is not None and not keys(key):
                return False
    return True


def _anything(value: Any) -> bool:
    return True


'''

_TYPES = {
    "string": "isinstance(value, str)",
    "integer": "type(value) is int",
    "number": "type(value) in (int, float)",
    "boolean": "type(value) is bool",
    "array": "type(value) is list",
    "object": "type(value) is dict",
}
# The types that a keyword applies to. Without a `type` next to it, other values would reach it, too.
_NEEDS = {
    "minLength": ("string",),
    "maxLength": ("string",),
    "pattern": ("string",),
    "minItems": ("array",),
    "maxItems": ("array",),
    "uniqueItems": ("array",),
    "items": ("array",),
    "minimum": ("integer", "number"),
    "maximum": ("integer", "number"),
    "properties": ("object",),
    "additionalProperties": ("object",),
    "patternProperties": ("object",),
    "propertyNames": ("object",),
}
# Keywords that only people, editors and `fields_writer.py` read.
# `if` and `then` choose the snippets that an editor offers: `then` checks nothing. `allOf: [true]` in it, instead of a
# type, keeps yaml-language-server from offering a snippet of a list item twice and from reporting its type twice.
_WORDS = frozenset(
    [
        "$schema",
        "$id",
        "title",
        "description",
        "markdownDescription",
        "enumDescriptions",
        "defaultSnippets",
        "patternErrorMessage",
        "deprecationMessage",
        "x-errcat",
        "definitions",
        "examples",
        "default",
        "if",
        "then",
    ]
)


def checker_module(schema: dict[str, Any], command: str) -> str:
    """Return the text of the module: `is_error` checks an entry, `is_head` a file without its errors."""
    writer = _Writer()
    for name, part in schema["definitions"].items():
        writer.function(_snake(name), part)
    head = schema | {"properties": schema["properties"] | {"errors": {}}}
    writer.function("head", head)
    body = HEAD.format(command=command) + "\n".join(writer.patterns) + "\n\n\n" + "\n\n".join(writer.functions)
    tables = "\n\n" + "\n".join(writer.tables)
    public = '''

def is_error(value: Any) -> bool:
    """Whether one entry of `errors` fits."""
    return _error(value)


def is_head(value: Any) -> bool:
    """Whether a file fits, whatever its `errors` are."""
    return _head(value)
'''
    return body + tables + "\n" + public


def refuse_unknown(name: str, schema: dict[str, Any]) -> None:
    """Fail on keywords that the module would not check: it must never accept what the schema refuses."""
    unknown = sorted(set(schema) - set(_ORDER))
    if unknown:
        raise SystemExit(f"{name}: {', '.join(unknown)} is not in the vocabulary of generator/checker_writer.py")
    checked = sorted(set(schema.get("then", ())) - {"type", "allOf", "defaultSnippets"})
    if checked:
        raise SystemExit(f"{name}: {', '.join(checked)} under `then` would check something")
    kind = schema.get("type")
    if "type" in schema and (not isinstance(kind, str) or kind not in _TYPES):
        raise SystemExit(f"{name}: one type, please, not {kind!r}")
    for keyword, kinds in _NEEDS.items():
        if keyword in schema and kind not in kinds:
            raise SystemExit(f"{name}: {keyword} needs type: {' or '.join(kinds)} beside it")
    if not all(isinstance(value, str) for value in schema.get("enum", ())):
        raise SystemExit(f"{name}: only texts in enum")


class _Writer:
    def __init__(self) -> None:
        self.functions: list[str] = []
        self.tables: list[str] = []
        self.patterns: list[str] = []

    def check(self, name: str, schema: Any) -> str:
        """Return the name of the function that checks a schema. Write the function if it does not exist."""
        if schema is True or schema == {}:
            return "_anything"
        if "$ref" in schema:  # draft-07 ignores the keys next to a $ref
            return "_" + _snake(schema["$ref"].removeprefix("#/definitions/"))
        if not set(schema) - _WORDS:
            return "_anything"
        self.function(name, schema)
        return "_" + name

    def function(self, name: str, schema: dict[str, Any]) -> None:
        refuse_unknown(name, schema)
        conditions = [text for key in sorted(schema, key=_ORDER.index) for text in self.keyword(name, key, schema)]
        lines = [f"def _{name}(value: Any) -> bool:", "    return ("]
        lines += [f"        {'and ' if number else ''}{text}" for number, text in enumerate(conditions)]
        self.functions.append("\n".join([*lines, "    )", ""]))

    def keyword(self, name: str, key: str, schema: dict[str, Any]) -> list[str]:
        """Return the conditions that a keyword of a schema adds."""
        argument = schema[key]
        match key:
            case "type" if argument == "object":
                return [self.mapping(name, schema)]
            case "type":
                return [_TYPES[argument]]
            case "const":
                return [f"type(value) is {type(argument).__name__}", f"value == {argument!r}"]
            case "enum":
                return ["isinstance(value, str)", f"value in {tuple(argument)!r}"]
            case "minLength" | "minItems":
                return [f"len(value) >= {argument}"]
            case "maxLength" | "maxItems":
                return [f"len(value) <= {argument}"]
            case "minimum":
                return [f"value >= {argument}"]
            case "maximum":
                return [f"value <= {argument}"]
            case "pattern":
                # `$` in JSON Schema is the end of the text; Python's also matches before a final line break.
                self.patterns.append(f"{name.upper()} = lazy_pattern({argument.removesuffix('$') + _END!r})")
                return [f"{name.upper()}.search(value) is not None"]
            case "items":
                return [f"all(map({self.check(f'{name}_item', argument)}, value))"]
            case "uniqueItems":
                return ["len(set(value)) == len(value)"]  # the items are texts or integers, which `items` checks
            case "required":
                guard = [] if "type" in schema else ["type(value) is dict"]
                return [*guard, *(f"{field!r} in value" for field in argument)]
            case "anyOf":
                checks = [self.check(f"{name}_or_{number}", part) for number, part in enumerate(argument)]
                return ["(" + " or ".join(f"{check}(value)" for check in checks) + ")"]
        return []

    def mapping(self, name: str, schema: dict[str, Any]) -> str:
        fields = {
            field: self.check(f"{name}_{_snake(field)}", part) for field, part in schema.get("properties", {}).items()
        }
        other = schema.get("additionalProperties", True)
        open_to_extensions = "patternProperties" in schema
        if open_to_extensions and (schema["patternProperties"] != {"^x-": True} or other is not False):
            raise SystemExit(f"{name}: only x-… as patternProperties, and only in a closed object")
        if other is False and not open_to_extensions:
            raise SystemExit(f"{name}: a closed object takes x-… too")
        others = "None" if other is False else self.check(f"{name}_value", other)
        keys = self.check(f"{name}_key", schema["propertyNames"]) if "propertyNames" in schema else "None"
        table = f"{name.upper()}_FIELDS"
        lines = [f"    {field!r}: {check}," for field, check in fields.items()]
        self.tables.append(
            "\n".join([f"{table}: dict[str, Check] = {{", *lines, "}"])
            if lines
            else f"{table}: dict[str, Check] = {{}}"
        )
        return f"_object(value, {table}, {others}, {keys})"


_END = r"\Z"
_KEYWORDS = (
    "type const enum minLength maxLength minItems maxItems minimum maximum pattern items uniqueItems required anyOf "
    "properties additionalProperties patternProperties propertyNames"
)
_ORDER = [*_KEYWORDS.split(), *sorted(_WORDS)]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().replace("-", "_")
