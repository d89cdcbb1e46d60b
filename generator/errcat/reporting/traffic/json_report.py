"""Findings about responses for programs, and which codes were seen. schema/verify.v1.schema.json defines each key."""

from __future__ import annotations

from collections.abc import Sequence

from errcat import __version__
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reporting.json_report import finding_data
from errcat.reporting.json_text import json_text
from errcat.reporting.report_items import counts_by_level, report_items
from errcat.traffic.findings import CountedFinding
from errcat.traffic.recordings.recorded import Spot
from errcat.traffic.tally import SeenCode, Tally

VERSION = 1


def report(results: Sequence[CheckResult], found: Sequence[CountedFinding], tally: Tally) -> str:
    """Return findings, counts and codes as JSON. `results` has the findings of all catalogs."""
    items = report_items(results)
    level_counts = counts_by_level(items)
    counted = {id(item.finding): item for item in found}
    counts = tally.counts
    findings: list[object] = []
    for item in items:
        data = finding_data(item)
        group = counted.get(id(item.finding))
        data["count"] = group.count if group else 1
        data["last"] = (
            {"file": group.last.file, "line": group.last.line, "column": group.last.column} if group else None
        )
        findings.append(data)
    return json_text(
        {
            "version": VERSION,
            "tool": {"name": "errcat", "version": __version__},
            "findings": findings,
            "summary": {
                "errors": level_counts.get(Level.ERROR, 0),
                "warnings": level_counts.get(Level.WARNING, 0),
                "infos": level_counts.get(Level.INFO, 0),
                "responses": {
                    "total": counts.responses,
                    "errors": counts.errors,
                    "known": counts.known,
                    "skipped": counts.skipped,
                    "unread": counts.unread,
                },
            },
            "catalogs": [
                {
                    "name": known.name,
                    "codes": [_code(code, seen.get(code)) for code in known.catalog.by_code],
                    "seen": len(seen),
                    "never_seen": len(known.catalog.by_code) - len(seen),
                }
                for known, seen in zip(tally.catalogs, tally.seen(), strict=True)
            ],
        }
    )


def _code(code: str, seen: SeenCode | None) -> dict[str, object]:
    if seen is None:
        return {"code": code, "count": 0, "statuses": {}, "first": None}
    return {
        "code": code,
        "count": seen.count,
        "statuses": {str(status): count for status, count in sorted(seen.statuses.items())},
        "first": _place(seen.first),
    }


def _place(spot: Spot) -> dict[str, object]:
    return {"file": spot.file, "line": spot.line, "column": spot.column}
