"""Catalogs in the manner of published ones: what the rules find by default in each, and nothing that is wrong.

Each `*.yaml` file imitates a style of published error lists, in invented words. `findings.txt` has every finding. A line
there must be right for the API that the catalog imitates: a team that publishes such a list would agree with it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from errcat import checking
from errcat.reading import load_bytes

HERE = Path(__file__).parent
CATALOGS = sorted(HERE.glob("*.yaml"))
MIN_CATALOGS = 20
MIN_ERRORS = 30


def findings_in(file: Path) -> list[str]:
    checked = checking.check(load_bytes(((file.name, file.read_bytes()),)), {}, date(2027, 1, 1))
    assert len(checked.catalog.errors) >= MIN_ERRORS
    return [
        f"  {finding.span.start.line}: {finding.level.word}[{finding.rule}] {finding.message}"
        for finding in checked.findings
        if finding.span is not None
    ]


def test_there_are_many_styles():
    assert len(CATALOGS) >= MIN_CATALOGS


def test_findings_in_published_styles(expected):
    lines = [line for file in CATALOGS for line in (file.name, *findings_in(file))]
    expected("\n".join([*lines, ""]), HERE / "findings.txt")


@pytest.mark.parametrize("rule", ["missing-action", "missing-category", "missing-message", "missing-status"])
def test_what_a_whole_catalog_lacks_is_one_finding(rule: str):
    for file in CATALOGS:
        assert sum(f"[{rule}]" in line for line in findings_in(file)) <= 1, file.name
