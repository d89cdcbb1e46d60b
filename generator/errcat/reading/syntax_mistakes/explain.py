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
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, blank, edits_between, grown, line_end, with_lines
from errcat.reading.syntax_mistakes.stop_context import Stop, StopContext, find_context
from errcat.reading.syntax_mistakes.values import quoted

_WORKS, _GETS_FURTHER, _FAILS = 2, 1, 0

# One table: the stops that say themselves what the writer did.
_CLEAR: Mapping[type[Stopped], Callable[[str, Any, Stop], SyntaxMistake]] = {
    parse_stops.YamlTooDeep: misread.too_deep,
    parse_stops.MissingDash: misread.missing_dash,
    parse_stops.MergedItems: misread.merged_items,
    parse_stops.GluedDashes: misread.glued_dashes,
    parse_stops.SecondDocument: misread.second_document,
    parse_stops.GluedColon: misread.glued_colon,
    parse_stops.CommaInText: misread.comma_in_text,
    parse_stops.ForbiddenKey: misread.forbidden_key,
    parse_stops.PathInQuotes: escapes.path_in_quotes,
}

# One table: the ways to look at any other stop, the most telling ones first.
_LOOKS: tuple[Callable[[StopContext], Iterator[SyntaxMistake]], ...] = (
    escapes.mistakes,
    flow.mistakes,
    texts.of_open_quote,
)
# One table: those that make sense only outside of brackets, where the layout means something.
_LOOKS_AT_LAYOUT: tuple[Callable[[StopContext], Iterator[SyntaxMistake]], ...] = (
    foreign.mistakes,
    layout.of_needless_value,
    layout.likely_mistakes,
    texts.of_values,
    layout.mistakes,
    layout.of_previous_value,
)


def explain(text: str, stopped: Stopped, stop: Stop) -> SyntaxMistake:
    """What the writer did that stopped the parser. `stop` says why a text cannot be read, if so."""
    clear = _CLEAR.get(type(stopped))
    mistake = clear(text, stopped, stop) if clear else _likeliest(find_context(text, stopped, stop), stop)
    return with_lines(text, mistake)


def _likeliest(context: StopContext, stop: Stop) -> SyntaxMistake:
    """The first slip with whose mend all of the text can be read; or else the one that gets furthest."""
    for mistake in spaces.mistakes(context):
        return mistake  # whatever else is wrong with the line
    looks = _LOOKS if context.is_in_brackets else (*_LOOKS, *_LOOKS_AT_LAYOUT)
    known = (mistake for look in looks for mistake in look(context))
    return _best(context, known, stop) or _best(context, _last_tries(context), stop) or _unreadable(context, ())


def _best(context: StopContext, mistakes: Iterator[SyntaxMistake], stop: Stop) -> SyntaxMistake | None:
    best: SyntaxMistake | None = None
    furthest = (_FAILS, 0)
    for mistake in mistakes:
        worth = _worth(context, mistake, stop)
        if worth[1] > len(context.text):
            return mistake
        if worth[0] and worth > furthest:
            best, furthest = mistake, worth
    return best


def _worth(context: StopContext, mistake: SyntaxMistake, stop: Stop) -> tuple[int, int]:
    """Whether the text up to the line of the stop can be read with a mend, and how much of all the text."""
    end = line_end(context.text, max(context.line.end, mistake.until))
    whole = apply_edits(context.text, list(mistake.edits))[0]
    value_fixes = whole[: end + grown(mistake.edits, end)]
    if value_fixes == context.text[:end]:
        return (_FAILS, 0)
    stopped = stop(value_fixes)
    if stopped is None or (
        stopped.is_open and context.is_in_brackets and value_fixes[stopped.start :][:1] not in ("'", '"')
    ):
        further = stop(whole)
        if further is None:
            return (_WORKS, len(context.text) + 1)
        reached = further.start if further.is_open else further.at
        return (_WORKS, max(reached - grown(mistake.edits, len(context.text)), 0))
    old = context.stopped.at
    behind = max(old + grown(mistake.edits, old), mistake.until + grown(mistake.edits, mistake.until))
    return (_GETS_FURTHER if stopped.at > behind and not stopped.is_open else _FAILS, 0)


def _last_tries(context: StopContext) -> Iterator[SyntaxMistake]:
    """Nothing that is known: the text in quotes if that helps, else the value, the line, or more of it left out."""
    line, owner, previous = context.line, context.owner, context.previous
    end = max(owner.value_end, line.first + len(line.content)) if owner is not line else owner.value_end
    value = context.text[owner.value_start : end]
    if owner.has_key and value:
        edits = edits_between(owner.value_start, value, quoted(value))
        yield SyntaxMistake("yaml-syntax", *_mark(line), help="quotes", edits=edits)
        yield _unreadable(context, [(owner.value_start, end)])
    yield _unreadable(context, [(line.first, line.end)])
    if previous is not None and not previous.has_key:
        yield _unreadable(context, [(previous.inner, previous.end)], previous)
    yield _unreadable(context, [(line.first, _end_of_deeper(context, line))])
    yield _unreadable(context, [(owner.first, line.end)])
    if context.opened is not None:
        yield _unreadable(context, [(context.opened, line.end)])


def _unreadable(context: StopContext, stretches: Sequence[tuple[int, int]], line: Line | None = None) -> SyntaxMistake:
    edits = tuple(Edit(start, end, blank(context.text[start:end])) for start, end in stretches)
    return SyntaxMistake("yaml-syntax", *_mark(line or context.line), edits=edits, is_fix=False, loses=True)


def _end_of_deeper(context: StopContext, line: Line) -> int:
    """Behind the last line below a line that is further to the right."""
    end = line.end
    for later in context.lines[line.number + 1 :]:
        if later.content and later.indent <= line.indent:
            break
        end = later.end
    return end


def _mark(line: Line) -> tuple[int, int]:
    return line.first, line.first + max(len(line.content), 1)
