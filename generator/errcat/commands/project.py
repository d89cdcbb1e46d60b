"""The project that a command runs in: its errcat.toml, and its catalogs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from errcat import checking
from errcat.errors import RunError
from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reading.files import CatalogLocation
from errcat.settings import CatalogPatterns, Settings, find_settings_file, named_settings_file, read_settings
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.paths import display_path

_ERRORS = lazy_pattern(r"^errors:", re.MULTILINE)
_MAX_CHARACTERS = 200_000
"""How much of a file is searched for `errors:`."""


def load_settings(config: str | None = None) -> Settings:
    """Return the settings of a file, or of the project of the current folder."""
    file = named_settings_file(config) if config else find_settings_file(Path.cwd())
    return read_settings(file)


def check_settings(settings: Settings) -> CheckResult | None:
    """Return the findings in errcat.toml. None if there are none."""
    problems = [*settings.problems, *expired_acceptances(settings)]
    if settings.document is None or not problems:
        return None
    documents = (settings.document,)
    return CheckResult(Catalog(), documents, checking.findings_of(problems, documents, settings.rules))


def expired_acceptances(settings: Settings) -> list[Problem]:
    """Return a problem for each accepted change whose last day has passed."""
    today = checking.current_day()
    return [
        Problem("expired-acceptance", accepted.at, {"day": str(accepted.expires)})
        for accepted in settings.accepted
        if accepted.at is not None and accepted.is_expired(today)
    ]


def catalogs_of(paths: Sequence[str], settings: Settings) -> list[str]:
    """Return the catalogs of a command: those on the command line, or those of the settings."""
    catalogs = list(dict.fromkeys(paths)) or settings.catalog_paths()
    if catalogs:
        return catalogs
    if settings.problems:
        return []  # the command reports these problems, and one of them can be the reason
    raise no_catalog_named(settings)


def no_catalog_named(settings: Settings) -> RunError:
    """Return the error of a run without a catalog, with the command to type instead."""
    if settings.file is not None:
        example = _command_with("errors.yaml")
        return RunError("no-catalog-named", help="settings", settings=display_path(settings.file), example=example)
    likely = _likely_catalog()
    example = _command_with(likely or "errors.yaml")
    return RunError("no-catalog-named", help="likely" if likely else "", file=likely, example=example)


def _command_with(catalog: str) -> str:
    """Return the command of this run with its arguments, and with a catalog."""
    # a check without options runs without them
    import shlex  # noqa: PLC0415

    import click  # noqa: PLC0415

    context = click.get_current_context(silent=True)
    if context is None:
        return shlex.join(["errcat", "check", catalog])
    words = context.command_path.split()
    for parameter in context.command.params:
        if isinstance(parameter, click.Argument) and parameter.name is not None:
            value = context.params.get(parameter.name)
            words += [value] if isinstance(value, str) else value or ()
    if any("--catalog" in parameter.opts for parameter in context.command.params):
        words.append("--catalog")
    return shlex.join([*words, catalog])


def catalog_that_reads(settings: Settings, paths: Sequence[str]) -> Callable[[Path], str]:
    """Return a function that names the catalog which the next run would read a file into; empty if none would.

    The catalogs are those at some paths, and those of the project.
    """
    patterns = [*settings.catalogs, *(catalog for table in settings.builds for catalog in table.catalogs or ())]
    locations = [CatalogLocation(path) for path in dict.fromkeys([*paths, *settings.catalog_paths(patterns)])]
    future_catalogs = CatalogPatterns(settings.root, patterns)

    def catalog_of_file(file: Path) -> str:
        existing = next((location.path for location in locations if location.reads(file)), "")
        return existing or future_catalogs.reads(file)

    return catalog_of_file


def _likely_catalog() -> str:
    """Return a file of the current folder that looks like a catalog."""
    for file in sorted([*Path().glob("*.yaml"), *Path().glob("*.yml")]):
        if not file.is_file():
            continue  # reading a pipe would wait
        try:
            with file.open(encoding="utf-8", errors="replace") as text:
                if _ERRORS.search(text.read(_MAX_CHARACTERS)):
                    return file.as_posix()
        except OSError:
            continue
    return ""
