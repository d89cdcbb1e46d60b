"""`[[build]]` of errcat.toml: which targets errcat builds from which catalogs, where to, and with which settings.

    [[build]]
    catalogs = ["errors.yaml"]              # optional: by default, all catalogs of the project
    python = "src/acme/errors.py"           # a path…
    openapi = {path = "{catalog}.openapi.yaml", version = "3.0.3"}    # …or a path and settings

Some settings are tables: `statuses = {404 = "route_not_found"}`.

`{catalog}` in a path is the name of the catalog's file without its ending. A project with one table may write
`[build]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.findings.finding import Range
from errcat.settings.toml_file import Stretch, TomlFile
from errcat.targets import TARGETS, Target, Value

CATALOG = "{catalog}"
_CATALOGS = "catalogs"
_PATH = "path"


@dataclass(frozen=True, slots=True)
class BuildTarget:
    """One line of a `[[build]]` table: a target, its path, and the settings written for it."""

    target: Target
    path: str
    settings: Mapping[str, Value]
    places: Mapping[str, Range]
    """The places of the path and of each setting in errcat.toml."""


@dataclass(frozen=True, slots=True)
class BuildTable:
    """One `[[build]]` table."""

    catalogs: tuple[str, ...] | None
    """Paths and patterns; None for all catalogs of the project."""
    targets: tuple[BuildTarget, ...]
    catalogs_at: Range | None
    """The place of `catalogs` in errcat.toml."""


def read_builds(file: TomlFile) -> tuple[BuildTable, ...]:
    """The `[[build]]` tables of a file. Problems are collected in the file."""
    tables = file.data.get("build", [])
    tables = [tables] if isinstance(tables, dict) else tables
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        file.report_wrong_value("build", 'a table: [[build]], then lines such as python = "errors.py"')
        return ()
    stretches = file.tables("build")
    whole_file = (0, len(file.document.text))
    return tuple(
        _build_table(file, table, stretches[number] if number < len(stretches) else whole_file)
        for number, table in enumerate(tables)
    )


def _build_table(file: TomlFile, table: Mapping[str, Any], within: Stretch) -> BuildTable:
    catalogs = table.get(_CATALOGS)
    if catalogs is not None and not (
        isinstance(catalogs, list) and all(isinstance(catalog, str) for catalog in catalogs)
    ):
        file.report_wrong_value(_CATALOGS, 'a list of paths: catalogs = ["errors.yaml"]', within)
        catalogs = None
    known = [_CATALOGS, *TARGETS]
    targets = [
        build_target
        for key, value in table.items()
        if key != _CATALOGS and file.is_setting(key, known, within=within)
        for build_target in _build_target(file, TARGETS[key], value, within)
    ]
    targets.sort(key=lambda build_target: list(TARGETS).index(build_target.target.id))
    if catalogs is None:
        return BuildTable(None, tuple(targets), None)
    return BuildTable(tuple(catalogs), tuple(targets), file.range_of(_CATALOGS, within))


def _build_target(file: TomlFile, target: Target, value: object, within: Stretch) -> Iterator[BuildTarget]:
    """The target that a line configures; nothing if the line is wrong, which is reported."""
    at = file.range_of(target.id, within)
    if isinstance(value, str) and value:
        yield BuildTarget(target, value, {}, {_PATH: at})
        return
    path = value.get(_PATH) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(path, str) or not path:
        example = f'{target.id} = {{path = "{target.example}"}}'
        file.report_wrong_value(target.id, f"a path, or a table with one: {example}", within)
        return
    inside = _stretch_of_settings(file, target, at, within)
    known = [_PATH, *(setting.name for setting in target.settings)]
    settings: dict[str, Value] = {}
    places = {_PATH: file.range_of(_PATH, inside)}
    for key, item in value.items():
        if key == _PATH or not file.is_setting(key, known, within=inside):
            continue
        setting = target.setting(key)
        assert setting is not None
        if not setting.accepts(item):
            file.report_wrong_value(key, setting.expected, inside)
            continue
        settings[key] = item
        places[key] = file.range_of(key, inside)
    yield BuildTarget(target, path, settings, places)


def _stretch_of_settings(file: TomlFile, target: Target, at: Range, within: Stretch) -> Stretch:
    """The part of the file with the settings of a target: its table `[build.python]`, or what follows its key."""
    tables = [table for table in file.tables(f"build.{target.id}") if within[0] <= table[0] < within[1]]
    return tables[0] if tables else (at.start, within[1])
