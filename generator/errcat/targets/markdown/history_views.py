"""The history of an error on its page, and the page with what each release changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat.targets.literals import Verbatim, md_code, md_text
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.dialects import linked
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import View
from errcat.targets.markdown.history import Step, by_section
from errcat.targets.markdown.redirects import page_of_retired
from errcat.targets.markdown.search_results import shortened
from errcat.targets.releases import CatalogRelease, ReleaseChange
from errcat.text.counts import counted

_MOST_OPEN = 3
"""How many releases the history of an error shows at once. The others are there for readers who open them."""
_MOST_LISTED = 300
"""How many changes of a release a page lists."""
_LONGEST = 300
"""The most characters of a change: some contain a whole text."""


def history_of(views: Views, code: str, name: str | None) -> View | None:
    """Return the history of an error; None if no release changed it."""
    steps = views.history.steps(code, name)
    if not steps:
        return None
    return {
        "recent": [_step(views, step) for step in steps[:_MOST_OPEN]],
        "earlier": views.dialect.folded(
            counted(len(steps) - _MOST_OPEN, "earlier release"),
            Verbatim("\n".join(_list_of(views, steps[_MOST_OPEN:]))),
        )
        if len(steps) > _MOST_OPEN
        else None,
    }


def _list_of(views: Views, steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        release, events = _step(views, step)
        yield f"-   {release}"
        yield from (f"    -   {event}" for event in events)


def _step(views: Views, step: Step) -> tuple[Verbatim, list[Verbatim]]:
    """Return a release, and what it did to the error."""
    page = views.links.page(pages.CHANGES)
    anchor = f"#{step.anchor}" if views.dialect.anchor(step.anchor) else ""
    name = linked(md_text(step.release.name), f"{page}{anchor}" if page else None)
    events = [Verbatim(f"**{event.label}:** {_message(event.message)}") for event in step.events]
    return Verbatim(f"{name}{_day(step.release)}"), events


def _day(release: CatalogRelease) -> str:
    return f" ({release.day})" if release.day else ""


def _message(text: str) -> Verbatim:
    return md_text(shortened(" ".join(text.split()), _LONGEST))


def what_changed(views: Views) -> View:
    """Return the variables of the page with all releases."""
    retired = page_of_retired(views.resolved)
    return {
        "releases": [
            {
                "heading": Verbatim(f"{md_text(release.name)}{_day(release)}"),
                "anchor": views.dialect.anchor(views.history.anchors[number]),
                "first": None if release.codes is None else Verbatim(counted(len(release.codes), "code")),
                "sections": [
                    (
                        Verbatim(section),
                        [_change(views, number, change, retired) for change in changes[:_MOST_LISTED]],
                        max(0, len(changes) - _MOST_LISTED),
                    )
                    for section, changes in by_section(release).items()
                ],
            }
            for number, release in enumerate(views.history.releases)
        ]
    }


def _change(views: Views, number: int, change: ReleaseChange, retired: dict[str, str]) -> Verbatim:
    message = _message(change.message)
    if not change.name and not change.code:
        return message
    return Verbatim(f"{_subject(views, number, change, retired)}: {message}")


def _subject(views: Views, number: int, change: ReleaseChange, retired: dict[str, str]) -> Verbatim:
    """Return the code of a change, with a link to the page that the error has today."""
    code = md_code(change.code) if change.code.strip() else md_code(change.name)
    today = views.history.today(number, change.code)
    error = views.by_code.get(today)
    if error is not None and views.shares_code(error):
        error = views.by_name.get(change.name)
    if error is not None:
        return linked(code, views.links.error(error))
    page = retired.get(today)
    return linked(code, views.links.page(page) if page else None)
