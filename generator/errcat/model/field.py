"""What the format says about one field of a mapping."""

from __future__ import annotations

from typing import NamedTuple

EXTENSION = "x-"
"""What the name of a field starts with that is the writer's own."""


class Field(NamedTuple):
    """One field of one kind of mapping, as schema/catalog.v1.schema.json describes it."""

    name: str
    types: tuple[str, ...]
    """The JSON types that its value may have; empty if it may be anything."""
    items: tuple[str, ...] = ()
    """The JSON types of what a list or a map holds; empty if they may be anything."""
    holds: str = ""
    """The kind of mapping that the value is, or that a list or a map holds."""
    text: str = "data"
    """plain or markdown: people read it; identifier: programs compare it; sample: shown as it is; data: no text."""
    side: str = "wire"
    """wire: clients and programs rely on it. guide: it explains the error to people."""
    section: str = ""
    """The section of the reference that describes it, if the mapping has several."""
    default: str | None = None
    """The value that an omitted field has."""
    required: bool = False

    @property
    def is_list(self) -> bool:
        return "array" in self.types

    @property
    def is_map(self) -> bool:
        """Whether the writer chooses the keys of its value, and the format says what they hold."""
        return "object" in self.types and bool(self.items)

    @property
    def is_data(self) -> bool:
        """Whether its value is the writer's own data, in which the format knows no fields."""
        return not self.types or ("object" in self.types and not self.items and not self.holds)
