"""`errcat diff`: what changed in catalogs, and what breaks those who rely on them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from errcat import checking
from errcat.changes import CHANGE_LEVELS, ChangeLevel, Comparison, Side, compare
from errcat.commands import terminal
from errcat.commands.ci import folder_in_repository
from errcat.commands.diff_sides import SidePair, named_sides, sides_against_history
from errcat.commands.exit_codes import COULD_NOT_RUN, FOUND, OK
from errcat.commands.options import color_option, config_option, format_option
from errcat.commands.project import check_settings, load_settings
from errcat.commands.reports import print_report
from errcat.findings.finding import Level
from errcat.model.catalog import Catalog
from errcat.reporting import ReportOptions
from errcat.reporting.changes import CHANGE_FORMATS, change_reporter
from errcat.settings import Settings

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
@color_option
@config_option
def command(  # noqa: PLR0917 — click passes them by name
    paths: tuple[str, ...], against: str | None, format_: str, fail_on: str, color: str, config: str | None
) -> int:
    """Show what changed in catalogs, and what breaks clients.

    OLD and NEW are catalogs: files or folders. OLD can also be REF:PATH. With one CATALOG, errcat compares it with the
    Git repository that it is in; without any, errcat compares all catalogs of errcat.toml. errcat only reads the
    repository: it fetches nothing, and leaves the work tree as it is.

    A change is breaking, dangerous (some clients break, or the catalogs don't say) or safe. The levels of kinds of
    changes can be set under [changes] in errcat.toml.

    The exit code is 0 on success, 1 if a change has the level of --fail-on or a worse level, and 2 if the run could not
    finish.
    """
    if len(paths) > _MAX_PATHS:
        raise click.UsageError("name two catalogs, one catalog, or none")
    if len(paths) == _MAX_PATHS and against is not None:
        raise click.UsageError("--against names the old catalog: name only the new catalog with it")
    settings = load_settings(config)
    in_settings = check_settings(settings)
    if in_settings is not None and in_settings.worst >= Level.ERROR:
        print_report([in_settings], color, err=True)
        return COULD_NOT_RUN
    pairs = named_sides(*paths) if len(paths) == _MAX_PATHS else sides_against_history(paths, against, settings)
    comparisons = [_comparison(pair, settings) for pair in pairs]
    options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color), folder=folder_in_repository())
    terminal.put(change_reporter(format_)(comparisons, options))
    return _exit_code(comparisons, fail_on)


def _comparison(pair: SidePair, settings: Settings) -> Comparison:
    if pair.old is None:
        return Comparison(_NOTHING, pair.new, (), is_first=True)
    return compare(pair.old, pair.new, settings.changes, checking.current_day())


def _exit_code(comparisons: Sequence[Comparison], fail_on: str) -> int:
    if fail_on == NEVER:
        return OK
    lowest = CHANGE_LEVELS[fail_on]
    return FOUND if any(change.level >= lowest for one in comparisons for change in one.changes) else OK
