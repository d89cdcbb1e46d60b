"""`errcat config`: every setting of the project, its value, and where the value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.options import color_option, config_option, list_format_option
from errcat.commands.project import check_settings, load_settings
from errcat.commands.reports import exit_code, print_report
from errcat.findings.finding import Level, Range
from errcat.reporting.paint import Paint
from errcat.settings import KEYS, Settings
from errcat.settings.build_tables import BuildTable, BuildTarget
from errcat.settings.scan_table import SCAN_KEYS
from errcat.text.paths import display_path

_DEFAULT = "default"
_MAX_VALUE_WIDTH = 48


class SettingLine(NamedTuple):
    """One setting: its name, its value, and the line or the default that the value comes from."""

    name: str
    value: object
    source: str


@click.command("config")
@list_format_option
@config_option
@color_option
def command(format_: str, config: str | None, color: str) -> int:
    """Show every setting of the project, its value, and where the value comes from.

    The settings come from the nearest errcat.toml, in this folder or a parent folder. Other settings have their default
    values. For the rules that errcat.toml doesn't mention, run `errcat rules`.

    \b
    Examples:
      errcat config
      errcat config --format json
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    in_settings = check_settings(settings)
    if in_settings is not None:
        print_report([in_settings], color, err=True)
    lines = list(_lines(settings))
    file = display_path(settings.file) if settings.file else None
    if format_ == "json":
        data = {"version": 1, "file": file, "settings": [line._asdict() for line in lines]}
        terminal.put(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        paint = Paint(terminal.wants_color(color))
        head = file or (
            "there is no errcat.toml in this folder or a parent folder: every setting has its default value\n"
            "errcat init writes one"
        )
        terminal.put("\n".join([paint("message", head), *_table(lines, paint)]))
    return OK if in_settings is None else exit_code([in_settings], Level.ERROR)


def _table(lines: list[SettingLine], paint: Paint) -> Iterator[str]:
    name_width = max(len(line.name) for line in lines)
    values = [json.dumps(line.value, ensure_ascii=False) for line in lines]
    value_width = min(max(map(len, values)), _MAX_VALUE_WIDTH)
    for line, value in zip(lines, values, strict=True):
        source = paint("quiet" if line.source == _DEFAULT else "place", line.source)
        yield f"  {line.name:{name_width}}  {value:{value_width}}  {source}"


def _lines(settings: Settings) -> Iterator[SettingLine]:
    toml = settings.toml
    for key in KEYS:
        at = toml.range_of(key.name) if toml and key.name in toml.data else None
        value = key.values.written(getattr(settings, key.field))
        yield SettingLine(key.name, value, _source(settings, at))
    for rule, level in settings.rules.items():
        at = toml.range_of(rule) if toml else None
        yield SettingLine(f"rules.{rule}", level.word, _source(settings, at))
    for change, change_level in settings.changes.items():
        at = toml.range_of(change) if toml else None
        yield SettingLine(f"changes.{change}", change_level.word, _source(settings, at))
    for number, acceptance in enumerate(settings.accepted):
        yield SettingLine(f"changes.accepted[{number}]", acceptance.reason, _source(settings, acceptance.at))
    yield from _lines_of_scan(settings)
    for number, table in enumerate(settings.builds):
        yield from _lines_of_table(settings, f"build[{number}]", table)


def _lines_of_scan(settings: Settings) -> Iterator[SettingLine]:
    if settings.scan is None:
        return
    places = settings.scan.places or {}
    for key in SCAN_KEYS:
        value = key.values.written(getattr(settings.scan, key.field))
        yield SettingLine(f"scan.{key.name}", value, _source(settings, places.get(key.name)))
    for number, ignore in enumerate(settings.scan.ignores):
        yield SettingLine(f"scan.ignore[{number}]", f"{ignore.rule}: {ignore.reason}", _source(settings, ignore.at))


def _lines_of_table(settings: Settings, name: str, table: BuildTable) -> Iterator[SettingLine]:
    yield SettingLine(f"{name}.catalogs", settings.catalog_paths(table.catalogs), _source(settings, table.catalogs_at))
    for build_target in table.targets:
        yield from _lines_of_target(settings, f"{name}.{build_target.target.id}", build_target)


def _lines_of_target(settings: Settings, name: str, build_target: BuildTarget) -> Iterator[SettingLine]:
    places = build_target.places
    yield SettingLine(f"{name}.path", build_target.path, _source(settings, places["path"]))
    values = build_target.target.values(build_target.settings)
    for setting in build_target.target.settings:
        value = values[setting.key]
        yield SettingLine(f"{name}.{setting.name}", value, _source(settings, places.get(setting.name)))


def _source(settings: Settings, at: Range | None) -> str:
    """Return the file and line of a value, or that it is the default."""
    if at is None or settings.document is None:
        return _DEFAULT
    source = settings.document.source
    return f"{source.name}:{source.position(at.start).line}"
