"""Tables of errors: all of them, those of each category, section, status, type and similar code, and the map."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from errcat.resolved.generated_types import (
    ResolvedCategory,
    ResolvedError,
    ResolvedGroup,
    ResolvedLink,
    ResolvedNote,
    ResolvedRetired,
    ResolvedType,
)
from errcat.resolved.openapi_components import status_title
from errcat.resolved.resolve import display_message
from errcat.targets.literals import Verbatim, md_code, md_text
from errcat.targets.markdown import page_paths as pages
from errcat.targets.markdown.dialects import Fact, linked
from errcat.targets.markdown.error_page import Views
from errcat.targets.markdown.fragments import View, links, notes
from errcat.targets.markdown.headings import code_heading, status_words, title_heading, title_line, with_api_name
from errcat.targets.markdown.portable import portable
from errcat.targets.markdown.search_results import list_description
from errcat.targets.markdown.similar_codes import MOST_SHOWN
from errcat.targets.markdown.verdict import verdict_of_category
from errcat.text.code_names import phrase_of_id
from errcat.text.counts import counted

_NOTHING = Verbatim("–")
_WARMEST = 4
"""The number of shades that a cell of the map can have."""


def table(views: Views, errors: Iterable[ResolvedError], *, shared_field: str = "") -> View:
    """Return a table of errors without columns that say nothing: see `table_columns`, and `shared_field`."""
    columns = views.columns
    return {
        "rows": [views.row(error, _row) for error in errors],
        # a table without messages has its own widths
        "mark": _mark(views, "codes" if columns.message else "codes .errcat-no-message"),
        "status_mark": _mark(views, "number"),
        "action_class": _mark(views, "do"),
        "category_mark": _mark(views, "category"),
        "section_mark": _mark(views, "section"),
        "has_status": columns.status,
        "has_message": columns.message,
        "has_action": columns.action,
        "has_category": columns.category and shared_field != "category",
        "has_section": columns.section and shared_field != "group",
    }


def _mark(views: Views, name: str) -> Verbatim:
    """Return the attribute in a column's head by which styles know the table."""
    mark = views.dialect.mark(name)
    return Verbatim(f" {mark}" if mark else "")


def _row(views: Views, error: ResolvedError) -> View:
    category = views.categories.get(error["category"] or "")
    group = views.groups.get(error["group"] or "")
    return {
        "code": views.link(error),
        "status": Verbatim(", ".join(str(status) for status in error["status"] or ()) or _NOTHING),
        "category": md_text(category["title"]) if category else _NOTHING,
        "section": md_text(group["title"]) if group else _NOTHING,
        "says": md_text(display_message(error)),
        "action": md_text(error["action"]) if error["action"] else _NOTHING,
        "lifecycle": _lifecycle(error),
    }


def _lifecycle(error: ResolvedError) -> Verbatim | None:
    if error["deprecated"] is not None:
        return Verbatim("deprecated")
    return md_text(error["stability"]) if error["stability"] != "stable" else None


class Subject(NamedTuple):
    """What the catalog says about a list of errors."""

    title: str | None = None
    description: str | None = None
    action: str | None = None
    causes: Sequence[ResolvedNote] = ()
    solutions: Sequence[ResolvedNote] = ()
    links: Sequence[ResolvedLink] = ()


_NO_SUBJECT = Subject()
_NOTHING_NOW = Verbatim("")


def list_page(
    views: Views,
    fallback_title: str,
    errors: Sequence[ResolvedError],
    *,
    subject: Subject = _NO_SUBJECT,
    now: Verbatim = _NOTHING_NOW,
    facts: Sequence[Fact] = (),
    by_category: bool = False,
    shared_field: str = "",
    children: Sequence[Verbatim] = (),
) -> View:
    """Return a list of related errors. Its heading is the title of the subject, or else `fallback_title`."""
    heading = title_heading(subject.title)
    return {
        "heading": with_api_name(heading or Verbatim(fallback_title), views.resolved),
        "title": title_line(subject.title, heading, views.dialect),
        "name": md_text(subject.title or fallback_title),
        "search_words": Verbatim(""),
        "now": now,
        "facts": views.dialect.facts(facts),
        "description": portable(subject.description) if subject.description else None,
        "action": md_text(subject.action) if subject.action else None,
        "causes": notes(subject.causes),
        "solutions": notes(subject.solutions),
        "links": links(subject.links),
        "children": list(children),
        "about": list_description(views, subject.title or html.unescape(fallback_title), subject.action, errors),
        "sections": list(_sections(views, errors, by_category=by_category, shared_field=shared_field)),
    }


