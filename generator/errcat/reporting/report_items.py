"""Findings ready for a reporter: each with the text that it is about, and a fingerprint that outlives moves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from errcat.findings.finding import Finding, Level
from errcat.findings.source import Source
from errcat.model.check_result import CheckResult

_IN_ENTRY = re.compile(r"(?:errors|retired)\[[0-9]+\]")


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A finding, and what reporters need beside it."""

    finding: Finding
    checked: CheckResult
    identity: tuple[str, ...]
    """What it is about, in words that a new line above it does not change, and a number among equal ones."""

    @property
    def fingerprint(self) -> str:
        """The same as long as the rule, the code and the place within the entry are: on whatever line it stands."""
        from hashlib import sha256  # noqa: PLC0415 — slow to load, and people are shown none

        return sha256("\0".join(self.identity).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def file(self) -> str:
        return self.finding.span.file if self.finding.span else ""

    @property
    def is_fixable(self) -> bool:
        return self.finding.fix is not None and self.finding.fix.safe

    def source(self, file: str) -> Source | None:
        """The text of a file of the same catalog."""
        return next((document.source for document in self.checked.documents if document.source.name == file), None)


def report_items(results: Sequence[CheckResult]) -> list[ReportItem]:
    """Every finding of some catalogs, in the order of the files."""
    seen: Counter[tuple[str, ...]] = Counter()
    reported: list[ReportItem] = []
    for checked in results:
        for finding in checked.findings:
            identity = _identity(finding, checked)
            seen[identity] += 1
            reported.append(ReportItem(finding, checked, (*identity, str(seen[identity]))))
    return reported


def _identity(finding: Finding, checked: CheckResult) -> tuple[str, ...]:
    """What a finding is about: its code and the place within the entry, else its path, else the line's own text."""
    if finding.code:
        return (finding.rule, finding.code, _IN_ENTRY.sub("", finding.path, count=1))
    if finding.path or finding.span is None:
        return (finding.rule, "", finding.path)
    span = finding.span
    source = next((document.source for document in checked.documents if document.source.name == span.file), None)
    line = source.line(span.start.line).strip() if source and span.start.line <= source.line_count else ""
    return (finding.rule, "", "", line)


def most_important(reported: Sequence[ReportItem], limit: int) -> list[ReportItem]:
    """As many as are shown, in the order of the files: the worst, and something of every rule before more of one."""
    if len(reported) <= limit:
        return list(reported)
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, bool, int]] = []
    for index, one in enumerate(reported):
        seen[one.finding.rule] += 1
        ranked.append((-one.finding.level, seen[one.finding.rule] > 1, index))
    return [reported[index] for index in sorted(index for _level, _again, index in sorted(ranked)[:limit])]


def name_of(checked: CheckResult) -> str:
    """What to call a catalog: its file, or the folder that its files are in."""
    names = [document.source.name for document in checked.documents]
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


def counts(reported: Sequence[ReportItem]) -> dict[Level, int]:
    """How many findings there are of each level that has any, the worst first."""
    found = Counter(item.finding.level for item in reported)
    return {level: found[level] for level in sorted(Level, reverse=True) if found[level]}
