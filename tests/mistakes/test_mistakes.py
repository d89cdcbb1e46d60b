"""Every mistake of the table is one finding at its place, and what the terminal says fixes it.

The fix is what the writer types: the lines that the finding shows, or `meant`, if the help offers each of its lines.
After that, the catalog has no finding and means what the writer meant.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from errcat import checking
from errcat.checking import Contents, Examined
from errcat.findings.finding import Finding, Fix
from errcat.findings.fixed_lines import fixed_lines
from errcat.findings.source import Source, apply_edits
from errcat.fixing import fix
from errcat.model.check_result import CheckResult
from errcat.reading import load_bytes
from errcat.reporting.text_of_finding import MAX_FIXED_LINES
from errcat.resolved.resolve import resolve
from mistakes.table import CATALOGS, Mistake, mistakes

TABLE = list(mistakes())


@lru_cache(maxsize=30)  # a fix is checked while it is made, and many fixes lead back to CATALOG
def examine(contents: Contents) -> Examined:
    loaded = load_bytes(contents)
    return Examined(checking.check(loaded, {}, date(2026, 1, 1)), loaded.complete)


def check(text: str) -> CheckResult:
    return examine((("catalog.yaml", text.encode()),)).checked


@lru_cache(maxsize=30)
def meaning(text: str) -> Any:
    return resolve(check(text).catalog, "catalog.yaml")


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda catalog: catalog.split("\n")[0])
def test_the_catalog_has_no_mistake(catalog: str):
    assert check(catalog).findings == ()


def test_every_mistake_has_a_name_of_its_own():
    names = [mistake.name for mistake in TABLE]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("mistake", TABLE, ids=lambda mistake: f"{mistake.subject}: {mistake.name}")
def test_mistake(mistake: Mistake):
    findings = check(mistake.mistaken).findings
    assert [finding.rule for finding in findings] == [mistake.rule], [finding.message for finding in findings]
    finding = findings[0]
    assert finding.span is not None
    assert mistake.marked_line in Source("", mistake.mistaken).line(finding.span.start.line)
    fixed = typed_by(mistake, finding)
    assert [f"{finding.rule}: {finding.message}" for finding in check(fixed).findings] == []
    assert fixed == mistake.intended or meaning(fixed) == meaning(mistake.intended)


def typed_by(mistake: Mistake, finding: Finding) -> str:
    """Return the catalog after its writer does what the finding says."""
    if mistake.help:
        assert mistake.help in finding.help
        return mistake.intended
    if finding.fix is None:
        new = [line for line in mistake.meant.split("\n") if line.strip() and line not in mistake.typed.split("\n")]
        missing = [line for line in new if line.strip().removeprefix("- ") not in finding.help]
        assert (new, missing) == (new, []), finding.help
        return mistake.intended
    if finding.fix.safe:
        return fix((("catalog.yaml", mistake.mistaken.encode()),), examine).after[0][1].decode()
    assert is_shown(mistake.mistaken, finding.fix)
    return apply_edits(mistake.mistaken, list(finding.fix.edits))[0]


def is_shown(text: str, shown: Fix) -> bool:
    """Whether the terminal shows the lines of a fix."""
    lines = [line for group in fixed_lines(Source("", text), shown.edits) for line in group.after]
    return 0 < len(lines) <= MAX_FIXED_LINES
