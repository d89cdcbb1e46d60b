"""Paragraphs, lists, quotations, tables, headings and code, each as lines."""

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
"""Nothing to readers; to renderers, something between two lists, and in an item that does not start with words."""

_BLANK = "&#32;"
_DEEPEST_HEADING = 6
_LAST_NUMBER = 999_999_999
_MOST_IN_TIGHT = 2
_COLUMNS = 4
"""How far the inside of an item stands in: Python-Markdown takes no less, CommonMark no more."""
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9_+#.-]*")
_DRAWN = frozenset(["geojson", "math", "mermaid", "stl", "topojson"])
"""Languages that code hosts and themes make pictures of, with scripts from elsewhere."""
_ALIGNED = {"left": ":--", "center": ":-:", "right": "--:"}


@dataclass(frozen=True, slots=True)
class Where:
    """Where blocks are: how far their headings go down, and whether they are inside a list or a quotation."""

    level: int
    is_inside: bool = False
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """An element with those inside it."""

    token: Token
    inside: Sequence[Block]


def tree(tokens: Sequence[Token]) -> list[Block]:
    """The blocks of a text."""
    found, _end = _tree(tokens, 0)
    return found


def _tree(tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
    found: list[Block] = []
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.nesting < 0:
            break
        inside: list[Block] = []
        if token.nesting > 0:
            inside, at = _tree(tokens, at)
        found.append(Block(token, inside))
    return found, at


def lines_of(blocks: Sequence[Block], where: Where, *, in_item: bool = False) -> Lines:
    """Blocks one below the other; `in_item`: the first one starts where the mark of an item ends."""
    found: Lines = []
    before = ""
    for block in blocks:
        kind = _KINDS_THAT_JOIN.get(block.token.type, "")
        if not found and in_item and block.token.type != "paragraph_open":
            found = [NOTHING]
        if found:
            found.append("")
        if kind and kind == before:
            found += [NOTHING, ""]
        found += _WRITERS[block.token.type](block, where)
        before = kind
    return found or ([NOTHING] if in_item else [])


_KINDS_THAT_JOIN = {"bullet_list_open": "list", "ordered_list_open": "list", "blockquote_open": "quote"}
"""Blocks that some renderers take for one where one follows another."""


def _paragraph(block: Block, _where: Where) -> Lines:
    return (_inline(block) or _BLANK).split("\n")


def _heading(block: Block, where: Where) -> Lines:
    hashes = "#" * min(_DEEPEST_HEADING, int(block.token.tag[1:]) + where.level)
    return [f"{hashes} {_inline(block, breaks='<br>') or NOTHING}"]


def _inline(block: Block, breaks: str = BREAK) -> str:
    return line([child for one in block.inside for child in one.token.children or ()], breaks=breaks)


def _code(block: Block, where: Where) -> Lines:
    language = _LANGUAGE.match(block.token.info.strip())
    name = language[0] if language and language[0].lower() not in _DRAWN else "text"
    write = code_block_quoted if where.is_quoted else code_block_inside if where.is_inside else code_block
    return write(block.token.content, name).split("\n")


def _rule(_block: Block, _where: Where) -> Lines:
    return ["---"]


def _quotation(block: Block, where: Where) -> Lines:
    inside = lines_of(block.inside, replace(where, is_inside=True, is_quoted=True)) or [NOTHING]
    return [f"> {part}" if part else ">" for part in inside]


def _bullets(block: Block, where: Where) -> Lines:
    return _items(block, where, ("-" for _ in block.inside))


def _numbered(block: Block, where: Where) -> Lines:
    first = int(block.token.attrs.get("start", 1))
    return _items(block, where, (f"{min(first + number, _LAST_NUMBER)}." for number in range(len(block.inside))))


def _items(block: Block, where: Where, marks: Iterator[str]) -> Lines:
    items = [lines_of_item(item.inside, where) for item in block.inside]
    is_tight = all(_is_tight(item.inside) for item in block.inside)
    found: Lines = []
    for mark, item in zip(marks, items, strict=True):
        if found and not is_tight:
            found.append("")
        width = max(_COLUMNS, len(mark) + 1)
        found.append(f"{mark:<{width}}{item[0]}")
        found += [f"{'':{width}}{one}" if one else "" for one in item[1:]]
    return found


def lines_of_item(blocks: Sequence[Block], where: Where) -> Lines:
    """The inside of an item; `_is_tight` says when no blank line is between its words and its list."""
    where = replace(where, is_inside=True)
    if not _is_tight(blocks):
        return lines_of(blocks, where, in_item=True)
    return [one for number, block in enumerate(blocks) for one in lines_of([block], where, in_item=not number)] or [
        NOTHING
    ]


def _is_tight(item: Sequence[Block]) -> bool:
    """Whether an item has words alone, or words and one list below them, with no blank line anywhere."""
    starts_with_words = not item or item[0].token.type == "paragraph_open"
    return starts_with_words and len(item) <= _MOST_IN_TIGHT and all(map(_is_close, item))


def _is_close(block: Block) -> bool:
    if block.token.type == "paragraph_open":
        return block.token.hidden
    return block.token.type in ("bullet_list_open", "ordered_list_open") and all(
        _is_tight(item.inside) for item in block.inside
    )


def _table(block: Block, _where: Where) -> Lines:
    rows = [row.inside for part in block.inside for row in part.inside]
    styles = [str(cell.token.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0]]
    written = [[_inline(cell) for cell in row] for row in rows]
    rule = [_ALIGNED.get(style, "---") for style in styles]
    return [f"| {' | '.join(row)} |" for row in (written[0], rule, *written[1:])]


_WRITERS: Mapping[str, Callable[[Block, Where], Lines]] = {
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
