"""Changes of the schema of an error's details, judged by the payloads that it allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from errcat.changes.change import Change
from errcat.changes.pairs import Pair
from errcat.findings.value_paths import path_text
from errcat.json_schema import Effect, compatibility_of

_RULES = {
    Effect.WIDER: "details-incompatible",
    Effect.UNKNOWN: "details-uncertain",
    Effect.NARROWER: "details-compatible",
}


def details_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of the schema: the worst kind with its first place, or else a change of its texts."""
    old: Mapping[str, Any] | None = pair.old["details"]
    new: Mapping[str, Any] | None = pair.new["details"]
    if old is None and new is None:
        return
    if old is None or new is None:
        yield pair.change("details-added" if old is None else "details-removed", ("details",), old, new)
        return
    found = compatibility_of(old, new)
    if not found:
        if old != new or _types(old) != _types(new):
            yield pair.change("guide-changed", ("details",), old, new)
        return
    worst = max(difference.effect for difference in found)
    of_worst = [difference for difference in found if difference.effect is worst]
    first = of_worst[0]
    more = f", and {len(of_worst) - 1} more" if len(of_worst) > 1 else ""
    where = path_text(first.path)
    what = f"{where}: {first.what}" if where else first.what
    yield pair.change(_RULES[worst], ("details",), old, new, other=f"{what}{more}")


def _types(schema: object) -> object:
    """Return what distinguishes 1 from 1.0 and true, which Python compares as equal."""
    if isinstance(schema, Mapping):
        return {key: _types(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_types(value) for value in schema]
    return type(schema).__name__
