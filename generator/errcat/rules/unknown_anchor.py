"""unknown-anchor: a link in a text leads to a heading that no page of the catalog has: (#retrys)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.markdown_text import headings, link_targets
from errcat.text.suggestions import closest

_SECTIONS = (
    "What to do", "Why it happens", "More about this error", "Example response", "Values", "Details", "Examples",
    "Links", "See also", "In code", "Response", "Reference", "All errors",
)  # fmt: skip
"""Headings that pages of errors have."""
_ANCHOR = re.compile(r"\(<?#|\]:[ \t]*<?#")
_OWN_ID = re.compile(r"\{[^{}\n]*#|\b(?:id|name)\s*=")


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    known: set[str] | None = None
    for text in catalog.texts.markdown.containing(_ANCHOR):
        if not context.complete or _OWN_ID.search(text.value):
            continue
        for start, target, _scheme in link_targets(text.value):
            anchor = target[1:]
            if not target.startswith("#") or not anchor:
                continue
            known = known if known is not None else _anchors(catalog)
            if anchor.lower() in known:
                continue
            similar = closest(anchor, known)
            yield Problem(
                "unknown-anchor",
                text.at.within(target, text.value.count(target, 0, start)),
                {"anchor": anchor, "similar": similar},
                help="similar" if similar else "",
                replacements=((target, f"#{similar}"),) if similar else (),
                replacements_are_safe=False,
            )


def _anchors(catalog: Catalog) -> set[str]:
    """Return every anchor that a page of the catalog can have."""
    names = [*_SECTIONS, *catalog.groups, *catalog.categories, *catalog.types]
    for owners in (catalog.groups, catalog.categories, catalog.types):
        names += [owner.title for owner in owners.values()]
    for guide in catalog.guides:
        names += [guide.id, guide.title]
    for error in catalog.errors:
        names += [error.code, error.name, error.title or ""]
    for text in catalog.texts.markdown:
        if "#" in text.value or "\n-" in text.value or "\n=" in text.value:
            names += [heading.text.strip("# \t") for heading in headings(text.value)]
    return {slug for name in names for slug in (_slug(name), name.lower()) if slug}


def _slug(heading: str) -> str:
    """Return the anchor that documentation tools give a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
