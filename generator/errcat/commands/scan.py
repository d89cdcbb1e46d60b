"""`errcat scan`: the codes that source code raises, compared with those of the catalogs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.ci import folder_in_repository
from errcat.commands.git_ignored import ignored_paths
from errcat.commands.options import color_option, config_option, fail_on_option, report_format_option
from errcat.commands.project import catalogs_of, check_settings, load_settings
from errcat.commands.reports import exit_code, lowest_failure
from errcat.errors import RunError
from errcat.findings.document import Document
from errcat.findings.finding import Level, Problem
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reading import Loaded, load
from errcat.reporting import ReportOptions, reporter
from errcat.scanning import (
    CatalogCodes,
    ConfiguredIgnore,
    ScanFiles,
    ScanNames,
    ScanReport,
    codes_of,
    configured_problems,
    files_to_scan,
    remaining_in_catalog,
    scan,
)
from errcat.settings import Settings
from errcat.settings.scan_table import ScanSettings
from errcat.targets import TARGETS
from errcat.targets.setting_codes import named_codes
from errcat.text.counts import counted

_FORMATS_FOR_PEOPLE = ("text", "concise")
_PYTHON = "python"
_BASE_CLASS = "base-class"


@click.command("scan")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--catalog", "catalogs", multiple=True, metavar="PATH", help="Use this catalog instead of those in errcat.toml."
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out the files and folders that match.")
@click.option("--tests", is_flag=True, help="Read test files, too. What they raise doesn't count as raised.")
@click.option("--computed", is_flag=True, help="List the places that compute a code, which errcat can't know.")
@report_format_option
@fail_on_option
@config_option
@color_option
def command(  # noqa: PLR0917 — click passes them by name
    paths: tuple[str, ...],
    catalogs: tuple[str, ...],
    exclude: tuple[str, ...],
    tests: bool,
    computed: bool,
    format_: str,
    fail_on: str | None,
    config: str | None,
    color: str,
) -> int:
    """Report codes in source code that the catalog doesn't have, and codes of the catalog that nothing raises.

    PATH is a file or folder with Python, TypeScript, JavaScript, Go or Java. Without PATH, errcat scans the paths of
    errcat.toml, or else its folder. errcat parses the code and never runs it. All languages but Python need the
    extra `import`.

    errcat leaves out test files, hidden files, files that Git ignores, and folders of dependencies and build outputs.

    The exit code is 0 on success, 1 if there are findings, and 2 if the run could not finish.

    \b
    Examples:
      errcat scan src --catalog errors.yaml
      errcat scan --format github --fail-on warning
      errcat scan src --computed
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    chosen = settings.scan or ScanSettings()
    lowest = lowest_failure(fail_on, settings)
    names = catalogs or settings.catalog_paths(chosen.catalogs or None)
    catalogs_read = [load(name) for name in dict.fromkeys(names or catalogs_of((), settings))]
    checked = [checking.check(loaded, settings.rules) for loaded in catalogs_read]
    known = codes_of([loaded.catalog for loaded in catalogs_read], _base_classes(settings))
    files = files_to_scan(
        paths or [str(settings.root / path) for path in chosen.paths or (".",)],
        (*chosen.exclude, *exclude),
        settings.root,
        tests=tests or chosen.tests,
        is_ignored=ignored_paths(),
    )
    if not files.files:
        raise RunError("nothing-to-scan", help="tests" if files.tests_left_out else "", path=", ".join(paths) or ".")
    disabled = [rule for rule, level in settings.rules.items() if level is Level.OFF]
    report = scan(files.files, known, _scan_names(chosen, settings), disabled, computed=computed)
    in_settings = check_settings(settings)
    results = [
        *([in_settings] if in_settings else []),
        *(result for result in checked if result.worst >= Level.ERROR),
        *_results(catalogs_read, report, files, settings, is_complete=not paths),
    ]
    options = ReportOptions(
        width=terminal.width(),
        color=terminal.wants_color(color),
        fail_on=lowest,
        folder=folder_in_repository(),
    )
    terminal.put(reporter(format_)(results, options))
    if format_ in _FORMATS_FOR_PEOPLE:
        terminal.put(_summary(report, files, known, is_listed=computed))
    return exit_code(results, lowest)


