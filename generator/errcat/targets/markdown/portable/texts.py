"""A catalog text as blocks of a page, as a list item, or in a table cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from errcat.targets.literals import Verbatim, md_text, md_words
from errcat.targets.markdown.blocks import code_block, code_block_inside
from errcat.targets.markdown.portable.blocks import (
    NOTHING,
    Block,
    BlockContext,
    Lines,
    block_tree,
    lines_of,
    lines_of_item,
)
from errcat.targets.markdown.portable.lines import code, line, plain
from errcat.text.commonmark import MarkdownTooDeep, parse

_LONGEST_LEAD = 500
_LEVEL = 3
"""The level that headings in a text move down to: below the sections of a page."""
_BREAK = "<br>"
_WORDS = r"[A-Za-z0-9 .,;:()'\"/?%=+\u00a1-\U0010ffff-]"
_SENTENCE = re.compile(rf"(?=[A-Za-z`])(?:{_WORDS}|(?<!`)`[^\s`\0](?:[^`\r\n\0]*[^\s`\0])?`(?!`))*+(?<!\s)")
"""A line that has no markup except for inline code. Most texts are, and they need no parser."""


def portable(text: str, *, level: int = _LEVEL) -> Verbatim:
    """Return a text as blocks of a page. Its headings move down by `level`."""
    return _sentence(text) or Verbatim("\n".join(_lines(text, level)))


def in_item(text: str, *, level: int = _LEVEL, columns: int = 4) -> Verbatim:
    """Return a text as the content of a list item: all lines except the first are indented."""
    if sentence := _sentence(text):
        return sentence
    blocks = _blocks(text)
    if blocks is None:
        lines = [NOTHING, "", *code_block_inside(text).split("\n")]
    else:
        lines = lines_of_item(blocks, BlockContext(level))
    return Verbatim(
        "\n".join(f"{' ' * columns}{line}" if line and number else line for number, line in enumerate(lines))
    )


def in_cell(text: str) -> Verbatim:
    """Return a text as the content of a table cell: a single line, whatever it contains."""
    if sentence := _sentence(text):
        return sentence
    blocks = _blocks(text)
    return code(text) if blocks is None else Verbatim(_BREAK.join(_cell_lines(blocks)))


def first_paragraph(text: str) -> tuple[Verbatim | None, Verbatim | None]:
    """Return the first paragraph of a text as its summary (None if it isn't short), and the rest."""
    sentence = _sentence(text)
    blocks = () if sentence else _blocks(text)
    has_paragraph = sentence or (blocks and blocks[0].token.type == "paragraph_open")
    words = lead_words(text)
    if not has_paragraph or len(words) > _LONGEST_LEAD or words.rstrip().endswith(":"):  # the next block completes it
        return None, portable(text)
    if sentence or not blocks:
        return sentence, None
    rest = "\n".join(lines_of(blocks[1:], BlockContext(_LEVEL)))
    return Verbatim("\n".join(lines_of(blocks[:1], BlockContext(_LEVEL)))), Verbatim(rest) if rest else None


def lead_words(text: str) -> str:
    """Return the words of the first paragraph, without markup; empty if the text starts with anything else."""
    if _SENTENCE.fullmatch(text):
        return text.replace("`", "")
    blocks = _blocks(text)
    if not blocks or blocks[0].token.type != "paragraph_open":
        return ""
    return plain([child for inner in blocks[0].children for child in inner.token.children or ()])


def _sentence(text: str) -> Verbatim | None:
    """Return a line of words and inline code; None for any other text."""
    if not _SENTENCE.fullmatch(text):
        return None
    if "`" not in text and not text.endswith(":"):
        return md_text(text)
    parts = enumerate(text.split("`"))
    return Verbatim(
        "".join(code(part) if number % 2 else md_words(part, starts_line=not number) for number, part in parts)
    )


def _lines(text: str, level: int) -> Lines:
    blocks = _blocks(text)
    return code_block(text).split("\n") if blocks is None else lines_of(blocks, BlockContext(level))


@lru_cache(maxsize=256)  # a page, its plain Markdown and its lists show the same text
def _blocks(text: str) -> Sequence[Block] | None:
    """Return the blocks of a text; None if it is nested so deeply that it can only be shown as code."""
    try:
        return block_tree(parse(text))
    except MarkdownTooDeep:
        return None


def _cell_lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block.token.type:
            case "fence" | "code_block":
                yield from (code(code_line) for code_line in block.token.content.split("\n") if code_line.strip())
            case "hr":
                continue
            case "list_item_open":
                first, *more = list(_cell_lines(block.children)) or [""]
                yield f"- {first}"
                yield from more
            case "tr_open":
                cells = (_cell_lines(cell.children) for cell in block.children)
                yield ", ".join(" ".join(cell) for cell in cells)
            case "inline":
                if written := line(block.token.children or (), breaks=_BREAK):
                    yield written
            case _:
                yield from _cell_lines(block.children)
