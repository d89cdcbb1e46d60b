"""Values that YAML reads without complaint, and that look otherwise than they are meant: found in the text itself.

Reading, second step. Each search has a cheap guard, for almost no catalog has any of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.document import Document
from errcat.findings.finding import Fix, Place, Problem, Range
from errcat.findings.source import Edit
from errcat.reading.schema.lookup import expected_types
from errcat.reading.syntax_mistakes.foreign import BULLETS
from errcat.reading.syntax_mistakes.values import CLOSING, CURLY
from errcat.text.yaml_literal import yaml_quoted

_OPENERS = "".join(CURLY)
_CURLY = re.compile(rf"(?:: +|- +)(?P<value>[{_OPENERS}][^\n]*)")
_NOT_ASCII_BULLETS = "".join(char for char in BULLETS if not char.isascii())
_BULLET = re.compile(rf"^[ ]*(?P<value>[{_NOT_ASCII_BULLETS}](?=[ \t]))", re.MULTILINE)


def likely_mistakes(document: Document, unusual: str) -> Iterator[Problem]:
    """What was most likely meant otherwise, each with its place. `unusual` has every character that is not ASCII."""
    if any(char in unusual for char in _OPENERS):
        yield from _curly_quotes(document)
    if any(char in unusual for char in _NOT_ASCII_BULLETS):
        yield from _bullets(document)


def _curly_quotes(document: Document) -> Iterator[Problem]:
    """A text wholly in curly quotes: they are part of it, and were meant to be around it."""
    for match in _CURLY.finditer(document.text):
        value = match["value"].rstrip()
        inner = value[1:-1]
        if value[-1] in CLOSING and not set(inner) & {value[0], *CURLY[value[0]]} and _is_text(document, match, value):
            start = match.start("value")
            where = _range(document, start, start + len(value))
            fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(inner)),), safe=False)
            values = {"opening": value[0], "closing": value[-1], "fixed": yaml_quoted(inner)}
            yield Problem("text-in-curly-quotes", where, values, fix=fix)


def _is_text(document: Document, match: re.Match[str], value: str) -> bool:
    """Whether all of an unquoted text is this; quotes in a code are a matter of its characters."""
    path = document.path_in_text(match.start("value"))
    return _value(document, match) == value and path[-1] not in ("code", "name")


def _bullets(document: Document) -> Iterator[Problem]:
    """A list with bullets from a text program instead of dashes: to YAML, all of it is one text."""
    for match in _BULLET.finditer(document.text):
        start = match.start("value")
        path = document.path_in_text(start)
        value = _value(document, match)
        if not isinstance(value, str) or "array" not in expected_types(path):
            continue
        bullet = match["value"]
        lines = [match.start("value")]
        end = document.text.find("\n", start)
        while end >= 0:
            more = re.compile(rf"\n[ ]*(?={bullet}[ \t])").match(document.text, end)
            if more is None:
                break
            lines.append(more.end())
            end = document.text.find("\n", more.end())
        edits = tuple(Edit(document.file_offset(at), document.file_offset(at) + 1, "-") for at in lines)
        values = {"bullet": bullet, "count": len(lines)}
        fix = Fix(document.number, edits, safe=False)
        yield Problem(
            "wrong-dash", _range(document, start, start + 1), values, "many" if len(lines) > 1 else "", fix=fix
        )


def _value(document: Document, match: re.Match[str]) -> object:
    """The value that starts where a match has one; None where none does."""
    start = match.start("value")
    path = document.path_in_text(start)
    if document.start_of(Place(document.number, path)) != start:
        return None
    value = document.data
    for step in path:
        value = value[step]
    return value


def _range(document: Document, start: int, end: int) -> Range:
    return Range(document.number, document.file_offset(start), document.file_offset(max(end - 1, start)) + 1)
