"""Markdown blocks: code letter for letter, and plain text with its line breaks."""

from __future__ import annotations

import json
import re

from errcat.targets.literals import Verbatim, html_text, md_text

_RUN = re.compile(r"`+")
_CHANGED_IN_FENCES = re.compile(r"\t|8<|[ ]+$|\{(?:\+\+|--|~~|==|>>)", re.MULTILINE)
"""What some renderer changes even in a fence: tabs, includes, spaces at line ends, review marks."""


def code_block(code: str, language: str = "text") -> Verbatim:
    """Return code as a block, letter for letter: as a fence, or as a line of HTML if a fence would change it."""
    if _CHANGED_IN_FENCES.search(code):
        return html_code_block(code)
    longest = max((len(run) for run in _RUN.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return Verbatim(f"{fence}{language}\n{code.removesuffix(chr(10))}\n{fence}")


def html_code_block(code: str) -> Verbatim:
    """Return code as a line of HTML."""
    return Verbatim(f"<pre><code>{_pre(code)}</code></pre>")


def code_block_inside(code: str, language: str = "text") -> Verbatim:
    """Return a code block for a list item, without spaces at line ends."""
    return code_block("\n".join(line.rstrip(" ") for line in code.split("\n")), language)


def code_block_quoted(code: str, language: str = "text") -> Verbatim:
    """Return a code block for a quotation, with spaces in place of tabs: not all renderers read HTML blocks there."""
    return code_block_inside("\n".join(line.expandtabs(4) for line in code.split("\n")), language)


def _pre(code: str) -> str:
    """Return code as a line of HTML: an empty line could end the element, so line ends are entities."""
    lines = html_text(code.removesuffix("\n")).split("&#10;")
    return "&#10;".join(re.sub(r"^ | $", "&#32;", line) for line in lines)


def json_block(value: object) -> Verbatim:
    """Return data as a JSON block. `<` is escaped because it could start a tag if the block is copied elsewhere."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=dict)
    if not text.replace("\n", "").isprintable():
        text = "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text)
    return code_block(text.replace("<", "\\u003c"), "json")


def lines_of_text(text: str) -> Verbatim:
    """Return plain text as paragraphs, with its line breaks."""
    lines = [md_text(line) for line in text.strip("\n").split("\n")]
    result = ""
    for number, line in enumerate(lines):
        if number:
            result += "\n\n" if not line or not lines[number - 1] else "  \n"
        result += line
    return Verbatim(re.sub(r"\n{3,}", "\n\n", result))
