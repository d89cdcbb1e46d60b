"""stray-brace: a single brace in a message that does not belong to a placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.foreign_texts import foreign_in
from errcat.rules.views.message_texts import malformed_texts, meant_param
from errcat.text import foreign_placeholders, placeholders
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.placeholders import PlaceholderMistake

_CLOSING = (")", "]", ">")
_PLACEHOLDER_BEFORE = lazy_pattern(r"\{[a-z][a-z0-9_]*\}\Z")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error, place, text in malformed_texts(catalog):
        foreign = foreign_in(text, error)
        for mistake in placeholders.mistakes(text):
            if mistake.is_placeholder or foreign_placeholders.covers(foreign, mistake.start):
                continue
            name = meant_param(mistake.proposal, error, text)
            kind, old, new = _repair(mistake, text, name)
            values = {
                "text": mistake.text,
                "doubled": placeholders.literal(mistake.text),
                "placeholder": f"{{{name}}}",
            }
            yield Problem(
                "stray-brace",
                place.within(mistake.text, text.count(mistake.text, 0, mistake.start)),
                values,
                help=kind,
                replacements=((old, new),) if text.count(old) == 1 or old == mistake.text else (),
                replacements_are_safe=False,
            )


def _repair(mistake: PlaceholderMistake, text: str, name: str) -> tuple[str, str, str]:
    """Return the kind of a mistake, and a part of the text with its replacement."""
    if mistake.text == "{" and name:
        end = mistake.start + 1 + len(mistake.proposal)
        return "unclosed", text[mistake.start : end + (text[end : end + 1] in _CLOSING)], f"{{{name}}}"
    if name:
        return "name", mistake.text, f"{{{name}}}"
    before = _PLACEHOLDER_BEFORE.search(text[: mistake.start]) if mistake.text == "}" else None
    if before:
        return "after", f"{before[0]}}}", before[0]
    return "", mistake.text, placeholders.literal(mistake.text)
