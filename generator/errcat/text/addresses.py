"""Where the page of an error stands: the one place that knows, for every target that prints an address. A noun.

An address is a promise: it is printed in responses (`type` of RFC 9457, `doc_url`) and kept in other people's notes.
It is made of the name alone, so that it stays the same when a text changes.
"""

from __future__ import annotations


def page_slug(name: str) -> str:
    """The last part of a page's address: `ORDER_NOT_FOUND` → order-not-found. Names differ, so slugs do."""
    return name.lower().replace("_", "-")


def page_address(base: str, name: str) -> str:
    """The address of a page below the base that the catalog names; it ends in `/`, as servers of folders want it."""
    return f"{base.rstrip('/')}/{page_slug(name)}/"


def path_of(address: str) -> str:
    """The path of a whole address without a query. Unlike `urlsplit`, it takes hosts that are none, such as `[::1`."""
    return "".join(address.partition("://")[2].partition("/")[1:])
