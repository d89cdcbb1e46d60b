"""`errcat check`: what is wrong with catalogs, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from errcat import fixing
from errcat.commands import terminal
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.project import catalogs, check_settings, load_settings
from errcat.errors import RunError
from errcat.findings.finding import LEVELS, Level
from errcat.fixing import FixResult
from errcat.model.check_result import CheckResult
from errcat.reading import contents_of
from errcat.reporting import FORMATS, ReportOptions, fixes, reporter

STDIN = "-"
STDIN_NAME = "standard input"
FOR_PEOPLE = ("text", "concise")

# Where a CI has the top of the repository, from which its server names files.
_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")

# \b keeps lines as they are.
EPILOG = "\n".join(
    [
        "\b",
        "Formats:",
        *(f"  {name:<9} {about}" for name, (_module, about) in FORMATS.items()),
        "",
        "\b",
        "Examples:",
        "  errcat check errors.yaml",
        "  errcat check errors.yaml --fix",
        "  errcat check catalog/ --format github --fail-on warning",
        "  cat errors.yaml | errcat check -",
    ]
)


@click.command("check", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option("--fix", is_flag=True, help="Apply the safe fixes to the files, and list them.")
@click.option("--diff", is_flag=True, help="Write nothing. Show what --fix would change.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The lowest level that makes the exit code 1.  [default: error, or `fail-on` of errcat.toml]",
)
@click.option(
    "--color",
    type=click.Choice(terminal.COLORS),
    default="auto",
    show_default=True,
    help=terminal.COLOR_HELP,
)
@click.option(
    "--stdin-filename", metavar="NAME", default=STDIN_NAME, help="The name of the catalog from standard input."
)
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
def command(  # noqa: PLR0917 — click passes them by name
    paths: tuple[str, ...],
    format_: str,
    fix: bool,
    diff: bool,
    fail_on: str | None,
    color: str,
    stdin_filename: str,
    config: str | None,
) -> int:
    """Report every mistake in catalogs, and how to fix it.

    PATH is a catalog: a YAML file, a folder whose YAML files form one catalog, or - for standard input. Without PATH,
    errcat checks the catalogs of errcat.toml.

    errcat changes files only with --fix. With --fix and -, it prints the fixed catalog to standard output, and the
    report to standard error.

    The exit code is 0 on success, 1 if there are findings, and 2 if the run could not finish. With --diff, it is also 1
    if --fix would change something.
    """
    settings = load_settings(config)
    limit = settings.fail_on if fail_on is None else LEVELS.get(fail_on, Level.OFF)
    about_settings = check_settings(settings)
    results = [about_settings] if about_settings else []
    examine = fixing.examine_with(settings.rules)
    fixed: list[FixResult] = []
    stdin: FixResult | None = None
    for path in catalogs(paths, settings):
        contents = contents_of(path, stdin_filename)
        if not (fix or diff):
            results.append(examine(contents).checked)
            continue
        fixed.append(fixing.fix(contents, examine))
        if fix:
            _require_inside(path, fixed[-1])
        results.append(fixed[-1].checked)
        if path == STDIN:
            stdin = fixed[-1]
    options = ReportOptions(
        width=terminal.width(),
        color=terminal.wants_color(color, err=stdin is not None and not diff),
        fail_on=limit,
        folder=_folder(),
    )
    failed = limit is not Level.OFF and any(one.worst >= limit for one in results)
    if diff:
        _show_diff(fixed, results, options)
        return FOUND if failed or any(one.changed for one in fixed) else OK
    if fix:
        _write([result for result in fixed if result is not stdin])
        reported = fixes.fix_report(fixed, options)
        if reported:
            terminal.put(reported + "\n", err=stdin is not None or format_ not in FOR_PEOPLE)
    if stdin is not None:
        terminal.put_bytes(stdin.after[0][1])
    terminal.put(reporter(format_)(results, options), err=stdin is not None)
    return FOUND if failed else OK


def _require_inside(path: str, fixed: FixResult) -> None:
    """Refuse to write through a link that leads out of the folder of a catalog: nobody named that file."""
    if not Path(path).is_dir():
        return
    folder = Path(path).resolve()
    for name, _before, _after in fixed.changed:
        if not Path(name).resolve().is_relative_to(folder):
            raise RunError("cannot-write", path=name, reason=f"a link in {path} leads out of the folder")


def _write(fixed: Sequence[FixResult]) -> None:
    """Write the mended files: none, where one of them cannot be written."""
    # slow to load, and most runs write nothing
    from errcat.writing.replace_file import replace, require_writable  # noqa: PLC0415

    changed = [file for result in fixed for file in result.changed]
    for name, before, _after in changed:
        require_writable(name, before)
    for name, before, after in changed:
        replace(name, before, after)


def _show_diff(fixed: Sequence[FixResult], results: Sequence[CheckResult], options: ReportOptions) -> None:
    """The changes on standard output; what would remain to do on standard error."""
    text = fixes.diff(fixed, options)
    if text:
        terminal.put(text)
    terminal.put(fixes.fix_preview(fixed, results), err=True)


def _folder() -> str:
    """The current folder, as the repository calls it."""
    here = Path.cwd()
    for name in _TOPS:
        top = os.environ.get(name)
        if top and here.is_relative_to(top):
            return _relative(here, Path(top))
    top_folder = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)
    return _relative(here, top_folder) if top_folder else ""


def _relative(here: Path, top: Path) -> str:
    relative = here.relative_to(top).as_posix()
    return "" if relative == "." else relative
