"""From where the parser stopped to what the writer did: the likeliest slip with whose mend reading goes on.

The parser's own sentence never reaches a writer: it names what the parser was doing, often on another
line than the one to change. What the writer did is read off the source, and said with the line to type
instead. An explanation counts only when the text can be read with its mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errcat.findings.source import Edit, apply_edits
from errcat.reading.parsing import parse_stops
from errcat.reading.parsing.parse_stops import Stopped
from errcat.reading.syntax_mistakes import escapes, flow, foreign, layout, misread, spaces, texts
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import Slip, blank, edits_between, grown, line_end, with_lines
from errcat.reading.syntax_mistakes.spot import Spot, Stop, find_spot
from errcat.reading.syntax_mistakes.values import quoted

_WORKS, _GETS_FURTHER, _FAILS = 2, 1, 0

# One table: the stops that say themselves what the writer did.
_CLEAR: Mapping[type[Stopped], Callable[[str, Any, Stop], Slip]] = {
    parse_stops.TooDeep: misread.too_deep,
    parse_stops.MissingDash: misread.missing_dash,
    parse_stops.MergedItems: misread.merged_items,
    parse_stops.GluedDashes: misread.glued_dashes,
    parse_stops.SecondDocument: misread.second_document,
    parse_stops.GluedColon: misread.glued_colon,
    parse_stops.CommaInText: misread.comma_in_text,
    parse_stops.OddKey: misread.odd_key,
    parse_stops.PathInQuotes: escapes.path_in_quotes,
}

# One table: the ways to look at any other stop, the most telling ones first.
_LOOKS: tuple[Callable[[Spot], Iterator[Slip]], ...] = (
    escapes.slips,
    flow.slips,
    texts.of_open_quote,
)
# One table: those that make sense only outside of brackets, where the layout means something.
_LOOKS_AT_LAYOUT: tuple[Callable[[Spot], Iterator[Slip]], ...] = (
    foreign.slips,
    layout.of_needless_value,
    layout.likely_slips,
    texts.of_values,
    layout.slips,
    layout.of_previous_value,
)


def explain(text: str, stopped: Stopped, stop: Stop) -> Slip:
    """What the writer did that stopped the parser. `stop` says why a text cannot be read, if so."""
    clear = _CLEAR.get(type(stopped))
    slip = clear(text, stopped, stop) if clear else _likeliest(find_spot(text, stopped, stop), stop)
    return with_lines(text, slip)


def _likeliest(spot: Spot, stop: Stop) -> Slip:
    """The first slip with whose mend all of the text can be read; or else the one that gets furthest."""
    for slip in spaces.slips(spot):
        return slip  # whatever else is wrong with the line
    looks = _LOOKS if spot.is_in_brackets else (*_LOOKS, *_LOOKS_AT_LAYOUT)
    known = (slip for look in looks for slip in look(spot))
    return _best(spot, known, stop) or _best(spot, _last_tries(spot), stop) or _unreadable(spot, ())


def _best(spot: Spot, slips: Iterator[Slip], stop: Stop) -> Slip | None:
    best: Slip | None = None
    furthest = (_FAILS, 0)
    for slip in slips:
        worth = _worth(spot, slip, stop)
        if worth[1] > len(spot.text):
            return slip
        if worth[0] and worth > furthest:
            best, furthest = slip, worth
    return best


def _worth(spot: Spot, slip: Slip, stop: Stop) -> tuple[int, int]:
    """Whether the text up to the line of the stop can be read with a mend, and how much of all the text."""
    end = line_end(spot.text, max(spot.line.end, slip.until))
    whole = apply_edits(spot.text, list(slip.edits))[0]
    mended = whole[: end + grown(slip.edits, end)]
    if mended == spot.text[:end]:
        return (_FAILS, 0)
    stopped = stop(mended)
    if stopped is None or (stopped.is_open and spot.is_in_brackets and mended[stopped.start :][:1] not in ("'", '"')):
        further = stop(whole)
        if further is None:
            return (_WORKS, len(spot.text) + 1)
        reached = further.start if further.is_open else further.at
        return (_WORKS, max(reached - grown(slip.edits, len(spot.text)), 0))
    old = spot.stopped.at
    behind = max(old + grown(slip.edits, old), slip.until + grown(slip.edits, slip.until))
    return (_GETS_FURTHER if stopped.at > behind and not stopped.is_open else _FAILS, 0)


def _last_tries(spot: Spot) -> Iterator[Slip]:
    """Nothing that is known: the text in quotes if that helps, else the value, the line, or more of it left out."""
    line, owner, previous = spot.line, spot.owner, spot.previous
    end = max(owner.value_end, line.first + len(line.content)) if owner is not line else owner.value_end
    value = spot.text[owner.value_start : end]
    if owner.has_key and value:
        edits = edits_between(owner.value_start, value, quoted(value))
        yield Slip("yaml-syntax", *_mark(line), help="quotes", edits=edits)
        yield _unreadable(spot, [(owner.value_start, end)])
    yield _unreadable(spot, [(line.first, line.end)])
    if previous is not None and not previous.has_key:
        yield _unreadable(spot, [(previous.inner, previous.end)], previous)
    yield _unreadable(spot, [(line.first, _end_of_deeper(spot, line))])
    yield _unreadable(spot, [(owner.first, line.end)])
    if spot.opened is not None:
        yield _unreadable(spot, [(spot.opened, line.end)])


def _unreadable(spot: Spot, stretches: Sequence[tuple[int, int]], line: Line | None = None) -> Slip:
    edits = tuple(Edit(start, end, blank(spot.text[start:end])) for start, end in stretches)
    return Slip("yaml-syntax", *_mark(line or spot.line), edits=edits, is_fix=False, loses=True)


def _end_of_deeper(spot: Spot, line: Line) -> int:
    """Behind the last line below a line that is further to the right."""
    end = line.end
    for one in spot.lines[line.number + 1 :]:
        if one.content and one.indent <= line.indent:
            break
        end = one.end
    return end


def _mark(line: Line) -> tuple[int, int]:
    return line.first, line.first + max(len(line.content), 1)
