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
from errcat.reporting.summary import counted
from errcat.text.visible import visible, visible_at_start


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
    yield f"Fixed {_problems(len(every))} in {visible(file)}"
    for one in every[: options.limit]:
        place = f"{one.lines[0].number}" if one.lines else "-"
        yield f"  line {place}  {one.finding.rule}  {visible(one.finding.message)}"
        for lines in one.lines:
            yield from (paint("removed", f"    - {_cut(line, lines, options)}") for line in lines.before)
            yield from (paint("added", f"    + {_cut(line, lines, options)}") for line in lines.after)
    if len(every) > options.limit:
        yield f"  … and {len(every) - options.limit} more"


def diff(fixed: Sequence[FixResult], options: Options) -> str:
    """The changes line by line; what cannot be seen is shown as everywhere, so this is to be read."""
    from difflib import unified_diff  # noqa: PLC0415 — slow to load, and only --diff needs it

    paint = Paint(options.color)
    lines: list[str] = []
    for result in fixed:
        for name, before, after in result.changed:
            shown = visible(name)
            changes = unified_diff(_lines(before), _lines(after), shown, f"{shown} (fixed)", lineterm="")
            lines += [_painted(line, paint) for line in changes]
    return "\n".join(lines)


def outlook(fixed: Sequence[FixResult], results: Sequence[CheckResult]) -> str:
    """How much `--fix` would fix, and how much would remain."""
    number = sum(len(one.applied) for one in fixed)
    files = sum(len(result.changed) for result in fixed)
    left = report_items(results)
    would = f"--fix would fix {_problems(number)} in {files} file{'' if files == 1 else 's'}"
    return f"{would}; {counted(left)} would remain" if left else would


def _problems(number: int) -> str:
    return f"{number} problem{'' if number == 1 else 's'}"


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n")


def _painted(line: str, paint: Paint) -> str:
    sign, text = line[:1], line[1:]
    # a line of the file stands behind its sign, where a CI that trims blanks takes `::` for an order
    shown = f"{sign}{visible_at_start(text)}" if sign == " " else visible(line)
    look = {"+": "added", "-": "removed", "@": "gutter"}.get(sign)
    return paint(look, shown) if look else shown


def _cut(line: str, lines: FixedLines, options: Options) -> str:
    return show(line, lines.column, lines.column, max(options.width - 6, 20)).text
