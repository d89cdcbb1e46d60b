"""What the editing commands share: the catalog to edit, the check of the result, the diff, the writing, the undoing."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from errcat import checking, fixing
from errcat.checking import Examine
from errcat.commands import terminal
from errcat.commands.exit_codes import OK
from errcat.commands.folder_catalogs import whole_catalogs
from errcat.commands.options import Command, color_option, config_option
from errcat.commands.project import catalogs_of, load_settings, no_catalog_named
from errcat.editing.references import ReferenceChanges, contains_code
from errcat.editing.workspace import Contents, Workspace
from errcat.errors import RunError
from errcat.findings.finding import Finding, Level
from errcat.history import repository_of
from errcat.reading import contents_of, load_bytes
from errcat.reading.files import STDIN
from errcat.reporting.paint import Paint
from errcat.settings import Settings
from errcat.text.counts import counted
from errcat.text.paths import display_path, relative_path
from errcat.text.unified_diff import unified_diff
from errcat.text.visible import visible
from errcat.writing.replace_file import replace, require_writable

MAX_LISTED = 10
"""How many places or findings a message lists."""

Edit = Callable[[Workspace], ReferenceChanges]


def edit_options(command: Command) -> Command:
    """Add the arguments that all editing commands have."""
    for decorator in (
        color_option,
        config_option,
        click.option("--diff", "is_diff", is_flag=True, help="Write nothing. Show what would change."),
        click.argument("catalog", required=False),
    ):
        command = decorator(command)
    return command


@dataclass(frozen=True, slots=True)
class Project:
    """The catalog to edit, and how errcat checks it."""

    path: str
    settings: Settings
    examine: Examine

    @classmethod
    def of(cls, catalog: str | None, config: str | None) -> Project:
        settings = load_settings(config)
        path = _only_catalog(catalog, settings)
        return cls(path, settings, checking.examine_with(settings.rules))

    def workspace(self) -> Workspace:
        return Workspace.of(contents_of(self.path))


def run_edit(
    project: Project,
    edit: Edit,
    done: str,
    *,
    code: str,
    is_diff: bool,
    color: str,
    allowed: Callable[[Finding], bool] = lambda _finding: False,
) -> int:
    """Edit a catalog, or show what would change. `done` says in a line what the edit does."""
    workspace = project.workspace()
    found = edit(workspace)
    after = workspace.after(found.changes)
    introduced = require_clean(project, workspace.contents, after, allowed)
    if is_diff:
        show_diff(workspace.contents, after, color)
        return OK
    changed = changed_files(workspace.contents, after)
    if not changed:
        terminal.put("Nothing to change: the catalog says so already")
        return OK
    undo = write(project, changed)
    terminal.put(f"{done} in {', '.join(visible(name) for name, _old, _new in changed)}")
    for finding in introduced[:MAX_LISTED]:
        terminal.put(f"  still missing: {visible(finding.message)}")
    places = _places(after, code)
    if places:
        terminal.put(f"Check by hand: these lines still contain {visible(code)}: {places}")
    for step in next_steps(project, code):
        terminal.put(step)
    terminal.put(f"To undo it: {undo}")
    return OK


def changed_files(before: Contents, after: Contents) -> list[tuple[str, bytes, bytes]]:
    return [(name, old, new) for (name, old), (_name, new) in zip(before, after, strict=True) if old != new]


def require_clean(
    project: Project, before: Contents, after: Contents, allowed: Callable[[Finding], bool]
) -> list[Finding]:
    """Refuse an edit that leads to findings. Return the new findings that are allowed."""
    old, new = project.examine(before).checked.findings, project.examine(after).checked.findings
    excess = Counter(finding.rule for finding in new) - Counter(
        finding.rule for finding in old
    )  # codes and lines change
    introduced = [
        finding
        for finding in fixing.new_findings(old, new)
        if finding.level >= Level.WARNING and finding.rule in excess
    ]
    refused = [finding for finding in introduced if not allowed(finding)]
    if refused:
        listed = "\n".join(f"{finding.rule}: {finding.message}" for finding in refused[:MAX_LISTED])
        raise RunError("edit-not-clean", path=project.path, findings=listed)
    return introduced


def show_diff(before: Contents, after: Contents, color: str) -> None:
    paint = Paint(terminal.wants_color(color))
    for name, old, new in changed_files(before, after):
        texts = old.decode("utf-8", "replace"), new.decode("utf-8", "replace")
        terminal.put("\n".join(map(paint.diff_line, unified_diff(*texts, f"a/{name}", f"b/{name}"))))


def write(project: Project, changed: Sequence[tuple[str, bytes, bytes]]) -> str:
    """Write the changed files, or none of them if one can't be written, and return how to undo it."""
    require_inside(project.path, [name for name, _old, _new in changed])
    for name, old, _new in changed:
        require_writable(name, old)
    undo = how_to_undo([(name, old) for name, old, _new in changed])
    for name, old, new in changed:
        replace(name, old, new)
    return undo


