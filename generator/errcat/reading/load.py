"""Files to a catalog and everything that is wrong with them: the one way in for every command.

files → characters → events → schema → model
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errcat.document import Document
from errcat.finding import Place, Problem
from errcat.model import Catalog
from errcat.reading import files, schema
from errcat.reading.build_model import build
from errcat.reading.characters import decode
from errcat.reading.read import Read, read
from errcat.source import Source

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


def load(path: str, stdin_name: str = "standard input") -> Loaded:
    """Load the catalog at a path: a file, a folder, or `-` for standard input."""
    if path == files.STDIN:
        return load_bytes([(stdin_name, files.read_stdin())])
    return load_bytes([(_shown(file), files.read_bytes(file, _shown(file))) for file in files.catalog_files(path)])


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
    broken = []
    documents = []
    for one in reads:
        document = one.document
        shape = _shape(document, one)
        problems += shape
        if not isinstance(document.data, dict) or any(problem.rule == "unknown-version" for problem in shape):
            document = Document(document.number, document.source, {}, document.text, {}, document.patches)
        documents.append(document)
        verdict = schema.check(document, one.told) if document.data else schema.Verdict()
        if not one.complete:
            # what seems to be missing may be in the part that could not be read
            verdict.problems = [
                problem for problem in verdict.problems if problem.rule not in ("missing-key", "empty-value")
            ]
        problems += verdict.problems
        broken.append(verdict.broken)
    complete = all(one.complete for one in reads)
    if complete and not problems and not any("errors" in document.data for document in documents):
        problems.append(Problem("missing-key", Place(0), {"key": "errors", "owner": "a catalog"}))
    if all(isinstance(one.document.data, dict) for one in reads):
        problems += _versions(documents)
        problems += _declared_twice(documents)
    unread = frozenset(code for one in reads for code in one.unread_codes)
    catalog = build(documents, broken, unread)
    return Loaded(catalog, tuple(problems), tuple(documents), complete)


def _shape(document: Document, one: Read) -> list[Problem]:
    """What must be so before the schema can be asked: a mapping, of a format that this errcat knows."""
    data = document.data
    if isinstance(data, dict):
        version = data.get("errcat", FORMAT)
        if type(version) is int and version != FORMAT:
            # dispatched on first: what another format means is not for this one's schema to say
            return [Problem("unknown-version", Place(document.number, ("errcat",)), {"version": version})]
        return []
    if data is None or not one.complete:
        return []
    kind = "list" if isinstance(data, list) else "text"
    return [Problem("not-a-mapping", Place(document.number), {}, help=kind)]


def _versions(documents: Sequence[Document]) -> list[Problem]:
    """`errcat: 1` once in a catalog is enough."""
    filled = [document for document in documents if document.data]
    if not filled or any("errcat" in document.data for document in filled):
        return []
    return [Problem("missing-version", Place(filled[0].number))]


def _declared_twice(documents: Sequence[Document]) -> list[Problem]:
    """What two files of one catalog both say."""
    problems: list[Problem] = []
    first: dict[tuple[str, ...], Place] = {}
    for document in documents:
        for path in _declarations(document.data):
            place = Place(document.number, path, key=True)
            if path in first:
                kind = "" if len(path) > 1 else "once"
                problems.append(
                    Problem("declared-twice", place, {"what": path[-1], "where": path[0]}, kind, (first[path],))
                )
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
