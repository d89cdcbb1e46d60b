"""`errcat config`: every setting of the project, its value, and where that comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import click

from errcat.commands import terminal
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.project import check_settings, load_settings
from errcat.commands.targets import written
from errcat.findings.finding import Level, Range
from errcat.reporting import ReportOptions, reporter
from errcat.reporting.colour import Paint
from errcat.settings import KEYS, Settings, shown
from errcat.settings.build_targets import BuildSettings, OutputSettings

FORMATS = ("text", "json")
DEFAULT = "default"


class SettingLine(NamedTuple):
    """One setting: its name, its value, and where that stands."""

    name: str
    value: object
    source: str


@click.command("config")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="The output format."
)
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
@click.option(
    "--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True, help=terminal.COLOR_HELP
)
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
    wrong = check_settings(settings)
    if wrong is not None:
        options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color, err=True))
        terminal.put(reporter("text")([wrong], options), err=True)
    lines = list(_lines(settings))
    file = shown(settings.file) if settings.file else None
    if format_ == "json":
        data = {"version": 1, "file": file, "settings": [line._asdict() for line in lines]}
        terminal.put(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        paint = Paint(terminal.wants_color(color))
        head = file or "there is no errcat.toml in this folder or a parent folder: every setting has its default value"
        terminal.put("\n".join([paint("message", head), *_reported(lines, paint)]))
    return FOUND if wrong is not None and wrong.worst >= Level.ERROR else OK


def _reported(lines: list[SettingLine], paint: Paint) -> Iterator[str]:
    names = max(len(line.name) for line in lines)
    values = [written(line.value) for line in lines]
    width = min(max(map(len, values)), 48)
    for line, value in zip(lines, values, strict=True):
        source = paint("quiet" if line.source == DEFAULT else "place", line.source)
        yield f"  {line.name:{names}}  {value:{width}}  {source}"


def _lines(settings: Settings) -> Iterator[SettingLine]:
    said = settings.toml.data if settings.toml else {}
    values = {"catalogs": list(settings.catalogs), "fail-on": settings.fail_on.word}
    for key in KEYS:
        if key in values:
            yield SettingLine(
                key,
                values[key],
                _source(settings, settings.toml.range_of(key) if settings.toml and key in said else None),
            )
    for rule, level in settings.rules.items():
        at = settings.toml.range_of(rule) if settings.toml else None
        yield SettingLine(f"rules.{rule}", level.word, _source(settings, at))
    for number, build in enumerate(settings.builds):
        yield from _build_lines(settings, f"build[{number}]", build)


def _build_lines(settings: Settings, name: str, build: BuildSettings) -> Iterator[SettingLine]:
    yield SettingLine(f"{name}.catalogs", settings.catalog_paths(build.catalogs), _source(settings, build.catalogs_at))
    for output in build.outputs:
        yield from _output_lines(settings, f"{name}.{output.target.id}", output)


def _output_lines(settings: Settings, name: str, output: OutputSettings) -> Iterator[SettingLine]:
    yield SettingLine(f"{name}.path", output.path, _source(settings, output.places["path"]))
    values = output.target.values(output.settings)
    for setting in output.target.settings:
        yield SettingLine(
            f"{name}.{setting.name}", values[setting.key], _source(settings, output.places.get(setting.name))
        )


def _source(settings: Settings, at: Range | None) -> str:
    if at is None or settings.document is None:
        return DEFAULT
    source = settings.document.source
    return f"{source.name}:{source.position(at.start).line}"
