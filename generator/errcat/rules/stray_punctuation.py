"""stray-punctuation: a code has punctuation around it, or a plain text ends in a comma."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.signs import COMMA_AT_END, LEFT_AT_ENDS
from errcat.text.code_styles import without_punctuation
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.yaml_writer import yaml_word

MIN_USES = 3
"""A sign that this many codes have is part of the codes."""
_PROGRAM_TEXT = lazy_pattern(
    r"""(?:[fruFRU]|(?:_|t|gettext)\(|:?=>?\s*)(?P<quote>["'])(?P<text>(?:(?!(?P=quote)).)+|.+)(?P=quote)\)?"""
)
_SIGN = lazy_pattern(r"""\A["'`“”‘’(\[<]|[^\W_][,;."'`“”‘’)\]>]+\Z""")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    if catalog.codes.pattern is None:  # otherwise, code-against-pattern reports such codes
        yield from _problems_of_codes(catalog)
    for text in catalog.texts.plain.containing(COMMA_AT_END):
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

    for text in catalog.texts.plain.containing(*LEFT_AT_ENDS):
        yield from _problems_of_text(text.at, text.value)


def _problems_of_text(at: Place, value: str) -> Iterator[Problem]:
    """Report what an editor or a program left at the ends of a text."""
    program = _PROGRAM_TEXT.fullmatch(value)
    kind, fixed = "", ""
    if program:
        kind, fixed = "program", program["text"]
    elif value.endswith("\\") and value.count("\\") == 1 and value[-2:-1].isalnum():  # no path, no text about signs
        kind, fixed = "backslash", value[:-1].rstrip()
    elif value.count('"') == 1 and len(value) > 2 and value[-1] == '"' and not value[-2].isdigit():
        kind, fixed = "quote", value[:-1]
    if kind and fixed:
        values = {"text": value[-20:], "field": at.path[-1], "line": f"{at.path[-1]}: {yaml_word(fixed)}"}
        yield Problem(
            "stray-punctuation", at, values, help=kind, replacements=((value, fixed),), replacements_are_safe=False
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
