"""unfinished-text: a text is a note to write it later: TODO, TBD, lorem ipsum, "…"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.texts import Text
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import without_code

# Entire texts that stand for one that somebody has yet to write. A NUL separates the texts that are searched together.
_NOTES = r"""[^\w\0]*(?:to[-\s]?do|tbd|tba|tbc|fixme|fix\sme|xxx+|wip|asdf[a-z]*|qwerty|foo(?:\s?bar)?|bla(?:\s*bla)*
    |(?:some|sample|your|dummy|example)\stext(?:\shere)?|(?:insert|enter|add|write)\s(?:text|message|title|description|action)
    (?:\shere)?|(?:text|message|title|description|action)\s(?:goes\shere|here|to\sfollow)
    |to\s(?:be\s)?(?:written|defined|determined|completed|confirmed|added|decided|described)|coming\ssoon|change\s?me
    |lorem\sipsum[^\0]*)[^\w\0]*"""
_SIGNS = r"\s*(?:…|\.{2,}|\?{2,}|_{2,})\s*"
_NOTHING = r"\s*(?:[-–—]{1,3}|n/?a|none|nothing|unknown|not\savailable|not\sapplicable|null|nil|empty)[\s.]*"
_FLAGS = re.VERBOSE | re.IGNORECASE
_NOTE_TEXT = lazy_pattern(rf"\0(?:{_NOTES}|{_SIGNS})\0", _FLAGS)
_NOTHING_TEXT = lazy_pattern(rf"\0{_NOTHING}\0", _FLAGS)
_WORDS = ("TODO", "TBD", "FIXME", "XXX", "WIP", lazy_pattern(r"[Ll]orem ipsum"))
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
    for text in catalog.texts.containing(_NOTE_TEXT, _NOTHING_TEXT, *_WORDS):
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
    if _NOTE_TEXT.fullmatch(value):
        return ""
    # "None" can be a title or an action; vague-action knows actions
    return "nothing" if text.markdown and _NOTHING_TEXT.fullmatch(value) else None
