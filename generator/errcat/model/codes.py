"""The records about codes: what they look like, which numbers they have, which are gone, and which are for later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from errcat.findings.finding import Place
from errcat.model.nothing import NOTHING


class NumberBand(NamedTuple):
    """The numbers that the errors of a group, or of a catalog, have."""

    first: int
    last: int
    gaps: str = "allowed"
    extensions: Mapping[str, Any] = NOTHING


class Codes(NamedTuple):
    """What codes look like, and how far they are unique."""

    pattern: str | None = None
    unique: str = "catalog"
    set: str | None = None
    """None if the catalog doesn't say: targets then read it as closed."""
    numbers: NumberBand | None = None
    at: Place | None = None
    extensions: Mapping[str, Any] = NOTHING


class RetiredCode(NamedTuple):
    """A code that must never come back."""

    code: str
    at: Place
    name: str | None = None
    number: int | None = None
    since: str | None = None
    replaced_by: str | None = None
    reason: str | None = None
    extensions: Mapping[str, Any] = NOTHING


class ReservedCodes(NamedTuple):
    """A code, or a range of numeric codes, that must not be used yet."""

    at: Place
    code: str | None = None
    first: int | None = None
    last: int | None = None
    reason: str | None = None
    extensions: Mapping[str, Any] = NOTHING
