"""Counts what is found: equal problems once, and how often each code was seen.

Memory grows with what differs, not with the responses, and what differs is limited, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from errcat.traffic.judging import Judgment, judge
from errcat.traffic.known_catalog import KnownCatalog
from errcat.traffic.problem import ResponseProblem
from errcat.traffic.recordings.recorded import NoResponse, Recorded, RecordedResponse, Spot, Unread

MOST_PER_RULE = 200
"""How many different problems of a rule are reported."""


@dataclass(slots=True)
class ProblemGroup:
    """Equal problems: the first and the last place, and their number."""

    catalog: int
    problem: ResponseProblem
    first: Spot
    last: Spot
    count: int = 1


@dataclass(slots=True)
class SeenCode:
    """How often a code was seen, and with which statuses."""

    first: Spot
    count: int = 0
    statuses: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """How many parts of the recordings are what."""

    responses: int = 0
    errors: int = 0
    """Responses with the status of an error, or with a known code."""
    known: int = 0
    """Errors with a code of a catalog."""
    skipped: int = 0
    """Lines and entries without a response."""
    unread: int = 0


class Tally:
    """The findings and counts of some recordings."""

    def __init__(self, catalogs: Sequence[KnownCatalog]) -> None:
        self.catalogs = catalogs
        self.counts = Counts()
        self._groups: dict[tuple[object, ...], ProblemGroup] = {}
        self._groups_of_rule: dict[str, int] = {}
        self._more: dict[str, ProblemGroup] = {}
        self._seen: list[dict[str, SeenCode]] = [{} for _known in catalogs]

    def read(self, recorded: Iterable[Recorded], name: str) -> None:
        """Count the responses of a recording."""
        responses, skipped = self.counts.responses, self.counts.skipped
        unread: Unread | None = None
        for item in recorded:
            match item:
                case RecordedResponse():
                    self._add(item)
                case Unread():
                    unread = item
                    self.counts.unread += 1
                    rule = "unread-line" if item.is_line else "unread-recording"
                    self._add_problem(0, ResponseProblem(rule, item.reason, values={"file": item.spot.file}), item.spot)
                case NoResponse():
                    self.counts.skipped += 1
        if self.counts.responses == responses and (unread is None or unread.is_line):
            has_records = self.counts.skipped > skipped
            problem = ResponseProblem("no-responses", "records" if has_records else "", values={"file": name})
            self._add_problem(0, problem, Spot(name))

    def groups(self) -> list[ProblemGroup]:
        """Return the findings, those of each rule that are too many as a single finding."""
        return [*self._groups.values(), *self._more.values()]

    def seen(self) -> Sequence[Mapping[str, SeenCode]]:
        """Return the codes that were seen of each catalog."""
        return self._seen

    def _add(self, response: RecordedResponse) -> None:
        index, judgment = judge(self.catalogs, response)
        self.counts.responses += 1
        if judgment.is_error:
            self.counts.errors += 1
            self.counts.known += bool(judgment.codes)
        self._note_codes(index, judgment, response)
        for problem in judgment.problems:
            self._add_problem(index, problem, response.spot)

    def _note_codes(self, index: int, judgment: Judgment, response: RecordedResponse) -> None:
        for code in judgment.codes:
            seen = self._seen[index].get(code)
            if seen is None:
                seen = self._seen[index][code] = SeenCode(response.spot)
            seen.count += 1
            if response.status is not None:
                seen.statuses[response.status] = seen.statuses.get(response.status, 0) + 1

    def _add_problem(self, catalog: int, problem: ResponseProblem, spot: Spot) -> None:
        key = (catalog, *problem.key)
        group = self._groups.get(key)
        if group is None and self._groups_of_rule.get(problem.rule, 0) >= MOST_PER_RULE:
            group = self._more.get(problem.rule)
            if group is None:
                more = ResponseProblem("more-response-findings", values={"rule": problem.rule})
                self._more[problem.rule] = ProblemGroup(0, more, spot, spot)
                return
        if group is None:
            self._groups[key] = ProblemGroup(catalog, problem, spot, spot)
            self._groups_of_rule[problem.rule] = self._groups_of_rule.get(problem.rule, 0) + 1
        else:
            group.count += 1
            group.last = spot
