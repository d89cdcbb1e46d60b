"""Values that the parser cannot read as the text that they are: on one line, or going on on the next ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.reading.schema.fields import is_field
from errcat.reading.syntax_mistakes import values
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import Slip, edits_between, line_end
from errcat.reading.syntax_mistakes.spot import Spot

_BEHIND_VALUE = re.compile(r"[ \t,;\]}]*\Z")


def of_values(spot: Spot) -> Iterator[Slip]:
    """The value that the stop is in."""
    owner = spot.owner
    end = owner.value_end
    if owner is not spot.line:
        end = max(end, spot.line.first + len(spot.line.content))
    if owner.has_key and owner.is_item and not is_field(owner.key):
        yield from _of_text(spot, owner.inner, end, "")  # an item of a list of texts
    stands_alone = not (owner.has_key or owner.is_item)
    if stands_alone and (spot.previous is None or spot.previous.value):
        return  # a line of its own, and no value of anything
    if end > owner.value_start:
        yield from _of_text(spot, owner.value_start, end, owner.key)


def of_open_quote(spot: Spot) -> Iterator[Slip]:
    """A quote that is still open at the line of the stop: it was to be closed on its own line, or on the next ones."""
    at = spot.opened
    if at is None or spot.text[at] not in "'\"":
        return
    opening = spot.line_at(at)
    name = opening.key if opening.value_start == at else ""
    ends = [opening.start + len(spot.text[opening.start : opening.end].rstrip())]
    more = _continuation(spot, opening)
    if more is not None:
        ends.insert(0, more.first + len(more.content))
    for end in ends:
        if spot.is_in_brackets:
            behind = _BEHIND_VALUE.search(spot.text, at, end)
            end = behind.start() if behind else end  # noqa: PLW2901 — the brackets are no part of the text
        yield from _of_text(spot, at, end, name)


def _continuation(spot: Spot, opening: Line) -> Line | None:
    """The last line of a text that goes on below; None where the next line is something of its own."""
    last: Line | None = None
    for line in spot.lines[opening.number + 1 :]:
        if line.is_blank or line.indent <= opening.indent or line.is_item or (line.has_key and is_field(line.key)):
            break
        last = line
    return last


def _of_text(spot: Spot, start: int, end: int, name: str) -> Iterator[Slip]:
    behind = spot.text[end : line_end(spot.text, end)]
    for one in values.mended(spot.text[start:end], name):
        mark = (start + one.start, start + one.end)
        edits = edits_between(start, spot.text[start:end], one.text)
        related = ((start + one.related[0], start + one.related[1]),) if one.related else ()
        yield Slip(
            one.rule, *mark, one.values, one.help, related, edits, safe=one.safe and "#" not in behind
        )  # a comment behind may well be more of it
