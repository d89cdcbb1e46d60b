"""`errcat init`: from an empty folder, or a list of errors, to a checked catalog with a website."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import click

from errcat.commands import init_questions, terminal
from errcat.commands.exit_codes import FOUND, OK
from errcat.commands.import_sources import import_report
from errcat.commands.options import color_option
from errcat.commands.schema_for_catalog import schema_for
from errcat.errors import RunError
from errcat.importing.found.sources import KINDS, read_sources
from errcat.importing.pipeline import import_sources, yaml_of
from errcat.reading import load, load_bytes
from errcat.resolved.resolve import resolve
from errcat.scaffold import (
    CODE_HOSTS,
    Choices,
    CodeHost,
    ExistingFile,
    LikelySource,
    SchemaOf,
    StarterFile,
    StarterPlan,
    Surroundings,
    catalogs_of,
    counted_sources,
    default_api_name,
    look_around,
    plan_of,
)
from errcat.text.counts import counted
from errcat.text.paths import display_path
from errcat.text.visible import visible
from errcat.updating.record import RECORD_FILE, ImportRecord, as_read, text_of
from errcat.writing.new_files import require_way, write_new_files

_HOSTS: dict[str, tuple[CodeHost, ...]] = {"github": ("github",), "gitlab": ("gitlab",), "both": CODE_HOSTS, "none": ()}
"""The values of `--ci`."""


@dataclass(frozen=True, slots=True)
class _Import:
    """What an import adds to the choices."""

    text: str = ""
    about: str = ""
    api_name: str = ""
    report: str = ""
    record: tuple[str, str] | None = None
    exit_code: int = OK


@click.command("init")
@click.argument("folder", default=".")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: use the default of each question, and import nothing.")
@click.option("--dry-run", is_flag=True, help="Write nothing. List what errcat would write.")
@click.option(
    "--from",
    "sources",
    metavar="SOURCE",
    multiple=True,
    help="Import the catalog from a file or a folder, as `errcat import` does. Repeat it for several.",
)
@click.option("--name", metavar="NAME", help="The name of the API.  [default: from the folder's name]")
@click.option(
    "--ci",
    type=click.Choice(list(_HOSTS)),
    help="Where pipelines run.  [default: what the repository shows, or both at its top]",
)
@color_option
def command(  # noqa: PLR0917 — click passes them by name
    folder: str, yes: bool, dry_run: bool, sources: tuple[str, ...], name: str | None, ci: str | None, color: str
) -> int:
    """Start a catalog: write a catalog, settings, a website, and checks for pre-commit, GitHub and GitLab.

    FOLDER is the folder of the project; errcat creates it if it doesn't exist. Without FOLDER, errcat uses the current
    folder. It first looks for lists of errors to import: OpenAPI documents, pages, tables, and codes in code.

    On a terminal, errcat asks up to three questions. With --yes, or without a terminal, it asks nothing. It never
    changes a file that exists: it adds what is missing, and prints the lines to add to files of your own.

    The exit code is 1 if some lines of an imported file need a look.

    \b
    Examples:
      errcat init
      errcat init --yes
      errcat init --from openapi.yaml
      errcat init orders-api --name "Orders API" --ci github --dry-run
    """  # noqa: D301 — click takes the backspace for "leave these lines as they are"
    root = _folder(folder)
    found = look_around(root)
    likely = [] if found.catalogs or sources else counted_sources(found.folder, found.sources)
    asks = init_questions.can_ask() and not yes
    if asks and likely:
        sources = init_questions.sources_to_import(root, likely)
    imported = _imported(found, sources, color)
    choices = _choices(found, imported, name, ci, asks=asks)
    plan = plan_of(found, choices, _schema_of(found))
    files = [(found.folder / file.path, file.text.encode("utf-8")) for file in plan.new]
    require_way(found.folder, files)
    if imported.report:
        terminal.put(imported.report)
    _put_plan(root, plan)
    if not sources and not asks:
        _offer(root, likely, plan)
    if dry_run:
        terminal.put("\nNothing is written, because of --dry-run.")
        return imported.exit_code
    if files:
        write_new_files(found.folder, files)
    _put_next_steps(root)
    return imported.exit_code


def _folder(name: str) -> Path:
    """Return the folder of the project. Refuse files, and names of files that don't exist."""
    folder = Path(name)
    if not name:
        raise RunError("path-not-found", path=name)
    if folder.exists() and not folder.is_dir():
        raise RunError("not-a-folder", help="source", path=name)
    if not folder.exists() and folder.suffix.lower() in KINDS:
        raise RunError("not-a-folder", path=name)
    return folder


