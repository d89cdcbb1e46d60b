"""What people mark as intended: comments in source code, and `[[scan.ignore]]` in errcat.toml.

    raise ApiError("legacy_code")  # errcat: ignore[unknown-code] only the old client gets it

On its own line, the comment applies to the next line of code.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from errcat.findings import wording
from errcat.findings.document import Document
from errcat.findings.finding import Problem, Range
from errcat.findings.source import Source
from errcat.rules.ignores import Ignore, IgnorePolicy, apply_ignores, find_ignores
from errcat.scanning.problems import RULES

_IGNORE = re.compile(r"errcat:[ \t]*ignore\b[ \t]*(?:\[(?P<rules>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)")
_WORD = re.compile(r"[^\s,]+")
_AROUND_REASON = " \t:,;-–—"


@dataclass(frozen=True, slots=True)
class ConfiguredIgnore:
    """One `[[scan.ignore]]` table."""

    rule: str
    reason: str
    at: Range
    code: str = ""
    path: str = ""
    """A pattern for paths, relative to errcat.toml."""

    def applies(self, problem: Problem, path: str) -> bool:
        """Whether it hides a problem in a file."""
        return (
            problem.rule == self.rule
            and (not self.code or self.code == problem.values.get("code"))
            and (not self.path or fnmatch.fnmatchcase(path, self.path))
        )


def ignores_in(document: int, source: Source, comments: Mapping[int, tuple[int, str]]) -> Iterator[Ignore]:
    """Yield the ignore comments of a file."""
    for line, (offset, text) in comments.items():
        for match in _IGNORE.finditer(text):
            is_alone = source.line(line).lstrip().startswith(text[:2])
            last = _next_code_line(source, line, comments) if is_alone else line
            reason = match["reason"].strip().removesuffix("*/").strip().lstrip(_AROUND_REASON)
            words = list(_WORD.finditer(match["rules"] or ""))
            if not words:
                at = Range(document, offset + match.start(), offset + len(match.group().rstrip()) + match.start())
                yield Ignore(document, "", at, line, last, reason)
            for word in words:
                start = offset + match.start("rules") + word.start()
                at = Range(document, start, start + len(word.group()))
                yield Ignore(document, word.group(), at, line, last, reason)


def _next_code_line(source: Source, line: int, comments: Mapping[int, tuple[int, str]]) -> int:
    """Return the first line after a comment that has more than comments."""
    for number in range(line + 1, source.line_count + 1):
        text = source.line(number).strip()
        if text and number not in comments and not text.startswith(("#", "//")):
            return number
    return line


def remaining_in_catalog(
    problems: Sequence[Problem], documents: Sequence[Document], disabled: Collection[str], *, is_complete: bool
) -> list[Problem]:
    """Return the problems in a catalog that no comment in it ignores, and those of the comments about scans."""
    ignores = [ignore for ignore in find_ignores(documents) if ignore.rule in RULES]
    policy = IgnorePolicy(dict.fromkeys(RULES, True), disabled, is_complete)
    with_ranges = [(problem, wording.range_of(problem.at, documents)) for problem in problems]
    remaining, of_ignores = apply_ignores(with_ranges, ignores, documents, policy)
    return [*remaining, *of_ignores]


def configured_problems(
    problems: Sequence[tuple[Problem, str]], ignores: Sequence[ConfiguredIgnore], *, is_complete: bool
) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that remain, and the problems of the ignores in errcat.toml. Each problem has its path."""
    used: set[int] = set()
    remaining: list[Problem] = []
    for problem, path in problems:
        matching = [number for number, ignore in enumerate(ignores) if ignore.applies(problem, path)]
        used.update(matching)
        if not matching:
            remaining.append(problem)
    unused = [
        Problem("unused-ignore", ignore.at, {"rule": ignore.rule}, help="settings")
        for number, ignore in enumerate(ignores)
        if number not in used and is_complete
    ]
    return remaining, unused
