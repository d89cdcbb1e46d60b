"""`[[build]]` of errcat.toml: which targets are built of which catalogs, where to, and how.

    [[build]]
    catalogs = ["errors.yaml"]              # left out: all catalogs of the project
    python = "src/acme/errors.py"           # a path…
    openapi = {path = "{catalog}.openapi.yaml", version = "3.0.3"}    # …or a path and settings

`{catalog}` in a path is the name of the catalog's file without its ending. A project with one build may write
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
class OutputSettings:
    """One target, where it goes to, and the settings that were written for it."""

    target: Target
    path: str
    settings: Mapping[str, Value]
    places: Mapping[str, Range]
    """Where the path and each setting stand in errcat.toml."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """One `[[build]]`."""

    catalogs: tuple[str, ...] | None
    """Paths and patterns; None for all catalogs of the project."""
    outputs: tuple[OutputSettings, ...]
    catalogs_at: Range | None
    """Where they are named in errcat.toml."""


def read_builds(file: TomlFile) -> tuple[BuildSettings, ...]:
    """What the file orders; what is wrong with it is collected there."""
    written = file.data.get("build", [])
    builds = [written] if isinstance(written, dict) else written
    if not isinstance(builds, list) or not all(isinstance(build, dict) for build in builds):
        file.wrong("build", 'a table: [[build]], then lines such as python = "errors.py"')
        return ()
    stretches = file.tables("build")
    whole = (0, len(file.document.text))
    return tuple(
        _build(file, build, stretches[number] if number < len(stretches) else whole)
        for number, build in enumerate(builds)
    )


def _build(file: TomlFile, build: Mapping[str, Any], within: Stretch) -> BuildSettings:
    catalogs = build.get(_CATALOGS)
    if catalogs is not None and not (
        isinstance(catalogs, list) and all(isinstance(catalog, str) for catalog in catalogs)
    ):
        file.wrong(_CATALOGS, 'a list of paths: catalogs = ["errors.yaml"]', within)
        catalogs = None
    known = [_CATALOGS, *TARGETS]
    outputs = [
        request
        for key, value in build.items()
        if key != _CATALOGS and file.is_setting(key, known, within=within)
        for request in _output(file, TARGETS[key], value, within)
    ]
    outputs.sort(key=lambda request: list(TARGETS).index(request.target.id))
    if catalogs is None:
        return BuildSettings(None, tuple(outputs), None)
    return BuildSettings(tuple(catalogs), tuple(outputs), file.range_of(_CATALOGS, within))


def _output(file: TomlFile, target: Target, value: object, within: Stretch) -> Iterator[OutputSettings]:
    at = file.range_of(target.id, within)
    if isinstance(value, str) and value:
        yield OutputSettings(target, value, {}, {_PATH: at})
        return
    path = value.get(_PATH) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(path, str) or not path:
        file.wrong(target.id, f'a path, or a table with one: {target.id} = {{path = "{target.example}"}}', within)
        return
    inside = _stretch(file, target, at, within)
    settings: dict[str, Value] = {}
    places = {_PATH: file.range_of(_PATH, inside)}
    for key, item in value.items():
        if key == _PATH or not file.is_setting(key, [_PATH, *(each.name for each in target.settings)], within=inside):
            continue
        setting = target.setting(key)
        assert setting is not None
        if not setting.accepts(item):
            file.wrong(key, setting.expected, inside)
            continue
        settings[key] = item
        places[key] = file.range_of(key, inside)
    yield OutputSettings(target, path, settings, places)


def _stretch(file: TomlFile, target: Target, at: Range, within: Stretch) -> Stretch:
    """Where the table of an output stands: `[build.python]`, or behind its key."""
    own = [table for table in file.tables(f"build.{target.id}") if within[0] <= table[0] < within[1]]
    return own[0] if own else (at.start, within[1])
