"""`errcat retire`: delete an error, and keep its code from being used again."""

from __future__ import annotations

import click

from errcat.commands.catalog_edit import Project, edit_options, run_edit
from errcat.editing.retiring import retire
from errcat.text.visible import visible


@click.command("retire")
@click.argument("code")
@edit_options
@click.option("--replaced-by", metavar="CODE", help="The code to use instead.  [default: as `deprecated` says]")
@click.option("--since", metavar="VERSION", help="The version or the date of the removal.")
@click.option("--reason", metavar="TEXT", help="The reason.  [default: as `deprecated` says]")
def command(  # noqa: PLR0917 — click passes them by name
    code: str,
    catalog: str | None,
    is_diff: bool,
    config: str | None,
    color: str,
    replaced_by: str | None,
    since: str | None,
    reason: str | None,
) -> int:
    """Delete an error, and add its code to the retired codes.

    CODE is the code or the name of an error. CATALOG is the catalog: a file, or a folder. Without it, errcat takes the
    only catalog of errcat.toml.

    References to the error lead to its replacement. If it has none, they are deleted: see_also and replaced_by lose the
    code, and texts keep it without the link. The command lists texts that may also mean the error.

    \b
    Examples:
      errcat retire order_lost
      errcat retire order_lost --replaced-by order_not_found errors.yaml --diff
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    project = Project.of(catalog, config)
    return run_edit(
        project,
        lambda workspace: retire(workspace, code, replaced_by, reason, since),
        f"Retired {visible(code)}",
        code=code,
        is_diff=is_diff,
        color=color,
    )
