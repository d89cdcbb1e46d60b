"""Text to a YAML scalar that every parser, of YAML 1.1 or 1.2, reads back as exactly that text. A noun."""

from __future__ import annotations

import re

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Controls, spaces that nobody sees, line separators, marks of direction, what is no character at all.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_TO_ESCAPE = re.compile(f'["\\\\]|{_HIDDEN.pattern}')


def yaml_text(text: str) -> str:
    """The text in double quotes, on one line."""
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def yaml_quoted(text: str) -> str:
    """The text in the quotes that need least escaping: what a person would type."""
    if ('"' in text or "\\" in text) and "'" not in text and not _HIDDEN.search(text):
        return f"'{text}'"
    return yaml_text(text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")
