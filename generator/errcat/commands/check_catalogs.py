"""What `errcat check` does, without click, which takes as long to import as the check of a small catalog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from errcat import checking
from errcat.cache import Printed, Run
from errcat.checking import Examine
from errcat.commands import terminal
from errcat.commands.ci import folder_in_repository
from errcat.commands.exit_codes import FOUND
from errcat.commands.folder_catalogs import rest_on_nothing_else
from errcat.commands.project import catalogs_of, check_settings, load_settings
from errcat.commands.remembered import facts_of_catalogs, facts_of_settings
from errcat.commands.reports import exit_code, lowest_failure
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading import contents_of
from errcat.reading.files import STDIN, CatalogLocation
from errcat.reporting import ReportOptions, reporter
from errcat.settings import Settings
from errcat.text.visible import visible

if TYPE_CHECKING:
    from errcat.fixing import FixResult

_FORMATS_FOR_PEOPLE = ("text", "concise")


class CheckCall(NamedTuple):
    """A call of `errcat check`: its arguments and options."""

    paths: tuple[str, ...]
    format: str = "text"
    fix: bool = False
    diff: bool = False
    fail_on: str | None = None
    color: str = "auto"
    stdin_filename: str = "standard input"
    config: str | None = None


def check(call: CheckCall, run: Run) -> int:
    """Check catalogs, print the report, and return the exit code. `run` remembers what was printed."""
    seen = run.observed(facts_of_settings(call.config))
    settings = load_settings(call.config)
    lowest = lowest_failure(call.fail_on, settings)
    in_settings = check_settings(settings)
    results = [in_settings] if in_settings else []
    examine = checking.examine_with(settings.rules)
    fixed: dict[str, FixResult] = {}
    named = catalogs_of(call.paths, settings)
    seen |= run.observed(facts_of_catalogs(named, settings))
    catalogs, examined = _catalogs(named, settings, examine) if call.paths else (named, {})
    for path in catalogs:
        contents = contents_of(path, call.stdin_filename)
        if call.fix or call.diff:
            from errcat import fixing  # noqa: PLC0415 — most checks fix nothing

            fixed[path] = fixing.fix(contents, examine)
            results.append(fixed[path].checked)
        else:
            results.append(examined.get(path) or examine(contents).checked)
        if call.fix:
            _require_inside(path, fixed[path])
    stdin = None if call.diff else fixed.get(STDIN)
    is_stdout_taken = stdin is not None
    options = ReportOptions(
        width=terminal.width(),
        color=terminal.wants_color(call.color, err=is_stdout_taken),
        fail_on=lowest,
        folder=folder_in_repository(),
    )
    if call.diff:
        return _show_diff(list(fixed.values()), results, options)
    if call.fix:
        from errcat.reporting import fixes  # noqa: PLC0415 — as above

        _write([result for path, result in fixed.items() if path != STDIN])
        report = fixes.fix_report(list(fixed.values()), options)
        if report:
            terminal.put(report + "\n", err=is_stdout_taken or call.format not in _FORMATS_FOR_PEOPLE)
    if stdin is not None:
        terminal.put_bytes(stdin.after[0][1])
    report = reporter(call.format)(results, options)
    terminal.put(report, err=is_stdout_taken)
    code = exit_code(results, lowest)
    if seen and catalogs == named and rest_on_nothing_else(call.paths, results):
        run.remember(seen, Printed(code, report))
    run.kept = results
    return code


def _catalogs(catalogs: list[str], settings: Settings, examine: Examine) -> tuple[list[str], Mapping[str, CheckResult]]:
    """Return the catalogs to check, with a folder in place of its files, and the results that are known already."""
    if all(Path(path).is_dir() or path == STDIN for path in catalogs):
        return catalogs, {}
    # few calls name several files, or a file of a folder
    from errcat.commands.folder_catalogs import folder_of_part, whole_catalogs  # noqa: PLC0415

    examined: dict[str, CheckResult] = {}

    def errors_in(path: str) -> int:
        if path not in examined:
            examined[path] = examine(contents_of(path)).checked
        return sum(finding.level is Level.ERROR for finding in examined[path].findings)

    whole, folders = whole_catalogs(catalogs, settings.catalog_paths(), errors_in)
    for folder in folders:
        count = sum(map(CatalogLocation(folder).reads, map(Path, catalogs)))
        files = "1 file is" if count == 1 else f"{count} files are"
        terminal.put(f"{visible(folder)}: {files} part of this catalog, so errcat checks the folder", err=True)
    for path in whole:
        if folder := folder_of_part(path, errors_in):
            named = f"{visible(path)}: this file is part of the catalog in {visible(folder)}"
            terminal.put(f"{named}, so run errcat check {visible(folder)}", err=True)
    return whole, examined


def _require_inside(path: str, fixed: FixResult) -> None:
    """Refuse to write through a link that leads out of the folder of a catalog: nobody named that file."""
    if not Path(path).is_dir():
        return
    folder = Path(path).resolve()
    for name, _before, _after in fixed.changed:
        if not Path(name).resolve().is_relative_to(folder):
            raise RunError("cannot-write", path=name, reason=f"a link in {path} leads out of the folder")


def _write(fixed: Sequence[FixResult]) -> None:
    """Write the fixed files, or none of them if one can't be written."""
    # slow to load, and most runs write nothing
    from errcat.writing.replace_file import replace, require_writable  # noqa: PLC0415

    changed = [file for result in fixed for file in result.changed]
    for name, before, _after in changed:
        require_writable(name, before)
    for name, before, after in changed:
        replace(name, before, after)


def _show_diff(fixed: Sequence[FixResult], results: Sequence[CheckResult], options: ReportOptions) -> int:
    """Print the changes, print on standard error what would remain to do, and return the exit code."""
    from errcat.reporting import fixes  # noqa: PLC0415 — most checks show no diff

    text = fixes.diff(fixed, options)
    if text:
        terminal.put(text)
    terminal.put(fixes.fix_preview(fixed, results), err=True)
    return FOUND if any(result.changed for result in fixed) else exit_code(results, options.fail_on)
