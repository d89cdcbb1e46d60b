"""A text that cannot be read, mended in memory slip by slip until it can; the file itself is never touched.

Reading, second step: each slip is told once, at its place in the file, and hides nothing that comes after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Any

from errcat.findings.document import Patch, Patches
from errcat.findings.finding import Fix, Problem, Range
from errcat.findings.source import Edit, apply_edits
from errcat.reading.parsing.events import Parsed, parse, stop_of
from errcat.reading.parsing.parse_stops import SecondDocument, Stopped
from errcat.reading.syntax_mistakes import ALL_OVER, Piece, SyntaxMistake, all_over, explain, pieces, spoilers

MOST_MISTAKES = 30
"""How many slips of one file are told; what is broken after them is left out."""
MOST_IN_A_PIECE = 12
"""How many slips of one entry are mended before it is left out."""
LARGE, MOST_IN_LARGE = 200_000, 2
"""A piece with more characters takes long to mend, and is nothing that a person wrote as one."""
MOST_GROWTH = 1000
"""By how many characters one piece may grow: mends that feed each other do not end."""
MOST_ATTEMPTS = 12
"""How often the whole text is tried again."""

_CODE = re.compile(r"""^[ \t]*(?:-[ \t]+)?["']?code["']?[ \t]*:[ \t]*["']?([^"'\s#]+)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that was read, from its first character up to the one after its last."""

    start: int
    end: int

    def overlaps(self, other: Stretch) -> bool:
        return self.start < other.end and other.start < self.end


class Moves:
    """Where the characters of a text stand after some edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        growths = (len(edit.text) - (edit.end - edit.start) for edit in edits)
        self._grown = [0, *accumulate(growths)]

    def moved(self, offset: int) -> int:
        """Where an offset is after the edits that end before it."""
        return offset + self._grown[bisect_left(self._starts, offset)] if offset else 0

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit changes something between two offsets."""
        number = bisect_left(self._ends, start + 1)
        return number < len(self._starts) and self._starts[number] < max(end, start + 1)


class Recovery:
    """The text as it is read: the file's, with each slip mended, and the way back to the file."""

    def __init__(self, document: int, text: str, loader: Any) -> None:
        self.document = document
        self.text = self.original = text
        self.loader = loader
        self.patches = Patches()
        self.problems: list[Problem] = []
        self.unread_codes: set[str] = set()
        self.reported: list[Stretch] = []
        """Where values stand that a slip was in: what else is odd about them is no news."""
        self.lost: list[Stretch] = []
        """What was left out."""
        self.is_done = False
        self.starts_again = False

    def parse(self) -> Parsed:
        """Read the text, mending it where that is needed."""
        for attempt in range(MOST_ATTEMPTS):
            try:
                parsed = parse(self.text, cut_points(self.text), self.loader)
            except Stopped as stopped:
                if not self._recover(stopped, everything=attempt > 0):
                    break
            else:
                self.is_done = True
                return parsed
        return Parsed()

    def _recover(self, stopped: Stopped, *, everything: bool) -> bool:
        """Mend the first piece that is broken; or else, where a second one is, all of them before reading again."""
        self.starts_again = False
        if isinstance(stopped, SecondDocument):
            return self._apply(explain(self.text, stopped, partial(stop_of, loader=self.loader)))
        spoiled = False
        while mistake := next(spoilers(self.text), None):
            spoiled = self._apply(mistake) or spoiled
        if spoiled:
            return True
        found = False
        moved = 0
        parts = pieces(self.text)
        first = bisect_right(parts, min(stopped.reached, stopped.start), key=lambda piece: piece.start) - 1
        for piece in parts[max(first, 0) :]:
            if not everything and (found or piece.start > stopped.at):
                break
            here = Piece(piece.start + moved, piece.end + moved, piece.head)
            grown = self._recover_piece(here)
            if self.starts_again:
                return True
            found = found or grown is not None
            moved += grown or 0
        return found or self._recover_piece(Piece(0, len(self.text))) is not None

    def _recover_piece(self, piece: Piece) -> int | None:
        """Mend one piece; by how much it grew, and None where nothing is wrong with it."""
        start, end = piece.start, piece.end
        most = MOST_IN_LARGE if end - start > LARGE else MOST_IN_A_PIECE
        for number in range(most + 1):
            text = piece.head + self.text[start:end]
            try:
                parse(text, (), self.loader)
            except SecondDocument:
                pass
            except Stopped as stopped:
                before = len(self.text)
                enough = number == most or end - piece.end > MOST_GROWTH
                if not enough and len(self.problems) < MOST_MISTAKES:
                    mistake = explain(text, stopped, partial(stop_of, loader=self.loader))
                    if mistake.rule in ALL_OVER:
                        return self._replace_everywhere(mistake, start - len(piece.head))
                    done = self._apply(mistake, start - len(piece.head))
                else:
                    self._give_up(start + max(min(stopped.at, len(text) - 1) - len(piece.head), 0))
                    done = False
                if not done:
                    self._leave_out(start, end)
                end += len(self.text) - before
                if done:
                    continue
                return end - piece.end
            return end - piece.end if number else None
        return end - piece.end

    def _replace_everywhere(self, mistake: SyntaxMistake, shift: int) -> int:
        """Mend what was typed or pasted all over the file in one go; its pieces are others after that."""
        self.starts_again = True
        before = len(self.text)
        self._apply(all_over(self.text, mistake.start + shift, mistake))
        return len(self.text) - before

    def _give_up(self, offset: int) -> None:
        where = self._file(offset)
        if not any(problem.rule == "unread-rest" for problem in self.problems):
            self.problems.append(Problem("unread-rest", Range(self.document, where, where)))

    def _leave_out(self, start: int, end: int) -> None:
        blank = re.sub(r"[^\r\n]", " ", self.text[start:end])
        self._lose(self.text[start:end])
        self.lost += self._edit([Edit(start, end, blank)])

    def _apply(self, mistake: SyntaxMistake, shift: int = 0) -> bool:
        """Tell a slip, and put its edits into the text; False where it has none that change anything."""
        edits = [Edit(one.start + shift, one.end + shift, one.text) for one in mistake.edits]
        edits = [one for one in edits if self.text[one.start : one.end] != one.text]
        touched = [Stretch(mistake.start + shift, mistake.end + shift), *(Stretch(one.start, one.end) for one in edits)]
        is_old = mistake.touches_values and any(
            touched_path.overlaps(stretch) for touched_path in touched for stretch in self.reported
        )
        if not is_old:
            self.problems.append(self._problem(mistake, edits, shift))
        if mistake.loses:
            for edit in edits:
                self._lose(self.text[edit.start : edit.end])
        touches_values = mistake.touches_values
        for stretch in self._edit(edits):
            line = Stretch(self.text.rfind("\n", 0, stretch.start) + 1, stretch.end + 1)
            if touches_values:
                self.reported.append(line)
            if mistake.loses:
                self.lost.append(line)
        return bool(edits)

    def _problem(self, mistake: SyntaxMistake, edits: list[Edit], shift: int) -> Problem:
        fix = None
        if edits and mistake.is_fix:
            in_file = tuple(Edit(self._file(edit.start), self._file(edit.end), edit.text) for edit in edits)
            fix = Fix(self.document, in_file, mistake.safe)
        related = tuple(self._range(start + shift, end + shift) for start, end in mistake.related)
        where = self._range(mistake.start + shift, mistake.end + shift)
        values = dict(mistake.values)
        if related:
            values["number"] = self.original.count("\n", 0, related[0].start) + 1
        return Problem(mistake.rule, where, values, mistake.help, related, fix)

    def _lose(self, text: str) -> None:
        if "code" in text:
            self.unread_codes.update(_CODE.findall(text))

    def _edit(self, edits: Sequence[Edit]) -> list[Stretch]:
        """Put edits into the text; where they stand then."""
        old = self.patches
        new: list[Patch] = []
        self.text, applied = apply_edits(self.text, list(edits))
        moves = Moves(applied)
        for edit in applied:
            start, file_start = moves.moved(edit.start), old.file_offset(edit.start)
            new.append(Patch(start, len(edit.text), file_start, old.file_offset(edit.end) - file_start))
        new += (
            replace(patch, start=moves.moved(patch.start))
            for patch in old.all
            if not moves.touches(patch.start, patch.start + patch.length)
        )
        self.patches = Patches(new)
        self.reported = [Stretch(moves.moved(one.start), moves.moved(one.end)) for one in self.reported]
        self.lost = [Stretch(moves.moved(stretch.start), moves.moved(stretch.end)) for stretch in self.lost]
        return [Stretch(moves.moved(edit.start), moves.moved(edit.start) + len(edit.text)) for edit in applied]

    def _range(self, start: int, end: int) -> Range:
        first = self._file(max(start, 0))
        return Range(self.document, first, max(self._file(max(end - 1, 0)) + 1, first))

    def _file(self, offset: int) -> int:
        return self.patches.file_offset(offset)


# Looked for from its `#` on: a single character is found ten times as fast as the blanks before it.
_COMMENT = re.compile(r"#(?<=[ \t]#)(.?)")


def cut_points(text: str) -> Iterator[int]:
    """Where a comment starts that may well be text: `See issue #12`, `Press # to go on`.

    A comment as people write one has two spaces before its `#`, or a line of its own.
    """
    for match in _COMMENT.finditer(text):
        start = match.start()
        while start and text[start - 1] in " \t":
            start -= 1
        if not start or text[start - 1].isspace():
            continue  # a line of its own
        after = match[1]
        if after in ("", " ", "\r", "!") and match.start() - start > 1:
            continue
        if not text.startswith("errcat:", match.start() + (2 if after == " " else 1)):
            yield start
