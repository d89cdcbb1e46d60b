"""`errcat diff`: what changed in catalogs, and what breaks those who rely on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import click

from errcat import checking
from errcat.changes import CHANGE_LEVELS, Change, ChangeLevel, Comparison, Side, compare
from errcat.commands import terminal
from errcat.commands.accepted_changes import accept, acceptance_findings, chosen_changes, one_line, with_reason
from errcat.commands.ci import folder_in_repository
from errcat.commands.contract_lock import EXPLANATIONS
from errcat.commands.diff_sides import SidePair, named_sides, sides_against_history
from errcat.commands.exit_codes import COULD_NOT_RUN, FOUND, OK
from errcat.commands.options import color_option, config_option, format_option
from errcat.commands.project import check_settings, load_settings
from errcat.commands.reports import print_report
from errcat.findings.finding import Finding, Level
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reporting import ReportOptions
from errcat.reporting.changes import CHANGE_FORMATS, change_reporter
from errcat.settings import Settings
from errcat.text.counts import counted
from errcat.text.paths import display_path

NEVER = "never"
_MAX_PATHS = 2
_NOTHING = Side("", Catalog(), ())

# click keeps the lines of a paragraph that starts with \b.
EPILOG = "\n".join(
    [
        "\b",
        "Formats:",
        *(f"  {name:<9} {about}" for name, (_module, about) in CHANGE_FORMATS.items()),
        "",
        "\b",
        "Examples:",
        "  errcat diff",
        "  errcat diff errors.yaml --against v1.2",
        "  errcat diff old.yaml new.yaml --fail-on dangerous",
        "  errcat diff --format markdown > comment.md",
        '  errcat diff --accept --reason "No client ever got this code"',
    ]
)


@click.command("diff", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[OLD NEW | CATALOG]")
@click.option(
    "--against",
    metavar="REF[:PATH]",
    help="Compare with a branch, a tag or a commit.  [default: the last commit shared with the default branch]",
)
@format_option(CHANGE_FORMATS, "The format of the report.")
@click.option(
    "--fail-on",
    type=click.Choice([*reversed(CHANGE_LEVELS), NEVER]),
    default=ChangeLevel.BREAKING.word,
    show_default=True,
    help="The lowest level that makes the exit code 1.",
)
@click.option(
    "--accept", "is_accepting", is_flag=True, help="Write the changes that fail the run to errcat.toml as accepted."
)
@click.option("--reason", metavar="TEXT", help="With --accept: why the project wants the changes.")
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="With --accept: the last day on which it counts.",
)
@click.option(
    "--only",
    metavar="CODE|RULE|FINGERPRINT",
    multiple=True,
    help="With --accept: accept only these changes. Repeatable.",
)
@color_option
@config_option
def command(  # noqa: PLR0917 — click passes them by name
    paths: tuple[str, ...],
    against: str | None,
    format_: str,
    fail_on: str,
    is_accepting: bool,
    reason: str | None,
    expires: datetime | None,
    only: tuple[str, ...],
    color: str,
    config: str | None,
) -> int:
    """Show what changed in catalogs, and what breaks clients.

    OLD and NEW are catalogs: files or folders. OLD can also be REF:PATH, or errcat.lock.json. With one CATALOG, errcat
    compares it with the Git repository that it is in; without any, errcat compares all catalogs of errcat.toml. errcat
    only reads the repository: it fetches nothing, and leaves the work tree as it is.

    A change is breaking, dangerous (some clients break, or the catalogs don't say) or safe. The levels of kinds of
    changes can be set under [changes] in errcat.toml. A change that you want anyway can be accepted there: --accept
    --reason TEXT writes the lines. An accepted change stays in the report, and doesn't fail the run.

    The exit code is 0 on success, 1 if a change has the level of --fail-on or a worse level, and 2 if the run could not
    finish.
    """
    if len(paths) > _MAX_PATHS:
        raise click.UsageError("name two catalogs, one catalog, or none")
    if len(paths) == _MAX_PATHS and against is not None:
        raise click.UsageError("--against names the old catalog: name only the new catalog with it")
    if is_accepting and not (reason or "").strip():
        raise click.UsageError("--accept needs a reason: --reason TEXT")
    if not is_accepting and (reason or expires or only):
        raise click.UsageError("--reason, --expires and --only need --accept")
    settings = load_settings(config)
    in_settings = check_settings(settings)
    if in_settings is not None and in_settings.worst >= Level.ERROR:
        print_report([in_settings], color, err=True)
        return COULD_NOT_RUN
    pairs = named_sides(*paths) if len(paths) == _MAX_PATHS else sides_against_history(paths, against, settings)
    today = checking.current_day()
    comparisons = [_comparison(pair, settings, today) for pair in pairs]
    findings = acceptance_findings(settings, comparisons, is_whole=not paths and against is None, today=today)
    if is_accepting:
        lowest = CHANGE_LEVELS.get(fail_on, ChangeLevel.BREAKING)
        day = expires.date() if expires else None
        comparisons = _accepted(
            comparisons, settings, chosen_changes(comparisons, lowest, only), one_line(str(reason)), day
        )
    if format_ != "json" and findings and settings.document:
        print_report([CheckResult(Catalog(), (settings.document,), findings)], color, err=True)
    options = ReportOptions(
        width=terminal.width(),
        color=terminal.wants_color(color),
        folder=folder_in_repository(),
        findings=findings,
    )
    terminal.put(change_reporter(format_)(comparisons, options))
    return _exit_code(comparisons, fail_on, findings, settings)


def _comparison(pair: SidePair, settings: Settings, today: date) -> Comparison:
    if pair.old is None:
        return Comparison(_NOTHING, pair.new, (), is_first=True)
    comparison = compare(pair.old, pair.new, settings.changes, today, settings.accepted)
    if pair.is_locked:
        comparison = replace(
            comparison, changes=tuple(change for change in comparison.changes if change.rule not in EXPLANATIONS)
        )
    return comparison


def _accepted(
    comparisons: Sequence[Comparison], settings: Settings, changes: Sequence[Change], reason: str, expires: date | None
) -> list[Comparison]:
    """Write the changes as accepted, and return the comparisons with them."""
    if changes:
        accept(settings, changes, reason, expires)
        file = display_path(settings.file) if settings.file else ""
        terminal.put(f"Accepted {counted(len(changes), 'change')} in {file}", err=True)
    else:
        terminal.put("There is nothing to accept", err=True)
    return with_reason(comparisons, changes, reason)


def _exit_code(comparisons: Sequence[Comparison], fail_on: str, findings: Sequence[Finding], settings: Settings) -> int:
    if fail_on == NEVER:
        return OK
    lowest = CHANGE_LEVELS[fail_on]
    is_failed = any(
        change.level >= lowest and not change.accepted for comparison in comparisons for change in comparison.changes
    )
    return FOUND if is_failed or any(finding.level >= settings.fail_on for finding in findings) else OK
