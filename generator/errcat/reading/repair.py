"""Repairs a text in memory, one syntax mistake at a time, until it can be read. The file itself is never changed.

Each mistake is reported once, at its place in the file, and hides no later mistake.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from errcat.findings.document import Patch, Patches
from errcat.findings.finding import Fix, Problem, Range
from errcat.findings.source import Edit, apply_edits
from errcat.reading.parsing.comments import cut_points
from errcat.reading.parsing.events import Parsed, parse, stop_of
from errcat.reading.parsing.parse_stops import SecondDocument, Stopped
from errcat.reading.recovery import Readable, TextRange
from errcat.reading.syntax_mistakes import (
    FILE_WIDE_RULES,
    Fragment,
    SyntaxMistake,
    explain,
    file_wide_mistake,
    foreign_markup,
    fragments,
)
from errcat.text.lazy_pattern import lazy_pattern

MAX_MISTAKES = 30
"""The limit of mistakes that are reported per file; errcat blanks out what is broken after them."""
MAX_REPAIRS = 12
"""The limit of repairs per fragment, after which errcat blanks it out."""
LARGE, MAX_LARGE_REPAIRS = 200_000, 2
"""A fragment with more characters takes long to repair, and nobody writes it by hand."""
MAX_GROWTH = 1000
"""The limit of characters that repairs add to a fragment, because repairs that trigger each other never end."""
MAX_ATTEMPTS = 12
"""How often the entire text is tried again."""

_CODE = lazy_pattern(r"""^[ \t]*(?:-[ \t]+)?["']?code["']?[ \t]*:[ \t]*["']?([^"'\s#]+)""", re.MULTILINE)


class OffsetShifts:
    """Maps offsets in a text to offsets after some edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        growths = (len(edit.text) - (edit.end - edit.start) for edit in edits)
        self._total_growths = [0, *accumulate(growths)]

    def shifted(self, offset: int) -> int:
        """Return an offset's value after the edits that end before it."""
        return offset + self._total_growths[bisect_left(self._starts, offset)] if offset else 0

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit changes something between two offsets."""
        number = bisect_left(self._ends, start + 1)
        return number < len(self._starts) and self._starts[number] < max(end, start + 1)


class Repair:
    """The text in the form that can be read: each mistake repaired, with the mapping back to the file."""

    def __init__(self, document: int, text: str) -> None:
        self.document = document
        self.text = self.original = text
        self.patches = Patches()
        self.problems: list[Problem] = []
        self.unread_codes: set[str] = set()
        self.reported: list[TextRange] = []
        """The ranges of values that a mistake was in, where later checks would only report consequences."""
        self.unread: list[TextRange] = []
        """The ranges that were blanked out."""
        self.must_restart = False

    def read(self, stopped: Stopped) -> Readable:
        """Repair the text until the parser can read it. `stopped`: why it could not."""
        for attempt in range(MAX_ATTEMPTS):
            if not self._recover(stopped, all_fragments=attempt > 0):
                break
            try:
                parsed = parse(self.text, cut_points(self.text))
            except Stopped as next_stop:
                stopped = next_stop
            else:
                return self._readable(parsed, is_complete=not self.unread)
        return self._readable(Parsed(), is_complete=False)

    def _readable(self, parsed: Parsed, *, is_complete: bool) -> Readable:
        codes = frozenset(self.unread_codes)
        return Readable(parsed, self.text, self.patches, self.problems, self.reported, self.unread, codes, is_complete)

    def _recover(self, stopped: Stopped, *, all_fragments: bool) -> bool:
        """Repair the first broken fragment; from the second attempt on, repair all of them before reading again."""
        self.must_restart = False
        if isinstance(stopped, SecondDocument):
            return self._apply(explain(self.text, stopped, stop_of))
        is_changed = False
        while mistake := next(foreign_markup(self.text), None):
            is_changed = self._apply(mistake) or is_changed
        if is_changed:
            return True
        is_repaired = False
        shift = 0
        text_fragments = fragments(self.text)
        first = (
            bisect_right(text_fragments, min(stopped.reached, stopped.start), key=lambda fragment: fragment.start) - 1
        )
        for fragment in text_fragments[max(first, 0) :]:
            if not all_fragments and (is_repaired or fragment.start > stopped.at):
                break
            current = Fragment(fragment.start + shift, fragment.end + shift, fragment.head)
            growth = self._recover_fragment(current)
            if self.must_restart:
                return True
            is_repaired = is_repaired or growth is not None
            shift += growth or 0
        return is_repaired or self._recover_fragment(Fragment(0, len(self.text))) is not None

    def _recover_fragment(self, fragment: Fragment) -> int | None:
        """Repair a fragment. Return by how much it grew, or None if nothing is wrong with it."""
        start, end = fragment.start, fragment.end
        max_repairs = MAX_LARGE_REPAIRS if end - start > LARGE else MAX_REPAIRS
        for number in range(max_repairs + 1):
            text = fragment.head + self.text[start:end]
            try:
                parse(text)
            except SecondDocument:
                pass
            except Stopped as stopped:
                before = len(self.text)
                is_limit_reached = number == max_repairs or end - fragment.end > MAX_GROWTH
                if not is_limit_reached and len(self.problems) < MAX_MISTAKES:
                    mistake = explain(text, stopped, stop_of)
                    if mistake.rule in FILE_WIDE_RULES:
                        return self._replace_everywhere(mistake, start - len(fragment.head))
                    is_repaired = self._apply(mistake, start - len(fragment.head))
                else:
                    self._report_unread_rest(start + max(min(stopped.at, len(text) - 1) - len(fragment.head), 0))
                    is_repaired = False
                if not is_repaired:
                    self._blank_out(start, end)
                end += len(self.text) - before
                if is_repaired:
                    continue
                return end - fragment.end
            return end - fragment.end if number else None
        return end - fragment.end

    def _replace_everywhere(self, mistake: SyntaxMistake, shift: int) -> int:
        """Repair in one go what was typed or pasted all over the file; the fragments change after that."""
        self.must_restart = True
        before = len(self.text)
        self._apply(file_wide_mistake(self.text, mistake.start + shift, mistake))
        return len(self.text) - before

    def _report_unread_rest(self, offset: int) -> None:
        where = self._file(offset)
        if not any(problem.rule == "unread-rest" for problem in self.problems):
            self.problems.append(Problem("unread-rest", Range(self.document, where, where)))

    def _blank_out(self, start: int, end: int) -> None:
        blank = re.sub(r"[^\r\n]", " ", self.text[start:end])
        self._note_unread_codes(self.text[start:end])
        self.unread += self._edit([Edit(start, end, blank)])

    def _apply(self, mistake: SyntaxMistake, shift: int = 0) -> bool:
        """Report a mistake and apply its edits; return False if they change nothing."""
        edits = [Edit(edit.start + shift, edit.end + shift, edit.text) for edit in mistake.edits]
        edits = [edit for edit in edits if self.text[edit.start : edit.end] != edit.text]
        touched = [
            TextRange(mistake.start + shift, mistake.end + shift),
            *(TextRange(edit.start, edit.end) for edit in edits),
        ]
        is_known = mistake.touches_values and any(
            touched_range.overlaps(text_range) for touched_range in touched for text_range in self.reported
        )
        if not is_known:
            self.problems.append(self._problem(mistake, edits, shift))
        if mistake.drops_text:
            for edit in edits:
                self._note_unread_codes(self.text[edit.start : edit.end])
        touches_values = mistake.touches_values
        for text_range in self._edit(edits):
            line = TextRange(self.text.rfind("\n", 0, text_range.start) + 1, text_range.end + 1)
            if touches_values:
                self.reported.append(line)
            if mistake.drops_text:
                self.unread.append(line)
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

    def _note_unread_codes(self, text: str) -> None:
        if "code" in text:
            self.unread_codes.update(_CODE.findall(text))

    def _edit(self, edits: Sequence[Edit]) -> list[TextRange]:
        """Apply edits to the text and return their ranges in the result."""
        old = self.patches
        new: list[Patch] = []
        self.text, applied = apply_edits(self.text, list(edits))
        shifts = OffsetShifts(applied)
        for edit in applied:
            start, file_start = shifts.shifted(edit.start), old.file_offset(edit.start)
            new.append(Patch(start, len(edit.text), file_start, old.file_offset(edit.end) - file_start))
        new += (
            patch._replace(start=shifts.shifted(patch.start))
            for patch in old.ordered
            if not shifts.touches(patch.start, patch.start + patch.length)
        )
        self.patches = Patches(new)
        self.reported = [
            TextRange(shifts.shifted(text_range.start), shifts.shifted(text_range.end)) for text_range in self.reported
        ]
        self.unread = [
            TextRange(shifts.shifted(text_range.start), shifts.shifted(text_range.end)) for text_range in self.unread
        ]
        return [TextRange(shifts.shifted(edit.start), shifts.shifted(edit.start) + len(edit.text)) for edit in applied]

    def _range(self, start: int, end: int) -> Range:
        first = self._file(max(start, 0))
        return Range(self.document, first, max(self._file(max(end - 1, 0)) + 1, first))

    def _file(self, offset: int) -> int:
        return self.patches.file_offset(offset)
