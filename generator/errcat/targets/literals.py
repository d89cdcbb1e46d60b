"""The writers that catalog text goes through on its way into generated text: each makes a literal of one format.

No template and no target quotes by hand. What a writer makes is `Written`; anything else that a template tries to
print is refused (see `jinja`), so that no text of a catalog gets into code, contract or page as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class Written(str):
    """Text that may stand in generated text as it is: a literal, or words of our own."""

    __slots__ = ()


def python_literal(value: object) -> Written:
    """A value as Python code: constants, and tuples, lists and dicts of them."""
    return Written(_python(value))


def _python(value: object) -> str:
    match value:
        case bool() | None | int():
            return repr(value)
        case str():
            return _python_text(value)
        case float():
            return repr(value) if value - value == 0 else f"float({str(value)!r})"
        case tuple():
            return f"({', '.join(map(_python, value))}{',' * (len(value) == 1)})"
        case list():
            return f"[{', '.join(map(_python, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{_python(key)}: {_python(item)}' for key, item in value.items())}}}"
    raise TypeError(f"no literal for {type(value).__name__}")


def _python_text(text: str) -> str:
    """As people write it: in double quotes, unless that takes more backslashes. What cannot be seen is escaped."""
    written = repr(text)  # escapes what is not printable: controls, line separators, marks of direction
    if written[0] == '"' or '"' in text:
        return written
    return f'"{written[1:-1]}"'


def json_literal(value: object) -> Written:
    """A value as JSON on one line; characters that nobody sees, and half of a pair, are escaped."""
    if value is None:
        return _NULL
    return Written(_escape_hidden(_ENCODER.encode(value)))


def _escape_hidden(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _json_escape(char) for char in text)


def _json_escape(char: str) -> str:
    return json.dumps(char)[1:-1]


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)
_NULL = Written("null")
