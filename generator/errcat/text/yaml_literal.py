"""Text to a YAML scalar that every parser, of YAML 1.1 or 1.2, reads back as exactly that text. A noun."""

from __future__ import annotations

import json
import re

from errcat.text.yaml_scalars import HIDDEN, is_plain, other_meaning

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = re.compile(f"[{HIDDEN}]")
_TO_ESCAPE = re.compile(f'["\\\\]|{_HIDDEN.pattern}')
# What JSON leaves as it is, and YAML reads as the end of a line, or not at all.
_NOT_FOR_YAML = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*")


def yaml_text(text: str) -> str:
    """The text in double quotes, on one line."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def yaml_quoted(text: str) -> str:
    """The text in the quotes that need least escaping: what a person would type."""
    if ('"' in text or "\\" in text) and "'" not in text and not _HIDDEN.search(text):
        return f"'{text}'"
    return yaml_text(text)


def yaml_word(word: str) -> str:
    """A code, a name or an id: bare where every parser reads it as text, in quotes where not."""
    return word if _WORD.fullmatch(word) and not other_meaning(word) else yaml_quoted(word)


def yaml_sentence(text: str) -> str:
    """A text outside of brackets and braces: bare where every parser reads it so, in quotes where not."""
    return text if is_plain(text) else yaml_quoted(text)


def yaml_number(value: float) -> str:
    """A number with a dot, which YAML 1.1 wants, and a sign after the e, which it wants as well."""
    text = repr(value)
    if isinstance(value, int):
        return text
    if text in ("inf", "-inf", "nan"):
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}[text]
    digits, e, exponent = text.partition("e")
    digits = digits if "." in digits else f"{digits}.0"
    return f"{digits}e{exponent if exponent[0] in '+-' else '+' + exponent}" if e else digits


def yaml_json(value: object, *, indent: int | None = None) -> str:
    """Data as JSON that is YAML as well: in braces and brackets, every text in double quotes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _NOT_FOR_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")
