"""line-break-in-message: a plain text spans several lines, or ends in a line break."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context

_SIGNS = "\r\n"


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.plain.containing("\n", "\r"):
        at = text.at
        line = text.value.rstrip(_SIGNS)
        end = text.value[len(line) :]
        only_at_end = "\n" not in line and "\r" not in line
        if only_at_end and line and "\r" in end:
            yield Problem(
                "line-break-in-message",
                at.within(end),
                {"field": at.path[-1]},
                help="return",
                replacements=((end, ""),),
                replacements_are_safe=at.path[-1] != "message",  # the API may really send it
            )
            continue
        sign = "\n" if "\n" in text.value else "\r"
        yield Problem(
            "line-break-in-message", at.within(sign), {"field": at.path[-1]}, help="at-end" if only_at_end else ""
        )
