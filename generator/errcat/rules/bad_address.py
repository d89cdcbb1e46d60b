"""bad-address: an address that programs cannot parse, such as `https://[::1`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import addresses
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import link_targets

_MAY_HAVE_BAD = lazy_pattern(r"//[^/?#\s()<>]*[^\x00-\x5a\x5c\x5e-\x7f]")
"""A necessary condition for such an address anywhere in a text."""
_MAY_BE_BAD = lazy_pattern(r"//[^/?#]*[^\x00-\x7f\]\[]|//[^/?#]*[\]\[]")
"""Only brackets and characters that change under normalisation make a host invalid; most addresses have neither."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.markdown.containing("//"):
        if not _MAY_HAVE_BAD.search(text.value):
            continue
        for start, target, _scheme in link_targets(text.value):
            if _is_bad(target):
                at = text.at.within(target, text.value.count(target, 0, start))
                yield Problem("bad-address", at, {"address": target})
    api = catalog.api
    if api is not None and api.docs_url is not None and _is_bad(api.docs_url):
        yield Problem("bad-address", api.at / "docs_url", {"address": api.docs_url})
    for place, address in addresses(catalog):
        if _is_bad(address):
            yield Problem("bad-address", place, {"address": address})


def _is_bad(address: str) -> bool:
    if not _MAY_BE_BAD.search(address):
        return False
    try:
        urlsplit(address)
    except ValueError:
        return True
    return False
