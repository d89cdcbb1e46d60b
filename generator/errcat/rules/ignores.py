"""`# errcat: ignore[rule] reason`: what a writer says is meant to be so.

On a line of its own it is about the next line, after a value about the lines of that value. Where that line
starts an entry (`- code: …`) or anything else that goes on on deeper lines, it is about all of them.

Ignores police themselves: one that names no rule, one without a reason and one that is not needed are findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from errcat.findings.document import Document, end_of_scalar
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.text.suggestions import closest

_IGNORE = re.compile(r"#[ \t]*errcat:[ \t]*ignore\b[ \t]*(?:\[(?P<rules>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_WORD = re.compile(r"[^\s,]+")
_BEFORE_REASON = " \t:,;-–—"


@dataclass(frozen=True, slots=True)
class Ignore:
    """One rule, ignored on some lines of one document."""

    document: int
    rule: str
    at: Range
    first_line: int
    last_line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What the ignores of a catalog are held against."""

    known: Mapping[str, bool]
    """Every rule's id, and whether it may be ignored."""
    off: Collection[str] = ()
    """The rules that the house turned off: an ignore of one does no harm."""
    complete: bool = True
    """False where part of the text could not be read: what an ignore is for may be in that part."""


def find_ignores(documents: Sequence[Document]) -> list[Ignore]:
    """Every ignore of the catalog's files."""
    return [
        ignore
        for document in documents
        if "ignore" in document.source.text
        for match in _IGNORE.finditer(document.source.text)
        if _is_comment(document, match.start())
        for ignore in _ignores(document, match)
    ]


def apply_ignores(
    problems: Sequence[tuple[Problem, Range]],
    ignores: Sequence[Ignore],
    documents: Sequence[Document],
    judged: Judged,
) -> tuple[list[Problem], list[Problem]]:
    """The problems that are left, and those of the ignores themselves."""
    by_rule: dict[tuple[int, str], list[Ignore]] = {}
    for ignore in ignores:
        if judged.known.get(ignore.rule):
            by_rule.setdefault((ignore.document, ignore.rule), []).append(ignore)
    used: set[Ignore] = set()
    left: list[Problem] = []
    for problem, where in problems:
        candidates = by_rule.get((where.document, problem.rule), ())
        line = documents[where.document].source.position(where.start).line if candidates else 0
        fitting = [ignore for ignore in candidates if ignore.first_line <= line <= ignore.last_line]
        used.update(fitting)
        if not fitting:
            left.append(problem)
    return left, list(_about_ignores(ignores, used, judged))


def _about_ignores(ignores: Sequence[Ignore], used: set[Ignore], judged: Judged) -> Iterator[Problem]:
    for ignore in ignores:
        rule = ignore.rule
        if not rule:
            yield Problem("unknown-ignore", ignore.at, {"written": "# errcat: ignore"}, help="nothing")
        elif rule not in judged.known:
            near = closest(rule, judged.known)
            yield Problem(
                "unknown-ignore", ignore.at, {"written": rule, "similar": near}, help="similar" if near else ""
            )
        elif not judged.known[rule]:
            yield Problem("protected-rule", ignore.at, {"rule": rule}, help="ignore")
        elif ignore in used:
            if not ignore.reason:
                yield Problem("ignore-without-reason", ignore.at, {"rule": rule})
        elif rule not in judged.off and judged.complete:
            yield Problem("unused-ignore", ignore.at, {"rule": rule})


def _ignores(document: Document, match: re.Match[str]) -> Iterator[Ignore]:
    first, last = _lines(document, match.start())
    reason = match["reason"].strip().lstrip(_BEFORE_REASON)
    words = list(_WORD.finditer(match["rules"] or ""))
    if not words:
        end = match.start() + len(match.group().rstrip())
        yield Ignore(document.number, "", Range(document.number, match.start(), end), first, last, reason)
    for word in words:
        start = match.start("rules") + word.start()
        where = Range(document.number, start, start + len(word.group()))
        yield Ignore(document.number, word.group(), where, first, last, reason)


def _lines(document: Document, offset: int) -> tuple[int, int]:
    """The lines that an ignore is about."""
    source = document.source
    line = source.position(offset).line
    if source.line(line).lstrip().startswith("#"):
        line = next((n for n in range(line + 1, source.line_count + 1) if not _is_blank(source.line(n))), line)
        return line, _last_line(source, line)
    first = source.position(_token_before(document, offset)).line
    return min(first, line), _last_line(source, line)


def _last_line(source: Source, line: int) -> int:
    """The last of the lines that belong to one: those that are indented deeper, unless it is a key of the top."""
    text = source.line(line)
    depth = _indent(text)
    if depth == 0 and not text.startswith("-"):
        return line
    last = line
    for number in range(line + 1, source.line_count + 1):
        text = source.line(number)
        if text.strip():
            if _indent(text) <= depth:
                break
            last = number
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _is_comment(document: Document, offset: int) -> bool:
    """Whether a `#` of the file starts a comment, and is no part of a text."""
    source = document.source
    if source.text[offset - 1 : offset] not in ("", " ", "\t", "\n", "\r"):
        return False
    start = _token_before(document, offset)
    first = source.text[start : start + 1]
    if first in ("'", '"'):
        return end_of_scalar(source.text, start) <= offset
    if first in ("|", ">"):
        is_header = source.position(start).line == source.position(offset).line
        return is_header or end_of_scalar(source.text, start) <= offset
    return True


def _token_before(document: Document, offset: int) -> int:
    """Where in the file the key or the value starts that stands last before an offset."""
    found = 0
    node = document.data
    at = document.text_offset(offset)
    while marks := document.marks.get(id(node)):
        number = bisect_right(marks, at) - 1
        if number < 0:
            break
        found = document.file_offset(marks[number])
        if isinstance(node, dict):
            if number % 2 == 0:
                break
            node = list(node.values())[number // 2]
        else:
            node = node[number]
    return found
