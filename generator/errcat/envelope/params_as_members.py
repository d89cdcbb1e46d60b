"""Params as members: which params of an error are members of a body, and which are in its details.

The generated module follows the same rules, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from errcat.envelope.extra import Path
from errcat.envelope.shapes import ListShape, ObjectShape, Shape, marker_names


class ParamsAsMembers(NamedTuple):
    """How an envelope sends params as members."""

    taken: frozenset[str]
    """The names that no param can have as a member, because the envelope uses them itself."""
    sends_details: bool

    def members(self, params: Iterable[str], details: Mapping[str, Any] | None) -> list[str]:
        """Return the params that are members. `details` is the schema of the details, whose keys are not members."""
        return [name for name in params if name not in self.taken and not self.is_in_details(name, details)]

    def is_in_details(self, name: str, details: Mapping[str, Any] | None) -> bool:
        """Whether a response has a param in its details because their schema says so."""
        return self.sends_details and name in property_names(details)


def params_as_members(shape: Shape) -> ParamsAsMembers | None:
    """Return how an envelope sends params as members; None if it does not."""
    names = [names for _path, names in objects_with_params(shape)]
    if not names:
        return None
    return ParamsAsMembers(frozenset.intersection(*names), sends_details(shape))


def sends_details(shape: Shape) -> bool:
    """Whether a body has a place for the details."""
    return "details" in marker_names(shape)


def objects_with_params(shape: Shape, path: Path = ()) -> Iterator[tuple[Path, frozenset[str]]]:
    """Yield each object with params as members: its path, and the names of its other members."""
    match shape:
        case ObjectShape():
            if shape.spreads_params:
                yield path, frozenset(shape.keys)
            for key in shape.keys.values():
                yield from objects_with_params(key.shape, (*path, key.name))
        case ListShape() if shape.shapes:
            yield from objects_with_params(shape.shapes[shape.sent_index], path)


def default_details(
    as_members: ParamsAsMembers | None,
    params: Iterable[str],
    details: Mapping[str, Any] | None,
    message_params: Iterable[str],
) -> list[str]:
    """Return the params that the details have if the caller gives no details.

    These are the keys of the schema of the details. Without a schema, they are the params that are not anywhere else in
    the response: not in a message, or if params are members, not a member.
    """
    if details is not None:
        names = property_names(details)
        return [name for name in params if name in names]
    if as_members is not None:
        return [name for name in params if name in as_members.taken]
    elsewhere = frozenset(message_params)
    return [name for name in params if name not in elsewhere]


def property_names(details: Mapping[str, Any] | None) -> frozenset[str]:
    """Return the keys that a schema of details lists."""
    properties = details.get("properties") if details is not None else None
    return frozenset(properties) if isinstance(properties, Mapping) else frozenset()


def is_always_sent(name: str, templates: Sequence[Iterable[str]], *, is_optional: bool) -> bool:
    """Whether each response has a param. `templates` has the names that each message of the error uses.

    An error with several messages has only the params of one of them.
    """
    if is_optional:
        return False
    uses = sum(name in names for names in templates)
    return uses in (0, len(templates))
