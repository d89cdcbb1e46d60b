"""space-in-code: a code starts or ends with a space, or contains a line break or a tab."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.yaml_writer import yaml_word

_SPACE = lazy_pattern(r"\A | \Z|[\t\n\r]")
_SPACES = lazy_pattern(r"[ \t\n\r]+")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.described():
        if _SPACE.search(error.code):
            code = _SPACES.sub(" ", error.code).strip(" ")
            values = {"code": error.code, "line": f"code: {yaml_word(code)}"}
            kind = "line-break" if "\n" in error.code.strip(" ") else ""
            yield Problem("space-in-code", error.at / "code", values, help=kind if code else "blank")
