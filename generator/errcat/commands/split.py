"""`errcat split`: a catalog as a folder, with a file for each group."""

from __future__ import annotations

from pathlib import Path

import click

from errcat.commands import terminal
from errcat.commands.catalog_edit import Project, edit_options, require_clean
from errcat.commands.exit_codes import OK
from errcat.commands.new_files import require_new, require_no_catalog, show_new, tell_what_is_left
from errcat.editing.splitting import split
from errcat.text.paths import display_path
from errcat.text.visible import visible
from errcat.writing.new_files import write_new_files


@click.command("split")
@click.argument("folder")
@edit_options
def command(folder: str, catalog: str | None, is_diff: bool, config: str | None, color: str) -> int:
    """Write a catalog as a folder, with a file for each group.

    FOLDER is the folder to create. CATALOG is the catalog: a file, or a folder. Without it, errcat takes the only
    catalog of errcat.toml.

    The errors of each group go to GROUP.yaml. Everything else goes to _catalog.yaml, also errors without a group.
    Comments come along. The old catalog stays until you delete it.

    \b
    Examples:
      errcat split errors errors.yaml
      errcat split errors errors.yaml --diff
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    project = Project.of(catalog, config)
    workspace = project.workspace()
    parts = split(workspace)
    files = [(Path(folder) / name, data) for name, data in parts]
    require_new(files, project.path)
    require_no_catalog(Path(folder))
    after = tuple((display_path(file), data) for file, data in files)
    require_clean(project, workspace.contents, after, lambda _finding: False)
    if is_diff:
        show_new(files, terminal.wants_color(color))
        return OK
    write_new_files(Path(folder), files)
    terminal.put(f"Wrote {visible(folder)}: {', '.join(name for name, _data in parts)}")
    tell_what_is_left(project.path, folder, project.settings.file)
    terminal.put(f"To undo it: delete {', '.join(visible(name) for name, _data in after)}")
    return OK
