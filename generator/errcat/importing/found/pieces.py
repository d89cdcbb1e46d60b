"""What a reader finds in a source: pieces in order, each with its lines.

A piece says where something is, not what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class LineRange(NamedTuple):
    """A range of lines: the numbers of the first and the last line."""

    first: int
    last: int

    def and_(self, other: LineRange) -> LineRange:
        return LineRange(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading, or a short line that looks like one (level 7)."""

    text: str
    level: int
    lines: LineRange


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with its line breaks."""

    text: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list, without its bullet."""

    text: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[ListItem, ...]
    lines: LineRange
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and the text about it."""

    term: str
    text: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code, without its fences."""

    language: str
    text: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A quoted text, without its signs."""

    text: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class TableCell:
    """A value of a table: a text, or the data of a data file."""

    value: object
    lines: LineRange
    guess: str = ""
    """How a reader guessed the value: a key of `ledger.GUESSES`; empty if the source states it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table."""

    cells: tuple[TableCell | None, ...]
    """A cell for each column; None if the row has no such cell."""
    lines: LineRange
    extra: tuple[str, ...] = ()
    """The texts of cells beyond the last column."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """Rows with named columns. A list of records in a data file is a table, too."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    lines: LineRange
    header: LineRange | None = None
    is_markdown: bool = True
    """Whether the cells are Markdown; otherwise they are plain data."""
    is_mapped: bool = False
    """Whether the columns are already the names of fields."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a page."""

    values: dict[str, object]
    lines: LineRange


@dataclass(frozen=True, slots=True)
class ApiInfo:
    """What a document says about its API."""

    name: str
    version: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class StatusText:
    """What a status means, without a code."""

    status: int
    text: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class ResponseBody:
    """The example of a response: together, they show the form of all responses."""

    data: object
    lines: LineRange


@dataclass(frozen=True, slots=True)
class Skipped:
    """Lines without content for a catalog, and why: a key of `ledger.REASONS`."""

    reason: str
    lines: LineRange


@dataclass(frozen=True, slots=True)
class Unclear:
    """Lines that the reader does not understand."""

    reason: str
    lines: LineRange


Piece: TypeAlias = (
    PageHeading | Paragraph | Bullets | Definition | CodeBlock | QuotedText | PageTable | FrontMatter | ApiInfo
    | StatusText | ResponseBody | Skipped | Unclear
)  # fmt: skip
