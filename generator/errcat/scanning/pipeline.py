"""Files and catalogs → problems: read each file, find the uses of codes, compare them with the catalogs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from errcat.findings.document import Document
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.model.catalog import Catalog
from errcat.rules.ignores import Ignore, IgnorePolicy, apply_ignores
from errcat.scanning.catalog_codes import CatalogCodes
from errcat.scanning.facts import FileFacts, Interest, SkippedCode
from errcat.scanning.ignoring import ignores_in
from errcat.scanning.languages import MissingGrammarError, read_facts
from errcat.scanning.learned import ScanNames
from errcat.scanning.names import ScannedFile
from errcat.scanning.positions import CODE_KEYS, OTHER_KEYS, STATUS_KEYS, SURE_KEYS
from errcat.scanning.problems import RULES, computed_codes, never_raised, problems_in_code
from errcat.scanning.source_files import ScanFile, UnreadableSourceError, read_source
from errcat.scanning.uses import CodeUses, Role, UseFinder

_SEAL = "errcat-seal:"
_HEAD = 2000
"""How far from its start a generated file has its seal."""


@dataclass(frozen=True)
class ScanReport:
    """The result of a scan."""

    uses: CodeUses
    documents: tuple[Document, ...]
    """A document for each file."""
    problems: tuple[Problem, ...]
    """What is wrong in the files."""
    tests: frozenset[int]
    """The numbers of the test files."""
    unread: int
    generated: int

    def raised(self, known: CatalogCodes) -> set[str]:
        """Return the codes of the catalogs that the files raise."""
        return {
            use.code
            for use in self.uses.uses
            if use.role is Role.RAISED and use.file not in self.tests and use.code in known.errors
        }

    def problems_of(self, catalog: Catalog, by_settings: Collection[str]) -> list[Problem]:
        """Return what is wrong in a catalog: the codes that nothing raises."""
        return list(never_raised(catalog, self.uses, self.tests, by_settings, self.unread))


def scan(
    files: Sequence[ScanFile], known: CatalogCodes, settings: ScanNames, disabled: Collection[str], *, computed: bool
) -> ScanReport:
    """Scan some files. `computed`: also report the places that compute a code."""
    interest = Interest(
        frozenset(CODE_KEYS | SURE_KEYS | OTHER_KEYS | settings.keys | {path[-1] for path in known.paths}),
        frozenset(known.errors) | frozenset(known.retired),
        frozenset(STATUS_KEYS | known.status_keys),
    )
    scanned: list[ScannedFile] = []
    documents: list[Document] = []
    problems: list[Problem] = []
    missing: dict[str, int] = {}
    for number, file in enumerate(files):
        text, facts, problem = _read(number, file, interest, missing)
        documents.append(Document(number, Source(file.name, text), None, text))
        head = text[:_HEAD]
        scanned.append(ScannedFile(file.name, file.language, facts, _SEAL in head))
        if problem is not None:
            problems.append(problem)
    uses = UseFinder(scanned, known, settings).find()
    problems += problems_in_code(uses.uses, known)
    if computed:
        problems += computed_codes(uses)
    turned_off = [*disabled, *([] if computed else ["computed-code"])]
    remaining = _without_ignored(problems, scanned, documents, turned_off)
    tests = frozenset(number for number, file in enumerate(files) if file.is_test)
    unread = sum(not facts_of.facts.sightings and facts_of.facts.mistake is not None for facts_of in scanned)
    generated = sum(file.is_generated for file in scanned)
    return ScanReport(uses, tuple(documents), tuple(remaining), tests, unread + sum(missing.values()), generated)


def _read(
    number: int, file: ScanFile, interest: Interest, missing: dict[str, int]
) -> tuple[str, FileFacts, Problem | None]:
    """Return the text and the facts of a file, and the problem if errcat can't read all of it."""
    try:
        source = read_source(file)
        facts = FileFacts() if _SEAL in source.text[:_HEAD] else read_facts(source, interest)
    except UnreadableSourceError as error:
        return "", FileFacts(mistake=SkippedCode(0, 0)), _not_scanned(number, SkippedCode(0, 0, error.reason))
    except MissingGrammarError:
        is_first = file.language not in missing
        missing[file.language] = missing.get(file.language, 0) + 1
        problem = _not_scanned(number, SkippedCode(0, 0, "extra"))
        return "", FileFacts(), problem if is_first else None
    mistake = facts.mistake
    return source.text, facts, _not_scanned(number, mistake) if mistake is not None else None


def _not_scanned(number: int, mistake: SkippedCode) -> Problem:
    kinds = ("large", "unreadable", "binary", "encoding", "deep", "extra", "null", "part")
    help_ = mistake.reason if mistake.reason in kinds else ""
    return Problem(
        "file-not-scanned", Range(number, mistake.start, mistake.end), {"reason": mistake.reason or "?"}, help=help_
    )


def _without_ignored(
    problems: Sequence[Problem],
    scanned: Sequence[ScannedFile],
    documents: Sequence[Document],
    disabled: Collection[str],
) -> list[Problem]:
    """Return the problems that no comment ignores, and those of the comments."""
    ignores: list[Ignore] = [
        ignore
        for number, file in enumerate(scanned)
        for ignore in ignores_in(number, documents[number].source, file.facts.comments)
    ]
    if not ignores:
        return list(problems)
    ignorable: Mapping[str, bool] = dict.fromkeys(RULES, True)
    with_ranges = [(problem, problem.at) for problem in problems if isinstance(problem.at, Range)]
    remaining, of_ignores = apply_ignores(with_ranges, ignores, documents, IgnorePolicy(ignorable, disabled))
    return [*remaining, *of_ignores]
