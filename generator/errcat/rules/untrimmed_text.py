"""untrimmed-text: a plain text starts or ends with blanks."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.plain:
        value = text.value
        if not value or not (value[0].isspace() or value[-1].isspace()):
            continue
        line = value.strip("\r\n")  # a line break at the end has a rule of its own
        bare = line.strip()
        if line == bare or not bare:
            continue
        at = text.at
        before = line[: len(line) - len(line.lstrip())]
        after = line[len(line.rstrip()) :]
        spaces = before or after
        nth = 0 if before else line.count(spaces, 0, len(line) - len(after))
        yield Problem(
            "untrimmed-text",
            at.within(spaces, nth),
            {"field": at.path[-1]},
            help="before" if before else "after",
            replacements=((spaces, ""),),
            replacements_are_safe=at.path[-1] != "message",  # what an API sends may really end in a blank
        )
