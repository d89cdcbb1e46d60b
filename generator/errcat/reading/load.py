"""Load a catalog from files, with everything that is wrong with them. Every command starts here.

files → characters → events → schema → model
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from errcat.findings.document import Document, NoPlacesError
from errcat.findings.finding import Fix, Place, Problem, Range
from errcat.findings.source import Edit, Source
from errcat.model.catalog import Catalog
from errcat.model.field import EXTENSION
from errcat.reading import files
from errcat.reading.build_model import build
from errcat.reading.parsing.decoding import decode
from errcat.reading.read_file import ReadResult, read, read_without_places
from errcat.reading.schema.validation_result import ValidationResult, fits
from errcat.text.paths import display_path

if TYPE_CHECKING:
    from errcat.reading.schema_mistakes.declared_ids import DeclaredIds

SECTIONS = frozenset(
    "errcat api codes categories groups types statuses envelope guides errors retired reserved".split()  # noqa: SIM905
)
"""The keys of a catalog; a file that has none of them is another kind of file."""
FORMAT = 1
"""The version of the format that errcat reads."""

_SINGLE_SECTIONS = ("api", "codes", "envelope")
_ID_SECTIONS = ("categories", "groups", "types")


class Loaded(NamedTuple):
    """A catalog, as far as it could be read, and what is wrong with it."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...]
    complete: bool
    """False if a part of the text could not be read, so that something missing may only be unread."""
    reported: frozenset[Place] = frozenset()
    """Values that already have a YAML problem. Rules skip them, because what is left of their text is misleading."""

    def is_reported(self, at: Place | Range) -> bool:
        """Whether a place is inside a value that already has a YAML problem."""
        if not self.reported or isinstance(at, Range):
            return False
        return any(Place(at.document, at.path[:length]) in self.reported for length in range(1, len(at.path) + 1))


def load(path: str, stdin_name: str = "standard input") -> Loaded:
    """Load the catalog at a path: a file, a folder, or `-` for standard input."""
    return load_bytes(contents_of(path, stdin_name))


def contents_of(path: str, stdin_name: str = "standard input") -> tuple[tuple[str, bytes], ...]:
    """Return the names and bytes of a catalog's files. A name is a path relative to the current folder."""
    if path == files.STDIN:
        return ((stdin_name, files.read_stdin()),)
    return tuple((display_path(file), files.read_bytes(file, display_path(file))) for file in files.catalog_files(path))


def load_bytes(contents: Sequence[tuple[str, bytes]]) -> Loaded:
    problems: list[Problem] = []
    read_results: list[ReadResult] = []
    for number, (name, data) in enumerate(contents):
        text, has_bom, decoding_problems = decode(data, number)
        problems += decoding_problems
        if decoding_problems and decoding_problems[0].help == "utf16":
            read_results.append(ReadResult(Document(number, Source(name, text, has_bom), {}, text), complete=False))
        else:
            read_results.append(read(Source(name, text, has_bom), number))
        problems += read_results[-1].problems
    return _combine(read_results, problems)


def load_without_places(contents: Sequence[tuple[str, bytes]]) -> Loaded | None:
    """Load a catalog with the accelerator, if it is installed and the reference would certainly report nothing.

    Rules can check the catalog. Its documents raise `NoPlacesError` when the place of anything in them is needed:
    `load_places` reads them again.
    """
    read_results: list[ReadResult] = []
    for number, (name, data) in enumerate(contents):
        text, has_bom, problems = decode(data, number)
        read_result = None if problems else read_without_places(Source(name, text, has_bom), number)
        if read_result is None:
            return None
        read_results.append(read_result)
    try:
        loaded = _combine(read_results, [])
    except NoPlacesError:
        return None
    return None if loaded.problems else loaded


def load_places(loaded: Loaded) -> Loaded:
    """Read the files of a catalog again, with the reference, and so with the places of all values."""
    read_results = [read(document.source, document.number) for document in loaded.documents]
    return _combine(read_results, [problem for read_result in read_results for problem in read_result.problems])


