"""Measurements → the report: tables of seconds, memory, ratios, targets and growth."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from process_costs import Run
from programs import GROWING, PROGRAMS, TARGETS, Target


class Figure(NamedTuple):
    """A median, with the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        return cls(statistics.median(values), min(values), max(values))


class Measured(NamedTuple):
    """All runs of a program on a size."""

    cpu: Figure
    wall: Figure
    megabytes: Figure
    rounds: int

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Measured:
        return cls(
            Figure.of([run.cpu for run in runs]),
            Figure.of([run.wall for run in runs]),
            Figure.of([run.megabytes for run in runs]),
            len(runs),
        )


class Machine(NamedTuple):
    """Where and when the figures were measured."""

    day: str
    cpu: str
    cores: int
    load: float
    system: str
    python: str


Found = Mapping[tuple[str, int], Measured]

INTRODUCTION = """\
# Results

Written by `make bench`. Do not edit it: run it again.

Every figure is the median of whole processes that ran in turns on the same catalogs (`synthetic.py`). Processor time is
that of the user and the system. The range after a median is from the least to the most of all rounds. Seconds are only
true of the machine below. The ratios hold elsewhere, too.
"""


def report(machine: Machine, versions: Mapping[str, str], found: Found) -> str:
    """Return the report as Markdown."""
    counts = sorted({count for _name, count in found})
    names = [program.name for program in PROGRAMS]
    parts = [INTRODUCTION, *_machine(machine, versions)]
    parts += ["## Targets\n", *_targets(found)]
    parts += ["## Processor time\n", *_table(found, names, counts, lambda measured: _seconds(measured.cpu))]
    parts += ["## Time on the clock\n", *_table(found, names, counts, lambda measured: _seconds(measured.wall))]
    parts += [
        "## Peak memory\n",
        *_table(found, names, counts, lambda measured: f"{measured.megabytes.median:,.0f} MB"),
    ]
    parts += ["## Growth\n", *_growth(found, counts)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _machine(machine: Machine, versions: Mapping[str, str]) -> Iterator[str]:
    yield (
        f"Measured on {machine.day}: {machine.cpu}, {machine.cores} cores, {machine.system}, Python {machine.python}. "
        f"The load average at the end was {machine.load:.1f}."
    )
    yield ""
    yield ", ".join(f"{name} {version}" for name, version in versions.items()) + "."
    yield ""


def _targets(found: Found) -> Iterator[str]:
    yield "| what | compared with | entries | at most | measured | met |"
    yield "|---|---|---:|---:|---:|---|"
    for target in TARGETS:
        ratio = ratio_of(found, target)
        if ratio is not None:
            verdict = "yes" if ratio <= target.bar else "**no**"
            yield f"| {target.name} | {target.to} | {target.count:,} | {target.bar:.2f} | {ratio:.2f} | {verdict} |"
    yield ""


def ratio_of(found: Found, target: Target) -> float | None:
    """Return the ratio of processor times that a target is about, if it was measured."""
    of, to = found.get((target.of, target.count)), found.get((target.to, target.count))
    return of.cpu.median / to.cpu.median if of and to else None


def _table(found: Found, names: Sequence[str], counts: Sequence[int], cell: Callable[[Measured], str]) -> Iterator[str]:
    yield "| |" + "".join(f" {count:,} |" for count in counts)
    yield "|---|" + "---:|" * len(counts)
    for name in names:
        cells = [cell(found[name, count]) if (name, count) in found else "" for count in counts]
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""


def _seconds(figure: Figure) -> str:
    digits = 3 if figure.median < 1 else 2
    return f"{figure.median:.{digits}f} s ({figure.least:.{digits}f}–{figure.most:.{digits}f})"


def _megabytes(measured: Measured) -> str:
    return f"{measured.megabytes.median:,.0f} MB"


def _growth(found: Found, counts: Sequence[int]) -> Iterator[str]:
    """Compare what an entry costs in catalogs of several sizes, beyond what the process costs with the smallest."""
    if len(counts) < 3:
        return
    least, second, *_others, most = counts
    yield (
        f"What an entry costs, beyond the process with {least:,} entries. A program that is linear has a growth of "
        f"1.00: an entry of {most:,} costs what an entry of {second:,} costs."
    )
    yield ""
    yield f"| | time an entry, {most:,} | growth | memory an entry, {most:,} | growth |"
    yield "|---|---:|---:|---:|---:|"
    for name in GROWING:
        sizes = [found.get((name, count)) for count in (least, second, most)]
        first, middle, last = sizes
        if first is None or middle is None or last is None:
            continue
        cells = [f"| {name}"]
        for unit, cost in _COSTS.items():
            early = (cost(middle) - cost(first)) / (second - least)
            late = (cost(last) - cost(first)) / (most - least)
            cells += [f"{late:.1f} {unit}", f"{late / early:.2f}" if early > 0 else ""]
        yield " | ".join(cells) + " |"
    yield ""


_COSTS: Mapping[str, Callable[[Measured], float]] = {
    "µs": lambda measured: measured.cpu.median * 1e6,
    "KiB": lambda measured: measured.megabytes.median * 1024,
}
