"""The facts of one file: where values are in positions that can have a code, and which names the file defines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from errcat.scanning.facts.expressions import Expression


class Kind(Enum):
    """What a position is."""

    KEY = "a key of an object, a dict or a struct"
    ARGUMENT = "a named argument of a call"
    POSITIONAL = "an argument without a name"
    ATTRIBUTE = "an attribute of a class"
    ASSIGNED = "an assignment to an attribute or a key"
    MEMBER = "a member of an enum, or of a type with several texts"
    COMPARED = "a comparison with a literal"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A value in a position that can have a code."""

    kind: Kind
    name: str
    """The key, the argument or the attribute; empty for an argument without a name."""
    values: tuple[Expression, ...]
    """The values that it can have: two for `a if x else b`."""
    index: int = -1
    """The index of an argument without a name."""
    owner: str = ""
    """The called function, the class, the struct or the enum."""
    path: tuple[str, ...] = ()
    """The keys around the value, without its own key. For an attribute, the bases of the class."""
    siblings: frozenset[str] = frozenset()
    """The other keys or arguments."""
    status: int | None = None
    """The HTTP status next to the value."""
    is_handled: bool = False
    """Whether the code compares or catches instead of raising."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name with a capital letter, which can be a code or an exception class."""

    parts: tuple[str, ...]
    start: int
    end: int
    status: int | None = None
    is_handled: bool = False


@dataclass(frozen=True, slots=True)
class SkippedCode:
    """A place where the parser stopped or skipped something."""

    start: int
    end: int
    reason: str = ""


@dataclass
class FileFacts:
    """All facts of a file. A reader fills them in."""

    sightings: list[Sighting] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    constants: dict[str, tuple[Expression, ...]] = field(default_factory=dict)
    """Constants of the file by their names: `LIMIT`, `Codes.LIMIT`."""
    classes: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    imports: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What a name of this file is elsewhere: the parts of a module, and the name in it."""
    stars: list[tuple[str, ...]] = field(default_factory=list)
    """The modules of which every name is imported."""
    comments: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    """Each comment by its line, with its offset."""
    mistake: SkippedCode | None = None