def _results(
    catalogs: Sequence[Loaded], report: ScanReport, files: ScanFiles, settings: Settings, *, is_complete: bool
) -> list[CheckResult]:
    """Return the findings in each catalog, in the source files, and in the ignores of errcat.toml."""
    by_settings = _codes_of_settings(settings)
    groups: list[tuple[Catalog, tuple[Document, ...], list[Problem]]] = []
    disabled = [rule for rule, level in settings.rules.items() if level is Level.OFF]
    for loaded in catalogs:
        problems = report.problems_of(loaded.catalog, by_settings) if files.has_folder else []
        is_read = loaded.complete and files.has_folder
        remaining = remaining_in_catalog(problems, loaded.documents, disabled, is_complete=is_read)
        groups.append((loaded.catalog, loaded.documents, remaining))
    groups.append((Catalog(), report.documents, list(report.problems)))
    ignores = [
        ConfiguredIgnore(ignore.rule, ignore.reason, ignore.at, ignore.code, ignore.path)
        for ignore in (settings.scan.ignores if settings.scan else ())
    ]
    placed = [
        (number, problem, documents[problem.at.document].source.name)
        for number, (_catalog, documents, problems) in enumerate(groups)
        for problem in problems
    ]
    kept_problems, of_ignores = configured_problems(
        [(problem, name) for _number, problem, name in placed], ignores, is_complete=is_complete
    )
    kept = {id(problem) for problem in kept_problems}
    results = []
    for number, (catalog, documents, _problems) in enumerate(groups):
        own = [problem for group, problem, _name in placed if group == number and id(problem) in kept]
        if own or number < len(catalogs):
            results.append(_result(catalog, documents, own, settings))
    if of_ignores and settings.document is not None:
        results.append(_result(Catalog(), (settings.document,), of_ignores, settings))
    return results


def _result(
    catalog: Catalog, documents: tuple[Document, ...], problems: Sequence[Problem], settings: Settings
) -> CheckResult:
    findings = checking.findings_of(problems, documents, settings.rules)
    if not catalog.errors:  # source files: those without findings are not part of the report
        names = {finding.span.file for finding in findings if finding.span}
        documents = tuple(document for document in documents if document.source.name in names)
    return CheckResult(catalog, documents, findings)


def _base_classes(settings: Settings) -> list[str]:
    """Return the base classes of the exceptions that errcat.toml builds."""
    target = TARGETS[_PYTHON]
    default = str(target.values({})[_BASE_CLASS.replace("-", "_")])
    built = [
        str(target.values(build.settings)["base_class"])
        for table in settings.builds
        for build in table.targets
        if build.target is target
    ]
    return list(dict.fromkeys([default, *built]))


def _scan_names(chosen: ScanSettings, settings: Settings) -> ScanNames:
    built = [
        build.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for table in settings.builds
        for build in table.targets
        if build.target.id == _PYTHON
    ]
    return ScanNames(frozenset(chosen.keys), frozenset(chosen.functions), (*chosen.modules, *built))


def _codes_of_settings(settings: Settings) -> set[str]:
    """Return the codes that generated modules raise because errcat.toml says so."""
    return {
        named.text
        for table in settings.builds
        for build in table.targets
        for setting in build.target.settings
        if setting.name in build.settings
        for named in named_codes(setting, build.settings[setting.name])
    }


def _summary(report: ScanReport, files: ScanFiles, known: CatalogCodes, *, is_listed: bool) -> str:
    """Return what was scanned, what is raised, and what can't be known."""
    total = len({entries[0].code for entries in known.errors.values()})
    raised = len({known.errors[code][0].code for code in report.raised(known)})
    parts = [f"Scanned {counted(len(files.files), 'file')}: they raise {raised} of {counted(total, 'code')}"]
    computed = len(report.uses.computed)
    if computed and not is_listed:
        parts.append(
            f"{counted(computed, 'place')} {'computes' if computed == 1 else 'compute'} a code (--computed lists them)"
        )
    if files.tests_left_out:
        left_out = counted(files.tests_left_out, "test file")
        parts.append(f"{left_out} {'is' if files.tests_left_out == 1 else 'are'} left out (--tests reads them)")
    if not files.has_folder:
        parts.append("to find codes that nothing raises, scan a folder")
    return "; ".join(parts)
