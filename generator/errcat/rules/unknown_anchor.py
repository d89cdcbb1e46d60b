"""unknown-anchor: a link in a text leads to a heading that no page of the catalog has: (#retrys)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.references import Guesses
from errcat.rules.report import Context
from errcat.text.code_names import page_slug
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import headings, link_targets

_SECTIONS = (
    "What to do", "Why it happens", "More about this error", "Example response", "Values", "Details", "Examples",
    "Links", "See also", "In code", "Response", "Reference", "All errors",
)  # fmt: skip
"""Headings that pages of errors have."""
_ANCHORS = ("(#", "(<#", lazy_pattern(r"\]:[ \t]*<?#"))
_SLUG = lazy_pattern(r"[\w-]+")
_OWN_ID = lazy_pattern(r"\{[^{}\n]*#|\b(?:id|name)\s*=")


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    pages = guesses = None
    for text in catalog.texts.markdown.containing(*_ANCHORS):
        if not context.complete or _OWN_ID.search(text.value):
            continue
        for start, target, _scheme in link_targets(text.value):
            anchor = target[1:]
            if not target.startswith("#") or not _SLUG.fullmatch(anchor):
                continue
            if pages is None:
                pages = _Anchors.of(catalog)
                guesses = Guesses(sorted(pages.named))
            if anchor.lower() in pages.named or anchor.lower() in pages.ids:
                continue
            similar = guesses.closest(anchor) if guesses else ""
            yield Problem(
                "unknown-anchor",
                text.at.within(target, text.value.count(target, 0, start)),
                {"anchor": anchor, "similar": similar},
                help="similar" if similar else "",
                replacements=((target, f"#{similar}"),) if similar else (),
                replacements_are_safe=False,
            )


class _Anchors(NamedTuple):
    """The anchors that pages of a catalog can have."""

    named: frozenset[str]
    """Of headings, guides, groups and errors."""
    ids: frozenset[str]
    """Of categories and types, which no heading may have."""

    @classmethod
    def of(cls, catalog: Catalog) -> _Anchors:
        names = [*_SECTIONS, *catalog.groups, *(group.title for group in catalog.groups.values())]
        for guide in catalog.guides:
            names += [guide.id, guide.title]
        for error in catalog.errors:
            names += [error.code, page_slug(error.name), error.title or ""]
        for text in catalog.texts.markdown.all:
            if "#" in text.value or "\n-" in text.value or "\n=" in text.value:
                names += [heading.text.strip("# \t") for heading in headings(text.value)]
        titles = [owner.title for owner in catalog.categories.values()] + [
            type_.title for type_ in catalog.types.values()
        ]
        return cls(_slugs(names), _slugs([*catalog.categories, *catalog.types, *titles]))


def _slugs(names: list[str]) -> frozenset[str]:
    return frozenset(slug for name in names for slug in (_slug(name), name.lower()) if slug)


def _slug(heading: str) -> str:
    """Return the anchor that documentation tools give a heading."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
