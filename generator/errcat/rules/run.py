"""All rules over one catalog, with the levels of the house and the ignores of its writers."""

from __future__ import annotations

from collections.abc import Mapping

from errcat.findings.finding import Level, Problem
from errcat.model.catalog import Catalog
from errcat.rules import RULES
from errcat.rules.report import Context


def problems_of(catalog: Catalog, context: Context, levels: Mapping[str, Level]) -> list[Problem]:
    """What the rules find. A rule that the house turned off does not run."""
    return [
        problem
        for rule, check in RULES.items()
        if levels.get(rule) is not Level.OFF
        for problem in check(catalog, context)
    ]
