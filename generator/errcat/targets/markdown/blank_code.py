"""Blank out the code in Markdown that errcat has written.

This needs no parser: in our pages a fence starts its line, inline code ends in its line, and every other backtick is an
entity.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ >]*(`{3,})[^`]*")
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


def blank_code(text: str) -> str:
    """Return the text with spaces in place of code. Its length stays the same."""
    if "`" not in text:
        return text
    fence = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if fence:
            is_end = line.strip(" >") == fence
            lines[number] = " " * len(line)
            fence = "" if is_end else fence
        elif match := _FENCE.fullmatch(line):
            fence = match[1]
            lines[number] = " " * len(line)
        else:
            lines[number] = _SPAN.sub(lambda span: " " * len(span[0]), line)
    return "\n".join(lines)
