"""Where the page of an error stands: the one place that knows, for every target that prints an address. A noun.

An address is a promise: it is printed in responses (`type` of RFC 9457, `doc_url`) and kept in other people's notes.
It is made of the name alone, so that it stays the same when a text changes.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)")


def page_slug(name: str) -> str:
    """The last part of a page's address: `ORDER_NOT_FOUND` → order-not-found. Names differ, so slugs do."""
    return name.lower().replace("_", "-")


def page_address(base: str, name: str) -> str:
    """The address of a page below the base that the catalog names; it ends in `/`, as servers of folders want it."""
    return f"{base.rstrip('/')}/{page_slug(name)}/"


def base_path(url: str) -> str:
    """The path of an address, without a `/` at its end, as a rule for redirects may have it; empty for any other text.

    Such rules give a meaning to `*` and `:`, and end a path at a space: there is no way out of the path.
    """
    found = _PATH.match(url)
    return quote(found[1].rstrip("/"), safe="/%!$&'()+,;=@~-._") if found else ""
