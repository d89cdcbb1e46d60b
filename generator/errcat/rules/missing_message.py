"""missing-message: an error does not say what message the API sends."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import display_name
from errcat.rules.report import Context
from errcat.rules.views.nearly_all import problems_of_lack


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Report errors without a message, except for successes, which need none."""
    if not context.complete:
        return
    lacking = [
        error
        for error in catalog.errors
        if error.message is None
        and not error.messages
        and error.severity != "success"
        and error.raw
        and error.broken.isdisjoint(("message", "messages"))
    ]
    problems = (Problem("missing-message", error.at / "code", {"code": display_name(error)}) for error in lacking)
    yield from problems_of_lack(catalog, lacking, problems)
