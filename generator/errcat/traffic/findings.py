"""Groups of equal problems → findings, with how often each occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errcat.findings import wording
from errcat.findings.document import Document
from errcat.findings.finding import Finding, Level, Span, VerbatimText
from errcat.findings.source import Position
from errcat.text.counts import counted
from errcat.traffic.recordings.recorded import Spot
from errcat.traffic.tally import ProblemGroup


@dataclass(frozen=True, slots=True)
class CountedFinding:
    """A finding about responses: how many have it, and the last of them."""

    finding: Finding
    catalog: int
    count: int
    last: Spot


def findings_of(
    groups: Sequence[ProblemGroup], documents: Sequence[tuple[Document, ...]], levels: Mapping[str, Level]
) -> list[CountedFinding]:
    """Put groups into words, in the order of their first places. `documents` has the files of each catalog."""
    found: list[CountedFinding] = []
    for group in groups:
        problem = group.problem
        level = levels.get(problem.rule, wording.default_level(problem.rule))
        if level is Level.OFF:
            continue
        at = problem.related
        finding = wording.finding_at(
            problem.rule,
            level,
            _span(group.first),
            path=problem.path,
            code=problem.code,
            help=problem.help,
            values={"code": problem.code, "path": problem.path, **problem.values, "times": _times(group)},
            related=() if at is None else (wording.span_of(at.at_key, documents[group.catalog]),),
        )
        found.append(CountedFinding(finding, group.catalog, group.count, group.last))
    return sorted(found, key=lambda item: (item.finding.sort_key, item.finding.path, item.finding.code))


def _times(group: ProblemGroup) -> VerbatimText:
    """Return how often a finding occurs and where last, after its first place; empty if it occurs once."""
    if group.count < 2:
        return VerbatimText("")
    last = group.last
    place = f"line {last.line}" if last.file == group.first.file else f"{last.file}:{last.line}"
    if last.file == group.first.file and last.line == group.first.line:
        place = f"column {last.column}"
    times = counted(group.count, "time")
    return VerbatimText(f" ({times}, last at {place})" if last != group.first else f" ({times})")


def _span(spot: Spot) -> Span:
    position = Position(spot.line, spot.column)
    return Span(spot.file, position, position)
