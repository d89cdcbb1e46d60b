"""From the position where the parser stopped to what the writer did wrong.

The parser's own message never reaches a writer: it names what the parser was doing, often on another line than the one
to change. Each explanation here comes from the source text and says what to type instead. It counts only if the text
can be read after its edits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errcat.findings.source import Edit, apply_edits
from errcat.reading.parsing import parse_stops
from errcat.reading.parsing.parse_stops import Stopped
from errcat.reading.syntax_mistakes import escapes, flow, foreign, layout, leftovers, misread, pasted, spaces, texts
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import (
    SyntaxMistake,
    blanked,
    edits_between,
    growth_before,
    line_end,
    with_line_texts,
)
from errcat.reading.syntax_mistakes.stop_context import StopContext, TryParse, find_context
from errcat.reading.syntax_mistakes.values import quoted

_WORKS, _GETS_FURTHER, _FAILS = 2, 1, 0

# The stops that already say what the writer did.
_EXPLANATIONS_BY_STOP: Mapping[type[Stopped], Callable[[str, Any, TryParse], SyntaxMistake]] = {
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

# The searches for any other stop, the most precise ones first.
_SEARCHES: tuple[Callable[[StopContext], Iterator[SyntaxMistake]], ...] = (
    escapes.mistakes,
    flow.mistakes,
    texts.of_open_quote,
)
# Searches that only make sense outside brackets, where the layout has a meaning.
_LAYOUT_SEARCHES: tuple[Callable[[StopContext], Iterator[SyntaxMistake]], ...] = (
    leftovers.mistakes,
    pasted.mistakes,
    foreign.mistakes,
    layout.of_needless_value,
    layout.likely_mistakes,
    texts.of_values,
    layout.mistakes,
    layout.of_previous_value,
)


def explain(text: str, stopped: Stopped, try_parse: TryParse) -> SyntaxMistake:
    """Explain what stopped the parser. `try_parse` says why a text cannot be read, or returns None."""
    explanation = _EXPLANATIONS_BY_STOP.get(type(stopped))
    mistake = (
        explanation(text, stopped, try_parse)
        if explanation
        else _likeliest(find_context(text, stopped, try_parse), try_parse)
    )
    return with_line_texts(text, mistake)


def _likeliest(context: StopContext, try_parse: TryParse) -> SyntaxMistake:
    """Return the first mistake after whose repair the entire text can be read, or else the best mistake."""
    for mistake in spaces.mistakes(context):
        return mistake  # it is wrong whatever else the line contains
    searches = _SEARCHES if context.is_in_brackets else (*_SEARCHES, *_LAYOUT_SEARCHES)
    candidates = (mistake for search in searches for mistake in search(context))
    return (
        _best(context, candidates, try_parse)
        or _best(context, _fallbacks(context), try_parse)
        or _unreadable(context, ())
    )


def _best(context: StopContext, mistakes: Iterator[SyntaxMistake], try_parse: TryParse) -> SyntaxMistake | None:
    best: SyntaxMistake | None = None
    best_score = (_FAILS, 0)
    for mistake in mistakes:
        score = _score(context, mistake, try_parse)
        if score[1] > len(context.text):
            return mistake
        if score[0] and score > best_score:
            best, best_score = mistake, score
    return best


def _score(context: StopContext, mistake: SyntaxMistake, try_parse: TryParse) -> tuple[int, int]:
    """Score a mistake by how much can be read after its edits: first up to the stopping line, then of all the text."""
    end = line_end(context.text, max(context.line.end, mistake.last_edit_end))
    edited = apply_edits(context.text, list(mistake.edits))[0]
    edited_start = edited[: end + growth_before(mistake.edits, end)]
    if edited_start == context.text[:end]:
        return (_FAILS, 0)
    stopped = try_parse(edited_start)
    if stopped is None or (
        stopped.is_open and context.is_in_brackets and edited_start[stopped.start :][:1] not in ("'", '"')
    ):
        further = try_parse(edited)
        if further is None:
            return (_WORKS, len(context.text) + 1)
        reached = further.start if further.is_open else further.at
        return (_WORKS, max(reached - growth_before(mistake.edits, len(context.text)), 0))
    old_stop = context.stopped.at
    new_stop = max(
        old_stop + growth_before(mistake.edits, old_stop),
        mistake.last_edit_end + growth_before(mistake.edits, mistake.last_edit_end),
    )
    return (_GETS_FURTHER if stopped.at > new_stop and not stopped.is_open else _FAILS, 0)


def _fallbacks(context: StopContext) -> Iterator[SyntaxMistake]:
    """Try without a known mistake: put the text in quotes, then blank out the value, the line, or more."""
    line, owner, previous = context.line, context.owner, context.previous
    end = max(owner.value_end, line.first + len(line.content)) if owner is not line else owner.value_end
    value = context.text[owner.value_start : end]
    if owner.has_key and value:
        edits = edits_between(owner.value_start, value, quoted(value))
        yield SyntaxMistake("yaml-syntax", *_line_range(line), help="quotes", edits=edits)
        yield _unreadable(context, [(owner.value_start, end)])
    yield _unreadable(context, [(line.first, line.end)])
    if previous is not None and not previous.has_key:
        yield _unreadable(context, [(previous.inner, previous.end)], previous)
    yield _unreadable(context, [(line.first, _end_of_nested_lines(context, line))])
    yield _unreadable(context, [(owner.first, line.end)])
    if context.opened is not None:
        yield _unreadable(context, [(context.opened, line.end)])


def _unreadable(context: StopContext, ranges: Sequence[tuple[int, int]], line: Line | None = None) -> SyntaxMistake:
    edits = tuple(Edit(start, end, blanked(context.text[start:end])) for start, end in ranges)
    return SyntaxMistake("yaml-syntax", *_line_range(line or context.line), edits=edits, is_fix=False, drops_text=True)


def _end_of_nested_lines(context: StopContext, line: Line) -> int:
    """Return the end of the lines below that are indented more."""
    end = line.end
    for later in context.lines[line.number + 1 :]:
        if later.content and later.indent <= line.indent:
            break
        end = later.end
    return end


def _line_range(line: Line) -> tuple[int, int]:
    return line.first, line.first + max(len(line.content), 1)
