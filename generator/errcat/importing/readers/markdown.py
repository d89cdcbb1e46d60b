"""Markdown and MDX pages → pieces: CommonMark with tables, definition lists, front matter, HTML and admonitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from errcat.errors import RunError
from errcat.importing.found.pieces import (
    Bullets,
    CodeBlock,
    Definition,
    FrontMatter,
    LineRange,
    ListItem,
    PageHeading,
    PageTable,
    Paragraph,
    Piece,
    QuotedText,
    Skipped,
    TableCell,
    TableRow,
    Unclear,
)
from errcat.importing.found.sources import ImportSource
from errcat.importing.readers import components, html_page, indented_blocks, yaml_data

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

MAX_DEPTH = 40
"""The limit of nesting levels: a list in a list takes two."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HTML_START = re.compile(r"\s*<(table|dl)\b", re.IGNORECASE)
_MODULE = re.compile(r"(?:import\s.+\sfrom\s|import\s+['\"]|export\s)")
_TEMPLATE = re.compile(r"\{[%#].*[%#]\}|\{\{[%<].*[%>]\}\}")
_ADMONITION = re.compile(r"(?::{3,}\s*\S*.*|!{3}\s+\S+.*|\?{3}\+?\s+\S+.*)")
_REFERENCE = re.compile(r" {0,3}\[([^\]\[]+)\]:\s*<?(\S+?)>?(?:\s+[\"'(].*[\"')])?\s*")
_TITLE_IN_ADMONITION = re.compile(r"[\"'](.+)[\"']")
_TITLE_AFTER = re.compile(r"\s*:{3,}\s*[\w-]+(?:\s*\[|\s+(?![{\s]))([^\]\n]*[^\]\s])\]?\s*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def read(source: ImportSource) -> list[Piece]:
    """Return the pieces of a page, in order."""
    lines = source.text.split("\n")
    pieces: list[Piece] = []
    start = _front_matter(source, lines, pieces)
    lines[:start] = [""] * start
    _tilde_headings(lines)
    indented_blocks.unwrap(lines)
    _html_blocks(lines, pieces)
    components.unwrap(lines, pieces)
    references = _references(lines, pieces)
    walker = _Walker(lines, references)
    pieces += walker.walk(_parser().parse("\n".join(lines), {"name": source.name}))
    return sorted(_joined_definitions(pieces), key=lambda piece: piece.lines)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 — only importing needs it

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])  # the text inside blocks stays as it is written
    parser.block.ruler.before("table", "depth", _depth)
    return parser


