"""`errcat check`: what is wrong with catalogs, and how to mend it."""

from __future__ import annotations

import click

from errcat import checking
from errcat.cli import FOUND, OK
from errcat.commands.project import load_settings
from errcat.finding import LEVELS
from errcat.reading import load
from errcat.reporting import FORMATS


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]))
def command(paths: tuple[str, ...], format_: str, fail_on: str | None) -> int:
    """Find what is wrong with catalogs, and say how to mend it."""
    house = load_settings()
    results = [checking.check(load(path), house.rules) for path in paths or house.catalog_paths()]
    click.echo(FORMATS[format_](results))
    limit = LEVELS[fail_on] if fail_on in LEVELS else house.fail_on
    return FOUND if any(result.worst >= limit for result in results) else OK
