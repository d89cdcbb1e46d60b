"""invisible-character: a character that nobody sees, where it does nothing but deceive."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.identifiers import MOST_REPORTED, hidden_problems, unusual_identifiers, unusual_labels
from errcat.rules.report import Context
from errcat.text.deceptive_characters import HIDDEN_IN_TEXTS, character_name, hidden_in_text, is_seen


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for code, at in unusual_identifiers(catalog):
        yield from hidden_problems(code, at)
    for label, at in unusual_labels(catalog):
        yield from _in_text(at, label, typeset=False)
    for text in catalog.texts.having_unusual(HIDDEN_IN_TEXTS):
        if is_seen(text.value):  # one with nothing to see in it is told to be empty
            yield from _in_text(text.at, text.value, typeset=text.markdown)


def _in_text(at: Place, text: str, *, typeset: bool) -> Iterator[Problem]:
    for start, char in hidden_in_text(text, typeset=typeset)[:MOST_REPORTED]:
        yield Problem(
            "invisible-character",
            at.within(char, text.count(char, 0, start)),
            {"character": character_name(char)},
            replacements=((char, ""),),
        )
