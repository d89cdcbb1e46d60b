"""How to describe JSON values in a sentence."""

from __future__ import annotations

import json

from errcat.envelope import ListShape, Marker, ObjectShape, Shape, json_type

TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "null",
    "any": "anything",
}


def value_words(value: object) -> str:
    """Describe a value: the text "x", the number 5, a list."""
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return TYPE_WORDS[json_type(value)]


def shape_words(shape: Shape | None) -> str:
    """Describe what an envelope expects."""
    match shape:
        case Marker():
            return TYPE_WORDS[shape.type]
        case ObjectShape():
            return TYPE_WORDS["object"]
        case ListShape():
            return TYPE_WORDS["array"]
        case None:
            return TYPE_WORDS["any"]
    return TYPE_WORDS[getattr(shape, "type", "string")]


def typed_value(value: object) -> str:
    """Spell a value as YAML on a single line, which JSON is."""
    return json.dumps(value, ensure_ascii=False)
