"""Split long lists into parts: a model reads a limited number of characters and silently drops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from errcat.targets.literals import Verbatim
from errcat.targets.markdown.site import Page
from errcat.targets.markdown.table_parts import Row, Table, split_tables

MOST_CHARACTERS = 40_000
"""The most characters in the rows of a part. The rest of its page is short."""
_BETWEEN = len(" | ")


def split_page(page: Page) -> Iterator[tuple[str, Page]]:
    """Yield a page as one or more parts, each with its file name. The first part has everything except later rows."""
    if page.kind == "error":
        yield "index.md", page
        return
    tables = cast("list[Table]", page.variables.get("sections", []))
    parts = list(split_tables(tables, MOST_CHARACTERS, _characters))
    files = ["index.md", *(f"part-{number}.md" for number in range(2, len(parts) + 1))]
    for number, (file, part_tables) in enumerate(zip(files, parts, strict=False), start=1):
        if len(parts) == 1:
            yield file, page
            continue
        following = Verbatim(files[number]) if number < len(parts) else None
        part = {"number": number, "count": len(parts), "first": Verbatim(files[0]), "next": following}
        if number == 1:
            variables = {**page.variables, "sections": part_tables, "part": part}
            yield file, replace(page, contents=variables)
        else:
            variables = {"heading": page.variables["heading"], "part": part, "sections": part_tables}
            yield file, replace(page, template="part.md.j2", contents=variables)


def _characters(row: Row) -> int:
    return sum(len(cell) + _BETWEEN for cell in row.values() if cell)
