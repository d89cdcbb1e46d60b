"""Conflicts and entries without a source → problems in the catalog."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from errcat.findings.finding import Problem
from errcat.updating.outcomes import CONFLICT, GONE, Outcome

_SINGULAR = {
    "errors": "error", "guides": "guide", "statuses": "status", "groups": "group", "types": "type",
    "categories": "category",
}  # fmt: skip


def problems_of(outcomes: Sequence[Outcome]) -> Iterator[Problem]:
    for outcome in outcomes:
        values = {"what": what(outcome), "code": outcome.entry, "theirs": as_text(outcome.theirs)}
        if outcome.kind == CONFLICT:
            yield Problem("import-conflict", outcome.at, values, help=outcome.reason)
        elif outcome.kind == GONE:
            yield Problem("gone-from-source", outcome.at, values, help="" if outcome.section == "errors" else "part")


def what(outcome: Outcome) -> str:
    """Return the words for what an outcome is about: the message of the error seat_taken."""
    kind = _SINGULAR.get(outcome.section, "")
    entry = f"the {kind} {outcome.entry}" if kind else outcome.section
    return f"{outcome.field} of {entry}" if outcome.field else entry


def as_text(value: object) -> str:
    """Return a value as people read it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
