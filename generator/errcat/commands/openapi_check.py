"""`errcat openapi check`: what is wrong with the errors that an API document documents."""

from __future__ import annotations

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.api_document import open_document, report_skipped
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.project import load_settings
from errcat.findings.finding import LEVELS, Level
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.openapi_documents.problems import problems
from errcat.reporting import FORMATS, ReportOptions, reporter


@click.command("check")
@click.argument("file")
@click.option("--catalog", metavar="PATH", help="Use this catalog instead of the one in errcat.toml.")
@click.option(
    "--fragment", metavar="FILE", help="The path from FILE to the OpenAPI document that errcat built from the catalog."
)
@click.option("--no-default", is_flag=True, help="Don't expect the response `default` for all other errors.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The lowest level that makes the exit code 1.",
)
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
@click.option(
    "--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True, help=terminal.COLOR_HELP
)
def command(  # noqa: PLR0917 — click passes them by name
    file: str,
    catalog: str | None,
    fragment: str | None,
    no_default: bool,
    format_: str,
    fail_on: str | None,
    config: str | None,
    color: str,
) -> int:
    """Report operations without errors, unknown codes, and statuses that differ from the catalog.

    FILE is an OpenAPI document, in YAML or JSON. errcat checks the codes in `x-error-codes`, the references of
    responses, and the codes in their examples and enums. It follows references within the file, and uses no network.

    The exit code is 0 on success, 1 if there are findings, and 2 if the run could not finish.

    \b
    Examples:
      errcat openapi check api.yaml --catalog errors.yaml
      errcat openapi check api.yaml --format github --fail-on warning
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    document = open_document(file, catalog, fragment, settings)
    report_skipped(document)
    found = list(problems(document.tree, document.known, document.fragment, default=not no_default))
    documents = (document.tree.document,)
    reported = checking.findings_of(found, documents, settings.rules)
    results = [CheckResult(Catalog(errors=document.checked.catalog.errors), documents, reported)]
    if not document.is_buildable:
        results.insert(0, document.checked)
    limit = settings.fail_on if fail_on is None else LEVELS.get(fail_on, Level.OFF)
    options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color), fail_on=limit)
    terminal.put(reporter(format_)(results, options))
    return FOUND if limit is not Level.OFF and any(result.worst >= limit for result in results) else OK
