"""Long lists in parts: the Markdown beside a page is what a model takes in one piece, or it is cut somewhere unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from errcat.targets.literals import Verbatim
from errcat.targets.markdown.site import Page

MOST_CHARACTERS = 40_000
"""Of the rows of a part; what else is on its page is short."""
_BETWEEN = len(" | ")

Table = dict[str, Any]


def parted(page: Page) -> Iterator[tuple[str, Page]]:
    """A page as one or more, each with the name of its file; the first has all but the rest of the rows."""
    key = "table" if "table" in page.variables else "sections"
    tables: list[Table] = [page.variables[key]] if key == "table" else page.variables.get(key, [])
    parts = list(_parts(tables))
    files = ["index.md", *(f"part-{number}.md" for number in range(2, len(parts) + 1))]
    for number, (file, some) in enumerate(zip(files, parts, strict=False), start=1):
        if len(parts) == 1:
            yield file, page
            continue
        part = {"number": number, "count": len(parts), "first": Verbatim(files[0]), "next": None}
        if number < len(parts):
            part["next"] = Verbatim(files[number])
        if number == 1:
            variables = {**page.variables, key: some[0] if key == "table" else some, "part": part}
            yield file, replace(page, variables=variables)
        else:
            variables = {"heading": page.variables["heading"], "part": part, "sections": some}
            yield file, replace(page, template="part.md.j2", variables=variables)


def _parts(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """The tables as lists of tables, none of which is too long; one at least."""
    part: list[Table] = []
    size = 0
    for table in tables:
        rows: list[Any] = []
        for row in table["rows"]:
            more = sum(len(cell) + _BETWEEN for cell in row.values() if cell)
            if size and size + more > MOST_CHARACTERS:
                yield [*part, *([{**table, "rows": rows}] if rows else [])]
                part, rows, size = [], [], 0
            rows.append(row)
            size += more
        part.append({**table, "rows": rows})
    yield part
