"""Where the code is in Markdown that errcat has written.

No parser is needed for that: in our pages a fence starts its line, code in a line starts and ends in that line, and
every other backtick is an entity.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ >]*(`{3,})[^`]*")
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


def blank_code(text: str) -> str:
    """The text with its code blanked; as long as before."""
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
