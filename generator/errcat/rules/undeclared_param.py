"""undeclared-param: a placeholder of a message that `params` says nothing about."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem, Whole
from errcat.json_schema import property_names
from errcat.model.catalog import Catalog, ErrorEntry
from errcat.rules.report import Context
from errcat.rules.views.message_texts import original_texts
from errcat.text import placeholders
from errcat.text.suggestions import closest


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.errors:
        if "params" in error.broken or _is_clear(error):
            continue
        reported: set[str] = set()
        for place, text in original_texts(error):
            for name in placeholders.names(text):
                if name in error.params or name in reported or name in property_names(error.details):
                    continue
                reported.add(name)
                near = closest(name, error.params)
                line = f"{name}: {{description: …}}"
                values = {
                    "name": name,
                    "similar": near,
                    "lines": Whole(f"\n  {line}" if error.params else f"\n  params:\n    {line}"),
                }
                kind = "similar" if near else "more" if error.params else ""
                yield Problem(
                    "undeclared-param",
                    place.within(f"{{{name}}}"),
                    values,
                    help=kind,
                    replacements=((f"{{{name}}}", f"{{{near}}}"),) if near else (),
                    replacements_are_safe=False,
                )


def _is_clear(error: ErrorEntry) -> bool:
    """A quick look: most errors have one message, and a param for each of its placeholders."""
    if error.messages or error.user_message is not None:
        return False
    return error.message is None or all(name in error.params for name in placeholders.names(error.message))
