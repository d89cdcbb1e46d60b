"""Which columns a table of errors needs. A column is left out if it is empty, or repeats another one in each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from errcat.resolved.generated_types import ResolvedCategory, ResolvedError, ResolvedGroup
from errcat.resolved.resolve import display_message


class Columns(NamedTuple):
    """The columns other than the code, which each table has."""

    status: bool
    message: bool
    action: bool
    category: bool
    section: bool


def table_columns(
    errors: Sequence[ResolvedError],
    categories: Mapping[str, ResolvedCategory],
    groups: Mapping[str, ResolvedGroup],
) -> Columns:
    """Return the columns for the errors of a catalog: all its tables have the same."""
    codes = [error["code"] for error in errors]
    messages = [display_message(error) for error in errors]
    statuses = [" ".join(map(str, error["status"] or ())) for error in errors]
    actions = [error["action"] or "" for error in errors]
    category_titles = [_title(error["category"], categories) for error in errors]
    sections = [_title(error["group"], groups) for error in errors]
    has_action = any(actions) and not _are_equal(actions, messages)
    has_category = any(category_titles) and not (has_action and _correspond(category_titles, actions))
    has_section = any(sections) and not (has_category and _correspond(sections, category_titles))
    has_status = any(statuses) and not _are_equal(statuses, codes)
    # a table of nothing but codes would say nothing
    has_message = not _are_equal(messages, codes) or not (has_action or has_status)
    return Columns(has_status, has_message, has_action, has_category, has_section)


def _title(id: str | None, records: Mapping[str, ResolvedCategory] | Mapping[str, ResolvedGroup]) -> str:
    return records[id]["title"] if id is not None and id in records else ""


def _are_equal(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both have the same letters and digits in each row."""
    return all(_letters(text) == _letters(other) for text, other in zip(texts, others, strict=True))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _correspond(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each text always has the same other one, and the other way around, in more than a few rows."""
    pairs = set(zip(texts, others, strict=True))
    return len(pairs) == len(set(texts)) == len(set(others)) and 1 < len(pairs) < len(texts)