def require_inside(path: str, names: Iterable[str]) -> None:
    """Refuse to write through a link that leads out of the folder of a catalog: nobody named that file."""
    folder = Path(path).resolve()
    if not folder.is_dir():
        return
    for name in names:
        if not Path(name).resolve().is_relative_to(folder):
            raise RunError("cannot-write", path=name, reason=f"a link in {path} leads out of the folder")


def how_to_undo(files: Sequence[tuple[str, bytes]]) -> str:
    """Return the command that restores some files: from Git if they are committed, else from a copy."""
    names = [name for name, _data in files]
    if _are_committed(files):
        return f"git restore --source HEAD {' '.join(map(_quoted, names))}"
    folder = Path(tempfile.mkdtemp(prefix="errcat-undo-"))
    for number, (name, data) in enumerate(files):
        copy = folder / (Path(name).name if len(files) == 1 else f"{number}-{Path(name).name}")
        copy.write_bytes(data)
    copies = sorted(folder.iterdir(), key=lambda copy: int(copy.name.split("-")[0]) if len(files) > 1 else 0)
    return " && ".join(f"cp {_quoted(str(copy))} {_quoted(name)}" for copy, name in zip(copies, names, strict=True))


def _are_committed(files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether the last commit has exactly these files."""
    try:
        repository = repository_of(Path.cwd())
        if repository is None or not repository.has_commits:
            return False
        for name, data in files:
            path = relative_path(Path(name).resolve(), repository.top)
            entries = repository.entries("HEAD", path) if path else []
            if len(entries) != 1 or repository.contents([entries[0].object]) != [data]:
                return False
    except RunError:  # Git is missing, or can't read the repository
        return False
    return True


def _quoted(name: str) -> str:
    from shlex import quote  # noqa: PLC0415 — only after an edit

    return quote(name)


def next_steps(project: Project, code: str) -> list[str]:
    """Return what is left to do outside the catalog."""
    lines: list[str] = []
    settings = project.settings
    if settings.file is not None and code:
        text = settings.file.read_text(encoding="utf-8", errors="replace").split("\n")
        word = re.compile(rf"[\"']{re.escape(code)}[\"']")
        numbers = [number for number, line in enumerate(text, 1) if word.search(line)]
        if numbers:
            where = ", ".join(map(str, numbers))
            lines.append(
                f"Change it, too: {visible(display_path(settings.file))} names {visible(code)} in line {where}"
            )
    build = (
        "errcat build" if settings.builds else f"errcat build {visible(project.path)} with the options of your build"
    )
    lines.append(f"Next: run {build}, so that code, contract and docs follow")
    if code:
        lines.append(f"Change {visible(code)} in your programs, in OpenAPI documents and in handwritten pages, too")
        lines.append("To see what changes for clients: errcat diff")
    return lines


def _places(after: Contents, code: str) -> str:
    """List the lines that still contain a code: comments, texts, and fields of the writer."""
    loaded = load_bytes(after)
    retired = {
        (entry.at.document, loaded.documents[entry.at.document].line_of(entry.at)) for entry in loaded.catalog.retired
    }
    lines = [
        f"{visible(document.source.name)}:{number}"
        for document in loaded.documents
        for number, line in enumerate(document.source.text.split("\n"), 1)
        if contains_code(line, code) and (document.number, number) not in retired
    ]
    more = f" and {counted(len(lines) - MAX_LISTED, 'more place')}" if len(lines) > MAX_LISTED else ""
    return ", ".join(lines[:MAX_LISTED]) + more


def required_catalogs(named: Sequence[str], settings: Settings) -> list[str]:
    """Return the catalogs of a command. There must be some, even if errcat.toml has mistakes."""
    paths = catalogs_of(named, settings)
    if not paths and settings.file is not None:
        raise no_catalog_named(settings)
    return paths


def _only_catalog(catalog: str | None, settings: Settings) -> str:
    paths = required_catalogs([catalog] if catalog else [], settings)
    if len(paths) != 1:
        raise RunError("which-catalog", catalogs=", ".join(paths))
    if paths[0] == STDIN:
        raise RunError("which-catalog", help="stdin", catalogs="")
    whole, folders = whole_catalogs(paths, settings.catalog_paths(), lambda _path: 0)
    for folder in folders:
        terminal.put(f"{visible(folder)}: the file is part of this catalog, so errcat edits the folder", err=True)
    return whole[0]
