"""The part of a catalog that clients and programs rely on. The table of fields says which part that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS

_LISTS = ("errors", "retired", "reserved")
"""The sections of which each file of a catalog adds its own items."""


def contract_of(files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the contract of a catalog from the data of its files. It is a catalog, too."""
    contract: dict[str, Any] = {}
    for data in files:
        for section, value in _reduced(data, "catalog").items():
            before = contract.get(section)
            if isinstance(before, dict) and isinstance(value, dict):
                contract[section] = before | value
            elif section in _LISTS and isinstance(before, list) and isinstance(value, list):
                contract[section] = before + value
            else:
                contract.setdefault(section, value)
    errors = contract.pop("errors", [])
    return {**contract, "errors": errors}


def _reduced(data: Mapping[str, Any], kind: str) -> dict[str, Any]:
    fields = {name: field for name, field in FIELDS[kind].items() if not _explains(field)}
    return {name: _value(value, fields[name]) for name, value in data.items() if name in fields}


def _explains(field: Field) -> bool:
    """Whether a field is only for people who read about an error."""
    inside = FIELDS[field.holds].values() if field.holds else ()
    return field.side == "guide" or field.text == "markdown" or (bool(inside) and all(map(_explains, inside)))


def _value(value: Any, field: Field) -> Any:
    if not field.holds:
        return value
    if isinstance(value, list):
        return [_reduced(item, field.holds) if isinstance(item, Mapping) else item for item in value]
    if not isinstance(value, Mapping):
        return value
    if field.is_map:
        return {key: _reduced(item, field.holds) if isinstance(item, Mapping) else item for key, item in value.items()}
    return _reduced(value, field.holds)
