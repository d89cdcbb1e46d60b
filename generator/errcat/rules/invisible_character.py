"""invisible-character: an invisible character that has no purpose but to deceive."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.identifiers import MOST_REPORTED, hidden_problems, unusual_identifiers, unusual_labels
from errcat.rules.report import Context
from errcat.text.deceptive_characters import HIDDEN_IN_TEXTS, character_name, has_visible_text, hidden_in_text


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for code, at in unusual_identifiers(catalog):
        yield from hidden_problems(code, at)
    for label, at in unusual_labels(catalog):
        yield from _in_text(at, label, typeset=False)
    for text in catalog.texts.containing_unusual(HIDDEN_IN_TEXTS):
        if has_visible_text(text.value):  # empty-text reports a text without a visible character
            yield from _in_text(text.at, text.value, typeset=text.markdown)


def _in_text(at: Place, text: str, *, typeset: bool) -> Iterator[Problem]:
    for start, char in hidden_in_text(text, typeset=typeset)[:MOST_REPORTED]:
        yield Problem(
            "invisible-character",
            at.within(char, text.count(char, 0, start)),
            {"character": character_name(char)},
            replacements=((char, ""),),
        )
