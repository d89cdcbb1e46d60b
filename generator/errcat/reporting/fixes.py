"""What `--fix` did or would do, for people rather than for `patch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from errcat.findings.finding import Finding
from errcat.findings.fixed_lines import FixedLines
from errcat.model.check_result import CheckResult
from errcat.reporting.colour import Paint
from errcat.reporting.options import ReportOptions
from errcat.reporting.report_items import report_items
from errcat.reporting.snippet import fit_line
from errcat.reporting.summary import describe_counts
from errcat.text.visible import visible, visible_at_start


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
    yield f"Fixed {_problem_count(len(fixes))} in {visible(file)}"
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
    from difflib import unified_diff  # noqa: PLC0415 — slow to load, and only --diff needs it

    paint = Paint(options.color)
    lines: list[str] = []
    for result in fixed:
        for name, before, after in result.changed:
            shown = visible(name)
            changes = unified_diff(_lines(before), _lines(after), shown, f"{shown} (fixed)", lineterm="")
            lines += [_painted(line, paint) for line in changes]
    return "\n".join(lines)


def fix_preview(fixed: Sequence[ReportableFixResult], results: Sequence[CheckResult]) -> str:
    """Report how many problems `--fix` would fix, and how many would remain."""
    number = sum(len(result.applied) for result in fixed)
    files = sum(len(result.changed) for result in fixed)
    remaining = report_items(results)
    summary = f"--fix would fix {_problem_count(number)} in {files} file{'' if files == 1 else 's'}"
    return f"{summary}; {describe_counts(remaining)} would remain" if remaining else summary


def _problem_count(number: int) -> str:
    return f"{number} problem{'' if number == 1 else 's'}"


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n")


def _painted(line: str, paint: Paint) -> str:
    sign, text = line[:1], line[1:]
    # The line keeps its sign in front, because a CI that trims spaces would read a leading `::` as a command.
    shown = f"{sign}{visible_at_start(text)}" if sign == " " else visible(line)
    style = {"+": "added", "-": "removed", "@": "gutter"}.get(sign)
    return paint(style, shown) if style else shown


def _cut(line: str, lines: FixedLines, options: ReportOptions) -> str:
    return fit_line(line, lines.column, lines.column, max(options.width - 6, 20)).text
