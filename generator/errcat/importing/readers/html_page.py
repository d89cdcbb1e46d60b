"""HTML → pieces: tables, headings, definition lists, lists, paragraphs. Python's own parser reads it, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from errcat.importing.found.pieces import (
    Bullets,
    CodeBlock,
    Definition,
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

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARKS: Mapping[str, str] = {"code": "`", "tt": "`", "kbd": "`", "strong": "**", "b": "**", "em": "*", "i": "*"}
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "nav"))
_BLOCKS = frozenset(
    ["p", "div", "li", "dt", "dd", "dl", "blockquote", "section", "article", "body", "html", "head", "title", "aside",
     "header", "footer", "main", "details", "summary", "figure", "figcaption", "form", "address", "center", "hr"]
)  # fmt: skip
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
MAX_CELLS = 200_000
_MARKDOWN = re.compile(r"[*\\]|<(?=[A-Za-z/!?])")
"""Signs of the text that Markdown would read as markup."""
_SPACE = re.compile(r"[ \t]*\n[ \t\n]*|[ \t]{2,}")


def read(source: ImportSource) -> list[Piece]:
    """Return the pieces of a page, in order."""
    return pieces_of(source.text, 1)


def pieces_of(text: str, first: int) -> list[Piece]:
    """Return the pieces of HTML that starts at a line."""
    reader = _HtmlReader(first)
    reader.feed(text)
    reader.close()
    last = first + text.rstrip("\n").count("\n")
    return list(_complete(reader.finish(last), text, first))


def _complete(pieces: list[Piece], text: str, first: int) -> Iterator[Piece]:
    """Yield the pieces, and account for the lines between them that hold nothing but markup."""
    covered = {number for piece in pieces for number in range(piece.lines.first, piece.lines.last + 1)}
    yield from pieces
    for number, line in enumerate(text.rstrip("\n").split("\n"), first):
        if number not in covered and line.strip():
            yield Skipped("markup", LineRange(number, number))


@dataclass
class _OpenTable:
    start: int
    rows: list[tuple[list[TableCell], bool, LineRange]] = field(default_factory=list)
    spans: dict[int, tuple[int, TableCell]] = field(default_factory=dict)
    """Cells that reach into the next rows: for each column, how many more rows, and the cell."""
    row: list[TableCell] = field(default_factory=list)
    is_header: bool = True
    row_start: int = 0
    title: str = ""


class _HtmlReader(HTMLParser):
    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first
        self._pieces: list[Piece] = []
        self._text: list[str] = []
        self._text_start = first
        self._last = first
        self._unseen = ""
        self._tables: list[_OpenTable] = []
        self._cell: tuple[int, int, int] | None = None
        self._terms: list[str] = []
        self._texts: list[ListItem] = []
        """The terms of a definition list that are read now, and the texts about them."""
        self._list: list[ListItem] | None = None
        self._depth = 0
        """How many lists are open inside the item of a list."""
        self._code_spans = 0
        self._open = ""
        """The tag of the open term or definition."""
        self._address = ""
        self._is_code = False
        self._cells = 0

    # --- the parser's calls

    def _line(self) -> int:
        return self._first + self.getpos()[0] - 1

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if data.strip():
            if not "".join(self._text).strip():
                self._text_start = self._line() + data[: len(data) - len(data.lstrip())].count("\n")
            self._last = self._line() + data.rstrip().count("\n")
        if self._is_code:
            self._text.append(data)
        else:
            spaced = _SPACE.sub(" ", data)
            self._text.append(spaced if self._code_spans else _MARKDOWN.sub(r"\\\g<0>", spaced))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            return
        values = dict(attributes)
        match tag:
            case _ if tag in _UNSEEN:
                self._unseen = tag
            case "br":
                self._text.append("\n")
            case "table":
                self._flush(Paragraph)
                if self._tables:
                    self._pieces.append(Unclear("nested-table", LineRange(self._line(), self._line())))
                self._tables.append(_OpenTable(self._line()))
            case "tr" if self._tables:
                self._end_row()
                self._tables[-1].row_start = self._line()
                self._tables[-1].is_header = True
            case "td" | "th" if self._tables:
                self._end_cell()
                self._text = []
                self._cell = (self._line(), _span(values.get("colspan")), _span(values.get("rowspan")))
                self._tables[-1].is_header &= tag == "th"
            case "li" | "ul" | "ol" | "dt" | "dd" if self._start_part_of_list(tag):
                return
            case "a":
                self._address = values.get("href") or ""
                if self._address:
                    self._text.append("[")
            case "pre":
                if not self._cell:
                    self._flush(Paragraph)
                self._is_code = True
            case _ if tag in _MARKS and not self._is_code:
                self._code_spans += _MARKS[tag] == "`"
                self._text.append(_MARKS[tag])
            case _ if tag in _BLOCKS:
                if self._cell and "".join(self._text).strip():
                    self._text.append("\n\n")
                elif not self._cell:
                    self._start_block()
            case _ if tag in _HEADINGS and not self._cell:
                self._flush(Paragraph)

    def _start_part_of_list(self, tag: str) -> bool:
        """Start a list, an item or a term. Return False where the tag is a block like any other."""
        match tag:
            case "li" if self._cell:
                if "".join(self._text).strip():
                    self._text.append("\n")
                self._text.append("- ")
            case "li" if self._depth:
                self._text.append(f"\n{'  ' * (self._depth - 1)}- ")
            case "ul" | "ol" if not self._cell and (self._list is not None or self._open):
                self._depth += 1
            case "ul" | "ol" if not self._cell:
                self._flush(Paragraph)
                self._list = []
            case "li" if self._list is not None:
                self._end_list_item()
            case "dt" | "dd" if not self._cell:
                self._end_definition()
                self._open = tag
            case _:
                return False
        return True

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen = "" if tag == self._unseen else self._unseen
            return
        match tag:
            case "table" if self._tables:
                self._end_table()
            case "tr" if self._tables:
                self._end_row()
            case "td" | "th" if self._tables:
                self._end_cell()
            case "caption" if self._tables:
                self._tables[-1].title = self._take()
            case "a" if self._address:
                self._text.append(f"]({self._address})")
                self._address = ""
            case "pre":
                self._is_code = False
                if not self._cell:
                    self._flush(CodeBlock)
            case _ if tag in _MARKS and not self._is_code:
                self._code_spans -= _MARKS[tag] == "`" and self._code_spans > 0
                self._mark(_MARKS[tag])
            case _ if self._cell:
                return
            case "dt" | "dd" | "dl":
                self._end_definition()
                if tag == "dl":
                    self._end_terms()
            case "ul" | "ol" if self._depth:
                self._depth -= 1
            case "li" if self._list is not None and not self._depth:
                self._end_list_item()
            case "ul" | "ol" if self._list is not None:
                self._end_list_item()
                if self._list:
                    where = self._list[0].lines.and_(self._list[-1].lines)
                    self._pieces.append(Bullets(tuple(self._list), where, tag == "ol"))
                self._list = None
            case "blockquote":
                self._flush(QuotedText)
            case _ if tag in _HEADINGS:
                text = self._take()
                if text:
                    self._pieces.append(PageHeading(text, _HEADINGS[tag], LineRange(self._text_start, self._last)))
            case "summary":
                text = self._take()
                if text:
                    self._pieces.append(PageHeading(text, 6, LineRange(self._text_start, self._last)))
            case _ if tag in _BLOCKS and self._list is None and not self._open:
                self._flush(Paragraph)

    def _start_block(self) -> None:
        if self._list is None and not self._open:
            self._flush(Paragraph)
        elif "".join(self._text).strip() and not self._depth:
            self._text.append("\n\n")

    # --- definitions and lists, whose end tags may be missing

    def _end_definition(self) -> None:
        tag, self._open = self._open, ""
        if not tag:
            self._flush(Paragraph)
        elif tag == "dt":
            if self._texts:
                self._end_terms()
            self._terms.append(self._take())
        else:
            self._texts.append(ListItem(self._take(), LineRange(self._text_start, self._last)))

    def _end_terms(self) -> None:
        """Define the terms: several terms can have the same definition, and a term several texts."""
        if self._texts:
            where = self._texts[0].lines.and_(self._texts[-1].lines)
            text = "\n\n".join(item.text for item in self._texts)
            self._pieces += [Definition(term, text, where) for term in self._terms or [""]]
        else:
            self._pieces += [Paragraph(term, LineRange(self._text_start, self._last)) for term in self._terms if term]
        self._terms, self._texts = [], []

    def _end_list_item(self) -> None:
        text = self._take()
        if text and self._list is not None:
            self._list.append(ListItem(text, LineRange(self._text_start, self._last)))

    # --- texts

    def _mark(self, mark: str) -> None:
        """Close a mark. If there is no text in it, remove it."""
        if self._text and self._text[-1] == mark:
            self._text.pop()
        else:
            self._text.append(mark)

    def _take(self) -> str:
        text = "".join(self._text)
        self._text = []
        if self._is_code:
            return text.strip("\n")
        return re.sub(r" ?\n ?", "\n", text).strip()

    def _flush(self, kind: type[Paragraph | QuotedText | CodeBlock]) -> None:
        text = "".join(self._text)
        if not text.strip():
            self._text = []
            return
        where = LineRange(self._text_start, self._last)
        if kind is CodeBlock:
            self._text = []
            self._pieces.append(CodeBlock("", text.strip("\n"), where))
        else:
            taken = self._take()
            # a line without a full stop that is all of its block looks like a heading: <p style="…">Client errors</p>
            if kind is Paragraph and len(taken) < 60 and "\n" not in taken and re.search(r"\([45]xx\)|[1-5]xx", taken):
                self._pieces.append(PageHeading(taken, 7, where))
            else:
                self._pieces.append(QuotedText(taken, where) if kind is QuotedText else Paragraph(taken, where))

    # --- tables

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        start, columns, rows = self._cell
        table = self._tables[-1]
        self._skip_spanned(table)
        cell = TableCell(self._take(), LineRange(start, self._line()))
        for _ in range(columns):
            if rows > 1:
                table.spans[len(table.row)] = (rows - 1, cell)
            table.row.append(cell)
            self._cells += 1
        self._cell = None

    def _skip_spanned(self, table: _OpenTable) -> None:
        while len(table.row) in table.spans and self._cells < MAX_CELLS:
            left, cell = table.spans.pop(len(table.row))
            if left > 1:
                table.spans[len(table.row)] = (left - 1, cell)
            table.row.append(cell)
            self._cells += 1
            if left > 1:
                continue

    def _end_row(self) -> None:
        self._end_cell()
        table = self._tables[-1]
        if table.row:
            self._skip_spanned(table)
            table.rows.append((table.row, table.is_header, LineRange(table.row_start or table.start, self._line())))
            table.row = []

    def _end_table(self) -> None:
        self._end_row()
        table = self._tables.pop()
        if not table.rows:
            return
        header = table.rows[0]
        columns = tuple(str(cell.value) for cell in header[0])
        rows = tuple(
            TableRow(
                tuple(row[: len(columns)]), where, tuple(str(cell.value) for cell in row[len(columns) :] if cell.value)
            )
            for row, _, where in table.rows[1:]
        )
        where = LineRange(table.start, self._line())
        self._pieces.append(PageTable(columns, rows, where, LineRange(table.start, header[2].last), title=table.title))

    def finish(self, last: int) -> list[Piece]:
        """Close what is open, and return everything that was found."""
        self._last = max(self._last, min(self._last, last))
        while self._tables:
            self._end_table()
        self._end_definition()
        self._end_terms()
        if self._list is not None:
            self._end_list_item()
        if self._list:
            self._pieces.append(Bullets(tuple(self._list), self._list[0].lines.and_(self._list[-1].lines)))
        self._flush(Paragraph)
        return self._pieces


def _span(value: str | None) -> int:
    return min(int(value), 50) if value and value.isascii() and value.isdigit() and len(value) < 4 and int(value) else 1
