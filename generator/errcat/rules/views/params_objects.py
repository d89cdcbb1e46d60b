"""The objects of an envelope by example that have the params as members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat.envelope import PARAMS_KEY
from errcat.findings.finding import Place
from errcat.model.catalog import Envelope


class ParamsObject(NamedTuple):
    """An object with the key `<params>`, in one of its spellings."""

    at: Place
    key: str
    """The key as the writer spells it."""
    fields: Mapping[str, Any]


def params_objects(envelope: Envelope) -> Iterator[ParamsObject]:
    """Yield each object with the key `<params>`."""
    pending: list[tuple[Place, object]] = [(envelope.at / "body", envelope.body)]
    while pending:
        at, value = pending.pop()
        if isinstance(value, Mapping):
            for key in value:
                if key.removesuffix("?") == PARAMS_KEY:
                    yield ParamsObject(at, key, value)
            pending += [(at / key, item) for key, item in value.items()]
        elif isinstance(value, list):
            pending += [(at / number, item) for number, item in enumerate(value)]
