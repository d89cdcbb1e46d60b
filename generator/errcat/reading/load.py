"""Files to a catalog and everything that is wrong with them: the one way in for every command.

files → characters → events → schema → model
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Fix, Place, Problem, Range
from errcat.findings.source import Edit, Source
from errcat.model.catalog import Catalog
from errcat.reading import files
from errcat.reading.build_model import build
from errcat.reading.parsing.decoding import decode
from errcat.reading.read_file import Read, read
from errcat.reading.schema_mistakes import validation
from errcat.reading.schema_mistakes.errors_section import missing_errors, without_keys_of

SECTIONS = frozenset(
    "errcat api codes categories groups types statuses envelope guides errors retired reserved".split()  # noqa: SIM905
)
"""The keys of a catalog; a file that has none of them is another kind of file."""
FORMAT = 1
"""The version of the format that this errcat reads."""

_ONCE = ("api", "codes", "envelope")
_MAPS = ("categories", "groups", "types")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog, as far as it could be read, and what is wrong with it."""

    catalog: Catalog
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...]
    complete: bool
    """False where part of the text could not be read: then a missing thing may only be unread."""
    reported: frozenset[Place] = frozenset()
    """The values that are a problem as YAML already: what a rule says about the text that is left is no news."""

    def is_reported(self, at: Place | Range) -> bool:
        """Whether a place is in a value that is a problem as YAML already."""
        if not self.reported or isinstance(at, Range):
            return False
        return any(Place(at.document, at.path[:length]) in self.reported for length in range(1, len(at.path) + 1))


def load(path: str, stdin_name: str = "standard input") -> Loaded:
    """Load the catalog at a path: a file, a folder, or `-` for standard input."""
    return load_bytes(contents_of(path, stdin_name))


def contents_of(path: str, stdin_name: str = "standard input") -> tuple[tuple[str, bytes], ...]:
    """The names and bytes of the files of the catalog at a path. A name leads to its file from the current folder."""
    if path == files.STDIN:
        return ((stdin_name, files.read_stdin()),)
    return tuple((_shown(file), files.read_bytes(file, _shown(file))) for file in files.catalog_files(path))


def load_bytes(contents: Sequence[tuple[str, bytes]], loader: Any = None) -> Loaded:
    """Load a catalog from the names and bytes of its files."""
    problems: list[Problem] = []
    reads: list[Read] = []
    for number, (name, data) in enumerate(contents):
        text, has_bom, wrong = decode(data, number)
        problems += wrong
        if wrong and wrong[0].help == "utf16":
            reads.append(Read(Document(number, Source(name, text, has_bom), {}, text), complete=False))
        else:
            reads.append(read(Source(name, text, has_bom), number, loader))
        problems += reads[-1].problems
    return _put_together(reads, problems)


def _put_together(reads: list[Read], problems: list[Problem]) -> Loaded:
    verdicts: list[validation.Verdict] = []
    documents = []
    for one in reads:
        document = one.document
        shape = _shape(document, one)
        problems += shape
        if not isinstance(document.data, dict) or any(
            problem.rule in ("unknown-version", "not-a-mapping") for problem in shape
        ):
            document = Document(document.number, document.source, {}, document.text, {}, document.patches)
        documents.append(document)
        verdict = validation.check(document, one.reported) if document.data else validation.Verdict({})
        verdict.problems = [
            problem
            for problem in verdict.problems
            if problem.rule not in ("missing-key", "empty-value") or not one.may_be_lost(problem.at)
        ]
        problems = [*without_keys_of(document, problems), *verdict.problems]
        verdicts.append(verdict)
    complete = all(file_read.complete for file_read in reads)
    if complete and not problems and not any("errors" in document.data for document in documents):
        problems.append(missing_errors(documents[0]))
    if all(isinstance(one.document.data, dict) for one in reads):
        problems += _versions(documents)
        problems += _declared_twice(documents)
    unread_codes = [*(code for one in reads for code in one.unread_codes), *_codes_as_keys(documents)]
    catalog = build(documents, verdicts, frozenset(unread_codes))
    reported = frozenset(place for one in reads for place in one.reported_values())
    return Loaded(catalog, tuple(problems), tuple(documents), complete, reported)


def _codes_as_keys(documents: Sequence[Document]) -> list[str]:
    """The codes of errors that are written as a mapping by code: they exist, though they cannot be read."""
    sections = (document.data.get("errors") for document in documents)
    return [code for section in sections if isinstance(section, dict) for code in section]


def _shape(document: Document, read: Read) -> list[Problem]:
    """What must be so before the schema can be asked: a mapping, of a format that this errcat knows."""
    data = document.data
    if isinstance(data, dict):
        version = data.get("errcat", FORMAT)
        if type(version) is int and version != FORMAT:
            # dispatched on first: what another format means is not for this one's schema to say
            where = document.range_of(Place(document.number, ("errcat",)))
            return [Problem("unknown-version", where, {"version": version})]
        if data and read.complete and not any(key in SECTIONS or key.startswith("x-") for key in data):
            return [Problem("not-a-mapping", Place(document.number, (next(iter(data)),), key=True), {}, help="other")]
        return []
    if data is None or not read.complete:
        return []
    kind = "list" if isinstance(data, list) else "text"
    return [Problem("not-a-mapping", Place(document.number), {}, help=kind)]


def _versions(documents: Sequence[Document]) -> list[Problem]:
    """`errcat: 1` once in a catalog is enough."""
    filled = [document for document in documents if document.data]
    if not filled or any("errcat" in document.data for document in filled):
        return []
    return [_missing_version(filled[0])]


def _missing_version(document: Document) -> Problem:
    """The line that is missing, before the first key: where that has a line of its own."""
    marks = document.marks.get(id(document.data))
    start = document.file_offset(marks[0]) if marks else 0
    key = next(iter(document.data))
    at = Range(document.number, start, start + len(key))
    text = document.source.text
    is_block = document.source.position(start).column == 1 and not text[:start].rstrip().endswith("{")
    fix = Fix(document.number, (Edit(start, start, "errcat: 1\n"),)) if is_block else None
    return Problem("missing-version", at, fix=fix)


def _declared_twice(documents: Sequence[Document]) -> list[Problem]:
    """What two files of one catalog both say."""
    problems: list[Problem] = []
    first: dict[tuple[str, ...], Place] = {}
    for document in documents:
        for path in _declarations(document.data):
            place = Place(document.number, path, key=True)
            if path in first:
                kind = "" if len(path) > 1 else "once"
                files = f"{documents[first[path].document].source.name} {document.source.name}"
                values = {"what": path[-1], "where": path[0], "files": files}
                problems.append(Problem("declared-twice", place, values, kind, (first[path],)))
            else:
                first[path] = place
    return problems


def _declarations(data: dict[str, Any]) -> list[tuple[str, ...]]:
    once = [(key,) for key in _ONCE if key in data]
    maps = [(key, id) for key in _MAPS if isinstance(data.get(key), dict) for id in data[key]]
    return [*once, *maps]


def _shown(file: Path) -> str:
    """A file's name as the user would write it here."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
