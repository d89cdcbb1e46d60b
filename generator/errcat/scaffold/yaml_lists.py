"""Lines that fit below a key of somebody's YAML file: its list decides how far they are indented."""

from __future__ import annotations

import re

INDENT = 2
"""How far a list is indented if the file has none below the key."""


def list_indent(text: str, key: str) -> int:
    """Return how far the list below a top-level key is indented."""
    found = re.search(rf"^{key}:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", text, re.MULTILINE)
    return len(found[1]) if found else INDENT


def shifted(lines: str, indent: int) -> str:
    """Return lines that are indented like a list in INDENT spaces, indented by another number of spaces."""
    cut = re.compile(rf"^ {{{INDENT}}}", re.MULTILINE)
    return cut.sub(" " * indent, lines)
