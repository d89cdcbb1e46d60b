"""Whether a document fits the schema, and what remains of one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errcat.findings.finding import Problem
from errcat.reading.schema.generated_checker import is_error, is_head


def fits(data: Mapping[str, Any]) -> bool:
    """Whether the data of a file fits the schema."""
    errors = data.get("errors", [])
    return isinstance(errors, list) and is_head(data) and all(map(is_error, errors))


class ValidationResult:
    """What does not fit in a document, and what remains of it."""

    __slots__ = ("broken_fields", "head", "problems", "unread_sections")

    def __init__(self, head: Mapping[str, Any]) -> None:
        self.head = head
        """Everything that fits, with all entries of `errors`. A list item that was left out is None."""
        self.problems: list[Problem] = []
        self.broken_fields: dict[int, set[str]] = {}
        """The fields of each entry that do not fit and are left out of the model."""
        self.unread_sections: set[str] = set()
        """Sections that are left out entirely."""
