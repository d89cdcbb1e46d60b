"""The project that a command runs in: its errcat.toml, and the catalogs that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from errcat import checking
from errcat.errors import RunError
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reading.files import CatalogLocation
from errcat.settings import CatalogPatterns, Settings, find_settings_file, named_settings_file, read_settings, shown

_ERRORS = re.compile(r"^errors:", re.MULTILINE)
_LONGEST_LOOK = 200_000


def load_settings(config: str | None = None) -> Settings:
    """The settings of a file, or of the folder that the command runs in."""
    file = named_settings_file(config) if config else find_settings_file(Path.cwd())
    return read_settings(file, checking.protected_ids(), checking.finding_ids())


def check_settings(settings: Settings) -> CheckResult | None:
    """What is wrong with the settings; nothing where nothing is."""
    if settings.document is None or not settings.problems:
        return None
    documents = (settings.document,)
    return CheckResult(Catalog(), documents, checking.findings_of(settings.problems, documents, settings.rules))


def catalogs(paths: Sequence[str], settings: Settings) -> list[str]:
    """The catalogs that a command is about: those that were typed, else those that the settings name."""
    named = list(dict.fromkeys(paths)) or settings.catalog_paths()
    if named:
        return named
    if settings.problems:
        return []  # what is wrong with the settings is told, and may well be why none is named
    if settings.file is not None:
        raise RunError("no-catalog-named", help="settings", settings=shown(settings.file))
    likely = _likely_catalog()
    raise RunError("no-catalog-named", help="likely" if likely else "", file=likely)


def catalog_of(settings: Settings, paths: Sequence[str]) -> Callable[[Path], str]:
    """What tells the catalog that the next run would read a file as a part of: one of some paths, or of the project."""
    patterns = [*settings.catalogs, *(catalog for build in settings.builds for catalog in build.catalogs or ())]
    places = [CatalogLocation(path) for path in dict.fromkeys([*paths, *settings.catalog_paths(patterns)])]
    new = CatalogPatterns(settings.root, patterns)

    def found(file: Path) -> str:
        return next((place.path for place in places if place.reads(file)), "") or new.reads(file)

    return found


def _likely_catalog() -> str:
    """A file of this folder that looks like a catalog."""
    for file in sorted([*Path().glob("*.yaml"), *Path().glob("*.yml")]):
        if not file.is_file():
            continue  # a pipe, say, which would have to be waited for
        try:
            with file.open(encoding="utf-8", errors="replace") as text:
                if _ERRORS.search(text.read(_LONGEST_LOOK)):
                    return file.as_posix()
        except OSError:
            continue
    return ""
