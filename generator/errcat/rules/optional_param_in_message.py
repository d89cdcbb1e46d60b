"""optional-param-in-message: every message needs an optional param that has no default."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.text import placeholders


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        may_be_missing = {name for name, param in error.params.items() if param.optional and param.default is None}
        if not may_be_missing or not error.broken.isdisjoint(("message", "messages", "params")):
            continue
        needed = [(place, _needed(text, may_be_missing)) for place, text in _messages(error)]
        if not all(names for _place, names in needed):
            continue  # a message works without them
        for place, names in needed:
            for name in names:
                values = {"name": name, "placeholder": f"{{{name}}}"}
                related = (error.at / "params" / name).at_key
                yield Problem("optional-param-in-message", place.within(f"{{{name}}}"), values, related=(related,))


def _messages(error: ErrorEntry) -> list[tuple[Place, str]]:
    texts = [] if error.message is None else [(error.at / "message", error.message)]
    variants = enumerate(error.messages)
    return [*texts, *((error.at / "messages" / number / "message", variant.message) for number, variant in variants)]


def _needed(text: str, may_be_missing: set[str]) -> list[str]:
    return [name for name in placeholders.names(text) if name in may_be_missing]
