"""Load a catalog, run the rules and collect the findings: the start of `check` and of every build."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from errcat.findings.document import Document, NoPlacesError
from errcat.findings.finding import Finding, Level, Problem
from errcat.model.check_result import CheckResult
from errcat.reading import Loaded, load_bytes, load_places, load_without_places
from errcat.rules.ignores import IgnorePolicy, apply_ignores, find_ignores
from errcat.rules.report import Context
from errcat.rules.run import problems_of

_SCAN = "scan"
"""The group of findings that only `errcat scan` reports. A catalog can have ignore comments for them."""

Contents = tuple[tuple[str, bytes], ...]
"""The names and bytes of a catalog's files."""


class Examined(NamedTuple):
    """A catalog's findings, and whether all of it could be read."""

    checked: CheckResult
    complete: bool


Examine = Callable[[Contents], Examined]


def examine_with(levels: Mapping[str, Level]) -> Examine:
    """Return a function that checks a catalog with the configured levels."""

    def examine(contents: Contents) -> Examined:
        loaded = load_bytes(contents)
        return Examined(check(loaded, levels), loaded.complete)

    return examine


def check_bytes(contents: Contents, levels: Mapping[str, Level], today: date | None = None) -> CheckResult:
    """Check a catalog. If there are no findings, its documents may have no places."""
    loaded = load_without_places(contents)
    if loaded is None:
        loaded = load_bytes(contents)
        del contents  # a tenth of the memory of a large catalog
        return check(loaded, levels, today)
    del contents  # as above
    try:
        checked = check(loaded, levels, today)
    except NoPlacesError:
        return check(load_places(loaded), levels, today)
    return check(load_places(loaded), levels, today) if checked.findings else checked


def check(loaded: Loaded, levels: Mapping[str, Level], today: date | None = None) -> CheckResult:
    """Report everything that is wrong with a catalog."""
    ignores = find_ignores(loaded.documents)
    context = Context(today or current_day(), loaded.complete)
    rule_problems = problems_of(loaded.catalog, context, levels)
    problems = [*loaded.problems, *(problem for problem in rule_problems if not loaded.is_reported(problem.at))]
    if ignores:
        from errcat.findings import wording  # noqa: PLC0415 — as in findings_of

        ignorable = {id: not wording.diagnostic(id).is_protected for id in wording.finding_ids()}
        disabled = [id for id, level in levels.items() if level is Level.OFF] + wording.ids_of_group(_SCAN)
        policy = IgnorePolicy(ignorable, disabled, loaded.complete)
        problems_with_ranges = [(problem, wording.range_of(problem.at, loaded.documents)) for problem in problems]
        problems, ignore_problems = apply_ignores(problems_with_ranges, ignores, loaded.documents, policy)
        problems += ignore_problems
    return CheckResult(loaded.catalog, loaded.documents, findings_of(problems, loaded.documents, levels))


def findings_of(
    problems: Sequence[Problem], documents: Sequence[Document], levels: Mapping[str, Level]
) -> tuple[Finding, ...]:
    """Turn problems into findings in file order; a rule reports each place once."""
    if not problems:
        return ()
    from errcat.findings import wording  # noqa: PLC0415 — the messages are slow to load, and many catalogs need none

    findings: dict[tuple[object, ...], Finding] = {}
    for problem in problems:
        level = levels.get(problem.rule, wording.default_level(problem.rule))
        if level is not Level.OFF:
            finding = wording.finding_of(problem, documents, level)
            findings.setdefault((finding.rule, finding.span), finding)
    return tuple(sorted(findings.values(), key=lambda finding: finding.sort_key))


def current_day() -> date:
    """Return today's date, or the date of SOURCE_DATE_EPOCH so that a build is reproducible."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else datetime.now(UTC).date()
