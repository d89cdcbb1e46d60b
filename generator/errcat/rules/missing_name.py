"""missing-name: a code has no letter or digit to derive a name from, and the entry gives no name."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text.code_names import derive_name
from errcat.text.deceptive_characters import apparent_text, look_alikes

MAX_LETTERS = 40


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.described():
        if error.name or "name" in error.broken or _is_look_alike(error.code):
            continue
        values = {"code": error.code, "proposal": _proposal(error)}
        yield Problem("missing-name", error.at / "code", values, help="" if error.code else "empty")


def _is_look_alike(code: str) -> bool:
    """Whether a code looks as if it had letters or digits, which look-alike-character reports."""
    return bool(look_alikes(code)) and derive_name(apparent_text(code)) != ""


def _proposal(error: ErrorEntry) -> str:
    """Derive a name from the title or the message."""
    text = (error.title or error.message or "")[: 4 * MAX_LETTERS]
    words = derive_name(text.replace("'", "").title())
    while len(words) > MAX_LETTERS and "_" in words:
        words = words.rpartition("_")[0]
    return words[:MAX_LETTERS] or "NO_CODE"
