"""`errcat import`: an existing list of errors becomes a catalog, with a report on every line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from errcat import checking
from errcat.commands import terminal
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.import_update import finish, merged, record_of, save_record
from errcat.commands.options import color_option
from errcat.errors import RunError
from errcat.importing.findings import documents_of, problems_of
from errcat.importing.found.field_words import TRANSPORTS
from errcat.importing.found.sources import CHOICES, read_sources
from errcat.importing.pipeline import Imported, import_sources, yaml_of
from errcat.importing.report import json_report, summary, text_report
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reporting import ReportOptions, reporter
from errcat.text.suggestions import closest, listed
from errcat.updating.record import RECORD_FILE, ImportRecord, as_read
from errcat.updating.report import data_of
from errcat.writing.new_file import write_new

_FIELDS = (
    "code", "name", "number", "title", "status", "message", "description", "category", "action", "causes", "solutions",
    "retryable", "fields", "type", "group", "severity", "user_message", "operations", "since", "deprecated", "tags",
    "owner", "links", "see_also", "example", *TRANSPORTS,
)  # fmt: skip
_STDOUT = "-"
_MAX_LINE = 4096
"""The longest line for editors, in characters."""


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", metavar="FILE", required=True, help="The new catalog. - prints it.")
@click.option("--from", "kind", type=click.Choice(CHOICES), help="The kind of files without a known suffix.")
@click.option("--map", "maps", metavar="COLUMN=FIELD", multiple=True, help="The field of a column.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option(
    "--update", "is_update", is_flag=True, help="Merge what changed in SOURCE into FILE, which may be edited."
)
@click.option("--diff", "is_diff", is_flag=True, help="With --update: write nothing, show what would change.")
@click.option(
    "--check", "is_check", is_flag=True, help="With --update: write nothing. The exit code is 1 if FILE would change."
)
@click.option("--accept", is_flag=True, help="With --update: keep the catalog's values in all conflicts from now on.")
@click.option("--base", "bases", metavar="FILE", multiple=True, help="With --update: SOURCE as it was imported before.")
@click.option(
    "--report",
    type=click.Choice(("summary", "text", "json")),
    default="summary",
    show_default=True,
    help="What to print: a summary, or every line with its place in the catalog.",
)
@color_option
def command(  # noqa: PLR0917 — click passes them by name
    sources: tuple[str, ...],
    output: str,
    kind: str | None,
    maps: tuple[str, ...],
    force: bool,
    is_update: bool,
    is_diff: bool,
    is_check: bool,
    accept: bool,
    bases: tuple[str, ...],
    report: str,
    color: str,
) -> int:
    """Turn an existing list of errors into a catalog.

    SOURCE is a file or a folder: Markdown or HTML pages, OpenAPI documents, CSV, JSON, YAML, TOML, or code with error
    codes in it. errcat reads code without running it, and uses no network.

    Each line of SOURCE is in the catalog, is ignored for a reason that the report states, or is a finding. Whatever
    SOURCE doesn't state is marked as a guess.

    The exit code is 0 if errcat understood everything, 1 if some lines need a look, and 2 if the run could not finish.

    With --update, FILE is a catalog that was imported and perhaps edited since. errcat changes what changed in SOURCE
    since the last import, and keeps every edit. If both changed the same value, errcat keeps the catalog's value and
    reports both. It adds new errors next to their neighbors in SOURCE. It reports errors that are no longer in SOURCE,
    and never deletes them. To compare, errcat import writes .errcat-import.json next to FILE.

    \b
    Examples:
      errcat import docs/errors.md -o errors.yaml
      errcat import docs/errors.md -o errors.yaml --update --diff
      errcat import errors.csv -o errors.yaml --map "Error ID=code" --map "Text=message"
      errcat import docs/errors/ -o errors.yaml --report json > report.json
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    columns = _columns(maps)
    if is_update:
        return _update(sources, output, kind or "", columns, bases, report, color, accept, is_diff, is_check)
    if is_diff or is_check or accept or bases:
        raise click.UsageError("--diff, --check, --accept and --base need --update")
    if output != _STDOUT and not force and os.path.lexists(output):
        raise RunError("catalog-exists", path=output)
    read, unknown = read_sources(sources, kind or "")
    imported = import_sources(read, columns)
    is_printed = output == _STDOUT
    text = ("" if is_printed else _editor_line(output)) + yaml_of(imported.catalog)
    if is_printed:
        terminal.put(text.rstrip("\n"))
    else:
        write_new(Path(output), text, force=force)
        save_record(output, ImportRecord(sources, columns, as_read(imported.catalog)))
    _print_report(imported, unknown, report, color, err=is_printed)
    result = _result(imported)
    if result.findings and report != "json":
        options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color, err=is_printed))
        terminal.put(reporter("text")([result], options), err=is_printed)
    if not is_printed and report != "json":
        terminal.put(f"Wrote {output}, and {RECORD_FILE} for later updates. Next: errcat check {output}")
    return FOUND if result.findings else OK


