"""The options that several commands share. Each is declared once, so that its help reads the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from errcat.commands.terminal import COLORS
from errcat.reporting import FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])

config_option = click.option(
    "--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml."
)
color_option = click.option(
    "--color",
    type=click.Choice(COLORS),
    default="auto",
    show_default=True,
    help="Whether to use colors. auto follows NO_COLOR, FORCE_COLOR and the terminal.",
)
no_cache_option = click.option(
    "--no-cache", is_flag=True, expose_value=False, help="Do everything again, and remember nothing: see errcat cache."
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The lowest level that makes the exit code 1.  [default: error, or `fail-on` of errcat.toml]",
)


def format_option(names: Iterable[str], about: str) -> Callable[[Command], Command]:
    """Return the option that chooses one of some formats."""
    return click.option(
        "--format", "format_", type=click.Choice(list(names)), default="text", show_default=True, help=about
    )


report_format_option = format_option(FORMATS, "The format of the report.")
list_format_option = format_option(("text", "json"), "The output format.")


def openapi_options(command: Command) -> Command:
    """Add the arguments of commands on an OpenAPI document: the document, its catalog, and the built document."""
    for decorator in (
        click.option(
            "--fragment",
            metavar="FILE",
            help="The path from FILE to the OpenAPI document that errcat built from the catalog.",
        ),
        click.option("--catalog", metavar="PATH", help="Use this catalog instead of the one in errcat.toml."),
        click.argument("file"),
    ):
        command = decorator(command)
    return command
