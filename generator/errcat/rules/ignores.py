"""`# errcat: ignore[rule] reason`: what a writer marks as intended.

On its own line, the comment applies to the next line; after a value, to the lines of that value. If that line starts an
entry (`- code: …`) or anything else with indented lines, it applies to all of them. Ignore comments are checked too: an
unknown rule, a missing reason and a comment that has no effect are findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from errcat.findings.document import Document, end_of_scalar
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.suggestions import closest

_IGNORE = lazy_pattern(r"#[ \t]*errcat:[ \t]*ignore\b[ \t]*(?:\[(?P<rules>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_WORD = lazy_pattern(r"[^\s,]+")
_BEFORE_REASON = " \t:,;-–—"


class Ignore(NamedTuple):
    """A rule that is ignored on some lines of a document."""

    document: int
    rule: str
    at: Range
    first_line: int
    last_line: int
    reason: str


class IgnorePolicy(NamedTuple):
    """The rules that ignore comments are checked against."""

    ignorable_by_rule: Mapping[str, bool]
    """Every rule's id, and whether it can be ignored."""
    disabled: Collection[str] = ()
    """The rules that the settings disable; an ignore comment for such a rule is harmless."""
    complete: bool = True
    """False if a part of the text could not be read, which may contain what an ignore comment is for."""


def find_ignores(documents: Sequence[Document]) -> list[Ignore]:
    """Return every ignore comment in the catalog's files."""
    return [
        ignore
        for document in documents
        if "ignore" in document.source.text
        for match in _IGNORE.finditer(document.source.text)
        if _is_comment(document, match.start())
        for ignore in _parse_ignores(document, match)
    ]


def apply_ignores(
    problems: Sequence[tuple[Problem, Range]],
    ignores: Sequence[Ignore],
    documents: Sequence[Document],
    policy: IgnorePolicy,
) -> tuple[list[Problem], list[Problem]]:
    """Return the remaining problems, and the problems of the ignore comments themselves."""
    by_rule: dict[tuple[int, str], list[Ignore]] = {}
    for ignore in ignores:
        if policy.ignorable_by_rule.get(ignore.rule):
            by_rule.setdefault((ignore.document, ignore.rule), []).append(ignore)
    used: set[Ignore] = set()
    remaining: list[Problem] = []
    for problem, where in problems:
        candidates = by_rule.get((where.document, problem.rule), ())
        line = documents[where.document].source.position(where.start).line if candidates else 0
        matching = [ignore for ignore in candidates if ignore.first_line <= line <= ignore.last_line]
        used.update(matching)
        if not matching:
            remaining.append(problem)
    return remaining, list(_ignore_problems(ignores, used, policy))


def _ignore_problems(ignores: Sequence[Ignore], used: set[Ignore], policy: IgnorePolicy) -> Iterator[Problem]:
    for ignore in ignores:
        rule = ignore.rule
        if not rule:
            yield Problem("unknown-ignore", ignore.at, {"written": "# errcat: ignore"}, help="nothing")
        elif rule not in policy.ignorable_by_rule:
            similar_rule = closest(rule, policy.ignorable_by_rule)
            yield Problem(
                "unknown-ignore",
                ignore.at,
                {"written": rule, "similar": similar_rule},
                help="similar" if similar_rule else "",
            )
        elif not policy.ignorable_by_rule[rule]:
            yield Problem("protected-rule", ignore.at, {"rule": rule}, help="ignore")
        elif ignore in used:
            if not ignore.reason:
                yield Problem("ignore-without-reason", ignore.at, {"rule": rule})
        elif rule not in policy.disabled and policy.complete:
            yield Problem("unused-ignore", ignore.at, {"rule": rule})


def _parse_ignores(document: Document, match: re.Match[str]) -> Iterator[Ignore]:
    first, last = _ignored_lines(document, match.start())
    reason = match["reason"].strip().lstrip(_BEFORE_REASON)
    words = list(_WORD.finditer(match["rules"] or ""))
    if not words:
        end = match.start() + len(match.group().rstrip())
        yield Ignore(document.number, "", Range(document.number, match.start(), end), first, last, reason)
    for word in words:
        start = match.start("rules") + word.start()
        where = Range(document.number, start, start + len(word.group()))
        yield Ignore(document.number, word.group(), where, first, last, reason)


def _ignored_lines(document: Document, offset: int) -> tuple[int, int]:
    """Return the first and last line that an ignore comment applies to."""
    source = document.source
    line = source.position(offset).line
    if source.line(line).lstrip().startswith("#"):
        line = next(
            (n for n in range(line + 1, source.line_count + 1) if not _is_blank_or_comment(source.line(n))), line
        )
        return line, _last_line(source, line)
    first = source.position(_start_of_token_before(document, offset)).line
    return min(first, line), _last_line(source, line)


def _last_line(source: Source, line: int) -> int:
    """Return the last line that belongs to a line: the deeper ones below it, unless it is a top-level key."""
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


def _is_blank_or_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _is_comment(document: Document, offset: int) -> bool:
    """Whether a `#` in the file starts a comment instead of being part of a text."""
    source = document.source
    if source.text[offset - 1 : offset] not in ("", " ", "\t", "\n", "\r"):
        return False
    start = _start_of_token_before(document, offset)
    first = source.text[start : start + 1]
    if first in ("'", '"'):
        return end_of_scalar(source.text, start) <= offset
    if first in ("|", ">"):
        is_header = source.position(start).line == source.position(offset).line
        return is_header or end_of_scalar(source.text, start) <= offset
    return True


def _start_of_token_before(document: Document, offset: int) -> int:
    """Return the offset in the file of the last key or value that starts before an offset."""
    start = 0
    node = document.data
    text_offset = document.text_offset(offset)
    while marks := document.marks.get(id(node)):
        number = bisect_right(marks, text_offset) - 1
        if number < 0:
            break
        start = document.file_offset(marks[number])
        if isinstance(node, dict):
            if number % 2 == 0:
                break
            node = list(node.values())[number // 2]
        else:
            node = node[number]
    return start
