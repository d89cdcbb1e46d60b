"""Files on the command line that are parts of one catalog: `errcat check catalog/*.yaml` means the folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from errcat.findings.finding import Level
from errcat.findings.source import is_catalog_name
from errcat.model.check_result import CheckResult
from errcat.reading.files import catalog_files
from errcat.text.lazy_pattern import lazy_pattern

_VERSION = lazy_pattern(r"^errcat:", re.MULTILINE)
_ERRORS = lazy_pattern(r"^errors:", re.MULTILINE)
_MAX_CHARACTERS = 200_000
"""How much of a file is searched for its sections."""


def whole_catalogs(
    paths: Sequence[str], named: Sequence[str], errors_in: Callable[[str], int]
) -> tuple[list[str], list[str]]:
    """Return paths with a folder in place of its files where they form one catalog, and these folders.

    Files form one catalog if the settings say so (`named`), or if all files of a folder are among the paths and only
    together they have no errors. `errors_in` counts the errors of a catalog.
    """
    files_by_folder: dict[Path, list[str]] = {}
    for path in paths:
        location = Path(path)
        if location.is_file() and is_catalog_name(location):
            files_by_folder.setdefault(location.parent, []).append(path)
    folder_of: dict[str, str] = {}
    for folder, files in files_by_folder.items():
        catalog = _named_folder(folder, named) or (
            folder.as_posix() if _is_one_catalog(folder, files, errors_in) else ""
        )
        folder_of.update(dict.fromkeys(files if catalog else (), catalog))
    whole = list(dict.fromkeys(folder_of.get(path, path) for path in paths))
    return whole, list(dict.fromkeys(folder_of.values()))


def folder_of_part(path: str, errors_in: Callable[[str], int]) -> str:
    """Return the folder that a file without its own head belongs to; empty if the file is a catalog of its own.

    The folder is a catalog with fewer errors than the file alone, because other files declare what the file uses.
    """
    file = Path(path)
    if not (file.is_file() and is_catalog_name(file)) or all(map(_is_whole, _texts([path]))):
        return ""
    folder = file.parent.as_posix()
    return folder if len(catalog_files(folder)) > 1 and errors_in(folder) < errors_in(path) else ""


def rest_on_nothing_else(paths: Sequence[str], results: Sequence[CheckResult]) -> bool:
    """Whether the results for some paths depend on no other file of their folders.

    A file that is a catalog of its own never does. Several such files can still be parts of one catalog if they have
    errors.
    """
    files = [path for path in paths if not Path(path).is_dir()]
    has_errors = any(finding.level is Level.ERROR for result in results for finding in result.findings)
    return all(map(_is_whole, _texts(files))) and not (len(files) > 1 and has_errors)


def _named_folder(folder: Path, named: Sequence[str]) -> str:
    """Return the catalog of the settings that is this folder or one above it; empty if there is none."""
    folders = [folder.resolve(), *folder.resolve().parents]
    return next((path for path in named if Path(path).is_dir() and Path(path).resolve() in folders), "")


def _is_one_catalog(folder: Path, files: Sequence[str], errors_in: Callable[[str], int]) -> bool:
    if len(files) < 2:
        return False
    if {Path(file).resolve() for file in files} != {file.resolve() for file in catalog_files(str(folder))}:
        return False
    if all(_is_whole(text) for text in _texts(files)) and not any(map(errors_in, files)):
        return False
    return errors_in(folder.as_posix()) < sum(map(errors_in, files))


def _is_whole(text: str) -> bool:
    return bool(_VERSION.search(text) and _ERRORS.search(text))


def _texts(files: Sequence[str]) -> Iterator[str]:
    for file in files:
        with Path(file).open(encoding="utf-8", errors="replace") as text:
            yield text.read(_MAX_CHARACTERS)
