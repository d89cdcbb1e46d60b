"""unsafe-link: a link that leads neither to a page nor to a mail address and may run something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import addresses
from errcat.rules.report import Context
from errcat.text.markdown_text import unsafe_targets
from errcat.text.schemes import SAFE_SCHEMES, scheme_of

_LINK = re.compile(r"\](?:\(|:)")


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text in catalog.texts.markdown.containing(_LINK, "<"):
        for start, target, scheme in unsafe_targets(text.value):
            yield _problem(text.at.within(target, text.value.count(target, 0, start)), scheme, "")
    for place, url in addresses(catalog):
        if ":" in url or "&" in url or "%" in url:
            scheme = scheme_of(url)
            if scheme and scheme not in SAFE_SCHEMES:
                yield _problem(place, scheme, "address")


def _problem(at: Place, scheme: str, kind: str) -> Problem:
    # localhost:8080/x and example.com:443/x: people see a host before the colon, browsers see a scheme
    is_host = "." in scheme or scheme == "localhost"
    return Problem("unsafe-link", at, {"scheme": scheme}, help="host" if is_host else kind)
