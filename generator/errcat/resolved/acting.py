"""Who must act on the errors of a category that doesn't say so itself: what its id or title means to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from errcat.text.code_names import words_of

Acts = Literal["caller", "service", "person", "nobody"]

_IDS: Mapping[str, Acts] = {
    "fix": "caller",
    "fix the request": "caller",
    "fix the input": "caller",
    "client": "caller",
    "client error": "caller",
    "client errors": "caller",
    "server": "service",
    "server error": "service",
    "server errors": "service",
    "escalate": "person",
    "contact support": "person",
    "success": "nobody",
    "treat as success": "nobody",
    "already done": "nobody",
}
"""Ids and titles, as words in lower case. `retry` is not here: the status of an error says whose side it is on."""


def usual_acts(id: str, title: str) -> Acts | None:
    """Return who must act on the errors of a category, by its id or else its title; None if neither is in the table."""
    return _IDS.get(" ".join(words_of(id))) or _IDS.get(" ".join(words_of(title)))
