"""stray-punctuation: a code has punctuation around it, or a plain text ends in a comma."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.code_styles import without_punctuation
from errcat.text.yaml_writer import yaml_word

MIN_USES = 3
"""A sign that this many codes have is part of the codes."""
_COMMA = re.compile(r",\s*\0")
_SIGN = re.compile(r"""\A["'`“”‘’(\[<]|[^\W_][,;."'`“”‘’)\]>]+\Z""")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    if catalog.codes.pattern is None:  # otherwise, code-against-pattern reports such codes
        yield from _problems_of_codes(catalog)
    for text in catalog.texts.plain.containing(_COMMA):
        value = text.value.rstrip()
        if value.rstrip(",").strip():
            at = text.at
            yield Problem(
                "stray-punctuation",
                at.within(",", value.count(",") - 1),
                {"text": value[-20:], "field": at.path[-1]},
                help="comma",
                replacements=((",", ""),),
                replacements_are_safe=at.path[-1] != "message",
            )


def _problems_of_codes(catalog: Catalog) -> Iterator[Problem]:
    signed = [error for error in catalog.described() if len(error.code) > 1 and _SIGN.search(error.code)]
    counts = Counter(error.code[-1] for error in signed)
    for error in signed:
        code = without_punctuation(error.code)
        if code and counts[error.code[-1]] < MIN_USES:
            yield Problem(
                "stray-punctuation", error.at / "code", {"text": error.code, "line": f"code: {yaml_word(code)}"}
            )
