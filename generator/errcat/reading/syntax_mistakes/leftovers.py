"""Lines that belong to no catalog: half of a merge conflict, the head of a diff, rulers and headings between errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.source import Edit
from errcat.reading.schema.fields import is_field
from errcat.reading.syntax_mistakes.lines import Line
from errcat.reading.syntax_mistakes.mistake import SyntaxMistake
from errcat.reading.syntax_mistakes.stop_context import StopContext

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:[ \t].*)?|={7}")
_HUNK = re.compile(r"@@ -[0-9,]+ \+[0-9,]+ @@.*")
_RULER = re.compile(r"([=*_~+])\1{2,}(?:.*\1{3})?")
_MARKED_HEADING = re.compile(r"\*\*[^*]+\*\*|__[^_]+__|\[\[?[\w .-]+\]\]?")
_PLAIN_HEADING = re.compile(r"[^\W_][\w/&-]*(?: [\w/&()-]+){0,5}")


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    line = context.line
    if line.is_item:
        return
    mark = (line.first, line.first + max(len(line.content), 1))
    removal = Edit(line.start, min(line.end + 1, len(context.text)), "")
    if _CONFLICT.fullmatch(line.content):
        yield SyntaxMistake("merge-conflict", *mark, help="line", edits=(removal,))
    elif _HUNK.fullmatch(line.content):
        yield SyntaxMistake("yaml-syntax", *mark, help="line", edits=(removal,))
    elif _RULER.fullmatch(line.content) or _MARKED_HEADING.fullmatch(line.content) or _is_heading(context, line):
        yield SyntaxMistake("yaml-syntax", *mark, help="prose", edits=(Edit(line.first, line.first, "# "),))


def _is_heading(context: StopContext, line: Line) -> bool:
    """Whether a line of some words is directly above an error, and doesn't continue the text before it."""
    if line.has_key or not _PLAIN_HEADING.fullmatch(line.content) or is_field(line.content):
        return False
    following = next((later for later in context.lines[line.number + 1 :] if not later.is_blank), None)
    if following is None or following.key != "code" or not following.is_item or line.indent > following.indent:
        return False
    return not line.content[0].islower() or not context.lines[line.number - 1].content
