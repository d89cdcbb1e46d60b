"""`errcat verify`: recorded responses that contradict the catalog, and which codes were seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.ci import folder_in_repository
from errcat.commands.long_running import prepare_long_run
from errcat.commands.options import color_option, config_option, fail_on_option, report_format_option
from errcat.commands.project import check_settings, load_settings, no_catalog_named
from errcat.commands.reports import exit_code, lowest_failure
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.reading import load
from errcat.reading.files import read_bytes
from errcat.reporting import ReportOptions, reporter
from errcat.reporting.report_items import catalog_name
from errcat.reporting.traffic import json_report, seen_codes, summary
from errcat.settings import Settings
from errcat.text.suggestions import closest, listed
from errcat.traffic.findings import CountedFinding, findings_of
from errcat.traffic.known_catalog import KnownCatalog
from errcat.traffic.operations import RequestOperations, Route
from errcat.traffic.recordings import FIELDS, KINDS, LogFields, read_recording
from errcat.traffic.tally import Tally

_STDIN = "-"
_STDIN_NAME = "standard input"


@click.command("verify")
@click.argument("recordings", nargs=-1, required=True, metavar="RECORDING...")
@click.option("--catalog", "catalogs", metavar="PATH", multiple=True, help="Compare with this catalog. Repeatable.")
@click.option("--from", "kind", type=click.Choice(list(KINDS)), help="The kind of the recordings.")
@click.option("--map", "maps", metavar="FIELD=PATH", multiple=True, help="Where log records have a field. Repeatable.")
@click.option("--openapi", metavar="FILE", help="Also compare the operations of errors with this OpenAPI document.")
@click.option("--seen", is_flag=True, help="List how often each code was seen, and which were never seen.")
@report_format_option
@fail_on_option
@config_option
@color_option
def command(  # noqa: PLR0917 — click passes them by name
    recordings: tuple[str, ...],
    catalogs: tuple[str, ...],
    kind: str | None,
    maps: tuple[str, ...],
    openapi: str | None,
    seen: bool,
    format_: str,
    fail_on: str | None,
    config: str | None,
    color: str,
) -> int:
    """Compare recorded responses with the catalog.

    RECORDING is a HAR file, a log with a JSON record per line, the output of `curl -i`, a report of Newman, Hurl, k6 or
    vegeta, a file with a response body, or - for standard input. Each can be packed with gzip.

    The report has unknown, retired and deprecated codes, wrong statuses, bodies that don't fit the envelope, missing
    params and headers, and failed requests without an error of the catalog. A finding that occurs many times appears
    once, with its number. Reports show no values of a response except codes. errcat uses no network.

    Without --from, errcat finds out the kind. In logs, it knows the usual names of fields: --map names others, with a
    path such as `res.statusCode`. The fields are status, headers, body, method and path.

    The exit code is 0 on success, 1 if there are findings, and 2 if the run could not finish.

    \b
    Examples:
      errcat verify traffic.har
      errcat verify responses.jsonl --catalog errors.yaml --seen
      errcat verify traffic.har --openapi api.yaml --format github
      errcat verify access.log --map status=http.code --map body=http.answer
      curl -si https://api.example.com/orders/1 | errcat verify -
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    lowest = lowest_failure(fail_on, settings)
    paths = _paths(maps)
    checked = _checked_catalogs(catalogs, settings, recordings)
    prepare_long_run()
    operations = _operations(openapi) if openapi else None
    known = [KnownCatalog(catalog_name(result), result.catalog, operations) for result in checked]
    fields = LogFields(paths, lambda record, has_status: any(each.is_body(record, has_status) for each in known))
    tally = Tally(known)
    for path in dict.fromkeys(recordings):
        name = _STDIN_NAME if path == _STDIN else path
        tally.read(read_recording(path, name, kind or "", fields), name)
    found = findings_of(tally.groups(), [result.documents for result in checked], settings.rules)
    results = _results(checked, found, check_settings(settings))
    options = ReportOptions(
        width=terminal.width(), color=terminal.wants_color(color), fail_on=lowest, folder=folder_in_repository()
    )
    if format_ == "json":
        terminal.put(json_report(results, found, tally))
    else:
        terminal.put(reporter(format_)(results, options))
        is_for_programs = format_ != "text"
        if seen:
            terminal.put(seen_codes(tally), err=is_for_programs)
        terminal.put(summary(tally), err=is_for_programs)
    return exit_code(results, lowest)


def _checked_catalogs(paths: Sequence[str], settings: Settings, recordings: Sequence[str]) -> list[CheckResult]:
    """Return the catalogs to compare with. Their errors are reported, too, because they can hide others."""
    names = list(dict.fromkeys(paths)) or settings.catalog_paths()
    if not names:
        catalog = next((path for path in recordings if path.endswith((".yaml", ".yml"))), None)
        if catalog is not None:
            raise RunError("recording-is-a-catalog", path=catalog)
        raise no_catalog_named(settings)
    return [checking.check(load(path), settings.rules) for path in names]


def _operations(file: str) -> RequestOperations:
    """Return the operations of an OpenAPI document."""
    # few calls name a document
    from errcat.openapi_documents.operations import operations  # noqa: PLC0415
    from errcat.openapi_documents.tree import read  # noqa: PLC0415

    path = Path(file)
    if not path.exists():
        raise RunError("path-not-found", path=file)
    tree = read(file, read_bytes(path, file))
    routes = [Route(each.method, each.path, each.id) for each in operations(tree) if each.id and not each.is_sent]
    found = tree.data.get("servers") if isinstance(tree.data, dict) else None
    servers = found if isinstance(found, list) else []
    addresses = [server.get("url") for server in servers if isinstance(server, dict)]
    return RequestOperations(routes, [address for address in addresses if isinstance(address, str)])


def _results(
    checked: Sequence[CheckResult], found: Iterable[CountedFinding], in_settings: CheckResult | None
) -> list[CheckResult]:
    """Return the findings about responses with the catalog that they are about, and the errors of the catalogs."""
    results = [] if in_settings is None else [in_settings]
    for number, result in enumerate(checked):
        errors = [finding for finding in result.findings if finding.level is Level.ERROR]
        ours = [item.finding for item in found if item.catalog == number]
        results.append(CheckResult(result.catalog, result.documents, (*errors, *ours)))
    return results


def _paths(maps: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the paths of fields from the values of `--map`."""
    paths: dict[str, tuple[str, ...]] = {}
    for text in maps:
        field, sign, path = (part.strip() for part in text.partition("="))
        if not sign or not path:
            raise RunError("bad-log-field", text=text, similar="", known=listed(FIELDS))
        if field not in FIELDS:
            near = closest(field, FIELDS) or (path if path in FIELDS else "")
            help_ = "turned" if path in FIELDS else "similar" if near else "unknown"
            raise RunError(
                "bad-log-field", help=help_, text=text, similar=near, field=field, path=path, known=listed(FIELDS)
            )
        paths[field] = tuple(path.split("."))
    return paths
