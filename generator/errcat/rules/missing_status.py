"""missing-status: an error has neither a status nor another transport."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import display_name
from errcat.rules.report import Context
from errcat.rules.views.nearly_all import problems_of_lack


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    if not context.complete:
        return
    lacking = [
        error
        for error in catalog.errors
        if error.status is None
        and not error.transports
        and error.severity != "success"
        and error.raw
        and error.broken.isdisjoint(("status", "transports"))
    ]
    problems = (Problem("missing-status", error.at / "code", {"code": display_name(error)}) for error in lacking)
    yield from problems_of_lack(catalog, lacking, problems)
