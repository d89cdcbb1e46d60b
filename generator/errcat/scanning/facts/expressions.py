"""The values that source code passes on. Each has the offsets of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number in the code."""

    value: str | int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name, such as a constant: `ErrorCode.RATE_LIMIT`."""

    parts: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PassedParam:
    """A parameter of the function around it."""

    function: str
    """The name that callers use: for a constructor, its class."""
    index: int
    """The index among the arguments that callers pass."""
    name: str
    is_method: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that only a run of the code could know."""

    start: int
    end: int


Expression: TypeAlias = "Literal | Name | PassedParam | Computed"
