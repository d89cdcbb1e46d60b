"""`errcat openapi apply`: the error responses of an OpenAPI document, from the codes that its operations list."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import click

from errcat import checking, plain_files
from errcat.commands import terminal
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.openapi_input import OpenApiInput, open_document, report_skipped
from errcat.commands.options import color_option, config_option, openapi_options
from errcat.commands.project import catalog_that_reads, load_settings
from errcat.commands.reports import exit_code, lowest_failure, print_report
from errcat.errors import RunError
from errcat.findings.finding import Finding
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.openapi_documents.applying import ResponseChange, apply_changes, response_changes
from errcat.openapi_documents.operations import KnownErrors, operations
from errcat.openapi_documents.overlay import overlay
from errcat.openapi_documents.problems import handwritten_problems
from errcat.openapi_documents.tree import declares
from errcat.reporting.paint import Paint
from errcat.settings import Settings
from errcat.text.counts import counted
from errcat.text.suggestions import closest
from errcat.text.unified_diff import unified_diff
from errcat.text.visible import visible
from errcat.text.yaml_writer import yaml_block
from errcat.writing.replace_file import replace

_HOW_TO_REPLACE = "To replace them, add --replace. To see the changes first, add --diff, too"
_UP_TO_DATE = "all operations are up to date"


@click.command("apply")
@openapi_options
@click.option("-o", "--output", metavar="FILE", help="Write the result to another file, and keep FILE unchanged.")
@click.option(
    "--overlay", "overlay_file", metavar="FILE", help="Write an OpenAPI Overlay 1.0 document, and keep FILE unchanged."
)
@click.option("--no-default", is_flag=True, help="Don't add the response `default` for all other errors.")
@click.option("--replace", "is_replacing", is_flag=True, help="Also replace responses that somebody wrote by hand.")
@click.option("--force", is_flag=True, help="With -o or --overlay, also overwrite a file of another kind.")
@click.option(
    "--check", "is_check", is_flag=True, help="Write nothing. The exit code is 1 if the document is out of date."
)
@click.option("--diff", "is_diff", is_flag=True, help="Write nothing. Show what would change.")
@config_option
@color_option
def command(  # noqa: PLR0917 — click passes them by name
    file: str,
    catalog: str | None,
    fragment: str | None,
    output: str | None,
    overlay_file: str | None,
    no_default: bool,
    is_replacing: bool,
    force: bool,
    is_check: bool,
    is_diff: bool,
    config: str | None,
    color: str,
) -> int:
    """Write the error responses of each operation from its list of codes.

    FILE is an OpenAPI document, in YAML or JSON. The codes of an operation come from `x-error-codes` in the document,
    and from `operations` in the catalog. errcat writes a response for each status of these codes. It keeps comments and
    layout. It also keeps responses that somebody wrote by hand, and reports them. To replace them, use --replace.

    The exit code is 0 on success, 1 if there are findings at error level, and 2 if the run could not finish. With
    --check or --diff, it is also 1 if the document would change.

    \b
    Examples:
      errcat openapi apply api.yaml --catalog errors.yaml
      errcat openapi apply api.yaml --check
      errcat openapi apply api.yaml --overlay errors.overlay.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    document = open_document(file, catalog, fragment, settings, output=output)
    catalog_of_file = catalog_that_reads(settings, [document.catalog])
    for name in filter(None, (output, overlay_file)):
        _require_outside_catalogs(name, catalog_of_file(Path(name)))
    if not document.has_valid_catalog:
        print_report([document.checked], color)
        terminal.put("Nothing was changed: the catalog has errors", err=True)
        return FOUND
    report_skipped(document)
    _require_known_codes(document)
    changes = _changes(document, default=not no_default, is_replacing=is_replacing)
    changed = [change for change in changes if change.responses]
    kept = [] if is_replacing else _kept_responses(document, changes, settings)
    code = exit_code([CheckResult(Catalog(), (), tuple(kept))], lowest_failure(None, settings))
    _report_kept(kept, document.name)
    if overlay_file is not None:
        _report_missing_fragment(document, changed, file)
        _write(overlay_file, _overlay_text(document, changed, overlay_file), "overlay", force=force)
        terminal.put(f"Wrote {visible(overlay_file)}: {counted(len(changed), 'operation')}")
        return code
    after = apply_changes(document.tree, changed) if changed else document.before.decode("utf-8")
    if is_check or is_diff:
        paint = Paint(terminal.wants_color(color))
        return max(code, _compare(document, after, len(changed), paint, is_diff=is_diff))
    _report_missing_fragment(document, changed, output or file)
    if output is not None:
        _write(output, after, "openapi", force=force)
    elif changed:
        replace(file, document.before, after.encode("utf-8"))
    _report(output or file, changed)
    return code


