"""What a schema requires of a value that does not fit, in words for a sentence."""

from __future__ import annotations

from typing import NamedTuple

from errcat.envelope.value_words import TYPE_WORDS, typed_value
from errcat.json_schema.mismatches import Mismatch
from errcat.text.suggestions import listed

_LIMITS = {
    # keyword → what it requires, with the limit after it
    "minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than", "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}  # fmt: skip
_SIZES = {
    "minLength": ("at least", "characters"), "maxLength": ("at most", "characters"), "minItems": ("at least", "items"),
    "maxItems": ("at most", "items"), "minProperties": ("at least", "fields"), "maxProperties": ("at most", "fields"),
}  # fmt: skip


class MismatchWords(NamedTuple):
    """A mismatch in words."""

    kind: str
    """`missing` or `unknown` if a key is missing or not allowed; otherwise empty."""
    key: str
    """That key."""
    wanted: str


def mismatch_words(mismatch: Mismatch) -> MismatchWords:
    """Put into words what a schema requires."""
    match mismatch.keyword:
        case "required":
            return MismatchWords("missing", str(mismatch.wanted), "a value")
        case "additionalProperties":
            return MismatchWords("unknown", str(mismatch.wanted), "nothing")
    return MismatchWords("", "", _wanted(mismatch))


def _wanted(mismatch: Mismatch) -> str:
    match mismatch.keyword:
        case "type":
            kinds = mismatch.wanted if isinstance(mismatch.wanted, list) else [mismatch.wanted]
            return " or ".join(TYPE_WORDS.get(str(kind), str(kind)) for kind in kinds)
        case "enum":
            options = mismatch.wanted if isinstance(mismatch.wanted, list) else []
            return f"one of {listed(typed_value(option) for option in options)}"
        case "false":
            return "nothing"
        case "const":
            return typed_value(mismatch.wanted)
        case "pattern":
            return f"text that matches {mismatch.wanted}"
        case limit if limit in _LIMITS:
            return f"{_LIMITS[limit]} {mismatch.wanted}"
        case size if size in _SIZES:
            return f"{_SIZES[size][0]} {mismatch.wanted} {_SIZES[size][1]}"
    return mismatch.keyword
