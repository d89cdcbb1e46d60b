r"""control-character: a character that controls a terminal instead of being text.

The reader reports such characters in a file; this rule reports those that are escaped, such as "\e" or "\u0007".
"""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.identifiers import unusual_identifiers, unusual_labels
from errcat.rules.report import Context
from errcat.text.deceptive_characters import CONTROLS, character_name


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.containing_unusual(CONTROLS):
        yield from _problems(text.at, text.value)
    for code, at in unusual_identifiers(catalog):
        yield from _problems(at, code)
    for label, at in unusual_labels(catalog):
        yield from _problems(at, label)


def _problems(at: Place, text: str) -> Iterator[Problem]:
    for char in dict.fromkeys(CONTROLS.findall(text)):
        values = {"character": character_name(char)}
        yield Problem(
            "control-character", at.within(char), values, replacements=((char, ""),), replacements_are_safe=False
        )
