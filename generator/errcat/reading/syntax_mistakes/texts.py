"""Texts that the parser cannot read as text, on a single line or continued on the next ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.reading.schema.fields import is_field
from errcat.reading.syntax_mistakes import values
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake, edits_between, line_end
from errcat.reading.syntax_mistakes.stop_context import StopContext

_AFTER_VALUE = re.compile(r"[ \t,;\]}]*\Z")


def of_values(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report the value in which reading stopped."""
    owner = context.owner
    end = owner.value_end
    if owner is not context.line:
        end = max(end, context.line.first + len(context.line.content))
    if owner.has_key and owner.is_item and not is_field(owner.key):
        yield from _of_text(context, owner.inner, end, "")  # an item of a list of texts
    is_plain_text = not (owner.has_key or owner.is_item)
    if is_plain_text and (context.previous is None or context.previous.value):
        return  # the line is not part of a value
    if end > owner.value_start:
        yield from _of_text(context, owner.value_start, end, owner.key)


def of_open_quote(context: StopContext) -> Iterator[SyntaxMistake]:
    """Report a quote that is still open at the stopping line: it should close on its own line or on a later line."""
    quote = context.opened
    if quote is None or context.text[quote] not in "'\"":
        return
    opening = context.line_at(quote)
    name = opening.key if opening.value_start == quote else ""
    ends = [opening.start + len(context.text[opening.start : opening.end].rstrip())]
    last_line = _continuation(context, opening)
    if last_line is not None:
        ends.insert(0, last_line.first + len(last_line.content))
    for end in ends:
        if context.is_in_brackets:
            trailing = _AFTER_VALUE.search(context.text, quote, end)
            end = trailing.start() if trailing else end  # noqa: PLW2901 — the brackets are not part of the text
        yield from _of_text(context, quote, end, name)


def _continuation(context: StopContext, opening: Line) -> Line | None:
    """Return the last line of a text that continues below, or None if the next line is a separate element."""
    last: Line | None = None
    for line in context.lines[opening.number + 1 :]:
        if line.is_blank or line.indent <= opening.indent or line.is_item or (line.has_key and is_field(line.key)):
            break
        last = line
    return last


def _of_text(context: StopContext, start: int, end: int, name: str) -> Iterator[SyntaxMistake]:
    rest_of_line = context.text[end : line_end(context.text, end)]
    for fix in values.value_fixes(context.text[start:end], name):
        mark = (start + fix.start, start + fix.end)
        edits = edits_between(start, context.text[start:end], fix.text)
        related = ((start + fix.related[0], start + fix.related[1]),) if fix.related else ()
        yield SyntaxMistake(
            fix.rule, *mark, fix.values, fix.help, related, edits, safe=fix.safe and "#" not in rest_of_line
        )  # a comment after the value may well be part of it
