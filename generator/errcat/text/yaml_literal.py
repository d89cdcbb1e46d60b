"""Text to a YAML scalar that every parser, of YAML 1.1 or 1.2, reads back as exactly that text. A noun."""

from __future__ import annotations

import re

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Controls, spaces that nobody sees, line separators, marks of direction, what is no character at all.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_TO_ESCAPE = re.compile(f'["\\\\]|{_HIDDEN.pattern}')
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*")
_MEANING = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""Words that are more than text in one parser or another."""


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
    return word if _WORD.fullmatch(word) and word.lower() not in _MEANING else yaml_quoted(word)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")
