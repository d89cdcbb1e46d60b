"""`errcat check`: the mistakes in catalogs, and how to fix them."""

from __future__ import annotations

import click

from errcat.commands.check_catalogs import CheckCall, check
from errcat.commands.options import color_option, config_option, fail_on_option, no_cache_option, report_format_option
from errcat.commands.remembered import this_run
from errcat.reporting import FORMATS

# click keeps the lines of a paragraph that starts with \b.
EPILOG = "\n".join(
    [
        "\b",
        "Formats:",
        *(f"  {name:<9} {about}" for name, (_module, about) in FORMATS.items()),
        "",
        "\b",
        "Examples:",
        "  errcat check errors.yaml",
        "  errcat check errors.yaml --fix",
        "  errcat check catalog/ --format github --fail-on warning",
        "  cat errors.yaml | errcat check -",
    ]
)


@click.command("check", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@report_format_option
@click.option("--fix", is_flag=True, help="Apply the safe fixes to the files, and list them.")
@click.option("--diff", is_flag=True, help="Write nothing. Show what --fix would change.")
@fail_on_option
@color_option
@click.option(
    "--stdin-filename", metavar="NAME", default="standard input", help="The name of the catalog from standard input."
)
@config_option
@no_cache_option
def command(  # noqa: PLR0917 — click passes them by name
    paths: tuple[str, ...],
    format_: str,
    fix: bool,
    diff: bool,
    fail_on: str | None,
    color: str,
    stdin_filename: str,
    config: str | None,
) -> int:
    """Report every mistake in catalogs, and how to fix it.

    PATH is a catalog: a YAML file, a folder whose YAML files form one catalog, or - for standard input. Without PATH,
    errcat checks the catalogs of errcat.toml.

    errcat changes files only with --fix. With --fix and -, it prints the fixed catalog to standard output, and the
    report to standard error.

    The exit code is 0 on success, 1 if there are findings, and 2 if the run could not finish. With --diff, it is also 1
    if --fix would change something.
    """
    return check(CheckCall(paths, format_, fix, diff, fail_on, color, stdin_filename, config), this_run())
