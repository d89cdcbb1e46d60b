"""Runs the enabled rules over a catalog."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from errcat.findings.finding import Level, Problem
from errcat.model.catalog import Catalog
from errcat.rules import RULES
from errcat.rules.overview import Overview
from errcat.rules.report import Check, Context


def problems_of(catalog: Catalog, context: Context, levels: Mapping[str, Level]) -> list[Problem]:
    """Return what the rules find.

    A rule that the settings disable, or that can find nothing in this catalog, does not run.
    """
    seen = Overview(catalog)
    return [
        problem
        for rule, can_find in RULES.items()
        if levels.get(rule) is not Level.OFF and can_find(seen)
        for problem in check_of(rule)(catalog, context)
    ]


def check_of(rule: str) -> Check:
    """Return the function that checks a rule."""
    return cast("Check", import_module(f"errcat.rules.{rule.replace('-', '_')}").check)
