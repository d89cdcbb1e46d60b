"""The navigation of the overview: pages that are not lists, and lists of related errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from errcat.resolved.generated_types import ResolvedCategory, ResolvedType
from errcat.targets.literals import Verbatim, md_text
from errcat.targets.markdown import lists
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.dialects import linked
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import code_in_link
from errcat.targets.markdown.similar_codes import page_name

_DEEPEST = 8
"""How deep lists nest. Markdown parsers give up on more."""

Neighbour = tuple[Verbatim, str | None]
"""The name and the address of a page; None if the page does not exist."""


def tools(views: Views) -> Iterator[Neighbour]:
    """Yield the pages that help with a response at hand, or show all errors at once."""
    if has_decoder(views):
        yield Verbatim("Decode a response"), views.links.page(pages.DECODER)
    if views.has_responses:
        yield Verbatim("Map of all errors"), views.links.page(pages.MAP)


def chapters(views: Views) -> Iterator[Neighbour]:
    """Yield the pages to read."""
    if views.resolved["envelope"]["declared"]:
        yield Verbatim("What a response looks like"), views.links.page(pages.ENVELOPE)
    if has_lifecycle(views):
        yield Verbatim("Deprecated and retired codes"), views.links.page(pages.LIFECYCLE)
    if has_changes(views):
        yield Verbatim("What changed"), views.links.page(pages.CHANGES)
    for guide in views.resolved["guides"]:
        yield md_text(guide["title"]), views.links.page(pages.guide(guide["id"]))


def has_decoder(views: Views) -> bool:
    """Whether there is the page where readers paste a response. It needs scripts."""
    return views.dialect.has_scripts and views.links.page(pages.DECODER) is not None


def has_lifecycle(views: Views) -> bool:
    resolved = views.resolved
    return bool(resolved["retired"] or resolved["reserved"]) or any(
        error["deprecated"] is not None or error["stability"] != "stable" for error in views.errors
    )


def has_changes(views: Views) -> bool:
    """Whether there is the page with what each release changed. It needs a changelog."""
    return bool(views.history.releases)


def browse(views: Views) -> Iterator[tuple[Verbatim, list[Verbatim]]]:
    """Yield the lists of errors: a heading, and an item with the number of errors for each list."""
    lists_by_heading = {
        "By what to do": _list_items(_counts_by(views, "category", views.categories)),
        "By status": _list_items(_status_count(views, number) for number in lists.statuses(views)),
        "By section": [
            _item(
                linked(md_text(group["title"]), views.links.by("group", group["id"])),
                len(lists.errors_in_group(views, group)),
                depth,
            )
            for depth, group in lists.index_groups(views)
        ],
        "By type": _list_items(_counts_by(views, "type", views.types)),
        "By code": _list_items(
            (linked(code_in_link(members[0]), views.links.page(page_name(members))), len(members))
            for members in views.similar_codes.large_groups
        ),
    }
    yield from ((Verbatim(title), items) for title, items in lists_by_heading.items() if items)


def _counts_by(
    views: Views,
    kind: Literal["category", "type"],
    records: Mapping[str, ResolvedCategory] | Mapping[str, ResolvedType],
) -> Iterator[tuple[Verbatim, int]]:
    for id, record in records.items():
        title = linked(md_text(record["title"]), views.links.by(kind, id))
        yield title, sum(error[kind] == id for error in views.errors)


def _status_count(views: Views, number: int | None) -> tuple[Verbatim, int]:
    title, name = (Verbatim("none"), pages.NO_STATUS) if number is None else (views.status(number), str(number))
    return linked(title, views.links.by("status", name)), len(lists.errors_with_status(views, number))


def _list_items(counted: Iterable[tuple[Verbatim, int]]) -> list[Verbatim]:
    """Return an item for each list. Those without errors share the last item, and are left out if all are empty."""
    pairs = list(counted)
    items = [_item(title, count) for title, count in pairs if count]
    empty = ", ".join(title for title, count in pairs if not count)
    return [*items, Verbatim(f"-   Without errors: {empty}")] if items and empty else items


def _item(title: Verbatim, count: int, depth: int = 0) -> Verbatim:
    return Verbatim(f"{'    ' * min(depth, _DEEPEST)}-   {title} ({count})")
