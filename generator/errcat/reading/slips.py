"""Why the YAML parser stopped, for people who do not know YAML.

The parser's own sentence never reaches a writer: it names what the parser was doing, often on another
line than the one to change. What the writer did is read off the source, and said with the line to type
instead. Each slip carries its mend, so that reading can go on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from errcat.reading.events import MissingDash, TooDeep
from errcat.source import Edit


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. All offsets are in the text that was being read."""

    rule: str
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)
    help: str = ""
    related: tuple[tuple[int, int], ...] = ()
    mend: Edit | None = None
    """What lets reading go on: the fix, or the entry blanked out."""
    is_fix: bool = True
    """True where the mend is what the writer should type; False where it only blanks the entry."""
    safe: bool = True
    """True where `--fix` may apply it."""


def explain(text: str, error: yaml.YAMLError | TooDeep | MissingDash) -> Slip:
    """What the writer did that stopped the parser."""
    if isinstance(error, MissingDash):
        return _missing_dash(text, error)
    if isinstance(error, TooDeep):
        return Slip("nested-too-deep", error.offset, error.offset + 1, mend=_blank(text, error.offset), is_fix=False)
    offset = _offset(text, error)
    return Slip("yaml-syntax", offset, offset + 1, mend=_blank(text, offset), is_fix=False)


def _missing_dash(text: str, error: MissingDash) -> Slip:
    first, second = error.first, error.second
    mend = Edit(second - 2, second, "- ") if text[second - 2 : second] == "  " else None
    line = text.count("\n", 0, first) + 1
    return Slip("missing-dash", second, second + 4, {"line": line}, related=((first, first + 4),), mend=mend)


def _offset(text: str, error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = mark.index if mark is not None else getattr(error, "position", 0)
    return max(0, min(int(offset), len(text) - 1))


_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)


def _blank(text: str, offset: int) -> Edit | None:
    """The entry around an offset, as spaces: every other one can still be read, at its own place."""
    starts = [match for match in _ENTRY.finditer(text) if not match[1][3:]]
    before = [match.start() for match in starts if match.start() <= offset]
    after = [match.start() for match in starts if match.start() > offset]
    if not before:
        return None
    start, end = before[-1], after[0] if after else len(text)
    return Edit(start, end, re.sub(r"[^\r\n]", " ", text[start:end]))