def _sections(views: Views, errors: Sequence[ResolvedError], *, by_category: bool, shared_field: str) -> Iterator[View]:
    if not by_category:
        if errors:
            yield {"title": None, "id": None, **table(views, errors, shared_field=shared_field)}
        return
    for id, title in [*((id, category["title"]) for id, category in views.categories.items()), (None, "Others")]:
        section_errors = errors_in_category(views, errors, id)
        if section_errors:
            yield {
                "title": md_text(title),
                "id": Verbatim(_anchor(id)),
                **table(views, section_errors, shared_field="category"),
            }


def _anchor(id: str | None) -> str:
    """Return the id of a category's section on the page of a status."""
    return "no-category" if id is None else f"category-{id}"


def category(views: Views, category: ResolvedCategory) -> View:
    verdict = verdict_of_category(category, has_responses=views.has_responses)
    errors = [error for error in views.errors if error["category"] == category["id"]]
    subject = Subject(category["title"], category["description"], links=category["links"])
    fallback_title = f"Category: {phrase_of_id(category['id'])}"
    now = views.now(verdict, category["action"])
    return list_page(views, fallback_title, errors, subject=subject, now=now, shared_field="category")


def group(views: Views, group: ResolvedGroup) -> View:
    children = [
        linked(md_text(child["title"]), views.links.by("group", child["id"]))
        for child in views.sections_of(group["id"])
    ]
    errors, shared_field = errors_in_group(views, group), "" if children else "group"
    subject = Subject(group["title"], group["description"], links=group["links"])
    fallback_title = f"Section: {phrase_of_id(group['id'])}"
    return list_page(
        views,
        fallback_title,
        errors,
        subject=subject,
        facts=_numbers(group),
        shared_field=shared_field,
        children=children,
    )


def _numbers(group: ResolvedGroup) -> list[Fact]:
    """Return the numbers that the errors of a section have."""
    band = group["numbers"]
    if band is None:
        return []
    return [(Verbatim("Numbers"), [(Verbatim(f"{md_code(str(band['from']))} to {md_code(str(band['to']))}"), None)])]


def errors_in_group(views: Views, group: ResolvedGroup) -> list[ResolvedError]:
    """Return the errors of a section and of the sections inside it."""
    group_ids = _with_children(views, group["id"])
    return [error for error in views.errors if error["group"] in group_ids]


def _with_children(views: Views, id: str) -> set[str]:
    ids = {id}
    ids.update(group["id"] for _depth, group in _nested(views, id))
    return ids


def status(views: Views, number: int | None) -> View:
    """Return the page of a status; None is for errors without a status."""
    if number is None:
        return list_page(views, "Errors without a status", errors_with_status(views, None), by_category=True)
    subject = Subject(f"{number} {status_title(views.resolved, number)}")
    search_words = views.dialect.search_words([status_words(number)])
    note = next((note for note in views.resolved["statuses"] if number in note["status"]), None)
    if note is not None:
        subject = subject._replace(description=note["description"], action=note["action"], links=note["links"])
    view = list_page(views, f"Status {number}", errors_with_status(views, number), subject=subject, by_category=True)
    return {**view, "search_words": search_words}


def error_type(views: Views, type_: ResolvedType) -> View:
    facts: list[Fact] = [(Verbatim("Class"), [(md_code(type_["class_name"]), None)])] if type_["class_name"] else []
    errors = [error for error in views.errors if error["type"] == type_["id"]]
    subject = Subject(
        type_["title"], type_["description"], causes=type_["causes"], solutions=type_["solutions"], links=type_["links"]
    )
    return list_page(views, f"Error type: {phrase_of_id(type_['id'])}", errors, subject=subject, facts=facts)


def similar_codes(views: Views, errors: Sequence[ResolvedError]) -> View:
    """Return the list of many errors whose codes are equal or look alike."""
    codes = dict.fromkeys(error["code"] for error in errors)
    facts: list[Fact] = [(Verbatim("Code"), [(md_code(code), None) for code in islice(codes, MOST_SHOWN)])]
    return list_page(views, f"Code: {code_heading(errors[0])}", errors, facts=facts)


def errors_with_status(views: Views, number: int | None) -> list[ResolvedError]:
    """Return the errors of a status; None is for errors without a status."""
    return [error for error in views.errors if (number in (error["status"] or ()) if number else not error["status"])]


