"""Files that probably list the errors of an API, by their names and first lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from errcat.errors import RunError
from errcat.importing.found.sources import BINARY, KINDS, read_sources
from errcat.importing.pipeline import import_sources

MAX_COUNTED_BYTES = 600_000
"""How much errcat reads to count errors: a second or two. Files beyond that are offered without a number."""
MAX_OFFERED = 8
"""How many files errcat offers to import."""
MIN_ERRORS = 2
"""How many errors a file must have to be offered. A single error is often a coincidence."""

MIN_PAGES = 3
"""How many pages a folder about errors has, to be offered as a whole."""
_PAGES = ("markdown", "html")

_NAMED = re.compile(r"(?:^|[^a-z])(?:errors?|err|exceptions?|problems?|faults?)(?:[^a-z]|$)|error(?:s|codes?)?$")
_OPENAPI = re.compile(r"""^\s*[{]?\s*["']?(?:openapi|swagger)["']?\s*:\s*["']?\d""", re.MULTILINE)
_OF_ERRCAT = re.compile(r"""errcat-seal:|^\s*[{]?\s*["']?errcat["']?\s*:|"\$schema"\s*:|^catalogs\s*=""", re.MULTILINE)
"""What errcat writes or reads itself, and JSON Schemas."""
_ON_A_PAGE = re.compile(
    r"^(?:#{1,6} |title:).*\b(?:errors?|codes)\b|^\|? *(?:error )?code *\|", re.MULTILINE | re.IGNORECASE
)
_COLUMN_OF_CODES = re.compile(r"(?:^|[,;\t\"])(?:error[ _-]?)?codes?(?:[,;\t\"]|$)", re.IGNORECASE)
_IN_DATA = re.compile(r"""^\W*(?:error_?code|err_?code|code|error)["']?\s*[:=]""", re.MULTILINE | re.IGNORECASE)
_MIN_IN_DATA = 3
"""How many keys for errors a data file has at least, if its name says nothing about errors."""
_ENUMS: Mapping[str, re.Pattern[str]] = {
    "python": re.compile(r"^class \w*(?:Err|Problem|Fault)\w*\(.*Enum", re.MULTILINE),
    "typescript": re.compile(r"\b(?:enum \w*(?:err|problem|fault)\w*|const \w*err\w* *= *\{)", re.IGNORECASE),
    "java": re.compile(r"\benum \w*(?:Err|Problem|Fault|Exception)"),
    "protobuf": re.compile(r"\benum \w*(?:Err|Problem|Fault)"),
    "go": re.compile(r"^(?:const|var)\b[\s(]*[\w ]*Err\w*|^type \w*Err\w* (?:string|u?int)", re.MULTILINE),
}
_EXCEPTIONS = re.compile(r"^class \w+\(\w*(?:Error|Exception)\)", re.MULTILINE)
_WORDS: Mapping[str, str] = {
    "markdown": "a page", "html": "a page", "csv": "a table", "tsv": "a table", "xlsx": "a workbook",
    "json": "a data file", "jsonl": "a data file", "yaml": "a data file", "toml": "a data file",
    "openapi": "an OpenAPI document", "python": "Python code", "typescript": "TypeScript or JavaScript code",
    "go": "Go code", "java": "Java code", "protobuf": "protobuf code",
}  # fmt: skip
"""What people call a kind of file."""


@dataclass(frozen=True, slots=True)
class LikelySource:
    """A file that probably lists errors."""

    path: str
    kind: str
    size: int = 0
    count: int | None = None
    """How many errors it has, if errcat counted them."""
    is_folder: bool = False
    """Whether it is a folder of pages."""

    @property
    def about(self) -> str:
        """What kind of file it is, in words."""
        return "a folder of pages" if self.is_folder else _WORDS[self.kind]


def likely_sources(folder: Path, files: Iterable[str], heads: Mapping[str, str]) -> list[LikelySource]:
    """Return the files that look like a list of errors. `heads` has their first lines."""
    paths = list(files)
    found = _folders_of_pages(folder, paths)
    for path in paths:
        if any(path.startswith(f"{source.path}/") for source in found if source.is_folder):
            continue
        kind = KINDS.get(PurePosixPath(path).suffix.lower(), "")
        if kind in BINARY:
            is_likely = _is_named(path)
        else:
            head = heads.get(path, "")
            kind = "openapi" if kind in ("json", "yaml") and _OPENAPI.search(head) else kind
            is_likely = bool(head) and not _OF_ERRCAT.search(head) and _is_likely(path, kind, head)
        if is_likely:
            found.append(LikelySource(path, kind, _size(folder / path)))
    return found


def _folders_of_pages(folder: Path, files: Sequence[str]) -> list[LikelySource]:
    """Return the folders about errors that have a page for each of them, or for some."""
    pages: dict[str, list[str]] = {}
    for path in files:
        if KINDS.get(PurePosixPath(path).suffix.lower()) in _PAGES:
            pages.setdefault(PurePosixPath(path).parent.as_posix(), []).append(path)
    return [
        LikelySource(home, "markdown", sum(_size(folder / page) for page in inside), is_folder=True)
        for home, inside in pages.items()
        if len(inside) >= MIN_PAGES and _NAMED.search(PurePosixPath(home).name.lower())
    ]


def counted_sources(folder: Path, likely: Sequence[LikelySource]) -> list[LikelySource]:
    """Return the sources with errors in them: first those with a name that says so, and those with the most errors.

    Code that errcat can't count is left out, unless only a package is missing to read it.
    """
    left = MAX_COUNTED_BYTES
    counted: list[LikelySource] = []
    for source in likely:
        if source.size <= left:
            counted.append(_counted(folder, source))
        elif source.kind not in _ENUMS:
            counted.append(source)
        left -= min(source.size, left)
    useful = [source for source in counted if source.count is None or source.count >= MIN_ERRORS]
    return sorted(useful, key=lambda source: (not _is_named(source.path), -(source.count or 0)))[:MAX_OFFERED]


def _is_likely(path: str, kind: str, head: str) -> bool:
    if not kind:
        return False
    if kind == "openapi":
        return True
    if kind == "python" and _is_named(path) and _EXCEPTIONS.search(head):
        return True
    if kind in _ENUMS:
        return bool(_ENUMS[kind].search(head))
    if kind in _PAGES:
        return _is_named(path) or bool(_ON_A_PAGE.search(head))
    if kind in ("csv", "tsv"):
        return bool(_COLUMN_OF_CODES.search(head.partition("\n")[0].strip()))
    return _is_named(path) or len(_IN_DATA.findall(head)) >= _MIN_IN_DATA


def _is_named(path: str) -> bool:
    """Whether the name of a file, or of its folder, says that it is about errors."""
    return any(_NAMED.search(part.lower()) for part in (PurePosixPath(path).stem, PurePosixPath(path).parent.name))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _counted(folder: Path, source: LikelySource) -> LikelySource:
    """Return a source with the number of its errors, unless its reader needs something that isn't installed."""
    try:
        kind = "" if source.is_folder else source.kind
        sources, _unknown = read_sources([str(folder / source.path)], kind)
        errors = import_sources(sources, {}).catalog.get("errors")
    except RunError as error:
        return source if error.id == "missing-import-extra" else replace(source, count=0)
    return replace(source, count=len(errors) if isinstance(errors, list) else 0)
