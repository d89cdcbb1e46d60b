"""Runs all enabled rules over a catalog."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.findings.finding import Level, Problem
from errcat.model.catalog import Catalog
from errcat.rules import RULES
from errcat.rules.report import Context


def problems_of(catalog: Catalog, context: Context, levels: Mapping[str, Level]) -> list[Problem]:
    """Return what the rules find. A rule that the settings disable does not run."""
    return [
        problem
        for rule, check in RULES.items()
        if levels.get(rule) is not Level.OFF
        for problem in check(catalog, context)
    ]
