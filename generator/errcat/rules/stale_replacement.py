"""stale-replacement: a code is replaced by one that is itself deprecated or retired."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.model.references import Successors, is_current
from errcat.rules.report import Context
from errcat.text.yaml_writer import yaml_word


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    successors = Successors(catalog)
    cycle_numbers = {member.at: number for number, cycle in enumerate(successors.cycles) for member in cycle}
    for holder, replacement, at in successors.replaced_entries():
        following = successors.find(replacement)
        if following is None or is_current(following):
            continue
        if holder.at in cycle_numbers and cycle_numbers[holder.at] == cycle_numbers.get(following.at):
            continue  # replacement-cycle or self-reference reports them
        current = successors.final_successor(following)
        is_entry = isinstance(following, ErrorEntry)
        values = {
            "code": holder.code,
            "replacement": replacement,
            "state": "deprecated" if is_entry else "retired",
            "line": f"replaced_by: {yaml_word(current.code)}" if current else "",
        }
        related_place = (following.at / "deprecated").at_key if is_entry else following.at / "code"
        yield Problem("stale-replacement", at, values, help="" if current else "none", related=(related_place,))
