"""`--fix`, all but the writing: the safe fixes of a catalog, tried out in memory and kept where they do good only.

A fix is trusted by nobody: after it the catalog is read and checked again. It is dropped where something could
be read no more, where there are new errors, or where an entry changed that it does not touch.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from errcat import checking
from errcat.findings.document import Document
from errcat.findings.finding import Finding, Fix, Level
from errcat.findings.fixed_lines import FixedLines, fixed_lines
from errcat.findings.source import Edit, Source, apply_edits
from errcat.model.check_result import CheckResult
from errcat.reading import load_bytes

MOST_ROUNDS = 10
"""A fix may bring another to light; so many times the catalog is fixed again."""
MOST_TRIALS = 60
"""How often, in a round, a part of the fixes is tried by itself, where not all of them do good."""

_BOM = b"\xef\xbb\xbf"

Contents = tuple[tuple[str, bytes], ...]
"""The names and the bytes of a catalog's files."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A catalog's findings, and whether all of it could be read."""

    checked: CheckResult
    complete: bool


Examine = Callable[[Contents], Examined]


@dataclass(frozen=True, slots=True)
class AppliedFix:
    """One problem that was fixed: what it was, and the lines before and after."""

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
    """What is left to find in it."""

    @property
    def changed(self) -> tuple[tuple[str, bytes, bytes], ...]:
        """The files that are different now: name, bytes before, bytes after."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple((name, old, new) for (name, old), (_name, new) in pairs if old != new)


def examine_with(levels: Mapping[str, Level]) -> Examine:
    """How a catalog is examined under the levels of the house."""

    def examine(contents: Contents) -> Examined:
        loaded = load_bytes(contents)
        return Examined(checking.check(loaded, levels), loaded.complete)

    return examine


def fix(contents: Contents, examine: Examine) -> FixResult:
    """Apply the safe fixes of a catalog, and those that come to light by it, until there are none."""
    state = _State(contents, examine(contents))
    seen = {contents}
    applied: list[AppliedFix] = []
    for _round in range(MOST_ROUNDS):
        after, done = _Round(state, examine).run()
        if not done or after.contents in seen:
            break
        seen.add(after.contents)
        applied += done
        state = after
    return FixResult(contents, state.contents, tuple(applied), state.examined.checked)


@dataclass(frozen=True, slots=True)
class _State:
    contents: Contents
    examined: Examined


@dataclass(frozen=True, slots=True)
class _Candidate:
    finding: Finding
    fix: Fix


class _Round:
    """One round: as many of the fixes as do good together."""

    def __init__(self, state: _State, examine: Examine) -> None:
        self.state = state
        self.examine = examine
        self.best = state
        self.trials = 0

    def run(self) -> tuple[_State, list[AppliedFix]]:
        kept = self._keep(_compatible(self.state), [])
        return self.best, [self._applied(one) for one in kept]

    def _keep(self, candidates: list[_Candidate], kept: list[_Candidate]) -> list[_Candidate]:
        """Those of the candidates that do good beside the kept ones: all, or else of each half those that do."""
        if not candidates or self.trials >= MOST_TRIALS:
            return kept
        self.trials += 1
        after = self._try([*kept, *candidates])
        if after is not None:
            self.best = after
            return [*kept, *candidates]
        if len(candidates) == 1:
            return kept
        half = len(candidates) // 2
        return self._keep(candidates[half:], self._keep(candidates[:half], kept))

    def _try(self, candidates: Sequence[_Candidate]) -> _State | None:
        """The catalog with some fixes; nothing where they do harm."""
        before = self.state.examined
        edits = _edits_by_document(candidates)
        contents = list(self.state.contents)
        for number, of_document in edits.items():
            name, data = contents[number]
            new = _with_edits(before.checked.documents[number].source, of_document)
            if not _stays_json(name, data, new):
                return None
            contents[number] = (name, new)
        after = self.examine(tuple(contents))
        if not _does_good(before, after, edits):
            return None
        return _State(tuple(contents), after)

    def _applied(self, applied: _Candidate) -> AppliedFix:
        source = self.state.examined.checked.documents[applied.fix.document].source
        return AppliedFix(applied.finding, source.name, tuple(fixed_lines(source, applied.fix.edits)))


def _compatible(state: _State) -> list[_Candidate]:
    """The safe fixes, less those that want to change what another one changes."""
    found: list[_Candidate] = []
    taken: dict[int, list[Edit]] = {}
    documents = state.examined.checked.documents
    for finding in state.examined.checked.findings:
        fix = finding.fix
        if fix is None or not fix.safe or not fix.edits:
            continue
        before = taken.setdefault(fix.document, [])
        if any(_overlaps(edit, before) for edit in fix.edits):
            continue
        if not _is_what_was_read(documents[fix.document].source, state.contents[fix.document][1]):
            continue
        for edit in fix.edits:
            insort(before, edit, key=_start)
        found.append(_Candidate(finding, fix))
    return found


def _overlaps(edit: Edit, others: Sequence[Edit]) -> bool:
    """Whether an edit changes what one of the others changes; those are in order, and overlap nowhere."""
    after = bisect_left(others, edit.start, key=_start)
    return (after < len(others) and others[after].start < max(edit.end, edit.start + 1)) or (
        after > 0 and others[after - 1].end > edit.start
    )


