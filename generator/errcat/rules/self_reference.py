"""self-reference: an error points to itself."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Successors
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.described():
        for number, reference in enumerate(error.see_also):
            # where a code has several meanings, it may well be one of the others that is meant
            by_code = reference == error.code and len(catalog.by_code[error.code]) == 1
            if by_code or reference == error.name:
                yield Problem("self-reference", error.at / "see_also" / number, {"code": error.code})
    successors = Successors(catalog)
    for holder, replacement, at in successors.holders():
        following = successors.find(replacement)
        if following is not None and following.at == holder.at:
            yield Problem("self-reference", at, {"code": holder.code}, help="replacement")
