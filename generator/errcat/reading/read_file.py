"""One file to a document: characters, YAML, and what YAML allows but a catalog does not.

Reading, second step. A slip that stops the parser is told, mended in memory as its help says, and
reading goes on, so that one slip hides nothing that comes after it. The file itself is never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import Place, Problem, Range
from errcat.findings.source import Source
from errcat.reading.likely_mistakes import likely_mistakes
from errcat.reading.parsing import decoding, forbidden_yaml
from errcat.reading.recovery import Recovery, Stretch

MOST_FORBIDDEN = 1000
"""How many oddities of one file are told; a file with more is not a catalog with mistakes in it."""


@dataclass(slots=True)
class Read:
    """A document, what is wrong with it as YAML, and the codes of what could not be read."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    reported: frozenset[int] = frozenset()
    """The offsets, in the text that was read, of values that are a problem already."""
    unread_codes: frozenset[str] = frozenset()
    complete: bool = True
    lost: tuple[Stretch, ...] = ()
    """What could not be read and was left out of `text`."""

    def may_be_lost(self, at: Place | Range) -> bool:
        """Whether what seems to be missing at a place may be in a part that could not be read."""
        if self.complete:
            return False
        if isinstance(at, Range) or len(at.path) < 2 or not self.lost:
            return True
        start = self.document.start_of(Place(at.document, at.path[:2]))
        items = self.document.marks.get(id(self.document.data.get(at.path[0])), ())
        end = min((item for item in items if item > start), default=len(self.document.text))
        return any(stretch.start < end and start < stretch.end for stretch in self.lost)

    def reported_values(self) -> Iterator[Place]:
        """The values that start where something is told; a code counts with what is wrong with it all the same."""
        for offset in self.reported:
            place = Place(self.document.number, self.document.path_in_text(offset))
            if place.path and place.path[-1] != "code" and self.document.start_of(place) == offset:
                yield place


def read(source: Source, number: int, loader: Any = None) -> Read:
    """Read one file."""
    unusual = decoding.unusual(source.text)
    text, problems = decoding.clean(source.text, unusual, number)
    recovery = Recovery(number, text, loader)
    parsed = recovery.parse()
    complete = recovery.is_done and not recovery.lost
    problems += recovery.problems
    document = Document(number, source, parsed.data, recovery.text, parsed.marks, recovery.patches)
    odd = [
        one
        for one in forbidden_yaml.really(recovery.text, parsed.forbidden_yaml)
        if not _is_in(one.start, recovery.reported)
    ]
    problems += forbidden_yaml.reported(document, odd[:MOST_FORBIDDEN])
    doubtful = list(likely_mistakes(document, unusual)) if parsed.marks else []
    problems += doubtful
    if parsed.is_empty and complete and not problems:
        problems.append(Problem("empty-catalog", Range(number, 0, 0)))
    reported = {character.start for character in odd}
    reported.update(document.text_offset(one.at.start) for one in doubtful if isinstance(one.at, Range))
    reported.update(start for one in odd for start in _key_of_nothing(document, one.start))
    for stretch in recovery.reported:
        reported.update(document.starts_between(stretch.start, stretch.end))
    lost = tuple(recovery.lost)
    return Read(document, problems, frozenset(reported), frozenset(recovery.unread_codes), complete, lost)


def _key_of_nothing(document: Document, start: int) -> Iterator[int]:
    """The key of a value of which nothing is left: that it is empty is no news."""
    place = Place(document.number, document.path_in_text(start), key=True)
    if document.text[start : start + 1] in ("&", "*", "", "\n", "\r", " ", "\t", "#"):
        yield document.start_of(place)


def _is_in(offset: int, stretches: list[Stretch]) -> bool:
    return any(stretch.start <= offset < stretch.end for stretch in stretches)
