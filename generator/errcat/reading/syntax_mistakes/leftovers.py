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


_KEYSTROKE = re.compile(r"[^\w\s#\[\]{}\"']{1,2}|[A-Za-z]|:[a-z]{1,2}!?")
_NO_KEY = re.compile(r"[\"']?:[ \t]+\S.*")
_ROW = re.compile(r"\|.*\||(?:[^;\"']+;){2,}[^;]*")


def mistakes(context: StopContext) -> Iterator[SyntaxMistake]:
    line = context.line
    if line.is_item and not (line.content == "-" and _ends_before(context, line)):
        return
    mark = (line.first, line.first + max(len(line.content), 1))
    removal = Edit(line.start, min(line.end + 1, len(context.text)), "")
    if _CONFLICT.fullmatch(line.content):
        yield SyntaxMistake("merge-conflict", *mark, help="line", edits=(removal,))
    elif _HUNK.fullmatch(line.content):
        yield SyntaxMistake("yaml-syntax", *mark, help="line", edits=(removal,))
    elif _NO_KEY.fullmatch(line.content) and _ends_before(context, line) and not _is_after_complex_key(context, line):
        blank = Edit(line.first, line.end, " " * (line.end - line.first))
        yield SyntaxMistake("yaml-syntax", *mark, help="key", edits=(blank,), is_fix=False, drops_text=True)
    elif _KEYSTROKE.fullmatch(line.content) and _ends_before(context, line):
        yield SyntaxMistake("yaml-syntax", *mark, help="line", edits=(removal,))
    elif _ROW.fullmatch(line.content) and _ends_before(context, line):
        rows = [line]
        for later in context.lines[line.number + 1 :]:
            if not _ROW.fullmatch(later.content):
                break
            rows.append(later)
        edits = tuple(Edit(row.first, row.first, "# ") for row in rows)
        yield SyntaxMistake("yaml-syntax", *mark, help="prose", edits=edits)
    elif _RULER.fullmatch(line.content) or _MARKED_HEADING.fullmatch(line.content) or _is_heading(context, line):
        yield SyntaxMistake("yaml-syntax", *mark, help="prose", edits=(Edit(line.first, line.first, "# "),))


def _ends_before(context: StopContext, line: Line) -> bool:
    """Whether the field above a line is complete, so that the line doesn't continue its text."""
    previous = context.previous
    return previous is not None and bool(previous.value) and not previous.opens_block and line.indent <= previous.column


def _is_after_complex_key(context: StopContext, line: Line) -> bool:
    return line.number > 0 and context.lines[line.number - 1].content.startswith("?")


def _is_heading(context: StopContext, line: Line) -> bool:
    """Whether a line of some words is directly above an error, and doesn't continue the text before it."""
    if line.has_key or not _PLAIN_HEADING.fullmatch(line.content) or is_field(line.content):
        return False
    following = next((later for later in context.lines[line.number + 1 :] if not later.is_blank), None)
    if following is None or following.key != "code" or not following.is_item or line.indent > following.indent:
        return False
    return not line.content[0].islower() or not context.lines[line.number - 1].content
