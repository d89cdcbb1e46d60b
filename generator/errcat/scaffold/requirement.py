"""What a new project tells pip to install, so that its CI runs the same errcat."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution

from errcat import __version__

CHECKOUT = "./tools/errcat"
"""Where the documentation tells people to put a checkout of errcat."""


def requirement() -> str:
    """Return the version that runs, if pip found it in a package index. Otherwise return a path for a checkout.

    A name that isn't in the index could belong to somebody else.
    """
    try:
        came_from_an_index = distribution("errcat").read_text("direct_url.json") is None
    except PackageNotFoundError:
        came_from_an_index = False
    return f"errcat=={__version__}" if came_from_an_index else CHECKOUT
