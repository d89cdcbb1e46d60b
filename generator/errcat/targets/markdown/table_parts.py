"""Split tables of errors into parts, each for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypedDict

from errcat.targets.literals import Verbatim

Row = dict[str, Verbatim | None]


class Table(TypedDict):
    """The part of a view of errors that is long; there is more in it."""

    rows: list[Row]


def split_tables(tables: Sequence[Table], most: int, size_of: Callable[[Row], int]) -> Iterator[list[Table]]:
    """Yield the tables of each part, whose rows have at most the size `most` together. There is at least one part."""
    part: list[Table] = []
    size = 0
    for table in tables:
        rows: list[Row] = []
        for row in table["rows"]:
            row_size = size_of(row)
            if size and size + row_size > most:
                if rows:
                    part.append({**table, "rows": rows})
                yield part
                part, rows, size = [], [], 0
            rows.append(row)
            size += row_size
        part.append({**table, "rows": rows})
    yield part
