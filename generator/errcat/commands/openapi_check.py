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
from errcat.reporting import FORMATS, Options, reporter


@click.command("check")
@click.argument("file")
@click.option("--catalog", metavar="PATH", help="The catalog of the codes, instead of the one of the project.")
@click.option("--fragment", metavar="FILE", help="Where the OpenAPI document built of the catalog is, from FILE.")
@click.option("--no-default", is_flag=True, help="Expect no response for all other errors (`default`).")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="The least level to fail on.")
@click.option("--config", metavar="FILE", help="The settings, instead of the nearest errcat.toml.")
@click.option("--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True)
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
    """Find operations without errors, unknown codes, and statuses that disagree with the catalog.

    FILE is an OpenAPI document, YAML or JSON. Looked at are the codes that `x-error-codes` lists, what the responses
    refer to, and the codes in their examples and enums. References to other places of the file are followed; no
    network is used.

    The exit code is 0 where all is well, 1 where something was found, and 2 where the run could not be finished.

    \b
    Examples:
      errcat openapi check api.yaml --catalog errors.yaml
      errcat openapi check api.yaml --format github --fail-on warning
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    house = load_settings(config)
    document = open_document(file, catalog, fragment, house)
    report_skipped(document)
    found = list(problems(document.tree, document.known, document.fragment, default=not no_default))
    documents = (document.tree.document,)
    reported = checking.findings_of(found, documents, house.rules)
    results = [CheckResult(Catalog(errors=document.checked.catalog.errors), documents, reported)]
    if not document.is_buildable:
        results.insert(0, document.checked)
    limit = house.fail_on if fail_on is None else LEVELS.get(fail_on, Level.OFF)
    options = Options(width=terminal.width(), color=terminal.wants_color(color), fail_on=limit)
    terminal.put(reporter(format_)(results, options))
    return FOUND if limit is not Level.OFF and any(one.worst >= limit for one in results) else OK
