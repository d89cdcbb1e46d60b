"""All strings that appear in the docs: texts, code samples and example payloads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Place
from errcat.model.catalog import Catalog, Link
from errcat.model.texts import Text


def shown_strings(catalog: Catalog, *patterns: str | re.Pattern[str]) -> Iterator[Text]:
    """Yield the strings that contain any of the patterns."""
    for texts in (catalog.texts.plain, catalog.texts.markdown, catalog.samples):
        yield from texts.containing(*patterns)


def addresses(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    """Yield every string of a catalog that is an address."""
    for owner, links in linked(catalog):
        for number, link in enumerate(links):
            yield owner / "links" / number / "url", link.url
    api = catalog.api
    if api is not None and api.support is not None and api.support.url is not None:
        yield api.at / "support" / "url", api.support.url


def linked(catalog: Catalog) -> Iterator[tuple[Place, tuple[Link, ...]]]:
    """Yield everything that has links, with its place."""
    if catalog.api is not None:
        yield catalog.api.at, catalog.api.links
    yield from ((error.at, error.links) for error in catalog.errors if error.links)
    for owners in (catalog.categories, catalog.groups, catalog.types):
        yield from ((owner.at, owner.links) for owner in owners.values() if owner.at is not None)
    yield from ((note.at, note.links) for note in catalog.statuses)
    yield from ((guide.at, guide.links) for guide in catalog.guides)
