"""Data as YAML that every parser, of YAML 1.1 or 1.2, reads back as exactly that data: the only writer of YAML.

`yaml_scalars` decides whether a text needs quotes. A `YamlStyle` decides the looks, never the meaning: indentation,
which quotes, and whether sentences are quoted. A text of several lines follows a `|` unless a parser could change it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.yaml_scalars import HIDDEN, is_plain, is_word

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = lazy_pattern(f"[{HIDDEN}]")
_TO_ESCAPE = lazy_pattern(f'["\\\\]|{_HIDDEN.pattern}')
# What JSON leaves as it is, and YAML reads as a line end or not at all.
_NOT_FOR_YAML = lazy_pattern("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_UNUSUAL_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2007\u202f\u3000\ufeff"
"""Spaces that look like an ordinary space. They are written as escapes, so that a reader sees them."""


@dataclass(frozen=True, slots=True)
class YamlStyle:
    """How YAML looks."""

    step: int = 2
    """How many spaces a level is indented by."""
    quote: str = '"'
    """The quotes of a text, unless it needs the other ones."""
    indents_lists: bool = False
    """Whether the items of a list are indented below their key."""
    quotes_sentences: bool = True
    """Whether a text gets quotes when it is more than a word, although it does not need them."""
    null: str = "null"
    has_blank_lines: bool = True
    """Whether a text with an empty line may follow a `|`."""


GENERATED = YamlStyle()
"""The style of generated files."""
SUGGESTED = YamlStyle(indents_lists=True, quotes_sentences=False, null="", has_blank_lines=False)
"""The style of the lines that errcat suggests to a writer: what a person would type."""


# --- texts and numbers -----------------------------------------------------------------------------------------------


def yaml_text(text: str) -> str:
    """The text in double quotes, on one line."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def yaml_quoted(text: str, quote: str = '"') -> str:
    """The text in these quotes, or in the other ones if those need fewer escapes."""
    if "'" not in text and (quote == "'" or '"' in text or "\\" in text) and not _HIDDEN.search(text):
        return f"'{text}'"
    return yaml_text(text)


def yaml_word(word: str) -> str:
    """A code, a name or an id. It can be used inside brackets and braces, too."""
    return word if is_word(word) else yaml_quoted(word)


def yaml_sentence(text: str) -> str:
    """A text outside brackets and braces."""
    return text if is_plain(text) else yaml_quoted(text)


def yaml_number(value: float) -> str:
    """A number. A float has a dot, and a sign in its exponent: YAML 1.1 needs both."""
    text = repr(value)
    if isinstance(value, int):
        return text
    if text in ("inf", "-inf", "nan"):
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}[text]
    digits, e, exponent = text.partition("e")
    digits = digits if "." in digits else f"{digits}.0"
    return f"{digits}e{exponent if exponent[0] in '+-' else '+' + exponent}" if e else digits


def yaml_scalar(value: object, style: YamlStyle = SUGGESTED) -> str:
    """A value without items, on one line, outside brackets and braces."""
    match value:
        case None:
            return style.null
        case bool():
            return "true" if value else "false"
        case int() | float():
            return yaml_number(value)
        case str():
            is_unquoted = is_word(value) if style.quotes_sentences else is_plain(value)
            return value if is_unquoted else yaml_quoted(value, style.quote)
        case dict():
            return "{}"
        case list() | tuple():
            return "[]"
        case date():  # also with a time
            return value.isoformat()
    raise TypeError(f"no YAML for {type(value).__name__}")


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")


# --- data on one line ------------------------------------------------------------------------------------------------


def yaml_flow(data: object) -> str:
    """Data on one line, in braces and brackets, as a person would type it."""
    match data:
        case Mapping():
            return "{" + ", ".join(f"{yaml_flow(key)}: {yaml_flow(value)}" for key, value in data.items()) + "}"
        case list():
            return "[" + ", ".join("null" if item is None else yaml_flow(item) for item in data) + "]"
        case str():
            return data if is_plain(data, in_flow=True) else yaml_quoted(data)
    return yaml_scalar(data)


def yaml_json(value: object, *, indent: int | None = None) -> str:
    """Data as JSON that is YAML as well: in braces and brackets, every text in double quotes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _NOT_FOR_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# --- data over several lines -----------------------------------------------------------------------------------------


def yaml_block(value: object, style: YamlStyle = GENERATED) -> str:
    """A whole document in block style."""
    lines = [yaml_scalar(value, style)] if isinstance(value, str) else yaml_lines(value, style)
    return "\n".join([*lines, ""])


def yaml_lines(value: object, style: YamlStyle, column: int = 0) -> list[str]:
    """The lines of a document, or of a part of it that starts at a column."""
    lines: list[str] = []
    _add(lines, value, " " * column, style)
    return lines


def _add(lines: list[str], value: object, pad: str, style: YamlStyle) -> None:
    if isinstance(value, dict) and value:
        inner = pad + " " * style.step
        for key, item in value.items():
            head = f"{pad}{yaml_scalar(str(key), style)}:"
            if _has_items(item):
                lines.append(head)
                _add(lines, item, inner if isinstance(item, dict) or style.indents_lists else pad, style)
            else:
                _add_value(lines, head, item, inner, style)
    elif isinstance(value, (list, tuple)) and value:
        inner = f"{pad}  "
        for item in value:
            if _has_items(item):
                first = len(lines)
                _add(lines, item, inner, style)
                lines[first] = f"{pad}- {lines[first][len(inner) :]}"
            else:
                _add_value(lines, f"{pad}-", item, inner, style)
    else:
        first = len(lines)
        _add_value(lines, "", value, pad, style)
        lines[first] = pad + lines[first].lstrip(" ")


def _has_items(value: object) -> bool:
    return bool(value) and isinstance(value, (dict, list, tuple))


def _add_value(lines: list[str], head: str, value: object, pad: str, style: YamlStyle) -> None:
    """Add a value without items after its key or its dash."""
    if isinstance(value, str) and "\n" in value and _is_block(value, style):
        lines.append(f"{head} {'|' if value[-1] == _LINE_END else '|-'}")
        lines += [f"{pad}{line}" if line else "" for line in value.removesuffix(_LINE_END).split(_LINE_END)]
    else:
        text = yaml_scalar(value, style)
        lines.append(f"{head} {text}" if text else head)


_LINE_END = "\n"


def _is_block(text: str, style: YamlStyle) -> bool:
    """Whether a text of several lines comes back unchanged when it follows a `|`."""
    if text.endswith("\n\n") or ("\n\n" in text and not style.has_blank_lines):
        return False
    lines = text.removesuffix("\n").split("\n")
    return (
        lines[0] != ""
        and not lines[0].startswith((" ", "\t"))
        and all(line.isprintable() and line == line.rstrip() and not line.startswith("\t") for line in lines)
        and not any(char in text for char in _UNUSUAL_SPACES)
    )
