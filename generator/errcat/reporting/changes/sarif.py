"""Changes as SARIF 2.1.0, the format of code scanning services and viewers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from errcat.changes import ChangeLevel, Comparison
from errcat.reporting.changes.items import ChangeItem, change_items
from errcat.reporting.options import ReportOptions
from errcat.reporting.sarif import FINGERPRINT, physical_location, sarif_text
from errcat.text.visible import visible

_LEVELS = {ChangeLevel.BREAKING: "error", ChangeLevel.DANGEROUS: "warning", ChangeLevel.SAFE: "note"}


def report(comparisons: Sequence[Comparison], options: ReportOptions) -> str:
    items = change_items(comparisons)
    rules = sorted({item.change.rule for item in items})
    return sarif_text(rules, [_result(item, rules.index(item.change.rule), options) for item in items])


def _result(item: ChangeItem, index: int, options: ReportOptions) -> dict[str, Any]:
    change = item.change
    subject = f"{visible(change.code)}: " if change.code else ""
    help_text = "\n".join(visible(line) for line in item.help.strip().split("\n"))
    result: dict[str, Any] = {
        "ruleId": change.rule,
        "ruleIndex": index,
        "level": _LEVELS[change.level],
        "message": {"text": f"{subject}{visible(item.message)}\n{help_text}"},
        "partialFingerprints": {FINGERPRINT: item.fingerprint},
        "properties": {"level": change.level.word},
    }
    span = item.nearest_span
    if span:
        location: dict[str, Any] = {"physicalLocation": physical_location(span, options)}
        if item.field:
            name = {"fullyQualifiedName": item.field, "kind": "member"}
            location["logicalLocations"] = [{"name": change.code, **name} if change.code else name]
        result["locations"] = [location]
    return result
