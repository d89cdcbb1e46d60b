"""The description of a field of the format."""

from __future__ import annotations

from typing import NamedTuple

EXTENSION = "x-"
"""The start of the name of a field that the format does not define."""


class Field(NamedTuple):
    """A field of a kind of mapping, as schema/catalog.v1.schema.json describes it."""

    name: str
    types: tuple[str, ...]
    """The JSON types of its value; empty if any is allowed."""
    items: tuple[str, ...] = ()
    """The JSON types of the items of a list or a map; empty if any is allowed."""
    holds: str = ""
    """The kind of mapping of the value, or of the items of a list or a map."""
    text: str = "data"
    """plain or markdown: for people; identifier: for programs; sample: shown unchanged; data: not a text."""
    side: str = "wire"
    """wire: clients and programs rely on it. guide: it explains the error to people."""
    section: str = ""
    """The section of the reference that describes it, if the mapping has several."""
    default: str | None = None
    """The value of an omitted field."""
    required: bool = False

    @property
    def is_list(self) -> bool:
        return "array" in self.types

    @property
    def is_map(self) -> bool:
        """Whether the writer chooses the keys and the format describes their values."""
        return "object" in self.types and bool(self.items)

    @property
    def is_data(self) -> bool:
        """Whether its value is the writer's own data, in which the format knows no fields."""
        return not self.types or ("object" in self.types and not self.items and not self.holds)
