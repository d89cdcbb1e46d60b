"""missing-name: a code has no letter or digit to make a name of, and no name is given."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.code_names import derive_name
from errcat.text.deceptive_characters import look_alikes, seen_text

MOST_LETTERS = 40


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.described():
        if error.name or "name" in error.broken or _is_look_alike(error.code):
            continue
        values = {"code": error.code, "proposal": _proposal(error)}
        yield Problem("missing-name", error.at / "code", values, help="" if error.code else "empty")


def _is_look_alike(code: str) -> bool:
    """Whether a code looks as if it had letters or digits: then look-alike-character tells of it."""
    return bool(look_alikes(code)) and derive_name(seen_text(code)) != ""


def _proposal(error: ErrorEntry) -> str:
    """A name out of what the error says of itself."""
    says = (error.title or error.message or "")[: 4 * MOST_LETTERS]
    words = derive_name(says.replace("'", "").title())
    while len(words) > MOST_LETTERS and "_" in words:
        words = words.rpartition("_")[0]
    return words[:MOST_LETTERS] or "NO_CODE"
