"""self-reference: an error refers to itself."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Successors
from errcat.rules.report import Context


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for error in catalog.described():
        for number, reference in enumerate(error.see_also):
            # a code with several entries may refer to the other entries
            is_own_code = reference == error.code and len(catalog.by_code[error.code]) == 1
            if is_own_code or reference == error.name:
                yield Problem("self-reference", error.at / "see_also" / number, {"code": error.code})
    successors = Successors(catalog)
    for holder, replacement, at in successors.replaced_entries():
        following = successors.find(replacement)
        if following is not None and following.at == holder.at:
            yield Problem("self-reference", at, {"code": holder.code}, help="replacement")