def _depth(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    if state.level > MAX_DEPTH:
        name = str(state.env.get("name", ""))
        raise RunError("source-unreadable", help="deep", path=name, line=start + 1, reason="it nests too deeply")
    return False


# --- before the parser: what is not CommonMark -----------------------------------------------------------------------


def _front_matter(source: ImportSource, lines: list[str], pieces: list[Piece]) -> int:
    """Add the front matter of a page. Return the number of its lines."""
    if lines[0].rstrip() != "---":
        return 0
    end = next((number for number, line in enumerate(lines[1:200], 1) if line.rstrip() in ("---", "...")), 0)
    if not end:
        return 0
    where = LineRange(1, end + 1)
    try:
        values = yaml_data.plain_mapping("\n".join(lines[1:end]))
    except RunError:
        pieces.append(Unclear("front-matter", where))
    else:
        pieces.append(FrontMatter(values, where))
    del source
    return end + 1


def _tilde_headings(lines: list[str]) -> None:
    """Let a line of tildes below a title be a heading, as in reStructuredText, if it can't be the start of code."""
    tildes = [number for number, line in enumerate(lines) if re.fullmatch(r"~{3,}\s*", line)]
    for number, after in zip_longest(tildes, tildes[1:]):
        title = lines[number - 1].strip() if number else ""
        is_underline = bool(title) and len(lines[number].strip()) >= len(title)
        if is_underline and (after is None or (after and lines[after - 1].strip())):
            lines[number] = "-" * len(lines[number])


def _html_blocks(lines: list[str], pieces: list[Piece]) -> None:
    """Move HTML tables and definition lists to the reader of HTML: in Markdown, an empty line would end them."""
    fence = ""
    number = 0
    while number < len(lines):
        line = lines[number]
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (opened := _HTML_START.match(line)):
            closing = f"</{opened[1].lower()}>"
            end = next((at for at in range(number, len(lines)) if closing in lines[at].lower()), None)
            if end is not None:
                pieces += html_page.pieces_of("\n".join(lines[number : end + 1]), number + 1)
                lines[number : end + 1] = [""] * (end + 1 - number)
                number = end
            else:
                return
        number += 1


def _references(lines: list[str], pieces: list[Piece]) -> dict[str, str]:
    """Collect link definitions, which links name: `[docs]: https://…`."""
    found: dict[str, str] = {}
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
        elif not fence and (reference := _REFERENCE.fullmatch(line)) and not reference[1].startswith("^"):
            found.setdefault(reference[1].casefold(), reference[2])
            pieces.append(Skipped("link-definition", LineRange(number + 1, number + 1)))
            lines[number] = ""
    return found


# --- the parser's tokens ---------------------------------------------------------------------------------------------


class _Walker:
    def __init__(self, lines: list[str], references: dict[str, str]) -> None:
        self._lines = lines
        self._references = references

    def walk(self, tokens: list[Token]) -> Iterator[Piece]:
        number = 0
        while number < len(tokens):
            token = tokens[number]
            end = _end_of(tokens, number)
            yield from self._piece(token, tokens[number + 1 : end])
            number = end + 1

    def _piece(self, token: Token, inside: list[Token]) -> Iterator[Piece]:
        where = self._where(token)
        match token.type:
            case "heading_open":
                yield PageHeading(self._linked(inside[0].content), int(token.tag[1]), where)
            case "paragraph_open":
                yield from self._paragraph(inside[0].content, where)
            case "bullet_list_open" | "ordered_list_open":
                items = tuple(self._items(token.level + 1, inside))
                yield Bullets(items, where, token.type == "ordered_list_open")
            case "table_open":
                yield self._table(where, inside)
            case "fence" | "code_block":
                words = token.info.split()
                yield CodeBlock(words[0].strip("{}.").lower() if words else "", token.content.rstrip("\n"), where)
            case "blockquote_open":
                yield QuotedText(self._linked(_unquoted(self._lines[where.first - 1 : where.last])), where)
            case "hr":
                yield Skipped("rule", where)
            case "html_block":
                yield from self._html(token.content, where)
            case _:
                yield Unclear("block", where)

    def _where(self, token: Token) -> LineRange:
        first, end = token.map or [0, 1]
        while end > first + 1 and not self._lines[end - 1].strip():
            end -= 1
        return LineRange(first + 1, end)

    def _linked(self, text: str) -> str:
        """Replace links that refer to a definition by links with the address."""
        if not self._references or "[" not in text:
            return text

        def replaced(match: re.Match[str]) -> str:
            address = self._references.get((match[2] or match[1]).casefold())
            return f"[{match[1]}]({address})" if address else match[0]

        return re.sub(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![(\[:])", replaced, text)

    def _paragraph(self, text: str, where: LineRange) -> Iterator[Piece]:
        lines = text.split("\n")
        if _MODULE.match(text):
            yield Skipped("module", where)
            return
        number = where.first
        part: list[str] = []
        for line in [*lines, None]:
            marker = line is not None and (_ADMONITION.fullmatch(line.strip()) or _TEMPLATE.fullmatch(line.strip()))
            if (line is None or marker) and part:
                yield Paragraph(self._linked("\n".join(part)), LineRange(number - len(part), number - 1))
                part = []
            if line is None:
                break
            if marker:
                title = _TITLE_IN_ADMONITION.search(line) if line.strip()[:1] in "!?" else _TITLE_AFTER.fullmatch(line)
                here = LineRange(number, number)
                yield Paragraph(f"**{title[1]}**", here) if title else Skipped("admonition", here)
            else:
                part.append(line)
            number += 1

    def _items(self, level: int, tokens: list[Token]) -> Iterator[ListItem]:
        for token in tokens:
            if token.type == "list_item_open" and token.level == level:
                where = self._where(token)
                lines = self._lines[where.first - 1 : where.last]
                marker = re.match(r"\s*(?:[-*+]|\d{1,9}[.)])\s{0,4}", lines[0])
                width = marker.end() if marker else 0
                rest = [line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:]]
                yield ListItem(self._linked("\n".join([lines[0][width:], *rest]).strip()), where)

    def _table(self, where: LineRange, tokens: list[Token]) -> PageTable:
        rows: list[TableRow] = []
        columns: tuple[str, ...] = ()
        row = where
        cells: list[str] = []
        for token in tokens:
            if token.type == "tr_open":
                row, cells = self._where(token), []
            elif token.type == "inline":
                cells.append(self._linked(token.content))
            elif token.type == "tr_close":
                if not columns:
                    columns = tuple(cells)
                else:
                    extra = _split_row(self._lines[row.first - 1])[len(columns) :]
                    rows.append(
                        TableRow(tuple(TableCell(text, row) for text in cells), row, tuple(filter(None, extra)))
                    )
        return PageTable(columns, tuple(rows), where, LineRange(where.first, min(where.first + 1, where.last)))

    def _html(self, text: str, where: LineRange) -> Iterator[Piece]:
        if text.lstrip().startswith("<!--") and text.rstrip().endswith("-->"):
            yield Skipped("comment", where)
            return
        yield from html_page.pieces_of(text, where.first)


def _end_of(tokens: list[Token], start: int) -> int:
    """Return the index of the token that closes a token, or its own index."""
    if tokens[start].nesting != 1:
        return start
    level = tokens[start].level
    return next(
        number
        for number in range(start + 1, len(tokens))
        if tokens[number].level == level and tokens[number].nesting == -1
    )


def _unquoted(lines: list[str]) -> str:
    return "\n".join(re.sub(r"^\s{0,3}> ?", "", line) for line in lines).strip()


def _split_row(line: str) -> list[str]:
    text = line.strip()
    text = text.removeprefix("|")
    parts = _UNESCAPED_PIPE.split(text)
    if parts and not parts[-1].strip():
        parts.pop()
    return [part.strip() for part in parts]


# --- definition lists ------------------------------------------------------------------------------------------------


def _joined_definitions(pieces: list[Piece]) -> Iterator[Piece]:
    """Turn a term with lines that start with `:` into a definition, with everything that continues it."""
    term: str | None = None
    texts: list[str] = []
    where = LineRange(0, 0)
    ordered = sorted(pieces, key=lambda piece: piece.lines)
    for piece in ordered:
        if isinstance(piece, Paragraph):
            lines = piece.text.split("\n")
            starts = [number for number, line in enumerate(lines) if re.match(r":\s", line)]
            if term is not None and starts and starts[0] == 0:
                texts.append(_definition_text(lines))
                where = where.and_(piece.lines)
                continue
            if starts and starts[0] in (1, 2):
                if term is not None:
                    yield Definition(term, "\n\n".join(texts), where)
                term, texts = " ".join(lines[: starts[0]]).strip(), [_definition_text(lines[starts[0] :])]
                where = piece.lines
                continue
        elif term is not None and isinstance(piece, CodeBlock) and texts[-1].endswith(":"):
            texts.append(f"```{piece.language}\n{piece.text}\n```")
            where = where.and_(piece.lines)
            continue
        if term is not None:
            yield Definition(term, "\n\n".join(texts), where)
            term = None
        yield piece
    if term is not None:
        yield Definition(term, "\n\n".join(texts), where)


def _definition_text(lines: list[str]) -> str:
    return "\n".join(re.sub(r"^:\s+", "\n" if number else "", line) for number, line in enumerate(lines))
