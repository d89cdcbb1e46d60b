"""Measurements → the report: tables of seconds, memory, ratios, targets and growth."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from process_costs import Run
from programs import (
    CHECK,
    GROWING,
    MARKDOWN,
    MAX_GROWTH,
    MEMORY_TARGETS,
    PAGES,
    PROGRAMS,
    SAME_SITE,
    SITE,
    SITES,
    SIZES,
    TARGETS,
    Target,
)  # fmt: skip


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
# How fast errcat is

Written by `make bench`. Do not edit this page: run it again.

If nothing has changed, a check takes less time than `errcat --version`, because errcat prints again what it printed
before. So does a build of up to some thousand errors: larger ones take the time to hash their outputs. The extra
`errcat[fast]` installs a faster YAML parser for catalogs without mistakes.

![The processor time to check a catalog of 100 errors, with errcat and other programs](pictures/check-100.svg)

![The processor time to check a catalog of 10,000 errors, with errcat and other programs](pictures/check-10000.svg)

Every figure is the median of whole processes that ran in turns on the same catalogs. Processor time is that of the user
and the system. The range after a median is from the least to the most of all rounds. Seconds are only true of the
machine below. The ratios hold elsewhere, too.

The other programs do less: @sourcemeta/jsonschema, ajv-cli, check-jsonschema and spectral compare the catalog with the
JSON Schema, yamllint looks at its layout, and `compose` only parses it. errcat compares it with the schema, and runs
its rules.
"""


def report(machine: Machine, versions: Mapping[str, str], found: Found) -> str:
    """Return the report as Markdown."""
    names = [program.name for program in PROGRAMS if program.sizes != SITES]
    parts = [INTRODUCTION, *_machine(machine, versions)]
    parts += ["## Targets\n", *_targets(found), *_memory_targets(found)]
    parts += ["## Growth\n", *_growth(found)]
    parts += ["## Processor time\n", *_table(found, names, SIZES, lambda measured: _seconds(measured.cpu))]
    parts += ["## Time on the clock\n", *_table(found, names, SIZES, lambda measured: _seconds(measured.wall))]
    parts += ["## Peak memory\n", *_table(found, names, SIZES, _megabytes)]
    sizes = sorted({*PAGES, *SITES})
    parts += ["## Pages\n", *_table(found, (CHECK, MARKDOWN, SITE, SAME_SITE), sizes, _seconds_and_megabytes)]
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
            cells = (target.name, target.to, f"{target.count:,}", f"{target.bar:.2f}", f"{ratio:.2f}")
            yield "| " + " | ".join((*cells, _verdict(ratio <= target.bar))) + " |"
    yield ""


def ratio_of(found: Found, target: Target) -> float | None:
    """Return the ratio of processor times that a target is about, if it was measured."""
    of, to = found.get((target.of, target.count)), found.get((target.to, target.count))
    return of.cpu.median / to.cpu.median if of and to else None


def _memory_targets(found: Found) -> Iterator[str]:
    yield "| peak memory of | entries | at most | measured | met |"
    yield "|---|---:|---:|---:|---|"
    for target in MEMORY_TARGETS:
        for count in SIZES:
            if (target.of, count) in found:
                bar, used = target.base + target.entry * count / 1024, found[target.of, count].megabytes.median
                yield f"| {target.of} | {count:,} | {bar:,.0f} MiB | {used:,.0f} MiB | {_verdict(used <= bar)} |"
    yield ""


def _verdict(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


def _table(found: Found, names: Sequence[str], counts: Sequence[int], cell: Callable[[Measured], str]) -> Iterator[str]:
    """Compare programs by size. What was not measured has no row and no column."""
    counts = [count for count in counts if any((name, count) in found for name in names)]
    yield "| |" + "".join(f" {count:,} |" for count in counts)
    yield "|---|" + "---:|" * len(counts)
    for name in names:
        cells = [cell(found[name, count]) if (name, count) in found else "" for count in counts]
        if any(cells):
            yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""


def _seconds(figure: Figure) -> str:
    digits = 3 if figure.median < 1 else 2
    return f"{figure.median:.{digits}f} s ({figure.least:.{digits}f}–{figure.most:.{digits}f})"


def _megabytes(measured: Measured) -> str:
    return f"{measured.megabytes.median:,.0f} MiB"


def _seconds_and_megabytes(measured: Measured) -> str:
    return f"{_seconds(measured.cpu)}, {_megabytes(measured)}"


def _growth(found: Found) -> Iterator[str]:
    """Compare what an entry costs in catalogs of several sizes, beyond what the process costs with the smallest."""
    least, second, *_others, most = SIZES
    if not any(count == most for _name, count in found):
        yield "Not measured: that takes a large catalog.\n"
        return
    yield (
        f"What an entry costs, beyond the process with {least:,} entries. A program that is linear has a growth of "
        f"1.00: an entry of {most:,} costs what an entry of {second:,} costs. errcat means to stay below {MAX_GROWTH}."
    )
    yield ""
    yield f"| | time an entry, {most:,} | growth | memory an entry, {most:,} | growth |"
    yield "|---|---:|---:|---:|---:|"
    for name in GROWING:
        first, middle, last = (found.get((name, count)) for count in (least, second, most))
        if first is not None and middle is not None and last is not None:
            cells = [name]
            for unit, cost in _COSTS.items():
                early = (cost(middle) - cost(first)) / (second - least)
                late = (cost(last) - cost(first)) / (most - least)
                cells += [f"{late:.1f} {unit}", f"{late / early:.2f}" if early > 0 else ""]
            yield "| " + " | ".join(cells) + " |"
    yield ""


_COSTS: Mapping[str, Callable[[Measured], float]] = {
    "µs": lambda measured: measured.cpu.median * 1e6,
    "KiB": lambda measured: measured.megabytes.median * 1024,
}
"""What is compared, by its unit."""
