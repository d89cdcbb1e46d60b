"""Data as JSON that is safe to print: pure ASCII, without sequences that a CI would read as commands."""

from __future__ import annotations

import json

_DELETE = "\x7f"


def json_text(data: object) -> str:
    text = json.dumps(data, indent=2, ensure_ascii=True)
    # Both occur only inside strings, where an escape means the same character.
    return text.replace("##", "\\u0023#").replace(_DELETE, "\\u007f")
