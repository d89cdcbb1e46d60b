"""The result of a check: a catalog and its findings."""

from __future__ import annotations

from typing import NamedTuple

from errcat.findings.document import Document
from errcat.findings.finding import Finding, Level
from errcat.model.catalog import Catalog


class CheckResult(NamedTuple):
    """A catalog and its findings, sorted by file, line and column."""

    catalog: Catalog
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Level:
        return max((finding.level for finding in self.findings), default=Level.OFF)
