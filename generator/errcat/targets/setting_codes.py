"""The codes that settings name: `validation = "validation_failed"`, `statuses = {404 = "route_not_found"}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.targets.target import Setting, Value

_FIRST_ERROR_STATUS = 400


class NamedCode(NamedTuple):
    """A code that a setting names."""

    setting: str
    """The setting, with the key of a table's entry: `statuses.404`."""
    text: str
    statuses: range
    """The HTTP statuses that suit it."""


def named_codes(setting: Setting, value: Value) -> Iterator[NamedCode]:
    """Yield the codes that a setting names."""
    if setting.code_statuses is None:
        return
    if isinstance(value, Mapping):
        for key, text in value.items():
            yield NamedCode(f"{setting.name}.{key}", text, range(int(key), int(key) + 1))
    elif isinstance(value, str):
        yield NamedCode(setting.name, value, setting.code_statuses)


def errors_named(resolved: ResolvedCatalog, text: str) -> list[ResolvedError]:
    """Return the errors that a text names by their code, or else by their name.

    If several have the code and one of them has the text as its name, that is the one.
    """
    with_code = [error for error in resolved["errors"] if error["code"] == text]
    with_name = [error for error in with_code or resolved["errors"] if error["name"] == text]
    return with_name if with_name and len(with_code) != 1 else with_code


def suits(error: ResolvedError, named: NamedCode) -> bool:
    """Whether an error can have a status that its use needs. An error without HTTP statuses can have any.

    Some APIs send every error with a status below 400. Their errors suit every use but a table of statuses.
    """
    statuses = error["status"] or ()
    if not statuses or any(status in named.statuses for status in statuses):
        return True
    return len(named.statuses) > 1 and any(status < _FIRST_ERROR_STATUS for status in statuses)
