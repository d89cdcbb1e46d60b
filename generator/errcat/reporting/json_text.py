"""Data to JSON that says every character and is harmless to print: pure ASCII, and no CI takes it for an order."""

from __future__ import annotations

import json

_DELETE = "\x7f"


def json_text(data: object) -> str:
    text = json.dumps(data, indent=2, ensure_ascii=True)
    # Both only ever stand inside strings, where an escape means the same character.
    return text.replace("##", "\\u0023#").replace(_DELETE, "\\u007f")