def _update(  # noqa: PLR0917 — the options of the command
    sources: tuple[str, ...],
    output: str,
    kind: str,
    columns: Mapping[str, str],
    bases: tuple[str, ...],
    report: str,
    color: str,
    accept: bool,
    is_diff: bool,
    is_check: bool,
) -> int:
    if output == _STDOUT or not os.path.lexists(output):
        raise RunError("no-catalog-to-update", path=output)
    record = record_of(output)
    columns = columns or (record.columns if record is not None else {})
    read, unknown = read_sources(sources, kind)
    imported = import_sources(read, columns)
    base: Mapping[str, object] | None = record.catalog if record is not None else None
    if bases:
        base = as_read(import_sources(read_sources(bases, kind)[0], columns).catalog)
    update = merged(output, imported, sources, columns, base, accepts=accept)
    is_quiet = report == "json"
    if is_quiet:
        terminal.put(json_report(imported, unknown, data_of(update.outcomes)))
    elif not is_diff:
        _print_report(imported, unknown, report, color, err=False)
    is_dry = is_diff or is_check
    decisions = finish(update, output, is_dry=is_dry, is_diff=is_diff, color=color, is_quiet=is_quiet)
    results = [result for result in (_result(imported), decisions) if result.findings]
    if results and not is_quiet:
        options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color, err=is_diff))
        terminal.put(reporter("text")(results, options), err=is_diff)
    would_change = is_dry and update.contents[0] != update.contents[1]
    return FOUND if results or would_change else OK


def _editor_line(output: str) -> str:
    """Return the line for editors at the top of a catalog that --force replaces. It isn't part of the catalog."""
    try:
        with open(output, encoding="utf-8") as file:  # noqa: PTH123 — the first line is enough
            line = file.readline(_MAX_LINE)
    except (OSError, ValueError):
        return ""
    return f"{line.rstrip()}\n" if line.startswith("# yaml-language-server:") else ""


def import_report(imported: Imported, unknown: Sequence[str], color: str) -> tuple[str, bool]:
    """Return the summary and the findings of an import, and whether it has findings."""
    lines = [summary(imported), *map(_skipped, unknown)]
    result = _result(imported)
    if result.findings:
        options = ReportOptions(width=terminal.width(), color=terminal.wants_color(color))
        lines.append(reporter("text")([result], options))
    return "\n".join(lines), bool(result.findings)


def _print_report(imported: Imported, unknown: Sequence[str], report: str, color: str, *, err: bool) -> None:
    del color
    if report == "json":
        terminal.put(json_report(imported, unknown), err=err)
        return
    terminal.put(text_report(imported) if report == "text" else summary(imported), err=err)
    for file in unknown:
        terminal.put(_skipped(file), err=err)


def _skipped(file: str) -> str:
    return f"Skipped {file}: errcat has no reader for this kind of file."


def _result(imported: Imported) -> CheckResult:
    documents = documents_of(imported.sources)
    findings = checking.findings_of(problems_of(imported.sources, imported.ledger), documents, {})
    return CheckResult(Catalog(), documents, findings)


def _columns(maps: Sequence[str]) -> Mapping[str, str]:
    """Return the fields of columns from the values of `--map`."""
    columns: dict[str, str] = {}
    for text in maps:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip():
            raise RunError("bad-column-map", text=text)
        field = field.strip()
        if field and field not in _FIELDS and not field.startswith("x-"):
            near = closest(field, _FIELDS)
            raise RunError(
                "bad-column-map",
                help="similar" if near else "unknown",
                text=text,
                field=field,
                similar=near,
                known=listed(_FIELDS),
            )
        columns[column.strip()] = field
    return columns
