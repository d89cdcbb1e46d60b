"""Blocks of Markdown: code letter for letter, text over several lines, and the catalog's own Markdown in its place."""

from __future__ import annotations

import json
import re

from errcat.targets.literals import Written, html_text, md_text
from errcat.targets.markdown.definitions import kept_to_itself
from errcat.text.markdown_text import headings, includes, unclosed_fence, without_code

_RUN = re.compile(r"`+")
_ODD = re.compile(r"\t|8<|[ ]+$|\{(?:\+\+|--|~~|==|>>)", re.MULTILINE)
"""What some renderer changes even in a fence: tabs, includes, blanks at the ends of lines, marks of review."""
_DEEPEST = 6
_INNER_HEADING = re.compile(
    r"^(?=[ ]*(?:[>*+-]|\d+[.)])|[ ]{4})(?:[ >]|[-*+] |\d+[.)] )+(?P<hashes>#{1,6})(?=\s)", re.MULTILINE
)
"""A heading within a quotation or an item."""
_NO_HEADING = re.compile(r"^ {0,3}(?=#{1,6}[^#\s])", re.MULTILINE)
"""What is a heading in some Markdown alone: `#12 is open`."""
_ABBREVIATION = re.compile(r"^(?:[ >]|[-*+] |\d+[.)] )*(?=\*\[[^\]\n]*\][ ]?:)", re.MULTILINE)
"""What some tools take for a word that is explained wherever it stands on the page."""


def code_block(code: str, language: str = "text") -> Written:
    """Text in a block of its own, letter for letter."""
    if _ODD.search(code):
        return Written(f"<pre><code>{_pre(code)}</code></pre>")
    longest = max((len(run) for run in _RUN.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return Written(f"{fence}{language}\n{code.removesuffix(chr(10))}\n{fence}")


def _pre(code: str) -> str:
    lines = html_text(code.removesuffix("\n")).replace("&#10;", "\n").split("\n")
    return "\n".join(re.sub(r"^ | $", "&#32;", line) for line in lines)


def json_block(value: object) -> Written:
    """Data as JSON; `<` by its number, for it could start a tag where somebody copies the page elsewhere."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=dict)
    shown = "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text)
    return code_block(shown.replace("<", "\\u003c"), "json")


def lines_of_text(text: str) -> Written:
    """Plain text as paragraphs: its line breaks stay."""
    lines = [md_text(line) for line in text.strip("\n").split("\n")]
    found = ""
    for number, line in enumerate(lines):
        if number:
            found += "\n\n" if not line or not lines[number - 1] else "  \n"
        found += line
    return Written(re.sub(r"\n{3,}", "\n\n", found))


def own_markdown(text: str, *, level: int = 3, indent: int = 0) -> Written:
    """Markdown of the catalog's own: its headings go below ours, and nothing in it reaches beyond it."""
    text = text.strip("\n")
    fence = unclosed_fence(text)
    if fence is not None:
        text += f"\n{fence.text}"
    text = kept_to_itself(text).strip("\n")
    for match in reversed(list(_NO_HEADING.finditer(without_code(text)))):
        text = f"{text[: match.end()]}\\{text[match.end() :]}"
    text = _with_headings_below(text, level)
    for match in reversed(list(_INNER_HEADING.finditer(without_code(text)))):
        hashes = "#" * min(_DEEPEST, len(match["hashes"]) + level)
        text = f"{text[: match.start('hashes')]}{hashes}{text[match.end('hashes') :]}"
    for match in reversed(list(_ABBREVIATION.finditer(without_code(text)))):
        text = f"{text[: match.end()]}\\{text[match.end() :]}"
    for found in reversed(includes(text)):
        # a tool that includes files does so in code as well
        text = text[: found.start] + found.text.replace("8<", "8&lt;") + text[found.start + len(found.text) :]
    pad = " " * indent
    return Written(
        "\n".join(f"{pad}{line}" if line and number else line for number, line in enumerate(text.split("\n")))
    )


def _with_headings_below(text: str, level: int) -> str:
    lines = text.split("\n")
    starts: dict[int, int] = {}
    at = 0
    for number, line in enumerate(lines):
        starts[at] = number
        at += len(line) + 1
    plain = without_code(text).split("\n")
    for heading in reversed(headings(text)):
        number = max(line for start, line in starts.items() if start <= heading.start)
        if heading.text.startswith("#"):
            hashes = "#" * min(_DEEPEST, heading.level + level)
            lines[number] = hashes + lines[number].lstrip().lstrip("#")
        elif heading.level and number and plain[number - 1].strip():
            lines[number - 1] = "#" * min(_DEEPEST, heading.level + level) + " " + lines[number - 1].strip()
            del lines[number]
        elif not heading.level:
            lines[number] = lines[number].replace("[TOC]", "&#91;TOC&#93;")
    return "\n".join(lines)
