"""Markdown as lines for a terminal: wrapped paragraphs, indented lists, unchanged code, no marks for web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import TextWrapper

from errcat.text.visible import visible

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_ITEM = re.compile(r"(\s*)([-*+]|[0-9]{1,3}[.)])\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_TABLE_OR_QUOTE = re.compile(r"\s*[|>]")
_CODE = re.compile(r"(`+[^`]+`+)")
_INLINE = (
    (re.compile(r"\[([^\]]+)\]\((?:mailto:)?\1\)"), r"\1"),
    (re.compile(r"!\[([^\]]*)\]\([^)\s]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)(?: \"[^\"]*\")?\)"), r"\1 (\2)"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def markdown_lines(text: str, width: int) -> list[str]:
    """Return the lines of a Markdown text."""
    lines = [visible(line) for line in _lines(text.expandtabs(4), width)]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def bullet(text: str, width: int) -> list[str]:
    """Return a Markdown text as one item of a list."""
    return [
        ("- " if number == 0 else "  ") + line if line else ""
        for number, line in enumerate(markdown_lines(text, width - 2))
    ]


def _lines(text: str, width: int) -> Iterator[str]:
    paragraph: list[str] = []
    hanging_indent = ""
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            else:
                yield f"    {line}".rstrip()
            continue
        item, heading = _ITEM.fullmatch(line), _HEADING.fullmatch(line)
        if mark or item or heading or not line.strip() or _TABLE_OR_QUOTE.match(line):
            yield from _wrapped(paragraph, hanging_indent, width)
            paragraph, hanging_indent = [], ""
        if mark:
            fence = mark[1]
        elif item:
            paragraph, hanging_indent = [item[3]], f"{item[1]}{item[2]} "
        elif heading:
            yield _inline(heading[1])
        elif not line.strip():
            yield ""
        elif _TABLE_OR_QUOTE.match(line):
            yield line
        else:
            paragraph.append(line.strip())
    yield from _wrapped(paragraph, hanging_indent, width)


def _wrapped(paragraph: list[str], hanging_indent: str, width: int) -> list[str]:
    if not paragraph:
        return []
    wrapper = TextWrapper(
        max(width, 20),
        initial_indent=hanging_indent,
        subsequent_indent=" " * len(hanging_indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(_inline(" ".join(paragraph)))


def _inline(text: str) -> str:
    """Return a text without its marks. Code keeps its backticks and its content."""
    parts = _CODE.split(text)
    for number in range(0, len(parts), 2):
        for pattern, replacement in _INLINE:
            parts[number] = pattern.sub(replacement, parts[number])
    return "".join(parts)
