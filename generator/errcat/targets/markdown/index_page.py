"""The overview of a site: all errors by section, in parts if there are many, and links to everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedApi, ResolvedError, ResolvedGroup
from errcat.targets.literals import Verbatim, md_text
from errcat.targets.markdown import lists, navigation
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.dialects import GO_TO, linked
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import View
from errcat.targets.markdown.table_parts import Table, split_tables

MOST_ROWS = 300
"""How many errors a page lists. A browser needs seconds for thousands of rows."""
_FEWEST_ROWS = 3
"""How many errors a section has on average if the list has a heading for each."""


def index_variables(views: Views) -> View:
    """Return the variables of the overview: the list of errors, or its first part, and links to everything else."""
    parts = _parts(views)
    return {
        "sections": parts[0],
        "jumps": _jumps(views, parts),
        "part": _place(views, parts, 1) if len(parts) > 1 else None,
        "browse": list(navigation.browse(views)),
        "tools": views.dialect.facts([(GO_TO, list(navigation.tools(views)))]),
        "chapters": views.dialect.facts([(GO_TO, [*navigation.chapters(views), *_anchors(api_of(views.resolved))])]),
        "heading_mark": Verbatim(" { #errcat-all data-search-exclude }") if views.dialect.has_scripts else Verbatim(""),
    }


def later_parts(views: Views) -> Iterator[tuple[int, View]]:
    """Yield the number and the variables of each further part of the list."""
    parts = _parts(views)
    for number, sections in enumerate(parts[1:], start=2):
        yield number, {"sections": sections, "part": _place(views, parts, number)}


def _anchors(api: ResolvedApi) -> Iterator[navigation.Neighbour]:
    """Yield links to the sections that a long list pushes down the page."""
    if api["description"] or api["links"]:
        yield Verbatim("About these errors"), "#about-these-errors"


def _parts(views: Views) -> list[Sequence[View]]:
    """Return the tables of each part. Pages without scripts, which models read, are split by characters later."""
    if not views.dialect.has_scripts:
        return [[{"title": None, "id": None, **lists.table(views, views.errors)}]] if views.errors else [[]]
    tables = cast("list[Table]", list(_tables(views)))
    parts = split_tables(tables, MOST_ROWS, lambda _row: 1)
    return [cast("Sequence[View]", [table for table in part if table["rows"]]) for part in parts]


def _tables(views: Views) -> Iterator[View]:
    """Yield a table for each section that has errors, or one table if that would be as many headings as errors."""
    by_group = list(_by_group(views))
    if len(by_group) < 2 or len(by_group) * _FEWEST_ROWS > len(views.errors):
        if views.errors:
            yield {"title": None, "id": None, **lists.table(views, views.errors)}
        return
    for group, errors in by_group:
        title = md_text(group["title"]) if group else Verbatim("Others")
        id = Verbatim(f"section-{group['id']}" if group else "no-section")
        yield {"title": title, "id": id, **lists.table(views, errors, shared_field="group")}


def _by_group(views: Views) -> Iterator[tuple[ResolvedGroup | None, list[ResolvedError]]]:
    errors: dict[str | None, list[ResolvedError]] = {}
    for error in views.errors:
        errors.setdefault(error["group"] if error["group"] in views.groups else None, []).append(error)
    for _depth, group in lists.index_groups(views):
        if group["id"] in errors:
            yield group, errors[group["id"]]
    if None in errors:
        yield None, errors[None]


def _jumps(views: Views, parts: Sequence[Sequence[View]]) -> Verbatim | None:
    """Return a link to each section of the list, on this page or on a later one; None without sections."""
    targets: dict[Verbatim, tuple[Verbatim, str]] = {}
    for number, sections in enumerate(parts, start=1):
        page = "" if number == 1 else views.links.page(pages.part(number)) or ""
        for section in sections:
            id, title = cast("tuple[Verbatim | None, Verbatim]", (section["id"], section["title"]))
            if id is not None:
                targets.setdefault(id, (title, f"{page}#{id}"))
    if len(targets) < 2:
        return None
    jumps = "\n".join(linked(title, target) for title, target in targets.values())
    return Verbatim(f"{jumps}{views.dialect.paragraph_mark('jumps')}")


def _place(views: Views, parts: Sequence[object], number: int) -> View:
    """Return which part a page is, and the links to its neighbors."""
    count = len(parts)

    def page(other: int) -> Verbatim | None:
        name = pages.INDEX if other == 1 else pages.part(other)
        return Verbatim(views.links.page(name) or "") if 1 <= other <= count and other != number else None

    return {
        "number": number,
        "count": count,
        "first": page(1),
        "previous": page(number - 1),
        "next": page(number + 1),
        "last": page(count),
        "mark": views.dialect.paragraph_mark("pager"),
    }
