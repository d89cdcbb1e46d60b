"""unsafe-link: a link that leads neither to a page nor to a mail address and may run something."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import addresses
from errcat.rules.report import Context
from errcat.rules.signs import LIKE_WEB, UNSAFE_LINKS
from errcat.text.markdown_text import MarkdownMatch, link_targets, unsafe_targets
from errcat.text.schemes import SAFE_SCHEMES, scheme_of, with_web_scheme


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    for text, targets in catalog.texts.markdown.examined(_targets, *UNSAFE_LINKS):
        for start, target, scheme in targets:
            if problem := _problem(text.at.within(target, text.value.count(target, 0, start)), target, scheme, ""):
                yield problem
    for place, url in addresses(catalog):
        if problem := _problem(place, url, scheme_of(url), "address"):
            yield problem


def _targets(text: str) -> list[MarkdownMatch]:
    """Return the targets of links that may be unsafe or misspelled."""
    return link_targets(text) if LIKE_WEB.search(text) else unsafe_targets(text)


def _problem(at: Place, url: str, scheme: str, kind: str) -> Problem | None:
    fixed = with_web_scheme(url)
    if fixed:
        values = {"scheme": scheme, "start": url[: max(len(url) - len(fixed.partition("://")[2]), 0)], "fixed": fixed}
        return Problem(
            "unsafe-link", at, values, help="misspelled", replacements=((url, fixed),), replacements_are_safe=False
        )
    if not scheme or scheme in SAFE_SCHEMES:
        return None
    # localhost:8080/x and example.com:443/x: people see a host before the colon, browsers see a scheme
    is_host = "." in scheme or scheme == "localhost"
    return Problem("unsafe-link", at, {"scheme": scheme, "start": "", "fixed": ""}, help="host" if is_host else kind)
