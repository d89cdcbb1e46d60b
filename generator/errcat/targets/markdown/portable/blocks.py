"""Paragraphs, lists, quotations, tables, headings and code as lines of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from errcat.targets.markdown.blocks import code_block, code_block_inside, code_block_quoted
from errcat.targets.markdown.portable.lines import BREAK, line

if TYPE_CHECKING:
    from markdown_it.token import Token

Lines = list[str]

NOTHING = "<!-- -->"
"""A comment that readers don't see. It separates two lists, and starts an item that has no text first."""

_BLANK = "&#32;"
_DEEPEST_HEADING = 6
_LAST_NUMBER = 999_999_999
_MOST_IN_TIGHT = 2
_COLUMNS = 4
"""How far the text of an item is indented: Python-Markdown needs at least this, CommonMark allows no more."""
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9_+#.-]*")
_DRAWN_LANGUAGES = frozenset(["geojson", "math", "mermaid", "stl", "topojson"])
"""Languages that code hosts and themes draw as pictures, with scripts from other hosts."""
_ALIGNED = {"left": ":--", "center": ":-:", "right": "--:"}


@dataclass(frozen=True, slots=True)
class BlockContext:
    """Where blocks are: how far their headings go down, and whether a list or a quotation contains them."""

    level: int
    is_nested: bool = False
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """An element with its child elements."""

    token: Token
    children: Sequence[Block]


def block_tree(tokens: Sequence[Token]) -> list[Block]:
    """Return the blocks of a text."""
    blocks, _end = _tree(tokens, 0)
    return blocks


def _tree(tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
    blocks: list[Block] = []
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.nesting < 0:
            break
        children: list[Block] = []
        if token.nesting > 0:
            children, at = _tree(tokens, at)
        blocks.append(Block(token, children))
    return blocks, at


def lines_of(blocks: Sequence[Block], context: BlockContext, *, in_item: bool = False) -> Lines:
    """Return the lines of consecutive blocks. With `in_item`, the first one starts right after the mark of an item."""
    lines: Lines = []
    previous_kind = ""
    for block in blocks:
        kind = _JOINING_KINDS.get(block.token.type, "")
        if not lines and in_item and block.token.type != "paragraph_open":
            lines = [NOTHING]
        if lines:
            lines.append("")
        if kind and kind == previous_kind:
            lines += [NOTHING, ""]
        lines += _WRITERS[block.token.type](block, context)
        previous_kind = kind
    return lines or ([NOTHING] if in_item else [])


_JOINING_KINDS = {"bullet_list_open": "list", "ordered_list_open": "list", "blockquote_open": "quote"}
"""Blocks that some renderers join if another of the same kind follows."""


def _paragraph(block: Block, _context: BlockContext) -> Lines:
    return (_inline(block) or _BLANK).split("\n")


def _heading(block: Block, context: BlockContext) -> Lines:
    hashes = "#" * min(_DEEPEST_HEADING, int(block.token.tag[1:]) + context.level)
    return [f"{hashes} {_inline(block, breaks='<br>') or NOTHING}"]


def _inline(block: Block, breaks: str = BREAK) -> str:
    return line([child for inner in block.children for child in inner.token.children or ()], breaks=breaks)


def _code(block: Block, context: BlockContext) -> Lines:
    language = _LANGUAGE.match(block.token.info.strip())
    name = language[0] if language and language[0].lower() not in _DRAWN_LANGUAGES else "text"
    write = code_block_quoted if context.is_quoted else code_block_inside if context.is_nested else code_block
    return write(block.token.content, name).split("\n")


def _rule(_block: Block, _context: BlockContext) -> Lines:
    return ["---"]


def _quotation(block: Block, context: BlockContext) -> Lines:
    lines = lines_of(block.children, replace(context, is_nested=True, is_quoted=True)) or [NOTHING]
    return [f"> {line}" if line else ">" for line in lines]


def _bullets(block: Block, context: BlockContext) -> Lines:
    return _items(block, context, ("-" for _ in block.children))


def _numbered(block: Block, context: BlockContext) -> Lines:
    first = int(block.token.attrs.get("start", 1))
    return _items(block, context, (f"{min(first + number, _LAST_NUMBER)}." for number in range(len(block.children))))


def _items(block: Block, context: BlockContext, marks: Iterator[str]) -> Lines:
    items = [lines_of_item(item.children, context) for item in block.children]
    is_tight = all(_is_tight(item.children) for item in block.children)
    lines: Lines = []
    for mark, item in zip(marks, items, strict=True):
        if lines and not is_tight:
            lines.append("")
        width = max(_COLUMNS, len(mark) + 1)
        lines.append(f"{mark:<{width}}{item[0]}")
        lines += [f"{'':{width}}{line}" if line else "" for line in item[1:]]
    return lines


def lines_of_item(blocks: Sequence[Block], context: BlockContext) -> Lines:
    """Return the lines of an item. A tight item has no blank line between its text and its list."""
    context = replace(context, is_nested=True)
    if not _is_tight(blocks):
        return lines_of(blocks, context, in_item=True)
    return [line for number, block in enumerate(blocks) for line in lines_of([block], context, in_item=not number)] or [
        NOTHING
    ]


def _is_tight(item: Sequence[Block]) -> bool:
    """Whether an item has only text, or text and one list, with no blank line anywhere."""
    starts_with_words = not item or item[0].token.type == "paragraph_open"
    return starts_with_words and len(item) <= _MOST_IN_TIGHT and all(map(_is_close, item))


def _is_close(block: Block) -> bool:
    if block.token.type == "paragraph_open":
        return block.token.hidden
    return block.token.type in ("bullet_list_open", "ordered_list_open") and all(
        _is_tight(item.children) for item in block.children
    )


def _table(block: Block, _context: BlockContext) -> Lines:
    rows = [row.children for section in block.children for row in section.children]
    styles = [str(cell.token.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0]]
    cells = [[_inline(cell) for cell in row] for row in rows]
    rule = [_ALIGNED.get(style, "---") for style in styles]
    return [f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:])]


_WRITERS: Mapping[str, Callable[[Block, BlockContext], Lines]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "blockquote_open": _quotation,
    "bullet_list_open": _bullets,
    "ordered_list_open": _numbered,
    "table_open": _table,
}
