"""unfinished-text: a text is a note to write it later: TODO, TBD, lorem ipsum, "…"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.texts import Text
from errcat.rules.report import Context
from errcat.rules.signs import NOTE_TEXT, NOTES, NOTHING_TEXT
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import without_code

_NOTE = lazy_pattern(
    r"""\A\s*[(\[]?(?P<start>TODO|TBD|FIXME|XXX|WIP)(?:\([^()\n]*\))?\b\s*(?:[:,–—-]|\Z)
    |(?<!\])[(\[]\s*(?P<inside>TODO|TBD|FIXME|XXX)\b[^()\[\]]*[)\]]
    |(?<![\w`"'])(?P<mark>TODO|FIXME|TBD):(?=\s|\Z)
    |(?<!["'`“])(?P<lorem>[Ll]orem\sipsum)""",
    re.VERBOSE,
)
_NAMES = frozenset(["name", "language", "class_name"])
"""Fields that can be any word."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.containing(*NOTES):
        value = text.value
        field = next((step for step in reversed(text.steps) if isinstance(step, str)), "")
        if field in _NAMES or not value.strip():
            continue  # empty-text reports the last
        kind = _kind(text)
        if kind is not None:
            yield Problem("unfinished-text", text.at, {"text": value.strip(), "field": field}, help=kind)
        elif match := _NOTE.search(without_code(value) if text.markdown else value):
            note = next(filter(None, match.groups()))
            place = text.at.within(note, value.count(note, 0, match.start(match.lastgroup or 0)))
            yield Problem("unfinished-text", place, {"text": note, "field": field}, help="part")


def _kind(text: Text) -> str | None:
    """Return the help for an entire text that says nothing; None for another text."""
    value = f"\0{text.value}\0"
    if NOTE_TEXT.fullmatch(value):
        return ""
    # "None" can be a title or an action; vague-action knows actions
    return "nothing" if text.markdown and NOTHING_TEXT.fullmatch(value) else None
