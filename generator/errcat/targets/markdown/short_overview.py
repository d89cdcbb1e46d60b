"""The overview as a list: a heading for each section, a line for each error, its severity and tags at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from errcat.resolved.generated_types import ResolvedError
from errcat.targets.literals import Verbatim, md_text
from errcat.targets.markdown import lists
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import View
from errcat.targets.markdown.portable import portable
from errcat.text.code_names import title_of_id

_DEEPEST_HEADING = 6
_MOST_COLUMNS = 3
"""How many tags get a column each. With more, they share one."""


def short_lists(views: Views) -> View:
    """Return the variables of the list: the sections, and the columns that the catalog has something for."""
    tags = list(dict.fromkeys(tag for error in views.errors for tag in error["tags"]))
    columns = tags if len(tags) <= _MOST_COLUMNS else []
    return {
        "sections": [
            {
                "hashes": Verbatim("#" * min(section.depth + 2, _DEEPEST_HEADING)),
                "title": md_text(section.title),
                "mark": _heading_mark(views, section.anchor),
                "description": portable(section.description) if section.description else None,
                "rows": [_row(views, error, columns) for error in section.errors],
            }
            for section in _sections(views)
        ],
        "mark": _attribute(views, "short"),
        "has_severity": len({error["severity"] for error in views.errors}) > 1,
        "tags": [md_text(title_of_id(tag)) for tag in columns] or ([Verbatim("Tags")] if tags else []),
    }


class _Section(NamedTuple):
    """A part of the list."""

    title: str
    anchor: str
    errors: Sequence[ResolvedError]
    depth: int = 0
    description: str | None = None


def _sections(views: Views) -> Iterator[_Section]:
    """Yield each section with its own errors, then the errors without a section."""
    for depth, group in lists.index_groups(views):
        errors = [error for error in views.errors if error["group"] == group["id"]]
        if errors or views.sections_of(group["id"]):
            yield _Section(group["title"], group["id"], errors, depth, group["description"])
    others = [error for error in views.errors if error["group"] not in views.groups]
    if others:
        yield _Section("Other errors" if views.groups else "All errors", "other-errors", others)


def _row(views: Views, error: ResolvedError, columns: Sequence[str]) -> View:
    severity = error["severity"]
    tags = {tag: f"*{md_text(tag)}*{views.dialect.mark('tag')}" for tag in error["tags"]}
    return {
        "code": views.link(error),
        "title": md_text(error["title"]),
        "severity": Verbatim(f"*{severity}*{views.dialect.mark(f'level-{severity}')}"),
        "tags": [Verbatim(tags.get(tag, "")) for tag in columns] or [Verbatim(" ".join(tags.values()))],
    }


def _heading_mark(views: Views, anchor: str) -> Verbatim:
    """Return the attributes after the heading of a section."""
    return Verbatim(f" {{ #{anchor} data-search-exclude }}") if views.dialect.has_scripts else Verbatim("")


def _attribute(views: Views, name: str) -> Verbatim:
    """Return the attribute in a column's head by which styles know the table."""
    mark = views.dialect.mark(name)
    return Verbatim(f" {mark}" if mark else "")
