"""SARIF 2.1.0, the format of code scanning services and viewers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errcat import __version__
from errcat.findings.finding import Fix, Level, Span
from errcat.findings.source import Edit, Source
from errcat.findings.wording import default_level, diagnostic, documentation, page
from errcat.model.check_result import CheckResult
from errcat.reporting.json_text import json_text
from errcat.reporting.options import ReportOptions
from errcat.reporting.report_items import ReportItem, report_items
from errcat.reporting.repository import repository_path, uri
from errcat.text.visible import visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "errcat/v1"

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def report(results: Sequence[CheckResult], options: ReportOptions) -> str:
    items = report_items(results)
    rules = sorted({item.finding.rule for item in items})
    return sarif_text(rules, [_result(item, rules.index(item.finding.rule), options) for item in items])


def sarif_text(rules: Sequence[str], results: Sequence[Mapping[str, Any]]) -> str:
    """Return a document with results, and what errcat says about their rules."""
    home = documentation()
    run = {
        "tool": {
            "driver": {
                "name": "errcat",
                "version": __version__,
                "semanticVersion": __version__,
                **({"informationUri": home} if home else {}),
                "rules": [_rule(id) for id in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(id: str) -> dict[str, Any]:
    diagnostic_texts = diagnostic(id)
    address = page(id)
    parts = (
        diagnostic_texts.description.strip(),
        _section("Why it happens", diagnostic_texts.causes),
        _section("What to do", diagnostic_texts.solutions),
    )
    text = "\n\n".join(part for part in parts if part) or diagnostic_texts.title
    return {
        "id": id,
        "name": "".join(word.title() for word in id.split("-")),
        "shortDescription": {"text": diagnostic_texts.title},
        "fullDescription": {"text": diagnostic_texts.description.strip() or diagnostic_texts.title},
        "help": {"text": text, "markdown": text},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": _LEVELS[default_level(id)]},
        "properties": {"tags": list(diagnostic_texts.tags)},
    }


def _section(title: str, items: Sequence[str]) -> str:
    return f"{title}:\n\n" + "\n".join(f"* {item.strip()}" for item in items) if items else ""


def _result(report_item: ReportItem, index: int, options: ReportOptions) -> dict[str, Any]:
    finding = report_item.finding
    help_text = "\n".join(visible(line) for line in finding.help.strip().split("\n"))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": "\n".join(part for part in (visible(finding.message), help_text) if part)},
        "partialFingerprints": {FINGERPRINT: report_item.fingerprint},
    }
    if finding.span:
        location: dict[str, Any] = {"physicalLocation": physical_location(finding.span, options)}
        if finding.path:
            name = {"fullyQualifiedName": finding.path, "kind": "member"}
            location["logicalLocations"] = [{"name": finding.code, **name} if finding.code else name]
        result["locations"] = [location]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": physical_location(span, options), "message": {"text": visible(label)}}
            for number, (span, label) in enumerate(finding.related, start=1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(report_item, finding.fix, help_text, options)]
    return result


def physical_location(span: Span, options: ReportOptions) -> dict[str, Any]:
    """Return the place of a span in a file of the repository."""
    region = {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }
    return {"artifactLocation": _artifact_location(span.file, options), "region": region}


def _artifact_location(file: str, options: ReportOptions) -> dict[str, str]:
    path = repository_path(file, options)
    return {"uri": uri(path)} if path.startswith("/") else {"uri": uri(path), "uriBaseId": "%SRCROOT%"}


def _fix(report_item: ReportItem, fix: Fix, help_text: str, options: ReportOptions) -> dict[str, Any]:
    source = report_item.result.documents[fix.document].source
    change = {
        "artifactLocation": _artifact_location(source.name, options),
        "replacements": [_replacement(source, edit) for edit in fix.edits],
    }
    return {"description": {"text": help_text or report_item.finding.rule}, "artifactChanges": [change]}


def _replacement(source: Source, edit: Edit) -> dict[str, Any]:
    start, end = source.position(edit.start), source.position(edit.end)
    return {
        "deletedRegion": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
        "insertedContent": {"text": edit.text},
    }
