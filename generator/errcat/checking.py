"""Load a catalog, run the rules, tell what was found: what `check`, and every command that builds, starts with."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from errcat.findings import wording
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.document import Document
from errcat.findings.finding import Finding, Level, Problem
from errcat.model.check_result import CheckResult
from errcat.reading import Loaded
from errcat.rules.ignores import Judged, apply_ignores, find_ignores
from errcat.rules.report import Context
from errcat.rules.run import problems_of

PROTECTIVE = "protective"
"""The tag of findings that protect from harm: no house and no writer can turn them off."""


def finding_ids() -> list[str]:
    """Every id that a finding may have."""
    return [id for id, words in DIAGNOSTICS.items() if words.kind == "finding"]


def protected_ids() -> list[str]:
    return [id for id, words in DIAGNOSTICS.items() if PROTECTIVE in words.tags]


def check(loaded: Loaded, levels: Mapping[str, Level], today: date | None = None) -> CheckResult:
    """Everything that is wrong with a catalog, in words."""
    context = Context(today or current_day(), loaded.complete)
    by_rules = problems_of(loaded.catalog, context, levels)
    problems = [*loaded.problems, *(problem for problem in by_rules if not loaded.is_reported(problem.at))]
    ignores = find_ignores(loaded.documents)
    if ignores:
        known = {id: PROTECTIVE not in DIAGNOSTICS[id].tags for id in finding_ids()}
        off = [id for id, level in levels.items() if level is Level.OFF]
        judged = Judged(known, off, loaded.complete)
        placed = [(problem, wording.range_of(problem.at, loaded.documents)) for problem in problems]
        problems, about_ignores = apply_ignores(placed, ignores, loaded.documents, judged)
        problems += about_ignores
    return CheckResult(loaded.catalog, loaded.documents, findings_of(problems, loaded.documents, levels))


def findings_of(
    problems: Sequence[Problem], documents: Sequence[Document], levels: Mapping[str, Level]
) -> tuple[Finding, ...]:
    """Problems as findings, in the order of the files; each place is told of a rule once."""
    findings: dict[tuple[object, ...], Finding] = {}
    for problem in problems:
        level = levels.get(problem.rule, wording.default_level(problem.rule))
        if level is not Level.OFF:
            finding = wording.finding_of(problem, documents, level)
            findings.setdefault((finding.rule, finding.span), finding)
    return tuple(sorted(findings.values(), key=lambda finding: finding.sort_key))


def current_day() -> date:
    """Today; SOURCE_DATE_EPOCH where it is set, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else datetime.now(UTC).date()
