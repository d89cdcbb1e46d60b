"""Findings ready for a reporter: each with its source text, and a fingerprint that survives moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from errcat.findings.finding import Finding, Level
from errcat.findings.source import Source
from errcat.model.check_result import CheckResult
from errcat.text.lazy_pattern import lazy_pattern

_IN_ENTRY = lazy_pattern(r"(?:errors|retired)\[[0-9]+\]")


class ReportItem(NamedTuple):
    """A finding with the context that reporters need."""

    finding: Finding
    result: CheckResult
    identity: tuple[str, ...]
    """The subject of the finding in words that stay the same when lines move, plus a number among equal ones."""

    @property
    def fingerprint(self) -> str:
        """A hash of the rule, the code and the place within the entry, which does not depend on the line."""
        from hashlib import sha256  # noqa: PLC0415 — slow to load, and reports for people do not need it

        return sha256("\0".join(self.identity).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def file(self) -> str:
        return self.finding.span.file if self.finding.span else ""

    @property
    def is_fixable(self) -> bool:
        return self.finding.fix is not None and self.finding.fix.safe

    def source(self, file: str) -> Source | None:
        """Return a file of the same catalog."""
        return next((document.source for document in self.result.documents if document.source.name == file), None)


def report_items(results: Sequence[CheckResult]) -> list[ReportItem]:
    """Return every finding of some catalogs, in file order."""
    seen: Counter[tuple[str, ...]] = Counter()
    items: list[ReportItem] = []
    for result in results:
        for finding in result.findings:
            identity = _identity(finding, result)
            seen[identity] += 1
            items.append(ReportItem(finding, result, (*identity, str(seen[identity]))))
    return items


def _identity(finding: Finding, result: CheckResult) -> tuple[str, ...]:
    """Return the subject of a finding: its code and place within the entry, or its path, or the text of its line."""
    if finding.code:
        return (finding.rule, finding.code, _IN_ENTRY.sub("", finding.path, count=1))
    if finding.path or finding.span is None:
        return (finding.rule, "", finding.path)
    span = finding.span
    source = next((document.source for document in result.documents if document.source.name == span.file), None)
    line = source.line(span.start.line).strip() if source and span.start.line <= source.line_count else ""
    return (finding.rule, "", "", line)


def most_important(items: Sequence[ReportItem], limit: int) -> list[ReportItem]:
    """Pick the findings to show, in file order: the worst first, and every rule once before any rule twice."""
    if len(items) <= limit:
        return list(items)
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, bool, int]] = []
    for index, item in enumerate(items):
        seen[item.finding.rule] += 1
        ranked.append((-item.finding.level, seen[item.finding.rule] > 1, index))
    return [items[index] for index in sorted(index for _level, _is_repeated, index in sorted(ranked)[:limit])]


def catalog_name(result: CheckResult) -> str:
    """Return a display name for a catalog: its file, or the folder of its files."""
    names = [document.source.name for document in result.documents]
    if len(names) == 1:
        return names[0]
    if not names:
        return ""
    folders = [PurePosixPath(name).parent.parts for name in names]
    shared: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return f"{PurePosixPath(*shared)}/" if shared else f"{names[0]} and {len(names) - 1} more"


def counts_by_level(items: Sequence[ReportItem]) -> dict[Level, int]:
    """Count the findings of each level that has any, the worst level first."""
    level_counts = Counter(item.finding.level for item in items)
    return {level: level_counts[level] for level in sorted(Level, reverse=True) if level_counts[level]}
