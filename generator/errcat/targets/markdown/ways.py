"""Ways on from the overview: pages that are no list of errors, and lists of errors that have something in common."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.resolved import Resolved
from errcat.targets.literals import Written, md_text
from errcat.targets.markdown import lists
from errcat.targets.markdown import page_names as pages
from errcat.targets.markdown.views import Views

Way = tuple[Written, str | None]
"""What a page is called, and where it is; None where there is no such page."""


def tools(views: Views) -> Iterator[Way]:
    """Pages for whoever has something in hand, or wants to see all at once."""
    if views.dialect.has_scripts:
        yield Written("Decode a response"), views.links.page(pages.DECODER)
    yield Written("Map of all errors"), views.links.page(pages.MAP)


def chapters(views: Views) -> Iterator[Way]:
    """Pages to be read."""
    yield Written("What a response looks like"), views.links.page(pages.ENVELOPE)
    if has_lifecycle(views):
        yield Written("Deprecated and retired codes"), views.links.page(pages.LIFECYCLE)
    for one in views.resolved["guides"]:
        yield md_text(one["title"]), views.links.page(pages.guide(one["id"]))


def has_lifecycle(views: Views) -> bool:
    return any(lists.lifecycle(views).values())


def browse(views: Views) -> Iterator[tuple[Written, list[Written]]]:
    """Lists of errors, each with their number."""

    def counted(kind: str, one: Resolved, title: Written) -> Written:
        return lists.counted(views, kind, one["id"], title, sum(error[kind] == one["id"] for error in views.errors))

    categories = [counted("category", one, md_text(one["title"])) for one in views.categories.values()]
    statuses = []
    for number in lists.statuses(views):
        title, name = (Written("none"), pages.NO_STATUS) if number is None else (views.status(number), str(number))
        statuses.append(lists.counted(views, "status", name, title, len(lists.of_status(views, number))))
    sections = [
        lists.counted(
            views,
            "group",
            one["id"],
            Written(f"{'– ' * depth}{md_text(one['title'])}"),
            len(lists.of_group(views, one)),
        )
        for depth, one in lists.index_groups(views)
    ]
    types = [counted("type", one, md_text(one["title"])) for one in views.types.values()]
    every = {"By what to do": categories, "By status": statuses, "By section": sections, "By type": types}
    yield from ((Written(title), found) for title, found in every.items() if found)
