"""`errcat openapi apply`: responses from the codes that operations list, with the rest of the file as it is."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import click

from errcat import plain_files
from errcat.commands import terminal
from errcat.commands.api_document import ApiDocument, open_document, report_skipped
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.project import catalog_of, load_settings
from errcat.errors import RunError
from errcat.openapi_documents.applying import ResponseChange, apply_changes, overlay, response_changes
from errcat.openapi_documents.operations import operations
from errcat.openapi_documents.tree import read
from errcat.reporting import ReportOptions, reporter
from errcat.reporting.colour import Paint
from errcat.text.suggestions import closest, listed
from errcat.text.visible import visible
from errcat.text.yaml_writer import yaml_block
from errcat.writing.replace_file import replace


@click.command("apply")
@click.argument("file")
@click.option("--catalog", metavar="PATH", help="Use this catalog instead of the one in errcat.toml.")
@click.option(
    "--fragment", metavar="FILE", help="The path from FILE to the OpenAPI document that errcat built from the catalog."
)
@click.option("-o", "--output", metavar="FILE", help="Write the result to another file, and keep FILE unchanged.")
@click.option(
    "--overlay", "overlay_file", metavar="FILE", help="Write an OpenAPI Overlay 1.0 document, and keep FILE unchanged."
)
@click.option("--no-default", is_flag=True, help="Don't add the response `default` for all other errors.")
@click.option("--force", is_flag=True, help="Also replace responses that somebody wrote by hand.")
@click.option("--check", is_flag=True, help="Write nothing. The exit code is 1 if the document is out of date.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing. Show what would change.")
@click.option("--config", metavar="FILE", help="Read the settings from FILE instead of the nearest errcat.toml.")
@click.option(
    "--color", type=click.Choice(terminal.COLORS), default="auto", show_default=True, help=terminal.COLOR_HELP
)
def command(  # noqa: PLR0917 — click passes them by name
    file: str,
    catalog: str | None,
    fragment: str | None,
    output: str | None,
    overlay_file: str | None,
    no_default: bool,
    force: bool,
    check: bool,
    show_diff: bool,
    config: str | None,
    color: str,
) -> int:
    """Write the error responses of each operation from its list of codes.

    FILE is an OpenAPI document, in YAML or JSON. The codes of an operation come from `x-error-codes` in the document,
    and from `operations` in the catalog. errcat writes a response for each status of these codes. It keeps comments,
    layout, and responses that somebody wrote by hand.

    The exit code is 0 on success, 1 if the catalog has errors, and 2 if the run could not finish. With --check or
    --diff, it is also 1 if the document would change.

    \b
    Examples:
      errcat openapi apply api.yaml --catalog errors.yaml
      errcat openapi apply api.yaml --check
      errcat openapi apply api.yaml --overlay errors.overlay.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    settings = load_settings(config)
    document = open_document(file, catalog, fragment, settings)
    for made in filter(None, (output, overlay_file)):
        _require_apart(made, catalog_of(settings, [document.catalog])(Path(made)))
    paint = Paint(terminal.wants_color(color))
    if not document.is_buildable:
        options = ReportOptions(width=terminal.width(), color=paint.is_enabled)
        terminal.put(reporter("text")([document.checked], options))
        terminal.put("Nothing was changed: the catalog has errors", err=True)
        return FOUND
    report_skipped(document)
    _require_known(document)
    every = list(response_changes(document.tree, document.known, document.fragment, default=not no_default))
    _require_ours(document, every, force=force)
    if overlay_file is not None:
        _write(overlay_file, _overlay_text(document, every, overlay_file).encode("utf-8"), "overlay", force=force)
        terminal.put(f"Wrote {visible(overlay_file)}: {_count(len(every))}")
        return OK
    after = apply_changes(document.tree, every) if every else document.before.decode("utf-8")
    if check or show_diff:
        return _compare(document, after, every, paint, show_diff=show_diff)
    if output is not None:
        _write(output, after.encode("utf-8"), "openapi", force=force)
    elif every:
        replace(file, document.before, after.encode("utf-8"))
    for change in every:
        if change.removed:
            terminal.put(f"{visible(change.operation.name)}: deleted {', '.join(change.removed)}")
    where = visible(output or file)
    terminal.put(f"{where}: {_count(len(every))} changed" if every else f"{where}: all operations are up to date")
    return OK


def _require_apart(name: str, catalog: str) -> None:
    """Refuse to write where the next run would read a catalog."""
    if catalog:
        raise RunError("unsafe-output", help="read", path=name, catalog=catalog)


def _require_known(document: ApiDocument) -> None:
    """Refuse a document that lists codes that are in no catalog: they would remain out without a word."""
    for operation in operations(document.tree):
        for code, at in operation.listed:
            if not document.known.find(code):
                source = document.tree.document.source
                line = source.position(document.tree.document.range_of(at).start).line
                near = closest(code, document.known.names)
                place = f"{document.name}:{line}"
                raise RunError(
                    "unknown-code-listed", help="similar" if near else "", code=code, place=place, similar=near
                )


def _require_ours(document: ApiDocument, every: list[ResponseChange], *, force: bool) -> None:
    """Refuse to replace what somebody wrote by hand."""
    by_hand = [f"{change.operation.name} ({', '.join(change.handwritten)})" for change in every if change.handwritten]
    if by_hand and not force:
        raise RunError("responses-by-hand", operations=listed(by_hand), path=document.name)


def _overlay_text(document: ApiDocument, every: list[ResponseChange], name: str) -> str:
    info = document.tree.data.get("info")
    title = str(info.get("title", document.name)) if isinstance(info, dict) else document.name
    made = overlay(document.tree, every, title)
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n" if name.endswith(".json") else yaml_block(made)


def _write(name: str, data: bytes, kind: str, *, force: bool) -> None:
    """Write a file; one that is there is replaced if it is a document of the same kind."""
    path = Path(name)
    try:
        before = plain_files.read(path.resolve()) if path.exists() else None
        if before is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            plain_files.create(path, data)
            return
        if not force and not _is(before, kind):
            raise RunError("not-replaced", help=kind, path=name)
        replace(name, before, data)
    except OSError as error:
        raise RunError("cannot-write", path=name, reason=error.strerror or str(error)) from None


def _is(data: bytes, kind: str) -> bool:
    """Whether a file is a document of a kind, by the key that says its version."""
    try:
        document = read("", data).data
    except RunError:
        return False
    return isinstance(document, dict) and isinstance(document.get(kind), str)


def _compare(document: ApiDocument, after: str, every: list[ResponseChange], paint: Paint, *, show_diff: bool) -> int:
    if not every:
        if not show_diff:
            terminal.put(f"{visible(document.name)}: all operations are up to date")
        return OK
    before = document.before.decode("utf-8")
    lines = difflib.unified_diff(
        before.split("\n"), after.split("\n"), f"a/{document.name}", f"b/{document.name}", lineterm=""
    )
    looks = {"+": "added", "-": "removed", "@": "place"}
    for line in lines:
        text = visible(line.removesuffix("\r"))
        terminal.put(paint(looks[line[0]], text) if line[:1] in looks else text)
    if not show_diff:
        terminal.put(f"{visible(document.name)}: {_count(len(every))} out of date: run errcat openapi apply", err=True)
    return FOUND


def _count(number: int) -> str:
    return f"{number:,} operation{'' if number == 1 else 's'}"
