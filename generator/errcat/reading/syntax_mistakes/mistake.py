"""A slip: what stopped the parser, and how to mend it. A noun of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from errcat.findings.source import Edit, apply_edits

_LONG = 400
"""Texts that are longer are not compared: that takes its time."""


@dataclass(frozen=True, slots=True)
class SyntaxMistake:
    """One slip. All offsets are in the text that was being read."""

    rule: str
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)
    help: str = ""
    related: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()
    """What lets reading go on: the fix, or what could not be read blanked out."""
    is_fix: bool = True
    """True where the edits are what the writer should type."""
    safe: bool = False
    """True where `--fix` may apply them."""
    loses: bool = False
    """True where the edits blank something out, so that what seems to be missing may be in it."""

    @property
    def touches_values(self) -> bool:
        """Whether the edits change what is said, and not only where it stands."""
        return (
            self.loses
            or not self.is_fix
            or self.rule == "key-without-colon"
            or any(edit.text.strip(" -:#\n") for edit in self.edits)
        )

    @property
    def until(self) -> int:
        """The end of the last edit."""
        return max((edit.end for edit in self.edits), default=self.end)


def grown(edits: tuple[Edit, ...], before: int) -> int:
    """By how much a text grows before an offset when it is edited."""
    return sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= before)


def with_lines(text: str, mistake: SyntaxMistake) -> SyntaxMistake:
    """The slip with the line that it is on, as it is and as it should be, among its values."""
    start = text.rfind("\n", 0, mistake.start) + 1
    line = text[start : line_end(text, mistake.start)]
    edits = [edit for edit in mistake.edits if start <= edit.start]
    first = min((edit.start for edit in edits), default=mistake.start)
    edited = apply_edits(text, edits)[0]
    fixed_start = start if first <= line_end(text, mistake.start) else text.rfind("\n", 0, first) + 1
    fixed = edited[fixed_start : line_end(edited, max(fixed_start, min(first, len(edited))))]
    values = {"line": line.strip(), "fixed": fixed.strip(), **mistake.values}
    return replace(mistake, values=values)


def edits_between(start: int, old: str, new: str) -> tuple[Edit, ...]:
    """The smallest changes that make one text of another: whatever stays keeps its place."""
    from difflib import SequenceMatcher  # noqa: PLC0415 — slow to load, and a good catalog has no slips

    if len(old) > _LONG or len(new) > _LONG:
        return (Edit(start, start + len(old), new),)
    if new[1:-1] == old:
        return (Edit(start, start, new[0]), Edit(start + len(old), start + len(old), new[-1]))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Edit(start + a, start + b, new[c:d]) for kind, a, b, c, d in steps if kind != "equal")


def line_end(text: str, start: int) -> int:
    """The end of the line that an offset is on."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def blank(text: str) -> str:
    """A text of the same lines, with nothing on them."""
    lines = text.splitlines(keepends=True)  # many times as fast as one character after the other
    bare = [line.rstrip("\r\n") for line in lines]
    return "".join(" " * len(one) + line[len(one) :] for one, line in zip(bare, lines, strict=True))