def errors_in_category(views: Views, errors: Iterable[ResolvedError], id: str | None) -> list[ResolvedError]:
    """Return the errors of a category; None is for errors without a category."""
    return [error for error in errors if (error["category"] if error["category"] in views.categories else None) == id]


def statuses(views: Views) -> list[int | None]:
    """Return all statuses that an error has or that the catalog describes, sorted, then None if an error has none.

    A catalog without responses has no statuses to list.
    """
    if not views.has_responses:
        return []
    used = {status for error in views.errors for status in error["status"] or ()}
    used |= {status for note in views.resolved["statuses"] for status in note["status"]}
    has_errors_without_status = any(not error["status"] for error in views.errors)
    return [*sorted(used), *([None] if has_errors_without_status else [])]


def error_map(views: Views) -> View:
    """Return a table that counts the errors of each status and category, with a link from each number."""
    used = {error["category"] for error in views.errors}
    columns: list[tuple[str | None, str]] = [
        (id, category["title"]) for id, category in views.categories.items() if id in used
    ]
    if any(error["category"] not in views.categories for error in views.errors):
        columns.append((None, "Others"))
    rows = []
    for number in statuses(views):
        errors = errors_with_status(views, number)
        if not errors:
            continue
        name = str(number) if number is not None else pages.NO_STATUS
        page = views.links.by("status", name)
        label = views.status(number) if number is not None else Verbatim("No status")
        rows.append(
            {"status": linked(label, page), "cells": [_cell(views, errors, id, page) for id, _title in columns]}
        )
    return {"columns": [md_text(title) for _id, title in columns], "rows": rows}


def _cell(views: Views, errors: Sequence[ResolvedError], id: str | None, page: str | None) -> Verbatim:
    cell_errors = errors_in_category(views, errors, id)
    if not cell_errors:
        return _NOTHING
    shade = min(_WARMEST, len(cell_errors).bit_length())
    text = Verbatim(counted(len(cell_errors), "error"))
    target = f"{page}#{_anchor(id)}" if page else None
    return Verbatim(f"{linked(text, target)}{views.dialect.mark(f'heat-{shade}')}")


def index_groups(views: Views) -> list[tuple[int, ResolvedGroup]]:
    """Return the sections with their depth, each after its parent."""
    return list(_nested(views, None))


def _nested(views: Views, parent: str | None) -> Iterator[tuple[int, ResolvedGroup]]:
    """Yield the sections inside a section. There is no recursion because sections can nest to any depth."""
    pending = [(0, section) for section in reversed(views.sections_of(parent))]
    seen = {parent}
    while pending:
        depth, group = pending.pop()
        if group["id"] not in seen:
            seen.add(group["id"])
            yield depth, group
            pending += [(depth + 1, child) for child in reversed(views.sections_of(group["id"]))]


def lifecycle(views: Views) -> View:
    """Return what is less stable than the rest: deprecated, retired, reserved and unstable codes."""
    resolved = views.resolved
    return {
        "deprecated": [
            {
                "code": views.link(error),
                "since": _or_nothing(error["deprecated"]["since"]),
                "sunset": _or_nothing(error["deprecated"]["sunset"]),
                "instead": _instead(views, error["deprecated"]["replaced_by"]),
                "reason": _or_nothing(error["deprecated"]["reason"]),
            }
            for error in views.errors
            if error["deprecated"] is not None
        ],
        "unstable": [
            {"code": views.link(error), "stability": md_text(error["stability"])}
            for error in views.errors
            if error["stability"] != "stable"
        ],
        "retired": [retired(views, code) for code in resolved["retired"]],
        "reserved": [
            {
                "codes": md_code(reserved["code"])
                if reserved["code"] is not None
                else Verbatim(f"{md_code(str(reserved['from']))} to {md_code(str(reserved['to']))}"),
                "reason": _or_nothing(reserved["reason"]),
            }
            for reserved in resolved["reserved"]
        ],
    }


def retired(views: Views, retired: ResolvedRetired) -> View:
    """Return a row for a code that must not be used again."""
    return {
        "code": md_code(retired["code"]),
        "since": _or_nothing(retired["since"]),
        "instead": _instead(views, retired["replaced_by"]),
        "reason": _or_nothing(retired["reason"]),
    }


def _instead(views: Views, code: str | None) -> Verbatim:
    return views.reference(code) if code is not None else _NOTHING


def _or_nothing(text: str | None) -> Verbatim:
    return md_text(text) if text else _NOTHING
