"""`# errcat: ignore[rule] reason`: what a writer says is meant to be so.

On a line of its own it is about the next line; after a value, about its line; on the line that starts an
entry (`- code: …`), or right before it, about the whole entry. Ignores police themselves: one that names
no rule, one without a reason and one that is not needed any more are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from errcat.document import Document
from errcat.finding import Problem, Range
from errcat.suggestions import closest, listed

MARK = "errcat: ignore"
_IGNORE = re.compile(r"#[ \t]*errcat:[ \t]*ignore(?:\[(?P<rules>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_WORD = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One rule, ignored on some lines of one document."""

    document: int
    rule: str
    at: Range
    first_line: int
    last_line: int
    reason: str


def find_ignores(documents: Sequence[Document]) -> list[Ignore]:
    """Every ignore of the catalog's files."""
    return [
        ignore
        for document in documents
        if MARK in document.source.text
        for match in _IGNORE.finditer(document.source.text)
        if _is_comment(document, match.start())
        for ignore in _ignores(document, match)
    ]


def apply_ignores(
    problems: Sequence[tuple[Problem, Range]],
    ignores: Sequence[Ignore],
    documents: Sequence[Document],
    known: Mapping[str, bool],
) -> tuple[list[Problem], list[Problem]]:
    """The problems that are left, and those of the ignores themselves.

    `known` has every rule's id, and whether it may be ignored.
    """
    used: set[Ignore] = set()
    left: list[Problem] = []
    for problem, where in problems:
        line = documents[where.document].source.position(where.start).line
        fitting = [
            ignore
            for ignore in ignores
            if ignore.rule == problem.rule
            and ignore.document == where.document
            and ignore.first_line <= line <= ignore.last_line
            and known.get(ignore.rule)
        ]
        used.update(fitting)
        if not fitting:
            left.append(problem)
    return left, list(_about_ignores(ignores, used, known))


def _about_ignores(ignores: Sequence[Ignore], used: set[Ignore], known: Mapping[str, bool]) -> Iterator[Problem]:
    for ignore in ignores:
        if ignore.rule not in known:
            near = closest(ignore.rule, known)
            values = {"rule": ignore.rule or "nothing", "similar": near, "known": listed(known)}
            yield Problem("unknown-ignore", ignore.at, values, help="similar" if near else "")
        elif not known[ignore.rule]:
            yield Problem("protected-rule", ignore.at, {"rule": ignore.rule})
        elif ignore not in used:
            yield Problem("unused-ignore", ignore.at, {"rule": ignore.rule})
        elif not ignore.reason:
            yield Problem("ignore-without-reason", ignore.at, {"rule": ignore.rule})


def _ignores(document: Document, match: re.Match[str]) -> Iterator[Ignore]:
    first, last = _lines(document, match.start())
    reason = match["reason"].strip()
    rules = match["rules"]
    if not rules or not rules.strip():
        yield Ignore(document.number, "", Range(document.number, match.start(), match.end()), first, last, reason)
        return
    for word in _WORD.finditer(rules):
        start = match.start("rules") + word.start()
        where = Range(document.number, start, start + len(word.group()))
        yield Ignore(document.number, word.group(), where, first, last, reason)


def _lines(document: Document, offset: int) -> tuple[int, int]:
    """The lines that an ignore is about."""
    source = document.source
    line = source.position(offset).line
    if not source.line(line).split("#", 1)[0].strip():
        line = next((n for n in range(line + 1, source.line_count + 1) if not _is_blank(source.line(n))), line)
    if not source.line(line).lstrip().startswith("- "):
        return line, line
    entry = _entry_on(document, line)
    return (line, line) if entry is None else entry


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _entry_on(document: Document, line: int) -> tuple[int, int] | None:
    """The lines of the entry of `errors` that starts on a line."""
    data = document.data
    entries = data.get("errors") if isinstance(data, dict) else None
    marks = document.marks.get(id(entries), [])
    starts = [document.source.position(document.file_offset(mark.index)).line for mark in marks]
    if line not in starts:
        return None
    after = [start for start in starts if start > line]
    return line, (after[0] - 1 if after else document.source.line_count)


def _is_comment(document: Document, offset: int) -> bool:
    """Whether a `#` starts a comment, and is no part of a text. Judged by its line and, for blocks, the data."""
    source = document.source
    place = source.position(offset)
    before = source.line(place.line)[: place.column - 1]
    if before and not before[-1:].isspace():
        return False
    if before.count('"') % 2 or (before.count("'") % 2 and not before.rstrip().endswith("'")):
        return False
    path = document.path_at(offset)
    value = document.data
    for step in path:
        value = value[step]
    text = source.text[offset : offset + 40].splitlines()[0]
    return not (isinstance(value, str) and text in value)
