"""The result of a check: a catalog and its findings."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from errcat.findings.document import Document
from errcat.findings.finding import Finding, Level
from errcat.findings.source import Source
from errcat.model.catalog import Catalog


class _Checked(NamedTuple):
    catalog: Catalog
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]


class CheckResult(_Checked):
    """A catalog and its findings, sorted by file, line and column."""

    def source(self, file: str) -> Source | None:
        """Return the text of a file of the catalog."""
        return self._sources.get(file)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        # the first of several documents with the same name counts
        return {document.source.name: document.source for document in reversed(self.documents)}

    @property
    def worst(self) -> Level:
        return max((finding.level for finding in self.findings), default=Level.OFF)
