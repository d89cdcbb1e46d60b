"""missing-message: an error does not say what the API says."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import called
from errcat.rules.report import Context


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """A success needs no words."""
    for error in catalog.errors:
        if (
            error.message is None
            and not error.messages
            and error.severity != "success"
            and error.raw
            and context.complete
            and error.broken.isdisjoint(("message", "messages"))
        ):
            yield Problem("missing-message", error.at / "code", {"code": called(error)})
