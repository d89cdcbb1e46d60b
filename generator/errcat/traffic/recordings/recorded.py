"""A recorded response, and what errcat could not read of a recording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from errcat.model.catalog import NOTHING


class BodyKind(StrEnum):
    """What a recording has as the body of a response."""

    UNKNOWN = "unknown"
    """The recording has no body, or a redacted body."""
    EMPTY = "empty"
    JSON = "json"
    HTML = "html"
    TEXT = "text"
    BINARY = "binary"
    BROKEN = "broken"
    """It starts like JSON, but isn't valid."""
    TOO_LONG = "long"


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a response."""

    kind: BodyKind
    value: object = None
    """The data of a JSON body."""


UNKNOWN_BODY = Body(BodyKind.UNKNOWN)
EMPTY_BODY = Body(BodyKind.EMPTY)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a recording."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class RecordedResponse:
    """A response, as far as the recording has it."""

    spot: Spot
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """By name in lowercase; empty if the recording has none."""
    body: Body = UNKNOWN_BODY
    method: str = ""
    path: str = ""
    """The path of the request, without its query."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a recording that errcat could not read."""

    spot: Spot
    reason: str
    is_line: bool = True
    """False if errcat stopped reading the file there."""


@dataclass(frozen=True, slots=True)
class NoResponse:
    """A line or an entry without a response, such as a log line about something else."""

    spot: Spot


Recorded = RecordedResponse | Unread | NoResponse
