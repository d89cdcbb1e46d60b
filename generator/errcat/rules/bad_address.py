"""bad-address: an address that programs cannot parse, such as `https://[::1`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import addresses
from errcat.rules.report import Context
from errcat.rules.signs import BAD_ADDRESSES
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.markdown_text import link_targets

_MAY_BE_BAD = lazy_pattern(r"//[^/?#]*[^\x00-\x7f\]\[]|//[^/?#]*[\]\[]")
"""Only brackets and characters that change under normalisation make a host invalid; most addresses have neither."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text, targets in catalog.texts.markdown.examined(link_targets, *BAD_ADDRESSES):
        for start, target, _scheme in targets:
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
