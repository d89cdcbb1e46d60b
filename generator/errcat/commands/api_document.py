"""An API document, the catalog that its errors are of, and where the document built of that is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from errcat import building, checking
from errcat.commands import terminal
from errcat.commands.project import catalogs as catalogs_of
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

FRAGMENT = "errors.openapi.yaml"
"""What the built document is called, where nothing says so."""
_TARGET = "openapi"


@dataclass(frozen=True)
class ApiDocument:
    """All that a command on an API document starts with."""

    name: str
    catalog: str
    """The path of the catalog."""
    before: bytes
    tree: Tree
    known: KnownErrors
    fragment: OpenApiFragment
    checked: CheckResult
    """The catalog, checked."""

    @property
    def is_buildable(self) -> bool:
        return self.checked.worst < Level.ERROR


def open_document(file: str, catalog: str | None, fragment: str | None, settings: Settings) -> ApiDocument:
    """Read the document and its catalog: the one that is named, else the one of the project."""
    path = Path(file)
    if not path.exists():
        raise RunError("path-not-found", path=file)
    if not path.is_file():
        raise RunError("not-a-file", path=file)
    data = read_bytes(path, file)
    name = _catalog(catalog, settings)
    loaded = load(name)
    resolved = resolve(loaded.catalog, Path(name).name)
    built, schemas = _built(name, settings)
    return ApiDocument(
        file,
        name,
        data,
        read(file, data),
        KnownErrors(resolved),
        OpenApiFragment(resolved, fragment or _from(path, built), schemas),
        checking.check(loaded, settings.rules),
    )


def report_skipped(document: ApiDocument) -> None:
    """Say what of the document is not looked at, and why."""
    for line, why in skipped(document.tree):
        terminal.put(f"{visible(document.name)}:{line}: {visible(why)}", err=True)


def _catalog(named: str | None, settings: Settings) -> str:
    if named is not None:
        return named
    every = catalogs_of((), settings)
    if len(every) != 1:
        raise RunError("one-catalog-at-a-time", help="document", count=len(every), option="errcat openapi", example="")
    return every[0]


def _built(catalog: str, settings: Settings) -> tuple[Path | None, str]:
    """Where errcat.toml has the document built of the catalog, and how closely its schemas tell errors apart."""
    mine: Sequence[building.Job] = [
        job
        for job in building.configured(settings)
        if job.target.id == _TARGET and Path(job.catalog).resolve() == Path(catalog).resolve()
    ]
    return (mine[0].path, str(mine[0].values["schemas"])) if mine else (None, "per-status")


def _from(document: Path, fragment: Path | None) -> str:
    """The way from the document to the fragment."""
    if fragment is None:
        return FRAGMENT
    relative = Path(os.path.relpath(fragment.resolve(), document.resolve().parent)).as_posix()
    return relative if "/" in relative else f"./{relative}" if relative.startswith(".") else relative
