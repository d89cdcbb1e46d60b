"""The names of HTTP statuses in code: `NOT_FOUND`, `StatusNotFound`, `NotFound`."""

from __future__ import annotations

import re

from errcat.text.http_statuses import REASON_PHRASES

_OLD_NAMES = {
    "unprocessableentity": 422,
    "requestentitytoolarge": 413,
    "payloadtoolarge": 413,
    "requesturitoolong": 414,
}
_STATUSES = {re.sub(r"[^a-z]", "", phrase.lower()): status for status, phrase in REASON_PHRASES.items()} | _OLD_NAMES


def status_named(name: str) -> int | None:
    """Return the status that a name means."""
    return _STATUSES.get(re.sub(r"[^a-z]", "", name.lower()).removeprefix("status"))
