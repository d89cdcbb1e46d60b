"""What `--against` names: a Git revision, and the path of a catalog in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from errcat.errors import RunError

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f]")


class Revision(NamedTuple):
    """A revision, and a path from the top of the repository; empty if the path stays the same."""

    name: str
    path: str = ""


def parse_revision(text: str) -> Revision:
    """Parse `REF` or `REF:path`. Git must never read a revision as an option."""
    name, _colon, path = text.partition(":")
    if not name or name.startswith("-") or _FORBIDDEN.search(name):
        raise RunError("invalid-revision", text=text)
    return Revision(name, path)
