"""`errcat fmt`: catalogs in the canonical order and layout."""

from __future__ import annotations

import click

from errcat.commands import terminal
from errcat.commands.catalog_edit import Project, changed_files, require_clean, required_catalogs, show_diff, write
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.options import color_option, config_option
from errcat.commands.project import load_settings
from errcat.editing.formatting import formatted
from errcat.text.counts import counted
from errcat.text.visible import visible


@click.command("fmt")
@click.argument("catalogs", nargs=-1, metavar="[CATALOG]...")
@click.option("--check", "is_check", is_flag=True, help="Write nothing. The exit code is 1 if a file would change.")
@click.option("--diff", "is_diff", is_flag=True, help="Write nothing. Show what would change.")
@config_option
@color_option
def command(catalogs: tuple[str, ...], is_check: bool, is_diff: bool, config: str | None, color: str) -> int:
    """Format catalogs: the canonical order of fields, indentation and empty lines.

    CATALOG is a catalog: a file, or a folder. Without it, errcat formats the catalogs of errcat.toml.

    Comments stay with their entry, and no value changes. Texts and values in braces stay as they are written, and so do
    JSON files. A second run changes nothing.

    The exit code is 0 on success, and 2 if the run could not finish. With --check or --diff, it is 1 if a file would
    change.

    \b
    Examples:
      errcat fmt errors.yaml
      errcat fmt --check
      errcat fmt catalog/ --diff
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    outdated = 0
    for path in required_catalogs(catalogs, load_settings(config)):
        project = Project.of(path, config)
        workspace = project.workspace()
        after = formatted(workspace)
        require_clean(project, workspace.contents, after, lambda _finding: False)
        changed = changed_files(workspace.contents, after)
        outdated += len(changed)
        if is_diff:
            show_diff(workspace.contents, after, color)
        elif is_check:
            for name, _old, _new in changed:
                terminal.put(f"{visible(name)}: not formatted")
        elif changed:
            undo = write(project, changed)
            terminal.put(f"Formatted {', '.join(visible(name) for name, _old, _new in changed)}")
            terminal.put(f"To undo it: {undo}")
    if not outdated and not is_diff:
        terminal.put("All files are formatted")
    elif is_check:
        terminal.put(f"{counted(outdated, 'file')} to format: run errcat fmt", err=True)
    return FOUND if outdated and (is_check or is_diff) else OK
