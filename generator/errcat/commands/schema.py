"""`errcat schema`: the published JSON Schemas."""

from __future__ import annotations

import json

import click

from errcat import resources
from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.errors import RunError
from errcat.text.suggestions import closest, listed


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in resources.SCHEMAS if name.startswith(incomplete)]


@click.command("schema")
@click.argument("name", required=False, shell_complete=_complete)
@click.option(
    "--for",
    "catalog",
    metavar="CATALOG",
    type=click.Path(),
    help="Print the schema that also completes the categories, groups, types and codes of CATALOG.",
)
def command(name: str | None, catalog: str | None) -> int:
    """Print one of errcat's JSON Schemas. Without NAME, list them.

    Editors use `catalog` to complete and check a catalog while you type. The other schemas describe the JSON that
    errcat prints.

    \b
    Examples:
      errcat schema
      errcat schema catalog > catalog.schema.json
      errcat schema --for errors.yaml > errors.schema.json
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    if catalog is not None:
        terminal.put(_for_catalog(name, catalog))
        return OK
    if name is None:
        width = max(map(len, resources.SCHEMAS))
        terminal.put("\n".join(f"{schema:{width}}  {_title(schema)}" for schema in resources.SCHEMAS))
        return OK
    if name not in resources.SCHEMAS:
        near = closest(name, resources.SCHEMAS)
        values = {"name": name, "similar": near, "known": listed(resources.SCHEMAS)}
        raise RunError("unknown-schema", help="similar" if near else "", **values)
    terminal.put(resources.schema_text(name).rstrip("\n"))
    return OK


def _for_catalog(name: str | None, catalog: str) -> str:
    """Return the schema of the format with the ids of a catalog. The catalog may have mistakes."""
    if name not in {None, "catalog"}:
        raise click.UsageError(f"--for needs the schema catalog, not {name}")
    # only this option reads a catalog
    from errcat.commands.schema_for_catalog import schema_for  # noqa: PLC0415
    from errcat.reading import load  # noqa: PLC0415
    from errcat.resolved.resolve import resolve  # noqa: PLC0415

    return schema_for(resolve(load(catalog).catalog, catalog))


def _title(name: str) -> str:
    title: str = json.loads(resources.schema_text(name))["title"]
    return title
