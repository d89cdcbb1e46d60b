"""Values that are valid YAML but probably not what the writer meant, found in the text itself.

Each search has a cheap guard, because almost no catalog has such values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.document import Document
from errcat.findings.finding import Fix, Place, Problem, Range
from errcat.findings.source import Edit
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.typography import BULLETS, CLOSING_QUOTES, CURLY_QUOTES

_OPENERS = "".join(CURLY_QUOTES)
_CURLY = lazy_pattern(rf"(?:: +|- +)(?P<value>[{_OPENERS}][^\n]*)")
_NOT_ASCII_BULLETS = "".join(char for char in BULLETS if not char.isascii())
_BULLET = lazy_pattern(rf"^[ ]*(?P<value>[{_NOT_ASCII_BULLETS}](?=[ \t]))", re.MULTILINE)


def likely_mistakes(document: Document, unusual: str) -> Iterator[Problem]:
    """Find values that the writer probably meant differently. `unusual` has every character that is not ASCII."""
    if any(char in unusual for char in _OPENERS):
        yield from _curly_quotes(document)
    if any(char in unusual for char in _NOT_ASCII_BULLETS):
        yield from _bullets(document)


def _curly_quotes(document: Document) -> Iterator[Problem]:
    """Find texts in curly quotes, which YAML takes for part of the text."""
    for match in _CURLY.finditer(document.text):
        value = match["value"].rstrip()
        inner = value[1:-1]
        if (
            value[-1] in CLOSING_QUOTES
            and not set(inner) & {value[0], *CURLY_QUOTES[value[0]]}
            and _is_text(document, match, value)
        ):
            from errcat.text.yaml_writer import yaml_quoted  # noqa: PLC0415 — few catalogs have such a text

            start = match.start("value")
            where = _range(document, start, start + len(value))
            fix = Fix(document.number, (Edit(where.start, where.end, yaml_quoted(inner)),), safe=False)
            values = {"opening": value[0], "closing": value[-1], "fixed": yaml_quoted(inner)}
            yield Problem("text-in-curly-quotes", where, values, fix=fix)


def _is_text(document: Document, match: re.Match[str], value: str) -> bool:
    """Whether this is an entire unquoted text; quotes in a code are another rule's subject."""
    path = document.path_in_text(match.start("value"))
    return _value(document, match) == value and path[-1] not in ("code", "name")


def _bullets(document: Document) -> Iterator[Problem]:
    """Find lists with typographic bullets instead of dashes, which YAML reads as a single text."""
    for match in _BULLET.finditer(document.text):
        # slow to load, and few catalogs have such a line
        from errcat.reading.schema.lookup import expected_types  # noqa: PLC0415
        from errcat.reading.syntax_mistakes.foreign import dash_edit  # noqa: PLC0415

        start = match.start("value")
        path = document.path_in_text(start)
        value = _value(document, match)
        if not isinstance(value, str) or "array" not in expected_types(path):
            continue
        bullet = match["value"]
        dash_offsets = [match.start("value")]
        end = document.text.find("\n", start)
        while end >= 0:
            next_bullet = re.compile(rf"\n[ ]*(?={bullet}(?:\s|\Z))").match(document.text, end)
            if next_bullet is None:
                break
            dash_offsets.append(next_bullet.end())
            end = document.text.find("\n", next_bullet.end())
        dashes = (dash_edit(document.text, offset) for offset in dash_offsets)
        edits = tuple(
            Edit(document.file_offset(edit.start), document.file_offset(edit.end - 1) + 1, edit.text) for edit in dashes
        )
        values = {"bullet": bullet, "count": len(dash_offsets)}
        fix = Fix(document.number, edits, safe=False)
        yield Problem(
            "wrong-dash", _range(document, start, start + 1), values, "many" if len(dash_offsets) > 1 else "", fix=fix
        )


def _value(document: Document, match: re.Match[str]) -> object:
    """Return the value that starts where the match's value starts, or None."""
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
