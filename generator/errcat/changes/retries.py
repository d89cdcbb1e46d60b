"""Changes of the advice to retry: whether to send the request again, and the hints when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from errcat.changes.change import Change
from errcat.changes.level import ChangeLevel, Surfaces
from errcat.changes.pairs import Pair

_HINTS = ("strategy", "after", "header", "max_attempts")
_WAITS = ("after", "header")
"""The hints that clients read to find out how long to wait."""


_OTHER_HEADER = Surfaces(ChangeLevel.BREAKING, ChangeLevel.DANGEROUS, ChangeLevel.SAFE)


def retry_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of the advice."""
    old, new = pair.old["retryable"], pair.new["retryable"]
    before, after = pair.old["retry"], pair.new["retry"]
    strategies = (before and before["strategy"], after and after["strategy"])
    if old != new:
        rule = (
            "retryable-weakened" if old else "retryable-strengthened" if new else "retry-declared"
            if old is None else "retry-hint-changed"
        )  # fmt: skip
        yield pair.change(rule, ("retry", "strategy"), *strategies)
        return
    if before is None or after is None:
        return
    data_before: Any = before
    data_after: Any = after
    for hint in dict.fromkeys([*_HINTS, *before, *after]):
        was, now = data_before.get(hint), data_after.get(hint)
        if was == now:
            continue
        if hint not in _HINTS:
            yield pair.change("extension-changed", ("retry", hint), was, now)
        elif was is None and hint != "strategy":
            yield pair.change("retry-hint-added", ("retry", hint), was, now)
        elif now is None and hint in _WAITS:
            yield pair.change("retry-hint-removed", ("retry", hint), was, now)
        elif hint == "header":  # clients look for the old header in vain
            yield pair.change("retry-hint-changed", ("retry", hint), was, now, surfaces=_OTHER_HEADER, help="header")
        else:
            yield pair.change("retry-hint-changed", ("retry", hint), was, now)
