"""load, check and build: what the commands do, as functions that return data."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from errcat import building, checking, reading
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.findings.wording import error_text
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.python_api.catalog_error import CatalogError
from errcat.reading.files import STDIN
from errcat.settings import Settings, find_settings_file, named_settings_file, read_settings
from errcat.targets import TARGETS
from errcat.text.suggestions import closest, listed

AnyPath = str | os.PathLike[str]


def load(path: AnyPath) -> Catalog:
    """Return the catalog in a file or folder, as frozen data.

    It doesn't apply rules. Raises CatalogError if a part of the catalog can't be read.
    """
    with _readable_errors():
        name = _name(path)
        loaded = reading.load(name)
        findings = checking.findings_of(loaded.problems, loaded.documents, {})
        return _without_errors(name, CheckResult(loaded.catalog, loaded.documents, findings)).catalog


def check(path: AnyPath, *, settings: AnyPath | None = None) -> CheckResult:
    """Return the catalog in a file or folder, and everything that `errcat check` finds in it.

    `settings` is the errcat.toml to use. By default, it is the nearest one above the current folder, if there is one.
    Findings in errcat.toml come first.
    """
    with _readable_errors():
        return _checked(_name(path), _settings(settings))


def build(
    path: AnyPath,
    outputs: Mapping[str, AnyPath],
    *,
    options: Mapping[str, str | int | bool] | None = None,
    settings: AnyPath | None = None,
) -> dict[Path, bytes]:
    """Return the files that `errcat build` would write: the content of each file by its path. It writes none of them.

    `outputs` has the path of each target: `{"python": "errors.py", "markdown": "docs/errors"}`. `options` has the
    values of `--set`: `{"python.exceptions": "none"}`. `settings` is the errcat.toml with the levels of rules, as for
    `check`. Raises CatalogError if the catalog has errors.
    """
    with _readable_errors():
        name = _name(path)
        for target in outputs:
            _require_target(target)
        set_options = [f"{key}={_option_text(value)}" for key, value in (options or {}).items()]
        jobs = building.requested(name, {id: os.fspath(file) for id, file in outputs.items()}, set_options)
        checked = _without_errors(name, _checked(name, _settings(settings)))
        resolved = building.resolve_all(jobs, {name: checked}, Path())
        rendered = building.render(jobs, resolved, Path())
        return {file: data for output in rendered for file, data in output.files().items()}


@contextmanager
def _readable_errors() -> Iterator[None]:
    """Give a run error its message, so that a traceback and `str(error)` show it."""
    try:
        yield
    except RunError as error:
        error.text = error_text(error)
        raise


def _name(path: AnyPath) -> str:
    name = os.fspath(path)
    return f"./{STDIN}" if name == STDIN else name  # a library doesn't read standard input


def _settings(file: AnyPath | None) -> Settings:
    if file is None:
        return read_settings(find_settings_file(Path.cwd()))
    return read_settings(named_settings_file(os.fspath(file)))


def _checked(name: str, settings: Settings) -> CheckResult:
    result = checking.check(reading.load(name), settings.rules)
    if settings.document is None or not settings.problems:
        return result
    findings = checking.findings_of(settings.problems, (settings.document,), settings.rules)
    return CheckResult(result.catalog, (*result.documents, settings.document), (*findings, *result.findings))


def _without_errors(name: str, result: CheckResult) -> CheckResult:
    if result.worst >= Level.ERROR:
        raise CatalogError(name, result)
    return result


def _require_target(target: str) -> None:
    if target not in TARGETS:
        near = closest(target, TARGETS)
        raise RunError(
            "unknown-target", help="similar" if near else "", target=target, similar=near, known=listed(TARGETS)
        )


def _option_text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
