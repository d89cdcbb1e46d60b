"""Whether a document fits the schema, and what remains of one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from errcat.findings.finding import Problem
from errcat.reading.schema.generated_checker import is_error, is_head


def fits(data: Mapping[str, Any]) -> bool:
    """Whether the data of a file fits the schema."""
    errors = data.get("errors", [])
    return isinstance(errors, list) and is_head(data) and all(map(is_error, errors))


@dataclass(slots=True)
class ValidationResult:
    """What does not fit in a document, and what remains of it."""

    head: Mapping[str, Any]
    """Everything that fits, with all entries of `errors`. A list item that was left out is None."""
    problems: list[Problem] = field(default_factory=list)
    broken_fields: dict[int, set[str]] = field(default_factory=dict)
    """The fields of each entry that do not fit and are left out of the model."""
    unread_sections: set[str] = field(default_factory=set)
    """Sections that are left out entirely."""
