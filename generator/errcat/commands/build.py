"""`errcat build`: code, contracts and docs from catalogs. A build writes all of its files or none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from errcat import building
from errcat.artifact import Output
from errcat.building import Job
from errcat.cache import Fact, Printed, Run
from errcat.commands import terminal
from errcat.commands.build_request import BuildRequest
from errcat.commands.contract_lock import lock_output
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.options import color_option, config_option, no_cache_option
from errcat.commands.project import catalog_that_reads, check_settings, load_settings
from errcat.commands.remembered import facts_of_catalogs, facts_of_outputs, facts_of_settings, this_run
from errcat.commands.reports import print_report
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading.files import catalog_files
from errcat.reporting.paint import Paint
from errcat.targets import TARGETS
from errcat.text.counts import counted
from errcat.text.paths import display_path
from errcat.text.visible import visible
from errcat.writing import (
    LOCK_TIMEOUT,
    Plan,
    WriteResult,
    check_outputs,
    diff,
    listing,
    plan,
    state_folder,
    write,
)

_MIN_ERRORS_FOR_PROGRESS = 5_000
"""A build shows a progress bar from this many errors on, counted once for each output."""


def _target_options(command: Callable[..., int]) -> Callable[..., Any]:
    """Add an option for each target, in the order of the table."""
    for target in reversed(TARGETS.values()):
        kind = ("DIR|FILE" if not target.is_folder("errors.md") else "DIR") if target.is_folder("errors") else "FILE"
        command = click.option(f"--{target.id}", metavar=kind, help=f"Write {target.about}.")(command)
    return command


@click.command("build")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_target_options
@click.option(
    "--set",
    "settings",
    metavar="TARGET.SETTING=VALUE",
    multiple=True,
    help="Change a setting of a target. Run errcat targets for a list. Repeatable.",
)
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing. The exit code is 1 if an output is out of date."
)
@click.option("--diff", "is_diff", is_flag=True, help="Write nothing. Show what a build would change.")
@click.option("--force", is_flag=True, help="Also overwrite edited files, and files that errcat did not write.")
@click.option("--watch", is_flag=True, help="Build again after each change of a catalog or errcat.toml, until Ctrl-C.")
@click.option(
    "--lock-timeout",
    type=click.FloatRange(min=0),
    default=LOCK_TIMEOUT,
    metavar="SECONDS",
    help=f"How long to wait for another build to finish.  [default: {LOCK_TIMEOUT:g}]",
)
@config_option
@color_option
@no_cache_option
def command(*, watch: bool, **arguments: Any) -> int:
    """Generate code, contracts and docs from catalogs.

    The options say what to write, for example --python FILE. Without such an option, errcat builds the [[build]]
    tables of errcat.toml. PATH is a catalog, or an output file or folder. Without PATH, errcat builds everything.

    errcat checks catalogs first. If one has errors, errcat builds nothing.

    A build writes all of its files or none. It doesn't overwrite files that you wrote or edited. It deletes outputs of
    earlier builds that are no longer built.

    The exit code is 0 on success, 1 if a catalog has errors, and 2 if the run could not finish. With --check or --diff,
    it is also 1 if a build would change something.

    \b
    Examples:
      errcat build
      errcat build errors.yaml --python src/acme/errors.py --openapi errors.openapi.yaml
      errcat build errors.yaml --openapi errors.json --set openapi.version=3.0.3
      errcat build --check
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    paths_by_target = {id: arguments.pop(id.replace("-", "_")) for id in TARGETS}
    request = BuildRequest(outputs={id: path for id, path in paths_by_target.items() if path}, **arguments)
    if not watch:
        return _build(request, this_run())
    from errcat.commands.build_watch import watch as watch_build  # noqa: PLC0415 — most builds don't watch

    return watch_build(request, lambda next_request: _build(next_request, Run(())))