def _start(edit: Edit) -> int:
    return edit.start


def _is_what_was_read(source: Source, data: bytes) -> bool:
    """Whether the text is all that the bytes say: not where some of them are no UTF-8."""
    return _encoded(source, source.text) == data


def _encoded(source: Source, text: str) -> bytes:
    return (_BOM if source.has_bom else b"") + text.encode("utf-8", "surrogatepass")


def _edits_by_document(candidates: Sequence[_Candidate]) -> dict[int, list[Edit]]:
    edits: dict[int, list[Edit]] = {}
    for candidate in candidates:
        edits.setdefault(candidate.fix.document, []).extend(candidate.fix.edits)
    return edits


def _with_edits(source: Source, edits: list[Edit]) -> bytes:
    """The file after some edits, with line ends like its other ones."""
    text = source.text
    if text.count("\r\n") * 2 > text.count("\n"):
        edits = [Edit(edit.start, edit.end, edit.text.replace("\r\n", "\n").replace("\n", "\r\n")) for edit in edits]
    return _encoded(source, apply_edits(text, edits)[0])


def _stays_json(name: str, before: bytes, after: bytes) -> bool:
    """JSON is read as YAML here, but somebody else may read the file as JSON."""
    return not name.endswith(".json") or not _is_json(before) or _is_json(after)


def _is_json(data: bytes) -> bool:
    import json  # noqa: PLC0415 — most catalogs are none

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _does_good(before: Examined, after: Examined, edits: Mapping[int, Sequence[Edit]]) -> bool:
    """Whether fixes made nothing worse, and changed nothing but what they are about."""
    if before.complete and not after.complete:
        return False
    pairs = zip(before.checked.documents, after.checked.documents, strict=True)
    if any(len(new.patches) > len(old.patches) for old, new in pairs):
        return False  # it can be read only because the reader mends it in memory
    old, new = _errors(before.checked), _errors(after.checked)
    if len(new) > len(old):
        return False
    touched = {
        (after.checked.documents[number].source.name, line)
        for number, of_document in edits.items()
        for line in _touched_lines(after.checked.documents[number].source, of_document)
    }
    # What stands on a line that was fixed may have come to light by the fix.
    if any((one.span.file, one.span.start.line) not in touched for one in _unknown(old, new) if one.span):
        return False
    return all(
        _is_within(
            _untouched_values(document, edits.get(document.number, ())),
            _values(after.checked.documents[document.number]),
        )
        for document in before.checked.documents
    )


def _errors(checked: CheckResult) -> list[Finding]:
    return [finding for finding in checked.findings if finding.level is Level.ERROR]


def _unknown(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[Finding]:
    """The findings that were not there before, by what they are about: lines move, and codes get mended."""
    by_path = Counter((line.rule, line.path) for line in old)
    by_code = Counter((one.rule, one.code, one.message) for one in old)
    for one in new:
        path, code = (one.rule, one.path), (one.rule, one.code, one.message)
        if by_path[path] <= 0 and by_code[code] <= 0:
            yield one
        by_path[path] -= 1
        by_code[code] -= 1


def _touched_lines(source: Source, edits: Sequence[Edit]) -> Iterator[int]:
    """The lines of the fixed text on which something was put."""
    shift = 0
    for edit in sorted(edits, key=_start):
        start = edit.start + shift
        shift += len(edit.text) - (edit.end - edit.start)
        first = source.position(min(start, len(source.text))).line
        last = source.position(min(start + len(edit.text), len(source.text))).line
        yield from range(first, last + 1)


def _is_within(values: Iterator[object], others: Iterator[object]) -> bool:
    """Whether all of the values are there, in their order."""
    return all(any(value == other for other in others) for value in values)


def _values(document: Document) -> Iterator[object]:
    return (value for value, _start, _end in _units(document))


def _untouched_values(document: Document, edits: Sequence[Edit]) -> Iterator[object]:
    """What stands where no edit is."""
    ordered = sorted(edits, key=_start)
    for value, start, end in _units(document):
        before_end = bisect_left(ordered, end, key=_start)
        if before_end == 0 or max(ordered[before_end - 1].end, ordered[before_end - 1].start + 1) < start:
            yield value


def _units(document: Document) -> Iterator[tuple[object, int, int]]:
    """The entries of a file and its other parts, each with its stretch of the file, whole lines."""
    data = document.data
    if not isinstance(data, dict):
        return
    found: list[tuple[object, int]] = []
    marks: Sequence[int] = document.marks.get(id(data), ())
    for index, (key, value) in enumerate(data.items()):
        is_list = key == "errors" and isinstance(value, list)
        entries: Sequence[int] = document.marks.get(id(value), ()) if is_list else ()
        if entries:
            found += zip(value, entries, strict=False)
        elif 2 * index < len(marks):
            found.append(((key, value), marks[2 * index]))
    starts = [_line_start(document, offset) for _value, offset in found]
    ends = [*starts[1:], len(document.source.text) + 1][: len(starts)]
    for (value, _offset), start, end in zip(found, starts, ends, strict=True):
        yield value, start, end


def _line_start(document: Document, offset: int) -> int:
    place = document.source.position(document.file_offset(offset))
    return document.source.offset(place.line)
