"""The address of an error's page, for every target that prints it.

An address is a promise: responses contain it (`type` of RFC 9457, `doc_url`), and people bookmark it. It depends on the
name alone, so that it stays the same when a text changes.
"""

from __future__ import annotations

from urllib.parse import quote

from errcat.text.code_names import page_slug
from errcat.text.lazy_pattern import lazy_pattern

_PATH = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*([^?#]*)")


def page_address(base: str, name: str) -> str:
    """Return the address of a page below the catalog's base address, with a final `/` for servers of folders."""
    return f"{base.rstrip('/')}/{page_slug(name)}/"


def base_path(url: str) -> str:
    """Return the path of an address for use in a redirect rule, without a final `/`; empty for any other text.

    Redirect rules interpret `*` and `:` and end a path at a space, so these characters are escaped.
    """
    match = _PATH.match(url)
    return quote(match[1].rstrip("/"), safe="/%!$&'()+,;=@~-._") if match else ""
