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
    api = catalog.api
    if api is not None:
        yield from _links(api.at, api.links)
        if api.support is not None and api.support.url is not None:
            yield api.at / "support" / "url", api.support.url
    for error in catalog.errors:
        if error.links:
            yield from _links(error.at, error.links)
    for owners in (catalog.categories, catalog.groups, catalog.types):
        for owner in owners.values():
            if owner.at is not None:
                yield from _links(owner.at, owner.links)
    for note in catalog.statuses:
        yield from _links(note.at, note.links)
    for guide in catalog.guides:
        yield from _links(guide.at, guide.links)


def _links(owner: Place, links: tuple[Link, ...]) -> Iterator[tuple[Place, str]]:
    for number, link in enumerate(links):
        yield owner / "links" / number / "url", link.url
