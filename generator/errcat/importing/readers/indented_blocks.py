"""Blocks that MkDocs indents below a line: `=== "Tab"` and `!!! note "Title"`. Their contents lose the indentation."""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_OPENING = re.compile(r"(\s*)(===[!+]?|!!!|\?\?\?\+?)\s+(?:[\w-]+\s*)*(?:\"(.*)\"|'(.*)')?\s*")
_STEP = 4


def unwrap(lines: list[str]) -> None:
    """Move the contents of blocks to the left. The line of a tab becomes a heading; the reader knows the others."""
    widths: list[int] = []
    """The columns where the contents of the open blocks start."""
    fence = ""
    for number, line in enumerate(lines):
        if line.strip() and not fence:
            indent = len(line) - len(line.lstrip(" "))
            while widths and indent < widths[-1]:
                widths.pop()
        width = widths[-1] if widths else 0
        text = line[min(width, len(line) - len(line.lstrip(" "))) :]
        if match := _FENCE.match(text):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (opened := _OPENING.fullmatch(text)) and len(opened[1]) < _STEP:
            title = opened[3] or opened[4] or ""
            if not opened[2].startswith("===") or title:
                widths.append(width + len(opened[1]) + _STEP)
                text = f"###### {title}" if opened[2].startswith("===") else text
        lines[number] = text
