"""What values of JSON are called in a sentence. A noun."""

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
    """A value: the text "x", the number 5, a list."""
    if isinstance(value, str):
        return f'the text "{value}"'
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return TYPE_WORDS[json_type(value)]


def shape_words(shape: Shape | None) -> str:
    """What an envelope has in a place."""
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
    """A value as one types it behind a key, on one line; JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)
