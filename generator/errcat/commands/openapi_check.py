"""`errcat openapi check`: the mistakes in the errors that an OpenAPI document describes."""

from __future__ import annotations

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.openapi_input import open_document, report_skipped
from errcat.commands.options import (
    color_option,
    config_option,
    fail_on_option,
    openapi_options,
    report_format_option,
)
from errcat.commands.project import load_settings
from errcat.commands.reports import exit_code, lowest_failure
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.openapi_documents.problems import problems
from errcat.reporting import ReportOptions, reporter


@click.command("check")
@openapi_options
@click.option("--no-default", is_flag=True, help="Don't expect the response `default` for all other errors.")
@report_format_option
@fail_on_option
@config_option
@color_option
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
    documents = (document.tree.document,)
    document_problems = list(problems(document.tree, document.known, document.fragment, default=not no_default))
    findings = checking.findings_of(document_problems, documents, settings.rules)
    results = [CheckResult(Catalog(errors=document.checked.catalog.errors), documents, findings)]
    if not document.has_valid_catalog:
        results.insert(0, document.checked)
    lowest = lowest_failure(fail_on, settings)
    options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color), fail_on=lowest)
    terminal.put(reporter(format_)(results, options))
    return exit_code(results, lowest)