def _combine(read_results: list[ReadResult], problems: list[Problem]) -> Loaded:
    validation_results: list[ValidationResult] = []
    documents = []
    declared = cache(lambda: _declared_ids(read_results))
    for read_result in read_results:
        document = read_result.document
        top_level_problems = _top_level_problems(document, read_result)
        problems += top_level_problems
        if not isinstance(document.data, dict) or any(
            problem.rule in ("unknown-version", "not-a-mapping") for problem in top_level_problems
        ):
            document = Document(document.number, document.source, {}, document.text, {}, document.patches)
        documents.append(document)
        validation_result = _validate(document, read_result, declared)
        validation_result.problems = [
            problem
            for problem in validation_result.problems
            if problem.rule not in ("missing-key", "empty-value") or not read_result.may_be_unread(problem.at)
        ]
        if isinstance(document.data.get("errors"), dict):
            from errcat.reading.schema_mistakes.errors_section import without_keys_of  # noqa: PLC0415 — as in _validate

            problems = without_keys_of(document, problems)
        problems += validation_result.problems
        validation_results.append(validation_result)
    complete = all(read_result.complete for read_result in read_results)
    if complete and not problems and not any("errors" in document.data for document in documents):
        from errcat.reading.schema_mistakes.errors_section import missing_errors  # noqa: PLC0415 — as in _validate

        problems.append(missing_errors(documents[0]))
    if all(isinstance(read_result.document.data, dict) for read_result in read_results):
        if not any(problem.rule == "unknown-key" and problem.values.get("similar") == "errcat" for problem in problems):
            problems += _missing_versions(documents)
        problems += _declared_twice(documents)
    unread_codes = [
        *(code for read_result in read_results for code in read_result.unread_codes),
        *_codes_as_keys(documents),
    ]
    catalog = build(documents, validation_results, frozenset(unread_codes))
    reported = frozenset(place for read_result in read_results for place in read_result.reported_values())
    return Loaded(catalog, tuple(problems), tuple(documents), complete, reported)


def _validate(document: Document, read_result: ReadResult, declared: Callable[[], DeclaredIds]) -> ValidationResult:
    """Check a document against the schema. `declared` returns the ids that its catalog declares."""
    if not document.data or fits(document.data):
        return ValidationResult(document.data)
    document.require_places()
    from errcat.reading.schema_mistakes.validation import check  # noqa: PLC0415 — slow to load, and most catalogs fit

    return check(document, read_result.reported, declared())


def _declared_ids(read_results: Sequence[ReadResult]) -> DeclaredIds:
    from errcat.reading.schema_mistakes.declared_ids import declared_ids  # noqa: PLC0415 — as in _validate

    return declared_ids(result.document.data for result in read_results if isinstance(result.document.data, dict))


def _codes_as_keys(documents: Sequence[Document]) -> list[str]:
    """Return the codes of a section that maps codes to errors: they exist, although errcat cannot read them."""
    sections = (document.data.get("errors") for document in documents)
    return [code for section in sections if isinstance(section, dict) for code in section]


def _top_level_problems(document: Document, read_result: ReadResult) -> list[Problem]:
    """Check what the schema check requires: a mapping, in a format version that errcat knows."""
    data = document.data
    if isinstance(data, dict):
        version = data.get("errcat", FORMAT)
        if type(version) is int and version != FORMAT:
            # checked first, because this version's schema says nothing about other versions
            where = document.range_of(Place(document.number, ("errcat",)))
            return [Problem("unknown-version", where, {"version": version})]
        if data and read_result.complete and not any(key in SECTIONS or key.startswith(EXTENSION) for key in data):
            return [Problem("not-a-mapping", Place(document.number, (next(iter(data)),), key=True), {}, help="other")]
        return []
    if data is None or not read_result.complete:
        return []
    kind = "list" if isinstance(data, list) else "text"
    return [Problem("not-a-mapping", Place(document.number), {}, help=kind)]


def _missing_versions(documents: Sequence[Document]) -> list[Problem]:
    """Require `errcat: 1` in at least one file of a catalog."""
    non_empty = [document for document in documents if document.data]
    if not non_empty or any("errcat" in document.data for document in non_empty):
        return []
    return [_missing_version(non_empty[0])]


def _missing_version(document: Document) -> Problem:
    """Report the missing line before the first key, with a fix if that key starts a line."""
    marks = document.marks.get(id(document.data))
    start = document.file_offset(marks[0]) if marks else 0
    key = next(iter(document.data))
    place = Range(document.number, start, start + len(key))
    text = document.source.text
    is_block = document.source.position(start).column == 1 and not text[:start].rstrip().endswith("{")
    fix = Fix(document.number, (Edit(start, start, "errcat: 1\n"),)) if is_block else None
    return Problem("missing-version", place, fix=fix)


def _declared_twice(documents: Sequence[Document]) -> list[Problem]:
    """Report what two files of a catalog both declare."""
    problems: list[Problem] = []
    first_places: dict[tuple[str, ...], Place] = {}
    for document in documents:
        for path in _declarations(document.data):
            place = Place(document.number, path, key=True)
            if path in first_places:
                kind = "" if len(path) > 1 else "once"
                files = f"{documents[first_places[path].document].source.name} {document.source.name}"
                values = {"what": path[-1], "where": path[0], "files": files}
                problems.append(Problem("declared-twice", place, values, kind, (first_places[path],)))
            else:
                first_places[path] = place
    return problems


def _declarations(data: dict[str, Any]) -> list[tuple[str, ...]]:
    single = [(key,) for key in _SINGLE_SECTIONS if key in data]
    maps = [(key, id) for key in _ID_SECTIONS if isinstance(data.get(key), dict) for id in data[key]]
    return [*single, *maps]
