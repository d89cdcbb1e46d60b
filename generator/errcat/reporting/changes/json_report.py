"""Changes for programs. schema/changes.v1.schema.json defines each key; a change of a key is a new version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from errcat import __version__
from errcat.changes import ChangeLevel, Comparison, required_release
from errcat.findings.finding import Span
from errcat.reporting.changes.items import ChangeItem, change_items, counts_of, names_of
from errcat.reporting.json_text import json_text
from errcat.reporting.options import ReportOptions

VERSION = 1


def report(comparisons: Sequence[Comparison], _options: ReportOptions) -> str:
    items = change_items(comparisons)
    counts = counts_of(items)
    return json_text(
        {
            "version": VERSION,
            "tool": {"name": "errcat", "version": __version__},
            "requires": required_release(item.change for item in items),
            "changes": [_change(item) for item in items],
            "summary": {
                "breaking": counts[ChangeLevel.BREAKING],
                "dangerous": counts[ChangeLevel.DANGEROUS],
                "safe": counts[ChangeLevel.SAFE],
                "catalogs": [dict(zip(("old", "new"), names_of(one), strict=True)) for one in comparisons],
            },
        }
    )


def _change(item: ChangeItem) -> dict[str, Any]:
    change = item.change
    return {
        "rule": change.rule,
        "level": change.level.word,
        "surfaces": {surface: level.word for surface, level in change.surfaces._asdict().items()},
        "code": change.code,
        "name": change.name,
        "field": item.field,
        "old": change.old,
        "new": change.new,
        "message": item.message,
        "help": item.help.strip(),
        "old_place": _place(item.old_span),
        "new_place": _place(item.new_span),
        "page": item.page,
        "fingerprint": item.fingerprint,
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "file": span.file,
        "line": span.start.line,
        "column": span.start.column,
        "end_line": span.end.line,
        "end_column": span.end.column,
    }