def _imported(found: Surroundings, sources: Sequence[str], color: str) -> _Import:
    """Import some sources into the text of a new catalog."""
    if not sources:
        return _Import()
    existing = [path for path in found.catalogs if found.exists(path)]
    if existing:
        raise RunError("catalog-exists", help="init", path=existing[0], sources=shlex.join(sources))
    read, unknown = read_sources(sources)
    imported = import_sources(read, {})
    errors = imported.catalog.get("errors")
    count = len(errors) if isinstance(errors, list) else 0
    if not count:
        raise RunError("no-errors-found", path=", ".join(sources))
    report, has_findings = import_report(imported, unknown, color)
    api = imported.catalog.get("api")
    catalog = PurePosixPath(catalogs_of(found)[0])
    record = ImportRecord(sources, {}, as_read(imported.catalog))
    return _Import(
        text=yaml_of(imported.catalog),
        about=f"{counted(count, 'error')} from {', '.join(map(visible, sources))}",
        api_name=str(api.get("name") or "") if isinstance(api, dict) else "",
        report=report,
        record=(catalog.with_name(RECORD_FILE).as_posix(), text_of({catalog.name: record})),
        exit_code=FOUND if has_findings else OK,
    )


def _choices(found: Surroundings, imported: _Import, name: str | None, ci: str | None, *, asks: bool) -> Choices:
    default = imported.api_name or default_api_name(found.folder.name)
    api_name = " ".join((name or "").split())
    if not api_name:
        api_name = init_questions.api_name(default) if asks and not found.catalogs else default
    if ci:
        hosts = _HOSTS[ci]
    elif found.hosts:
        hosts = found.hosts
    elif asks:
        hosts = _HOSTS[init_questions.code_host(list(_HOSTS))]
    else:
        hosts = CODE_HOSTS if found.is_top else ()  # below the top, each would be a long list of lines to add
    return Choices(
        api_name=api_name,
        hosts=hosts,
        imported=imported.text,
        imported_from=imported.about,
        import_record=imported.record,
    )


def _schema_of(found: Surroundings) -> SchemaOf:
    def schema_of(path: str, text: str | None) -> str:
        loaded = load(str(found.folder / path)) if text is None else load_bytes([(path, text.encode("utf-8"))])
        return schema_for(resolve(loaded.catalog, path)) + "\n"

    return schema_of


# --- what the command prints ------------------------------------------------------------------------------------------


def _put_plan(root: Path, plan: StarterPlan) -> None:
    """Print which files are new, which exist, and which lines to add. `--dry-run` prints the same."""
    listed: dict[str, Sequence[StarterFile | ExistingFile]] = {
        "New:": plan.new,
        "Exists, and stays as it is:": plan.existing,
    }
    width = max((len(_shown(root, part.path)) for parts in listed.values() for part in parts), default=0)
    blocks: list[str] = []
    for heading, parts in listed.items():
        if parts:
            lines = [f"  {_shown(root, part.path):{width}}  {part.about}" for part in parts]
            blocks.append("\n".join([heading, *lines]))
    if not plan.new:
        blocks.append("Nothing to write: all files exist.")
    for addition in plan.additions:
        lines = [f"  {line}".rstrip() for line in addition.lines.split("\n")]
        blocks.append("\n".join([f"Add to {_shown(root, addition.path)}, {addition.where}:", *lines]))
    blocks += ["\n".join(map(visible, note.split("\n"))) for note in plan.notes]
    terminal.put("\n\n".join(blocks))


def _offer(root: Path, likely: Sequence[LikelySource], plan: StarterPlan) -> None:
    """Say which files errcat could import instead of the example errors."""
    if not likely:
        return
    catalog = next((file.path for file in plan.new if file.about.startswith("the catalog")), "errors.yaml")
    target = shlex.quote(display_path(root / catalog))
    calls = [f"errcat import {shlex.quote(display_path(root / source.path))} -o {target} --force" for source in likely]
    width = max(map(len, calls))
    lines = [
        f"  {visible(call):{width}}  # {init_questions.described(source)}"
        for call, source in zip(calls, likely, strict=True)
    ]
    heading = "Your errors may be in a file already. To import them instead of the two examples:"
    terminal.put("\n".join(["", heading, *lines]))


def _put_next_steps(root: Path) -> None:
    place = "" if root.resolve() == Path.cwd() else f"cd {visible(shlex.quote(display_path(root)))} && "
    steps = [
        ("errcat check", "reports every mistake in the catalog"),
        ("errcat serve --open", "shows the website while you edit" + _missing_site()),
        ("errcat build", "writes what errcat.toml lists"),
    ]
    width = max(len(step) for step, _about in steps)
    terminal.put("\n".join(["", "Next:", *(f"  {place}{step:{width}}  {about}" for step, about in steps)]))


def _missing_site() -> str:
    if find_spec("mkdocs") is not None and find_spec("material") is not None:
        return ""
    return '; it needs the extra "site" of errcat'


def _shown(root: Path, path: str) -> str:
    return visible(display_path(root / path))
