"""What an update changed, in lines and as data for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from errcat.text.counts import counted
from errcat.text.visible import visible
from errcat.updating.findings import as_text, what
from errcat.updating.outcomes import ADDED, CHANGED, CONFLICT, DELETED, GONE, Outcome

_SIGNS = {ADDED: "+", CHANGED: "~", DELETED: "-"}
_MAX_TEXT = 60
_MAX_LINES = 50


def lines_of(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line for each change. Findings tell the rest."""
    lines = [_line(outcome) for outcome in outcomes if outcome.kind in _SIGNS]
    if len(lines) > _MAX_LINES:
        more = counted(len(lines) - _MAX_LINES, "more change")
        return [*lines[:_MAX_LINES], f"  … and {more}: --diff shows all of them"]
    return lines


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the numbers of changes."""
    kinds = Counter(outcome.kind for outcome in outcomes)
    new = sum(outcome.kind == ADDED and not outcome.field for outcome in outcomes)
    parts = [
        f"{new} new" if new else "",
        counted(kinds[ADDED] + kinds[CHANGED] + kinds[DELETED] - new, "changed value"),
        counted(kinds[CONFLICT], "conflict"),
        f"{kinds[GONE]} no longer in the source" if kinds[GONE] else "",
    ]
    return ", ".join(part for part in parts if part and not part.startswith("0 ")) or "no changes"


def data_of(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """Return the outcomes for JSON."""
    return [
        {
            "change": outcome.kind,
            "section": outcome.section,
            "entry": outcome.entry,
            "field": outcome.field,
            "catalog": outcome.mine,
            "source": outcome.theirs,
        }
        for outcome in outcomes
    ]


def _line(outcome: Outcome) -> str:
    sign = _SIGNS[outcome.kind]
    if not outcome.field:
        return f"  {sign} {visible(what(outcome))}"
    old, new = _short(outcome.mine), _short(outcome.theirs)
    texts = new if outcome.kind == ADDED else old if outcome.kind == DELETED else f"{old} → {new}"
    return f"  {sign} {visible(what(outcome))}: {texts}"


def _short(value: object) -> str:
    text = visible(as_text(value).replace("\n", "⏎"))
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"
