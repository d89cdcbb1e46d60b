"""A mistake that stops the parser, and its repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from errcat.findings.source import Edit, apply_edits

_LONG = 400
"""Longer texts are not compared, because that takes too long."""


@dataclass(frozen=True, slots=True)
class SyntaxMistake:
    """A mistake. All offsets are in the text that was being read."""

    rule: str
    start: int
    end: int
    values: Mapping[str, object] = field(default_factory=dict)
    help: str = ""
    related: tuple[tuple[int, int], ...] = ()
    edits: tuple[Edit, ...] = ()
    """The edits after which reading can continue: the fix, or spaces in place of what could not be read."""
    is_fix: bool = True
    """True if the writer should make the same edits."""
    safe: bool = False
    """True if `--fix` may apply the edits."""
    drops_text: bool = False
    """True if the edits blank something out, so that something missing may be in there."""

    @property
    def touches_values(self) -> bool:
        """Whether the edits change the content, and not only its position."""
        return (
            self.drops_text
            or not self.is_fix
            or self.rule == "key-without-colon"
            or any(edit.text.strip(" -:#\n") for edit in self.edits)
        )

    @property
    def last_edit_end(self) -> int:
        return max((edit.end for edit in self.edits), default=self.end)


def growth_before(edits: tuple[Edit, ...], offset: int) -> int:
    """Return by how much a text grows before an offset when it is edited."""
    return sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.end <= offset)


def with_line_texts(text: str, mistake: SyntaxMistake) -> SyntaxMistake:
    """Add the mistake's line, as it is and as it should be, to its values."""
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
    """Return the smallest edits that turn a text into another, so that unchanged parts keep their offsets."""
    from difflib import SequenceMatcher  # noqa: PLC0415 — slow to load, and not needed for a catalog without mistakes

    if len(old) > _LONG or len(new) > _LONG:
        return (Edit(start, start + len(old), new),)
    if new[1:-1] == old:
        return (Edit(start, start, new[0]), Edit(start + len(old), start + len(old), new[-1]))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Edit(start + a, start + b, new[c:d]) for kind, a, b, c, d in steps if kind != "equal")


def line_end(text: str, start: int) -> int:
    """Return the end of the line that contains an offset."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def blanked(text: str) -> str:
    """Replace everything but the line breaks by spaces."""
    lines = text.splitlines(keepends=True)  # many times as fast as character by character
    contents = [line.rstrip("\r\n") for line in lines]
    return "".join(" " * len(content) + line[len(content) :] for content, line in zip(contents, lines, strict=True))
