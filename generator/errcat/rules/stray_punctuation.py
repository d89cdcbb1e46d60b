"""stray-punctuation: a code has punctuation around it, or a plain text ends in a comma."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.yaml_writer import yaml_word

MIN_USES = 3
"""A sign that this many codes have is part of the codes."""
_AROUND = re.compile(r"""\A[\s"'`“”‘’(\[<]*(?P<code>[^\s].*?)[\s,;:."'`“”‘’)\]>]*\Z""", re.DOTALL)
_SIGN = re.compile(r"""\A["'`“”‘’(\[<]|[^\W_][,;:."'`“”‘’)\]>]+\Z""")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    signed = [error for error in catalog.described() if len(error.code) > 1 and _SIGN.search(error.code)]
    counts = Counter(error.code[-1] for error in signed)
    for error in signed:
        match = _AROUND.match(error.code)
        code = match["code"] if match else ""
        if counts[error.code[-1]] >= MIN_USES or not code or code == error.code:
            continue
        if not any(char.isalnum() for char in code):
            continue
        values = {"text": error.code, "field": "code", "line": f"code: {yaml_word(code)}"}
        yield Problem("stray-punctuation", error.at / "code", values)
    for text in catalog.texts.plain.containing(re.compile(r",\s*\0")):
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
