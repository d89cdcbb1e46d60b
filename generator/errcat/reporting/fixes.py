"""What `--fix` did or would do, for people rather than for `patch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from errcat.findings.finding import Finding
from errcat.findings.fixed_lines import FixedLines
from errcat.model.check_result import CheckResult
from errcat.reporting.options import ReportOptions
from errcat.reporting.paint import Paint
from errcat.reporting.report_items import report_items
from errcat.reporting.snippet import fit_line
from errcat.reporting.summary import describe_counts
from errcat.text.counts import counted
from errcat.text.unified_diff import unified_diff
from errcat.text.visible import visible


class ReportableFix(Protocol):
    """A problem that was fixed."""

    @property
    def finding(self) -> Finding: ...
    @property
    def file(self) -> str: ...
    @property
    def lines(self) -> tuple[FixedLines, ...]: ...


class ReportableFixResult(Protocol):
    """A catalog after its fixes."""

    @property
    def applied(self) -> Sequence[ReportableFix]: ...
    @property
    def changed(self) -> Sequence[tuple[str, bytes, bytes]]: ...


def fix_report(fixed: Sequence[ReportableFixResult], options: ReportOptions) -> str:
    """Report the fixes of each file with the lines before and after; empty if there are none."""
    paint = Paint(options.color)
    files: dict[str, list[ReportableFix]] = {}
    for result in fixed:
        for fix in result.applied:
            files.setdefault(fix.file, []).append(fix)
    return "\n".join(line for file, fixes in files.items() for line in _file_report(file, fixes, options, paint))


def _file_report(file: str, fixes: Sequence[ReportableFix], options: ReportOptions, paint: Paint) -> Iterator[str]:
    yield f"Fixed {counted(len(fixes), 'problem')} in {visible(file)}"
    for fix in fixes[: options.limit]:
        place = f"{fix.lines[0].number}" if fix.lines else "-"
        yield f"  line {place}  {fix.finding.rule}  {visible(fix.finding.message)}"
        for lines in fix.lines:
            yield from (paint("removed", f"    - {_cut(line, lines, options)}") for line in lines.before)
            yield from (paint("added", f"    + {_cut(line, lines, options)}") for line in lines.after)
    if len(fixes) > options.limit:
        yield f"  … and {len(fixes) - options.limit} more"


def diff(fixed: Sequence[ReportableFixResult], options: ReportOptions) -> str:
    """Return a diff with invisible characters spelled out, for reading only."""
    paint = Paint(options.color)
    return "\n".join(
        paint.diff_line(line)
        for result in fixed
        for name, before, after in result.changed
        for line in unified_diff(_text(before), _text(after), name, f"{name} (fixed)")
    )


def fix_preview(fixed: Sequence[ReportableFixResult], results: Sequence[CheckResult]) -> str:
    """Report how many problems `--fix` would fix, and how many would remain."""
    number = sum(len(result.applied) for result in fixed)
    files = sum(len(result.changed) for result in fixed)
    remaining = report_items(results)
    summary = f"--fix would fix {counted(number, 'problem')} in {counted(files, 'file')}"
    return f"{summary}; {describe_counts(remaining)} would remain" if remaining else summary


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _cut(line: str, lines: FixedLines, options: ReportOptions) -> str:
    return fit_line(line, lines.column, lines.column, max(options.width - 6, 20)).text
