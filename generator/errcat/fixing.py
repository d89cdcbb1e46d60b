"""`--fix` without the writing: apply the safe fixes of a catalog in memory and keep the ones that improve it.

Each fix is verified: errcat reads and checks the result again. It drops a fix after which less of the catalog can be
read, which adds errors, or which changes an entry that it does not touch.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from errcat.checking import Contents, Examine, Examined
from errcat.findings.document import Document
from errcat.findings.finding import Finding, Fix, Level
from errcat.findings.fixed_lines import FixedLines, fixed_lines
from errcat.findings.source import Edit, Source, apply_edits
from errcat.model.check_result import CheckResult

MAX_ROUNDS = 10
"""The limit of rounds. A fix may reveal another mistake, which the next round applies."""
MAX_TRIALS = 60
"""The limit of trials in a round, which tries subsets of the fixes if they do not work together."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class AppliedFix:
    """A problem that was fixed, with its lines before and after."""

    finding: Finding
    file: str
    lines: tuple[FixedLines, ...]


@dataclass(frozen=True, slots=True)
class FixResult:
    """A catalog after its fixes."""

    before: Contents
    after: Contents
    applied: tuple[AppliedFix, ...]
    checked: CheckResult
    """The findings that remain."""

    @property
    def changed(self) -> tuple[tuple[str, bytes, bytes], ...]:
        """The files that changed: name, bytes before, bytes after."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((name, old, new) for (name, old), (_name, new) in pairs if old != new)


def fix(contents: Contents, examine: Examine) -> FixResult:
    """Apply the safe fixes of a catalog, and the ones that they reveal, until none is left."""
    state = _CheckedContents(contents, examine(contents))
    seen = {contents}
    applied: list[AppliedFix] = []
    for _round in range(MAX_ROUNDS):
        after, round_fixes = _Round(state, examine).run()
        if not round_fixes or after.contents in seen:
            break
        seen.add(after.contents)
        applied += round_fixes
        state = after
    return FixResult(contents, state.contents, tuple(applied), state.examined.checked)


@dataclass(frozen=True, slots=True)
class _CheckedContents:
    contents: Contents
    examined: Examined


@dataclass(frozen=True, slots=True)
class _Candidate:
    finding: Finding
    fix: Fix


class _Round:
    """One round: as many fixes as work together."""

    def __init__(self, state: _CheckedContents, examine: Examine) -> None:
        self.state = state
        self.examine = examine
        self.best = state
        self.trials = 0

    def run(self) -> tuple[_CheckedContents, list[AppliedFix]]:
        accepted = self._accept(_compatible(self.state), [])
        return self.best, [self._applied(candidate) for candidate in accepted]

    def _accept(self, candidates: list[_Candidate], accepted: list[_Candidate]) -> list[_Candidate]:
        """Return the accepted fixes plus all candidates that work with them, found by halving."""
        if not candidates or self.trials >= MAX_TRIALS:
            return accepted
        self.trials += 1
        after = self._try([*accepted, *candidates])
        if after is not None:
            self.best = after
            return [*accepted, *candidates]
        if len(candidates) == 1:
            return accepted
        half = len(candidates) // 2
        return self._accept(candidates[half:], self._accept(candidates[:half], accepted))

    def _try(self, candidates: Sequence[_Candidate]) -> _CheckedContents | None:
        """Return the catalog with some fixes applied, or None if they do harm."""
        before = self.state.examined
        edits = _edits_by_document(candidates)
        contents = list(self.state.contents)
        for number, document_edits in edits.items():
            name, data = contents[number]
            new = _with_edits(before.checked.documents[number].source, document_edits)
            if not _stays_json(name, data, new):
                return None
            contents[number] = (name, new)
        after = self.examine(tuple(contents))
        if not _is_improvement(before, after, edits):
            return None
        return _CheckedContents(tuple(contents), after)

    def _applied(self, candidate: _Candidate) -> AppliedFix:
        source = self.state.examined.checked.documents[candidate.fix.document].source
        return AppliedFix(candidate.finding, source.name, tuple(fixed_lines(source, candidate.fix.edits)))


def _compatible(state: _CheckedContents) -> list[_Candidate]:
    """Return the safe fixes without those that overlap an earlier fix."""
    candidates: list[_Candidate] = []
    taken: dict[int, list[Edit]] = {}
    documents = state.examined.checked.documents
    for finding in state.examined.checked.findings:
        fix = finding.fix
        if fix is None or not fix.safe or not fix.edits:
            continue
        taken_edits = taken.setdefault(fix.document, [])
        if any(_overlaps(edit, taken_edits) for edit in fix.edits):
            continue
        if not _is_lossless(documents[fix.document].source, state.contents[fix.document][1]):
            continue
        for edit in fix.edits:
            insort(taken_edits, edit, key=_start)
        candidates.append(_Candidate(finding, fix))
    return candidates


def _overlaps(edit: Edit, others: Sequence[Edit]) -> bool:
    """Whether an edit overlaps another; the others are sorted and do not overlap each other."""
    following = bisect_left(others, edit.start, key=_start)
    return (following < len(others) and others[following].start < max(edit.end, edit.start + 1)) or (
        following > 0 and others[following - 1].end > edit.start
    )


def _start(edit: Edit) -> int:
    return edit.start


def _is_lossless(source: Source, data: bytes) -> bool:
    """Whether the text represents all of the bytes, which is false if some of them are not UTF-8."""
    return _encoded(source, source.text) == data


def _encoded(source: Source, text: str) -> bytes:
    return (_BOM if source.has_bom else b"") + text.encode("utf-8", "surrogatepass")


def _edits_by_document(candidates: Sequence[_Candidate]) -> dict[int, list[Edit]]:
    edits: dict[int, list[Edit]] = {}
    for candidate in candidates:
        edits.setdefault(candidate.fix.document, []).extend(candidate.fix.edits)
    return edits


def _with_edits(source: Source, edits: list[Edit]) -> bytes:
    """Return the file after some edits, with the line endings of the rest of the file."""
    text = source.text
    if text.count("\r\n") * 2 > text.count("\n"):
        edits = [Edit(edit.start, edit.end, edit.text.replace("\r\n", "\n").replace("\n", "\r\n")) for edit in edits]
    return _encoded(source, apply_edits(text, edits)[0])


def _stays_json(name: str, before: bytes, after: bytes) -> bool:
    """Whether a JSON file is still JSON: errcat reads it as YAML, but other programs read it as JSON."""
    return not name.endswith(".json") or not _is_json(before) or _is_json(after)


def _is_json(data: bytes) -> bool:
    import json  # noqa: PLC0415 — most catalogs are none

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_improvement(before: Examined, after: Examined, edits: Mapping[int, Sequence[Edit]]) -> bool:
    """Whether fixes made nothing worse and changed only what they are about."""
    if before.complete and not after.complete:
        return False
    pairs = zip(before.checked.documents, after.checked.documents, strict=True)
    if any(len(new.patches) > len(old.patches) for old, new in pairs):
        return False  # readable only because the reader repairs it in memory
    old, new = _errors(before.checked), _errors(after.checked)
    if len(new) > len(old):
        return False
    touched = {
        (after.checked.documents[number].source.name, line)
        for number, document_edits in edits.items()
        for line in _touched_lines(after.checked.documents[number].source, document_edits)
    }
    # A fix may reveal other mistakes on the line that it changes.
    if any(
        (finding.span.file, finding.span.start.line) not in touched
        for finding in new_findings(old, new)
        if finding.span
    ):
        return False
    return all(
        _contains_in_order(
            _untouched_values(document, edits.get(document.number, ())),
            _values(after.checked.documents[document.number]),
        )
        for document in before.checked.documents
    )


def _errors(checked: CheckResult) -> list[Finding]:
    return [finding for finding in checked.findings if finding.level is Level.ERROR]


def new_findings(old: Iterable[Finding], new: Iterable[Finding]) -> Iterator[Finding]:
    """Return the findings that were not there before.

    Lines move and fixes change codes, so a finding is known by its path, or by its code and message.
    """
    by_path = Counter((finding.rule, finding.path) for finding in old)
    by_code = Counter((finding.rule, finding.code, finding.message) for finding in old)
    for finding in new:
        path, code = (finding.rule, finding.path), (finding.rule, finding.code, finding.message)
        if by_path[path] <= 0 and by_code[code] <= 0:
            yield finding
        by_path[path] -= 1
        by_code[code] -= 1


def _touched_lines(source: Source, edits: Sequence[Edit]) -> Iterator[int]:
    """Return the lines of the fixed text that an edit changed."""
    shift = 0
    for edit in sorted(edits, key=_start):
        start = edit.start + shift
        shift += len(edit.text) - (edit.end - edit.start)
        first = source.position(min(start, len(source.text))).line
        last = source.position(min(start + len(edit.text), len(source.text))).line
        yield from range(first, last + 1)


def _contains_in_order(expected: Iterator[object], values: Iterator[object]) -> bool:
    """Whether all expected values occur, in their order."""
    return all(any(value == expected_value for value in values) for expected_value in expected)


def _values(document: Document) -> Iterator[object]:
    return (value for value, _start, _end in _entries_and_sections(document))


def _untouched_values(document: Document, edits: Sequence[Edit]) -> Iterator[object]:
    """Return the values that no edit overlaps."""
    ordered = sorted(edits, key=_start)
    for value, start, end in _entries_and_sections(document):
        before_end = bisect_left(ordered, end, key=_start)
        if before_end == 0 or max(ordered[before_end - 1].end, ordered[before_end - 1].start + 1) < start:
            yield value


def _entries_and_sections(document: Document) -> Iterator[tuple[object, int, int]]:
    """Return the entries and other sections of a file, each with its range of whole lines in the file."""
    data = document.data
    if not isinstance(data, dict):
        return
    values: list[tuple[object, int]] = []
    marks: Sequence[int] = document.marks.get(id(data), ())
    for index, (key, value) in enumerate(data.items()):
        is_list = key == "errors" and isinstance(value, list)
        entries: Sequence[int] = document.marks.get(id(value), ()) if is_list else ()
        if entries:
            values += zip(value, entries, strict=False)
        elif 2 * index < len(marks):
            values.append(((key, value), marks[2 * index]))
    starts = [_line_start(document, offset) for _value, offset in values]
    ends = [*starts[1:], len(document.source.text) + 1][: len(starts)]
    for (value, _offset), start, end in zip(values, starts, ends, strict=True):
        yield value, start, end


def _line_start(document: Document, offset: int) -> int:
    place = document.source.position(document.file_offset(offset))
    return document.source.offset(place.line)
