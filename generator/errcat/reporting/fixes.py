"""What `--fix` did, and what it would do: for people, not for `patch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from errcat.findings.finding import Finding
from errcat.findings.fixed_lines import FixedLines
from errcat.model.check_result import CheckResult
from errcat.reporting.colour import Paint
from errcat.reporting.options import Options
from errcat.reporting.report_items import report_items
from errcat.reporting.snippet import show
from errcat.reporting.summary import counted_levels
from errcat.text.counts import counted
from errcat.text.unified_diff import unified_diff
from errcat.text.visible import visible


class AppliedFix(Protocol):
    """One problem that was fixed."""

    @property
    def finding(self) -> Finding: ...
    @property
    def file(self) -> str: ...
    @property
    def lines(self) -> tuple[FixedLines, ...]: ...


class FixResult(Protocol):
    """A catalog after its fixes."""

    @property
    def applied(self) -> Sequence[AppliedFix]: ...
    @property
    def changed(self) -> Sequence[tuple[str, bytes, bytes]]: ...


def reported(fixed: Sequence[FixResult], options: Options) -> str:
    """What was fixed in each file, with the lines before and after; empty where nothing was."""
    paint = Paint(options.color)
    files: dict[str, list[AppliedFix]] = {}
    for result in fixed:
        for applied in result.applied:
            files.setdefault(applied.file, []).append(applied)
    return "\n".join(line for file, every in files.items() for line in _file(file, every, options, paint))


def _file(file: str, every: Sequence[AppliedFix], options: Options, paint: Paint) -> Iterator[str]:
    yield f"Fixed {counted(len(every), 'problem')} in {visible(file)}"
    for one in every[: options.limit]:
        place = f"{one.lines[0].number}" if one.lines else "-"
        yield f"  line {place}  {one.finding.rule}  {visible(one.finding.message)}"
        for lines in one.lines:
            yield from (paint("removed", f"    - {_cut(line, lines, options)}") for line in lines.before)
            yield from (paint("added", f"    + {_cut(line, lines, options)}") for line in lines.after)
    if len(every) > options.limit:
        yield f"  … and {len(every) - options.limit} more"


def diff(fixed: Sequence[FixResult], options: Options) -> str:
    """What `--fix` would change, line by line: for people, because invisible characters are shown."""
    paint = Paint(options.color)
    return "\n".join(
        paint.diff_line(line)
        for result in fixed
        for name, before, after in result.changed
        for line in unified_diff(_text(before), _text(after), name, f"{name} (fixed)")
    )


def outlook(fixed: Sequence[FixResult], results: Sequence[CheckResult]) -> str:
    """How much `--fix` would fix, and how much would be left."""
    number = sum(len(one.applied) for one in fixed)
    files = sum(len(result.changed) for result in fixed)
    left = report_items(results)
    would = f"--fix would fix {counted(number, 'problem')} in {counted(files, 'file')}"
    return f"{would}; {counted_levels(left)} would be left" if left else would


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _cut(line: str, lines: FixedLines, options: Options) -> str:
    return show(line, lines.column, lines.column, max(options.width - 6, 20)).text