def _build(request: BuildRequest, run: Run) -> int:
    """Build once, and return the exit code."""
    seen = run.observed(facts_of_settings(request.config))
    settings = load_settings(request.config)
    in_settings = check_settings(settings)
    if in_settings is not None and in_settings.worst >= Level.ERROR:
        return _refuse([in_settings], request.color)
    jobs = request.jobs(settings)
    lock = request.lock(settings)
    catalogs = [*(job.catalog for job in jobs), *(settings.catalog_paths() if lock else ())]
    seen |= run.observed(facts_of_catalogs(dict.fromkeys(catalogs), settings))
    seen |= run.observed(Fact("file", str(file)) for file in building.files_read_by(jobs))
    checked = building.check_all(catalogs, settings.rules)
    with_errors = [result for result in checked.values() if result.worst >= Level.ERROR]
    if with_errors:
        return _refuse(with_errors, request.color)
    settings_file = None if request.outputs else settings.file
    root = settings.root if settings_file else Path()
    resolved = building.resolve_all(jobs, checked, root)
    locks = [lock_output(lock, checked)] if lock else []
    warnings = sum(result.worst == Level.WARNING for result in checked.values())
    read = list(checked)
    del checked, with_errors  # the outputs take their memory
    outputs = _render(jobs, resolved, root)
    scope = request.scope(outputs, jobs)
    outputs += locks
    sources = [file for catalog in read for file in catalog_files(catalog)]
    check_outputs(outputs, sources, catalog_that_reads(settings, read), root)
    state = state_folder(outputs, settings_file)
    if request.is_check or request.is_diff:
        changes = plan(state, outputs, scope)
        code = _compare(changes, request)
        if code == OK and seen:
            seen |= facts_of_outputs(outputs, jobs, state, request.paths)
            run.remember(seen, Printed(OK, _up_to_date(len(changes.unchanged))))
        return code
    result = write(state, outputs, scope, force=request.force, lock_timeout=request.lock_timeout)
    _report(result, len(read), warnings)
    if seen and not result.edited_stale:
        seen |= facts_of_outputs(outputs, jobs, state, request.paths)
        again = WriteResult(0, result.written + result.unchanged, 0, ())
        run.remember(seen, Printed(OK, _built(again, len(read)), _warnings(warnings)))
    return OK


def _render(jobs: Sequence[Job], resolved: Mapping[str, building.Resolved], root: Path) -> list[Output]:
    """Render all outputs, with a progress bar if that takes a while."""
    outputs = building.render(jobs, resolved, root)
    errors = sum(len(resolved[job.catalog].catalog["errors"]) for job in jobs)
    if errors < _MIN_ERRORS_FOR_PROGRESS or not sys.stderr.isatty():
        return list(outputs)
    with click.progressbar(outputs, length=len(jobs), label="Building", file=sys.stderr) as bar:
        return list(bar)


def _compare(changes: Plan, request: BuildRequest) -> int:
    """Show what a build would change, and return the exit code."""
    if request.is_check and changes.changes:
        terminal.put("\n".join(listing(changes.changes)), err=request.is_diff)
    lines = diff(changes.changes) if request.is_check else diff(changes.changes, max_lines=None)
    if lines:
        paint = Paint(terminal.wants_color(request.color))
        terminal.put("\n".join(map(paint.diff_line, lines)))
    if request.is_check and changes.changes:
        terminal.put(f"{counted(len(changes.changes), 'file')} out of date: run errcat build", err=True)
    elif request.is_check:
        terminal.put(_up_to_date(len(changes.unchanged)))
    return FOUND if changes.changes else OK


def _up_to_date(files: int) -> str:
    return f"{counted(files, 'file')}: all up to date"


def _refuse(results: Sequence[CheckResult], color: str) -> int:
    """Report the errors that prevent a build."""
    print_report(results, color)
    terminal.put("Nothing was built. Fix the errors first", err=True)
    return FOUND


def _report(result: WriteResult, catalogs: int, catalogs_with_warnings: int) -> None:
    """Print what a build wrote."""
    terminal.put(_built(result, catalogs))
    for path in result.edited_stale:
        name = visible(display_path(path))
        terminal.put(f"{name} is no longer built. errcat keeps it, because somebody edited it", err=True)
    warnings = _warnings(catalogs_with_warnings)
    if warnings:
        terminal.put(warnings, err=True)


def _built(result: WriteResult, catalogs: int) -> str:
    counts = [f"{result.written} written", f"{result.unchanged} unchanged"]
    counts += [f"{result.removed} removed"] if result.removed else []
    files = counted(result.written + result.unchanged, "file")
    return f"Built {files} of {counted(catalogs, 'catalog')}: {', '.join(counts)}"


def _warnings(catalogs: int) -> str:
    return f"{counted(catalogs, 'catalog')} with warnings: run errcat check to see them" if catalogs else ""
