"""The project that a command runs in: its errcat.toml, and the catalogs that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from errcat import checking, settings
from errcat.errors import RunError
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reading.files import CatalogPlace
from errcat.settings import CatalogPatterns, Settings

_ERRORS = re.compile(r"^errors:", re.MULTILINE)
_LONGEST_LOOK = 200_000


def load_settings(config: str | None = None) -> Settings:
    """The settings of a file, or of the folder that the command runs in."""
    file = settings.given(config) if config else settings.find(Path.cwd())
    return settings.load(file, checking.protected_ids(), checking.finding_ids())


def check_settings(house: Settings) -> CheckResult | None:
    """What is wrong with the settings; nothing where nothing is."""
    if house.document is None or not house.problems:
        return None
    documents = (house.document,)
    return CheckResult(Catalog(), documents, checking.findings_of(house.problems, documents, house.rules))


def catalogs(paths: Sequence[str], house: Settings) -> list[str]:
    """The catalogs that a command is about: those that were typed, else those that the settings name."""
    named = list(dict.fromkeys(paths)) or house.catalog_paths()
    if named:
        return named
    if house.problems:
        return []  # what is wrong with the settings is told, and may well be why none is named
    if house.file is not None:
        raise RunError("no-catalog-named", help="settings", settings=settings.shown(house.file))
    likely = _likely_catalog()
    raise RunError("no-catalog-named", help="likely" if likely else "", file=likely)


def catalog_of(house: Settings, paths: Sequence[str]) -> Callable[[Path], str]:
    """What tells the catalog that the next run would read a file as a part of: one of some paths, or of the project."""
    patterns = [*house.catalogs, *(one for build in house.builds for one in build.catalogs or ())]
    places = [CatalogPlace(path) for path in dict.fromkeys([*paths, *house.catalog_paths(patterns)])]
    new = CatalogPatterns(house.root, patterns)

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
