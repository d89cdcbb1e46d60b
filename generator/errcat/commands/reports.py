"""Reports of findings, and the exit code that follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from errcat.commands import terminal
from errcat.commands.exit_codes import FOUND, OK
from errcat.findings.finding import LEVELS, Level
from errcat.model.check_result import CheckResult
from errcat.reporting import ReportOptions, reporter
from errcat.settings import Settings


def print_report(results: Sequence[CheckResult], color: str, *, err: bool = False) -> None:
    """Print findings for people."""
    options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color, err=err))
    terminal.put(reporter("text")(results, options), err=err)


def lowest_failure(fail_on: str | None, settings: Settings) -> Level:
    """Return the lowest level that fails a run: of `--fail-on`, or of errcat.toml. OFF for `never`."""
    return settings.fail_on if fail_on is None else LEVELS.get(fail_on, Level.OFF)


def exit_code(results: Sequence[CheckResult], lowest: Level) -> int:
    """Return the exit code for some results, if findings from this level on fail the run."""
    failed = lowest is not Level.OFF and any(result.worst >= lowest for result in results)
    return FOUND if failed else OK
