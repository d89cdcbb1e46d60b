"""`errcat join`: the files of a folder as one catalog file."""

from __future__ import annotations

from pathlib import Path

import click

from errcat.commands import terminal
from errcat.commands.catalog_edit import Project, edit_options, require_clean
from errcat.commands.exit_codes import OK
from errcat.commands.new_files import require_new, show_new, tell_what_is_left
from errcat.editing.joining import join
from errcat.errors import RunError
from errcat.text.counts import counted
from errcat.text.paths import display_path
from errcat.text.visible import visible
from errcat.writing.new_files import write_new_files


@click.command("join")
@edit_options
@click.option("-o", "--output", metavar="FILE", help="The file to write.  [default: the folder's name with .yaml]")
def command(catalog: str | None, is_diff: bool, config: str | None, color: str, output: str | None) -> int:
    """Write a folder catalog as a single file.

    CATALOG is the folder. Without it, errcat takes the only catalog of errcat.toml.

    Sections that are in several files are joined in the order of the files. Comments come along. The folder stays until
    you delete it.

    \b
    Examples:
      errcat join errors
      errcat join errors -o catalog.yaml
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    project = Project.of(catalog, config)
    workspace = project.workspace()
    folder = Path(project.path)
    if not folder.is_dir():
        raise RunError("nothing-to-join", path=project.path)
    file = Path(output) if output else folder.resolve().with_name(f"{folder.resolve().name}.yaml")
    name = display_path(file)
    data = join(workspace, name)
    require_new([(file, data)], project.path)
    require_clean(project, workspace.contents, ((name, data),), lambda _finding: False)
    if is_diff:
        show_new([(file, data)], terminal.wants_color(color))
        return OK
    write_new_files(file.parent, [(file, data)])
    terminal.put(f"Wrote {visible(name)}: joined {counted(len(workspace.documents), 'file')}")
    tell_what_is_left(project.path, name, project.settings.file)
    terminal.put(f"To undo it: delete {visible(name)}")
    return OK