def _changes(document: OpenApiInput, *, default: bool, is_replacing: bool) -> list[ResponseChange]:
    changes = response_changes(document.tree, document.known, document.fragment, default=default, replace=is_replacing)
    return list(changes)


def _kept_responses(document: OpenApiInput, changes: Sequence[ResponseChange], settings: Settings) -> list[Finding]:
    """Return a finding for each response that differs from the catalog and stays."""
    problems = [problem for change in changes for problem in handwritten_problems(change, document.name)]
    return list(checking.findings_of(problems, (document.tree.document,), settings.rules))


def _report_kept(kept: Sequence[Finding], name: str) -> None:
    for finding in kept:
        line = f":{finding.span.start.line}" if finding.span else ""
        terminal.put(f"{visible(name)}{line}: {finding.level.word}: {visible(finding.message)}", err=True)
    if kept:
        terminal.put(_HOW_TO_REPLACE, err=True)


def _report_missing_fragment(document: OpenApiInput, changed: Sequence[ResponseChange], name: str) -> None:
    """Name the built document if the new references would lead to no file."""
    path = document.fragment.path
    if not changed or "://" in path or (Path(name).parent / path).exists():
        return
    built = visible(os.path.normpath(Path(name).parent / path))
    build = "errcat build" if document.is_configured else f"errcat build {visible(document.catalog)} --openapi {built}"
    terminal.put(f"{built} doesn't exist, and the new responses refer to it. To create it, run: {build}", err=True)


def _require_outside_catalogs(name: str, catalog: str) -> None:
    """Refuse to write a file that the next run would read as part of a catalog."""
    if catalog:
        raise RunError("unsafe-output", help="read", path=name, catalog=catalog)


def _require_known_codes(document: OpenApiInput) -> None:
    """Refuse a document that lists unknown codes: their responses would be missing without a word."""
    for operation in operations(document.tree):
        for code, at in operation.listed:
            if not document.known.find(code):
                place = f"{document.name}:{document.tree.document.line_of(at)}"
                help_id, instead = _instead_of(document.known, code)
                raise RunError("unknown-code-listed", help=help_id, code=code, place=place, instead=instead)


def _instead_of(known: KnownErrors, code: str) -> tuple[str, str]:
    """Return the help for an unknown code, and the code to use instead."""
    if code in known.retired:
        replacement = known.retired[code]["replaced_by"] or ""
        return ("retired" if replacement else "gone"), replacement
    similar = known.suggestions.get(closest(code, known.suggestions), "")
    return ("similar" if similar else ""), similar


def _overlay_text(document: OpenApiInput, changes: Sequence[ResponseChange], name: str) -> str:
    info = document.tree.data.get("info")
    title = str(info.get("title", document.name)) if isinstance(info, dict) else document.name
    data = overlay(document.tree, changes, title)
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n" if name.endswith(".json") else yaml_block(data)


def _write(name: str, text: str, kind: str, *, force: bool) -> None:
    """Write a file. An existing file is replaced only if it is a document of the same kind."""
    path = Path(name)
    data = text.encode("utf-8")
    try:
        before = plain_files.read(path.resolve()) if path.exists() else None
        if before is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            plain_files.create(path, data)
            return
        if not force and not declares(before, kind):
            raise RunError("not-replaced", help=kind, path=name)
        replace(name, before, data)
    except OSError as error:
        raise RunError("cannot-write", path=name, reason=error.strerror or str(error)) from None


def _compare(document: OpenApiInput, after: str, changed_operations: int, paint: Paint, *, is_diff: bool) -> int:
    """Show what would change, and return the exit code."""
    name = visible(document.name)
    if not changed_operations:
        if not is_diff:
            terminal.put(f"{name}: {_UP_TO_DATE}")
        return OK
    lines = unified_diff(document.before.decode("utf-8"), after, f"a/{document.name}", f"b/{document.name}")
    terminal.put("\n".join(map(paint.diff_line, lines)))
    if not is_diff:
        outdated = counted(changed_operations, "operation")
        terminal.put(f"{name}: {outdated} out of date: run errcat openapi apply", err=True)
    return FOUND


def _report(name: str, changes: Sequence[ResponseChange]) -> None:
    """Print what was written."""
    for change in changes:
        if change.removed:
            terminal.put(f"{visible(change.operation.name)}: deleted {', '.join(change.removed)}")
    outcome = f"{counted(len(changes), 'operation')} changed" if changes else _UP_TO_DATE
    terminal.put(f"{visible(name)}: {outcome}")
