"""What the commands on an OpenAPI document start from: the document, its catalog, and the document built from it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from errcat import building, checking
from errcat.commands import terminal
from errcat.commands.project import catalogs_of
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.model.check_result import CheckResult
from errcat.openapi_documents.operations import KnownErrors
from errcat.openapi_documents.responses import OpenApiFragment
from errcat.openapi_documents.skipped import skipped
from errcat.openapi_documents.tree import Tree, read
from errcat.reading import load
from errcat.reading.files import read_bytes
from errcat.resolved.resolve import resolve
from errcat.settings import Settings
from errcat.text.visible import visible

_DEFAULT_FRAGMENT = "errors.openapi.yaml"
"""The name of the built document, unless an option or errcat.toml says otherwise."""
_TARGET = "openapi"


@dataclass(frozen=True)
class OpenApiInput:
    """An OpenAPI document with its catalog."""

    name: str
    catalog: str
    """The path of the catalog."""
    before: bytes
    tree: Tree
    known: KnownErrors
    fragment: OpenApiFragment
    is_configured: bool
    """Whether errcat.toml builds the document that the responses refer to."""
    checked: CheckResult
    """The findings in the catalog."""

    @property
    def has_valid_catalog(self) -> bool:
        return self.checked.worst < Level.ERROR


def open_document(
    file: str, catalog: str | None, fragment: str | None, settings: Settings, *, output: str | None = None
) -> OpenApiInput:
    """Read a document and its catalog: the catalog of `--catalog`, or that of the project.

    `output` is where the document will be, if errcat writes it to another file.
    """
    path = Path(file)
    if not path.exists():
        raise RunError("path-not-found", path=file)
    if not path.is_file():
        raise RunError("not-a-file", path=file)
    data = read_bytes(path, file)
    name = catalog or _project_catalog(settings)
    loaded = load(name)
    resolved = resolve(loaded.catalog, Path(name).name)
    built_path, schemas = _built_document(name, settings)
    return OpenApiInput(
        file,
        name,
        data,
        read(file, data),
        KnownErrors(resolved),
        OpenApiFragment(resolved, fragment or _reference(Path(output or file), built_path), schemas),
        built_path is not None and fragment is None,
        checking.check(loaded, settings.rules),
    )


def report_skipped(document: OpenApiInput) -> None:
    """Print the parts of the document that errcat skips, and why."""
    for line, reason in skipped(document.tree):
        terminal.put(f"{visible(document.name)}:{line}: {visible(reason)}", err=True)


def _project_catalog(settings: Settings) -> str:
    catalogs = catalogs_of((), settings)
    if len(catalogs) != 1:
        raise RunError("one-catalog-at-a-time", help="document", count=len(catalogs), option="errcat openapi")
    return catalogs[0]


def _built_document(catalog: str, settings: Settings) -> tuple[Path | None, str]:
    """Return the path of the document that errcat.toml builds from the catalog, and the setting `schemas` of it."""
    place = Path(catalog).resolve()
    for job in building.configured(settings):
        if job.target.id == _TARGET and Path(job.catalog).resolve() == place:
            return job.path, str(job.values["schemas"])
    return None, "per-status"


def _reference(document: Path, built: Path | None) -> str:
    """Return the relative reference from a document to the built one."""
    if built is None:
        return _DEFAULT_FRAGMENT
    relative = Path(os.path.relpath(built.resolve(), document.resolve().parent)).as_posix()
    return f"./{relative}" if "/" not in relative and relative.startswith(".") else relative
