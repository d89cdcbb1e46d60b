"""untrimmed-text: a plain text starts or ends with spaces."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.plain.all:
        value = text.value
        if not value or not (value[0].isspace() or value[-1].isspace()):
            continue
        line = value.strip("\r\n")  # another rule reports line breaks at the end
        trimmed = line.strip()
        if line == trimmed or not trimmed:
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
            replacements_are_safe=at.path[-1] != "message",  # the message of an API may really end in a space
        )
