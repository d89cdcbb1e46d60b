"""The result of a check: a catalog and its findings."""

from __future__ import annotations

from dataclasses import dataclass

from errcat.findings.document import Document
from errcat.findings.finding import Finding, Level
from errcat.model.catalog import Catalog


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A catalog and its findings, sorted by file, line and column."""

    catalog: Catalog
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Level:
        return max((finding.level for finding in self.findings), default=Level.OFF)
