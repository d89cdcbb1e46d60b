"""Split long lists into parts: a model reads a limited number of characters and silently drops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict, cast

from errcat.targets.literals import Verbatim
from errcat.targets.markdown.site import Page

MOST_CHARACTERS = 40_000
"""The most characters in the rows of a part. The rest of its page is short."""
_BETWEEN = len(" | ")

_Row = dict[str, Verbatim | None]


class _Table(TypedDict):
    """The part of a view of errors that is long; there is more in it."""

    rows: list[_Row]


def split_page(page: Page) -> Iterator[tuple[str, Page]]:
    """Yield a page as one or more parts, each with its file name. The first part has everything except later rows."""
    key = "table" if "table" in page.variables else "sections"
    view = [page.variables[key]] if key == "table" else page.variables.get(key, [])
    tables = cast("list[_Table]", view)
    parts = list(_split_tables(tables))
    files = ["index.md", *(f"part-{number}.md" for number in range(2, len(parts) + 1))]
    for number, (file, part_tables) in enumerate(zip(files, parts, strict=False), start=1):
        if len(parts) == 1:
            yield file, page
            continue
        following = Verbatim(files[number]) if number < len(parts) else None
        part = {"number": number, "count": len(parts), "first": Verbatim(files[0]), "next": following}
        if number == 1:
            variables = {**page.variables, key: part_tables[0] if key == "table" else part_tables, "part": part}
            yield file, replace(page, variables=variables)
        else:
            variables = {"heading": page.variables["heading"], "part": part, "sections": part_tables}
            yield file, replace(page, template="part.md.j2", variables=variables)


def _split_tables(tables: Sequence[_Table]) -> Iterator[list[_Table]]:
    """Yield the tables of each part. There is at least one part."""
    part: list[_Table] = []
    size = 0
    for table in tables:
        rows: list[_Row] = []
        for row in table["rows"]:
            row_size = sum(len(cell) + _BETWEEN for cell in row.values() if cell)
            if size and size + row_size > MOST_CHARACTERS:
                if rows:
                    part.append({**table, "rows": rows})
                yield part
                part, rows, size = [], [], 0
            rows.append(row)
            size += row_size
        part.append({**table, "rows": rows})
    yield part
