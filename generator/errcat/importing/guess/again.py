"""Pieces → Markdown again, for prose that a catalog keeps."""

from __future__ import annotations

from errcat.importing.found.pieces import (
    Bullets,
    CodeBlock,
    Definition,
    ListItem,
    PageHeading,
    PageTable,
    Paragraph,
    Piece,
    QuotedText,
)
from errcat.importing.guess.texts import markdown_of, plain


def markdown_again(piece: Piece) -> str:
    """Return the Markdown of a piece. A heading becomes a bold line: texts in catalogs have no headings."""
    match piece:
        case PageHeading():
            return f"**{plain(piece.text)}**" if plain(piece.text) else ""
        case Paragraph():
            return markdown_of(piece.text)
        case QuotedText():
            return "\n".join(f"> {line}".rstrip() for line in markdown_of(_without_headings(piece.text)).split("\n"))
        case Bullets():
            return "\n".join(
                _item(item, f"{number}. " if piece.is_ordered else "- ") for number, item in enumerate(piece.items, 1)
            )
        case Definition():
            return f"**{plain(piece.term)}**\n\n{markdown_of(piece.text)}"
        case CodeBlock():
            return fenced(piece)
        case PageTable():
            return _table(piece)
    return ""


def fenced(code: CodeBlock) -> str:
    fence = "```"
    while fence in code.text:
        fence += "`"
    return f"{fence}{code.language}\n{code.text}\n{fence}"


def _item(item: ListItem, marker: str) -> str:
    lines = markdown_of(item.text).split("\n")
    return "\n".join([marker + lines[0], *(" " * len(marker) + line if line else "" for line in lines[1:])])


def _without_headings(text: str) -> str:
    lines = [f"**{plain(line.lstrip('#').strip())}**\n" if line.startswith("#") else line for line in text.split("\n")]
    return "\n".join(lines)


def _table(table: PageTable) -> str:
    def row(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("\n", " ") for cell in cells) + " |"

    rows = [
        row([markdown_of(str(cell.value)).replace("|", "\\|") if cell is not None else "" for cell in line.cells])
        for line in table.rows
    ]
    return "\n".join([row(list(table.columns)), row(["---"] * len(table.columns)), *rows])
