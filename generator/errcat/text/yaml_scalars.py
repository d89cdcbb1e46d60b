"""What YAML parsers make of an unquoted text. All reading and writing of YAML uses this table.

It is the union of what the parsers in use do: PyYAML, ruamel.yaml (1.1 and 1.2), npm `yaml` (1.1 and 1.2, also its
version 1) and js-yaml (3 to 5). tests/targets/test_yaml_scalars.py compares it with them.
"""

from __future__ import annotations

from types import MappingProxyType

from errcat.text.lazy_pattern import lazy_pattern

WORDS = MappingProxyType(
    {
        **dict.fromkeys(("", "~", "null", "Null", "NULL")),
        **dict.fromkeys(("true", "True", "TRUE"), True),
        **dict.fromkeys(("false", "False", "FALSE"), False),
    }
)
"""Words that mean the same value in every parser."""

AMBIGUOUS_WORDS = MappingProxyType(
    {
        spelling: meaning
        for words, meaning in ((("yes", "on", "y"), "true"), (("no", "off", "n"), "false"))
        for word in words
        for spelling in (word, word.title(), word.upper())
    }
    | {"<<": "a merge key", "=": "a default value"}
)
"""Words that some parsers do not read as text, with what they read."""

_LONGEST_WITH_MEANING = max(map(len, (*WORDS, *AMBIGUOUS_WORDS)))
NUMBER_START = frozenset("0123456789-+.eE")
"""How everything starts that a parser may read as a number or a date."""

# At most fifteen digits: a longer number loses its last ones in every parser that knows only doubles.
INTEGER = lazy_pattern(r"-?(?:0|[1-9][0-9]{0,14})")
FLOAT = lazy_pattern(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}(?:[eE][-+][0-9]{1,3})?")
"""Numbers that have the same value in every parser."""

_MAY_BE_NUMBER = lazy_pattern(r"[-+.:_0-9a-foxzinftA-FOXZINFT \t]*+")
_NUMBERS = (
    # (what it looks like, what a parser makes of it)
    (lazy_pattern(r"[-+]?0[0-7_]++(?<=[0-7])"), "an octal number"),
    (lazy_pattern(r"[-+]?0[oO][0-7_]*+"), "an octal number"),
    (lazy_pattern(r"[-+]?0[xX][0-9a-fA-F_]*+"), "a hexadecimal number"),
    (lazy_pattern(r"[-+]?0[bB][01_]*+"), "a binary number"),
    (lazy_pattern(r"[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++(?:\.[0-9_]*+)?"), "a number in base 60"),
    (lazy_pattern(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t][0-9:. \tZz+-]*+)?"), "a date"),
    (lazy_pattern(r"[-+]?[0-9_]*+(?:\.[0-9_]*+)?(?:[eE][-+]?[0-9]++)?"), "a number"),
    (lazy_pattern(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"), "a number"),
)

# Control characters, invisible spaces, line separators, direction marks, and code points that are not characters.
HIDDEN = "\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
"""Characters that are written as escapes, in double quotes: the inside of a set in a regular expression."""
_PLAIN = lazy_pattern(rf"[A-Za-z_/($](?:[^:#{HIDDEN}]|:(?=[^\s,])|(?<=[^\s])#)*")
_NOT_IN_FLOW = lazy_pattern(r"[\[\]{},?]")
_WORD = lazy_pattern(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*|\$[a-z]+|[a-z]+/[a-z0-9.+-]*[a-z]")


def other_meaning(text: str) -> str:
    """What some parser reads instead of an unquoted text; empty if every parser reads the text itself."""
    if text in WORDS:
        return {None: "nothing", True: "true", False: "false"}[WORDS[text]]
    return AMBIGUOUS_WORDS.get(text) or number_meaning(text)


def number_meaning(text: str) -> str:
    """What kind of number or date some parser reads instead of an unquoted text; empty if none does."""
    if text[:1] not in NUMBER_START or text in ("", "-", "+") or not _MAY_BE_NUMBER.fullmatch(text):
        return ""
    return next((meaning for pattern, meaning in _NUMBERS if pattern.fullmatch(text)), "")


def is_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether a text needs no quotes: every parser reads it as it is. `in_flow`: also inside brackets and braces."""
    if not _PLAIN.fullmatch(text) or text != text.rstrip() or other_meaning(text):
        return False
    return not (in_flow and _NOT_IN_FLOW.search(text))


def is_word(text: str) -> bool:
    """Whether a text is a single word that needs no quotes anywhere: `seat_taken`, `$ref`, `application/json`."""
    if _WORD.fullmatch(text) is None:
        return False
    return (len(text) > _LONGEST_WITH_MEANING and text[0] not in NUMBER_START) or not other_meaning(text)
