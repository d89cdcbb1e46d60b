"""Values that the parser cannot read as the text that they are: on one line, or going on on the next ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.reading.schema.fields import is_field
from errcat.reading.syntax_mistakes import values
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, edits_between, line_end
from errcat.reading.syntax_mistakes.stop_context import StopContext

_BEHIND_VALUE = re.compile(r"[ \t,;\]}]*\Z")


def of_values(context: StopContext) -> Iterator[SyntaxMistake]:
    """The value that the stop is in."""
    owner = context.owner
    end = owner.value_end
    if owner is not context.line:
        end = max(end, context.line.first + len(context.line.content))
    if owner.has_key and owner.is_item and not is_field(owner.key):
        yield from _of_text(context, owner.inner, end, "")  # an item of a list of texts
    stands_alone = not (owner.has_key or owner.is_item)
    if stands_alone and (context.previous is None or context.previous.value):
        return  # a line of its own, and no value of anything
    if end > owner.value_start:
        yield from _of_text(context, owner.value_start, end, owner.key)


def of_open_quote(context: StopContext) -> Iterator[SyntaxMistake]:
    """A quote that is still open at the line of the stop: it was to be closed on its own line, or on the next ones."""
    at = context.opened
    if at is None or context.text[at] not in "'\"":
        return
    opening = context.line_at(at)
    name = opening.key if opening.value_start == at else ""
    ends = [opening.start + len(context.text[opening.start : opening.end].rstrip())]
    more = _continuation(context, opening)
    if more is not None:
        ends.insert(0, more.first + len(more.content))
    for end in ends:
        if context.is_in_brackets:
            behind = _BEHIND_VALUE.search(context.text, at, end)
            end = behind.start() if behind else end  # noqa: PLW2901 — the brackets are no part of the text
        yield from _of_text(context, at, end, name)


def _continuation(context: StopContext, opening: Line) -> Line | None:
    """The last line of a text that goes on below; None where the next line is something of its own."""
    last: Line | None = None
    for line in context.lines[opening.number + 1 :]:
        if line.is_blank or line.indent <= opening.indent or line.is_item or (line.has_key and is_field(line.key)):
            break
        last = line
    return last


def _of_text(context: StopContext, start: int, end: int, name: str) -> Iterator[SyntaxMistake]:
    behind = context.text[end : line_end(context.text, end)]
    for fix in values.value_fixes(context.text[start:end], name):
        mark = (start + fix.start, start + fix.end)
        edits = edits_between(start, context.text[start:end], fix.text)
        related = ((start + fix.related[0], start + fix.related[1]),) if fix.related else ()
        yield SyntaxMistake(
            fix.rule, *mark, fix.values, fix.help, related, edits, safe=fix.safe and "#" not in behind
        )  # a comment behind may well be more of it
