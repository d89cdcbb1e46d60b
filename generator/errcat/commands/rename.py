"""`errcat rename`: another code for an error."""

from __future__ import annotations

import click

from errcat.commands.catalog_edit import Project, edit_options, run_edit
from errcat.editing.renaming import rename
from errcat.text.visible import visible


@click.command("rename")
@click.argument("old")
@click.argument("new")
@edit_options
def command(  # noqa: PLR0917 — click passes them by name
    old: str, new: str, catalog: str | None, is_diff: bool, config: str | None, color: str
) -> int:
    """Give an error another code.

    OLD is the code or the name of an error, and NEW is its new code. CATALOG is the catalog: a file, or a folder.
    Without it, errcat takes the only catalog of errcat.toml.

    errcat changes the code and everything that refers to it: see_also, replaced_by, examples, and texts such as guides.
    OLD stays in the catalog as a retired code that NEW replaces. The command lists texts that may also mean the error.

    \b
    Examples:
      errcat rename order_lost order_not_found
      errcat rename order_lost order_not_found errors.yaml --diff
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    project = Project.of(catalog, config)
    done = f"Renamed {visible(old)} to {visible(new)}"
    return run_edit(
        project, lambda workspace: rename(workspace, old, new), done, code=old, is_diff=is_diff, color=color
    )
