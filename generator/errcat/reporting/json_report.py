"""Findings for programs. schema/findings.v1.schema.json defines each key; a change of a key is a new version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from errcat import __version__
from errcat.findings.finding import Fix, Level, Span
from errcat.findings.source import Position
from errcat.findings.wording import page
from errcat.model.check_result import CheckResult
from errcat.reporting.json_text import json_text
from errcat.reporting.options import ReportOptions
from errcat.reporting.report_items import ReportItem, catalog_name, counts_by_level, report_items

VERSION = 1


def report(results: Sequence[CheckResult], _options: ReportOptions) -> str:
    items = report_items(results)
    level_counts = counts_by_level(items)
    return json_text(
        {
            "version": VERSION,
            "tool": {"name": "errcat", "version": __version__},
            "findings": [finding_data(item) for item in items],
            "summary": {
                "errors": level_counts.get(Level.ERROR, 0),
                "warnings": level_counts.get(Level.WARNING, 0),
                "infos": level_counts.get(Level.INFO, 0),
                "fixable": sum(item.is_fixable for item in items),
                "catalogs": [
                    {
                        "name": catalog_name(result),
                        "files": [document.source.name for document in result.documents],
                        "codes": len(result.catalog.errors),
                    }
                    for result in results
                ],
            },
        }
    )


def finding_data(report_item: ReportItem) -> dict[str, object]:
    """Return a finding as data."""
    finding = report_item.finding
    address = page(finding.rule)
    return {
        "rule": finding.rule,
        "level": finding.level.word,
        "message": finding.message,
        **_span(finding.span),
        "path": finding.path,
        "code": finding.code,
        "label": finding.label,
        "help": finding.help.strip(),
        **({"url": address} if address else {}),
        "related": [{**_span(span), "label": label} for span, label in finding.related],
        "fix": _fix(report_item, finding.fix) if finding.fix else None,
        "fingerprint": report_item.fingerprint,
    }


def _span(span: Span | None) -> dict[str, Any]:
    if span is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    return {
        "file": span.file,
        "line": span.start.line,
        "column": span.start.column,
        "end_line": span.end.line,
        "end_column": span.end.column,
    }


def _fix(report_item: ReportItem, fix: Fix) -> dict[str, Any]:
    source = report_item.result.documents[fix.document].source
    return {
        "safe": fix.safe,
        "edits": [
            {
                "file": source.name,
                "start": _position(source.position(edit.start)),
                "end": _position(source.position(edit.end)),
                "text": edit.text,
            }
            for edit in fix.edits
        ],
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
