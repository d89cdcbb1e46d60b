"""`errcat build`: code, contracts and docs of catalogs, written as a whole or not at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from errcat import building
from errcat.artifact import Output
from errcat.building import Job
from errcat.commands import terminal
from errcat.commands.exit_codes import FOUND, OK, STOPPED
from errcat.commands.interrupts import stop_on_interrupt
from errcat.commands.project import catalog_of, check_settings, load_settings
from errcat.commands.project import catalogs as catalogs_of
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading.files import catalog_files
from errcat.reporting import ReportOptions, reporter
from errcat.reporting.colour import Paint
from errcat.settings import Settings, shown
from errcat.targets import TARGETS
from errcat.text.visible import visible
from errcat.writing import LOCK_TIMEOUT, Scope, check_outputs, diff, listing, plan, state_folder, write

_LOOK = 0.2
"""Seconds between two looks at the files that are watched."""
_LONG = 5_000
"""With this many errors to render, once for each output, whoever waits is told how far it is."""


def _target_options(command: Callable[..., int]) -> Callable[..., Any]:
    """An option for each target, in the order of the table."""
    for target in reversed(TARGETS.values()):
        kind = "DIR" if target.is_folder("errors") else "FILE"
        about = f"Write {target.about}."
        command = click.option(f"--{target.id}", metavar=kind, help=about)(command)
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
@click.option("--check", is_flag=True, help="Write nothing. The exit code is 1 if an output is out of date.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing. Show what a build would change.")
@click.option("--force", is_flag=True, help="Also overwrite edited files, and files that errcat did not write.")
@click.option("--watch", is_flag=True, help="Build again after each change of a catalog or errcat.toml, until Ctrl-C.")
@click.option(
    "--lock-timeout",
    type=click.FloatRange(min=0),
    default=LOCK_TIMEOUT,
    metavar="SECONDS",
    help=f"How long to wait for another build to finish.  [default: {LOCK_TIMEOUT:g}]",
)
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
@click.option(
    "--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True, help=terminal.COLOR_HELP
)
def command(paths: tuple[str, ...], config: str | None, *, watch: bool, **given: Any) -> int:
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
    build = _Build(paths, config, given)
    return build.watch() if watch else build.run()


class _Build:
    """One build, with what was typed."""

    def __init__(self, paths: Sequence[str], config: str | None, given: Mapping[str, Any]) -> None:
        self.paths = paths
        self.config = config
        self.outputs = {id: given[id.replace("-", "_")] for id in TARGETS if given[id.replace("-", "_")]}
        self.settings: Sequence[str] = given["settings"]
        self.is_check: bool = given["check"]
        self.is_diff: bool = given["show_diff"]
        self.force: bool = given["force"]
        self.lock_timeout: float = given["lock_timeout"]
        self.color: str = given["color"]

    def run(self) -> int:
        """Build once; the exit code."""
        settings = load_settings(self.config)
        wrong = check_settings(settings)
        if wrong is not None and wrong.worst >= Level.ERROR:
            return self._refuse([wrong])
        jobs = self._jobs(settings)
        checked = building.check_all(jobs, settings.rules)
        if any(result.worst >= Level.ERROR for result in checked.values()):
            return self._refuse([one for one in checked.values() if one.worst >= Level.ERROR])
        configured = settings.file if not self.outputs else None
        root = settings.root if configured else Path()
        outputs = self._render(jobs, checked, root)
        sources = [file for job in jobs for file in catalog_files(job.catalog)]
        check_outputs(outputs, sources, catalog_of(settings, [job.catalog for job in jobs]), root)
        state = state_folder(outputs, configured)
        scope = self._scope(outputs, jobs)
        warnings = sum(one.worst == Level.WARNING for one in checked.values())
        if self.is_check or self.is_diff:
            return self._compare(state, outputs, scope)
        done = write(state, outputs, scope, force=self.force, lock_timeout=self.lock_timeout)
        parts = [f"{done.written} written", f"{done.unchanged} unchanged"]
        parts += [f"{done.removed} removed"] if done.removed else []
        files = done.written + done.unchanged
        terminal.put(f"Built {_count(files, 'file')} of {_count(len(checked), 'catalog')}: {', '.join(parts)}")
        for path in done.edited_stale:
            terminal.put(f"{visible(shown(path))} is no longer built, but was edited: errcat keeps it", err=True)
        if warnings:
            terminal.put(f"{_count(warnings, 'catalog')} with warnings: run errcat check to see them", err=True)
        return OK

    def _jobs(self, settings: Settings) -> list[Job]:
        if self.outputs:
            catalogs = catalogs_of(self.paths, settings)
            if len(catalogs) != 1:
                option = f"--{next(iter(self.outputs))}"
                example = f"{catalogs[0] if catalogs else 'errors.yaml'} {option} {next(iter(self.outputs.values()))}"
                help_ = "" if catalogs else "none"
                raise RunError("one-catalog-at-a-time", help=help_, count=len(catalogs), option=option, example=example)
            return building.typed(catalogs[0], self.outputs, self.settings)
        if self.settings:
            target = self.settings[0].partition(".")[0]
            if target in TARGETS:
                raise RunError("nothing-to-build", help="target", target=target, example=TARGETS[target].example)
            building.typed("", {}, self.settings)
        jobs = building.configured(settings)
        if not jobs and not (self.paths and settings.builds):
            help_ = "settings" if settings.file else ""
            raise RunError("nothing-to-build", help=help_, settings=shown(settings.file) if settings.file else "")
        return building.selected(jobs, self.paths) if self.paths else jobs

    def _render(self, jobs: Sequence[Job], checked: Mapping[str, CheckResult], root: Path) -> list[Output]:
        outputs = building.render(jobs, checked, root)
        if sum(len(checked[job.catalog].catalog.errors) for job in jobs) < _LONG or not sys.stderr.isatty():
            return list(outputs)
        with click.progressbar(outputs, length=len(jobs), label="Building", file=sys.stderr) as bar:
            return list(bar)

    def _scope(self, outputs: Sequence[Output], jobs: Sequence[Job]) -> Scope:
        if self.outputs:
            return Scope()
        whole = {output.catalog for output in outputs} if not self.paths else set()
        named = {Path(path).resolve() for path in self.paths}
        for output, job in zip(outputs, jobs, strict=True):
            if Path(job.catalog).resolve() in named:
                whole.add(output.catalog)
        return Scope(is_configured=True, is_whole=not self.paths, catalogs=frozenset(whole))

    def _compare(self, state: Path, outputs: Sequence[Output], scope: Scope) -> int:
        """Say what a build would change."""
        found = plan(state, outputs, scope)
        paint = Paint(terminal.wants_color(self.color))
        if self.is_check:
            terminal.put("\n".join(listing(found.changes, shown)), err=self.is_diff) if found.changes else None
        lines = diff(found.changes, shown, **({} if self.is_check else {"max_lines": None}))
        if lines:
            terminal.put("\n".join(_painted(line, paint) for line in lines))
        if not found.changes:
            if self.is_check:
                terminal.put(f"{_count(len(found.unchanged), 'file')}: all up to date")
            return OK
        if self.is_check:
            terminal.put(f"{_count(len(found.changes), 'file')} out of date: run errcat build", err=True)
        return FOUND

    def _refuse(self, results: Sequence[CheckResult]) -> int:
        options = ReportOptions(width=terminal.width(), color=terminal.wants_color(self.color))
        terminal.put(reporter("text")(results, options))
        terminal.put("Nothing was built. Fix the errors first", err=True)
        return FOUND

    def watch(self) -> int:
        """Build whenever something changes that a build reads."""
        stop_on_interrupt()
        seen: object = None
        try:
            while True:
                now = self._look()
                if now != seen:
                    seen = now
                    self._run_and_report()
                time.sleep(_LOOK)
        except KeyboardInterrupt:
            terminal.put("errcat: stopped", err=True)
            return STOPPED

    def _run_and_report(self) -> None:
        try:
            self.run()
        except RunError as error:
            terminal.tell(error)

    def _look(self) -> object:
        """What is on disk of all that a build reads: it changes when that does."""
        try:
            settings = load_settings(self.config)
            jobs = self._jobs(settings)
            files = [file for job in jobs for file in catalog_files(job.catalog)]
        except RunError as error:
            return repr(error)
        files += [settings.file] if settings.file else []
        return [(file, *_stamp(file)) for file in files]


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def _painted(line: str, paint: Paint) -> str:
    status_of = {"+": "added", "-": "removed", "@": "place"}.get(line[:1])
    return paint(status_of, line) if status_of else line


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
