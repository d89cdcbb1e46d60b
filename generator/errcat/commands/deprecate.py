"""`errcat deprecate`: mark an error as going away."""

from __future__ import annotations

import click

from errcat.commands.catalog_edit import Project, edit_options, run_edit
from errcat.editing.deprecating import DeprecationDetails, deprecate
from errcat.text.visible import visible


@click.command("deprecate")
@click.argument("code")
@edit_options
@click.option("--replaced-by", metavar="CODE", help="The code to use instead.")
@click.option("--sunset", metavar="DATE", help="The day after which the code may be removed, as 2031-01-31.")
@click.option("--since", metavar="VERSION", help="The version or the date of the deprecation.")
@click.option("--reason", metavar="TEXT", help="The reason.")
def command(  # noqa: PLR0917 — click passes them by name
    code: str,
    catalog: str | None,
    is_diff: bool,
    config: str | None,
    color: str,
    replaced_by: str | None,
    sunset: str | None,
    since: str | None,
    reason: str | None,
) -> int:
    """Mark an error as deprecated.

    CODE is the code or the name of an error. CATALOG is the catalog: a file, or a folder. Without it, errcat takes the
    only catalog of errcat.toml.

    All options can be omitted. If the error is deprecated already, the options change what the catalog says. Codes that
    the error replaced get its own replacement.

    \b
    Examples:
      errcat deprecate order_lost
      errcat deprecate order_lost --replaced-by order_not_found --sunset 2031-01-31 errors.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    project = Project.of(catalog, config)
    details = DeprecationDetails(since, sunset, replaced_by, reason)
    return run_edit(
        project,
        lambda workspace: deprecate(workspace, code, details),
        f"Deprecated {visible(code)}",
        code="",
        is_diff=is_diff,
        color=color,
    )
