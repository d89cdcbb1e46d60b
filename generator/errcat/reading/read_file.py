"""From a file to a document: characters, YAML, and YAML features that a catalog does not allow.

A syntax mistake that stops the parser is reported and repaired in memory as its help says, so that it hides no later
mistake. The file itself is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from errcat.findings.document import NO_PLACES, Document
from errcat.findings.finding import Place, Problem, Range
from errcat.findings.source import Source
from errcat.reading.parsing import decoding
from errcat.reading.parsing.accelerator import certain_data
from errcat.text.typography import BULLETS, CURLY_QUOTES

if TYPE_CHECKING:
    from errcat.reading.parsing.events import ForbiddenYaml
    from errcat.reading.recovery import Readable, TextRange

MAX_FORBIDDEN = 1000
"""The limit of forbidden constructs that are reported per file."""

_LIKELY_MISTAKES = frozenset(char for char in [*CURLY_QUOTES, *BULLETS] if not char.isascii())
"""The characters without which `likely_mistakes` finds nothing."""


_IGNORE = "errcat: ignore"


class ReadResult(NamedTuple):
    """A document, what is wrong with it as YAML, and the codes of what could not be read."""

    document: Document
    problems: Sequence[Problem] = ()
    reported: frozenset[int] = frozenset()
    """The offsets, in the text that was read, of values that already have a problem."""
    unread_codes: frozenset[str] = frozenset()
    complete: bool = True
    unread: tuple[TextRange, ...] = ()
    """The parts that could not be read and were blanked out of `text`."""

    def may_be_unread(self, at: Place | Range) -> bool:
        """Whether something that seems to be missing may be in a part that could not be read."""
        if self.complete:
            return False
        if isinstance(at, Range) or len(at.path) < 2 or not self.unread:
            return True
        start = self.document.start_of(Place(at.document, at.path[:2]))
        items = self.document.marks.get(id(self.document.data.get(at.path[0])), ())
        sections = self.document.marks.get(id(self.document.data), ())
        end = min((mark for mark in (*items, *sections) if mark > start), default=len(self.document.text))
        return any(text_range.start < end and start < text_range.end for text_range in self.unread)

    def reported_values(self) -> Iterator[Place]:
        """Yield the values that start at a reported problem. Codes are left out: rules still check them."""
        for offset in self.reported:
            place = Place(self.document.number, self.document.path_in_text(offset))
            if place.path and place.path[-1] != "code" and self.document.start_of(place) == offset:
                yield place


def read(source: Source, number: int) -> ReadResult:
    """Read a file."""
    from errcat.reading.recovery import readable  # noqa: PLC0415 — imports PyYAML, which the accelerator does without

    unusual = decoding.unusual(source.text)
    text, problems = decoding.clean(source.text, unusual, number)
    recovered = readable(text, number)
    parsed = recovered.parsed
    problems += recovered.problems
    document = Document(number, source, parsed.data, recovered.text, parsed.marks, recovered.patches)
    forbidden = _forbidden(document, recovered) if parsed.forbidden_yaml else []
    if forbidden:
        from errcat.reading.parsing.forbidden_yaml import forbidden_yaml_problems  # noqa: PLC0415 — as in _forbidden

        problems += forbidden_yaml_problems(document, forbidden[:MAX_FORBIDDEN])
    likely = _likely_mistakes(document, unusual) if parsed.marks else []
    problems += likely
    if parsed.is_empty and recovered.is_complete and not problems:
        problems.append(Problem("empty-catalog", Range(number, 0, 0)))
    reported = {construct.start for construct in forbidden}
    reported.update(document.text_offset(problem.at.start) for problem in likely if isinstance(problem.at, Range))
    reported.update(start for construct in forbidden for start in _key_of_empty_value(document, construct.start))
    for text_range in recovered.reported:
        reported.update(document.starts_between(text_range.start, text_range.end))
    unread = tuple(recovered.unread)
    return ReadResult(document, problems, frozenset(reported), recovered.unread_codes, recovered.is_complete, unread)


def read_without_places(source: Source, number: int) -> ReadResult | None:
    """Read a file with the accelerator, if `read` would certainly find the same data and no problem."""
    if _IGNORE in source.text:  # rules need the place of such a comment
        return None
    unusual = decoding.unusual(source.text)
    if decoding.clean(source.text, unusual, number)[1]:
        return None
    data = certain_data(source.text, _LIKELY_MISTAKES.intersection(unusual))
    return None if data is None else ReadResult(Document(number, source, data, source.text, NO_PLACES))


def _forbidden(document: Document, recovered: Readable) -> list[ForbiddenYaml]:
    """Return what YAML allows and a catalog does not, without what is reported elsewhere."""
    # slow to load, and most catalogs have nothing of this
    from errcat.reading.parsing.forbidden_yaml import is_explained_by_schema, without_false_alarms  # noqa: PLC0415

    return [
        construct
        for construct in without_false_alarms(recovered.text, recovered.parsed.forbidden_yaml)
        if not _is_in(construct.start, recovered.reported) and not is_explained_by_schema(document, construct)
    ]


def _likely_mistakes(document: Document, unusual: str) -> list[Problem]:
    """Return the values that the writer probably meant differently."""
    if _LIKELY_MISTAKES.isdisjoint(unusual):
        return []
    from errcat.reading.likely_mistakes import likely_mistakes  # noqa: PLC0415 — few catalogs have such characters

    return list(likely_mistakes(document, unusual))


def _key_of_empty_value(document: Document, start: int) -> Iterator[int]:
    """Yield the key of a value that YAML dropped, so that no rule reports it as empty."""
    place = Place(document.number, document.path_in_text(start), key=True)
    if document.text[start : start + 1] in ("&", "*", "", "\n", "\r", " ", "\t", "#"):
        yield document.start_of(place)


def _is_in(offset: int, text_ranges: Sequence[TextRange]) -> bool:
    return any(text_range.start <= offset < text_range.end for text_range in text_ranges)
