"""The exception for a catalog that has errors."""

from __future__ import annotations

from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult


class CatalogError(RunError):
    """A catalog has errors, so it can't be loaded or built."""

    def __init__(self, path: str, result: CheckResult) -> None:
        errors = [finding for finding in result.findings if finding.level is Level.ERROR]
        super().__init__("catalog-has-errors", path=path, count=len(errors), first=errors[0].message)
        self.result = result
        """All findings."""
