"""Convert records of the model to plain data. The type of the data decides which keys exist, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, cast

from errcat.model.catalog import (
    Api,
    Deprecation,
    ErrorType,
    Example,
    Group,
    Guide,
    Link,
    Note,
    RequestId,
    Retry,
    Sample,
    StatusNote,
    Support,
    Translation,
    Variant,
)
from errcat.model.codes import NumberBand, RetiredCode
from errcat.resolved.generated_types import (
    ResolvedApi,
    ResolvedDeprecation,
    ResolvedExample,
    ResolvedGroup,
    ResolvedGuide,
    ResolvedLink,
    ResolvedNote,
    ResolvedNumberBand,
    ResolvedRequestId,
    ResolvedRetired,
    ResolvedRetry,
    ResolvedSample,
    ResolvedStatusNote,
    ResolvedSupport,
    ResolvedTranslation,
    ResolvedType,
    ResolvedVariant,
)

T = TypeVar("T")

# The data type of each record whose data does not depend on its place in the catalog.
TYPES: Mapping[type, type] = {
    Api: ResolvedApi,
    Deprecation: ResolvedDeprecation,
    ErrorType: ResolvedType,
    Example: ResolvedExample,
    Group: ResolvedGroup,
    Guide: ResolvedGuide,
    Link: ResolvedLink,
    Note: ResolvedNote,
    RequestId: ResolvedRequestId,
    RetiredCode: ResolvedRetired,
    Retry: ResolvedRetry,
    Sample: ResolvedSample,
    StatusNote: ResolvedStatusNote,
    Support: ResolvedSupport,
    Translation: ResolvedTranslation,
    Variant: ResolvedVariant,
}


def as_data(record: Any, kind: type[T], **derived: object) -> T:
    """Return a record as data of a type: each key as derived, or else from the record, and then the extensions."""
    keys_of: Any = kind  # mypy does not accept a class variable as hashable
    required, optional = _keys(keys_of)
    data: dict[str, object] = {}
    for key in required:
        if key in derived:
            data[key] = derived[key]
        else:
            value = getattr(record, key)
            # most values are; a call for each would take a third of the time
            data[key] = value if type(value) in _ATOMS else plain(value)
    for key in optional:
        # a value that can be null has a second field that says whether it exists
        value = getattr(record, key, None)
        if getattr(record, f"has_{key}", value is not None):
            data[key] = plain(value)
    if record.extensions:
        data.update(record.extensions)
    return cast("T", data)


def plain(value: object) -> object:
    """Return a value of a record as data."""
    if type(value) is tuple:
        return [item if type(item) in _ATOMS else plain(item) for item in value]
    kind = TYPES.get(type(value))
    if kind is not None:
        return as_data(value, kind)
    if isinstance(value, NumberBand):
        return as_data(value, ResolvedNumberBand, **{"from": value.first, "to": value.last})
    if isinstance(value, (dict, MappingProxyType)):
        return {key: item if type(item) in _ATOMS else plain(item) for key, item in value.items()}
    return value


_ATOMS = frozenset([str, type(None), bool, int, float])
"""The types of values that are data already."""


@cache
def _keys(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the required and the optional keys of a type."""
    required = tuple(key for key in kind.__annotations__ if key in kind.__required_keys__)
    return required, tuple(key for key in kind.__annotations__ if key in kind.__optional_keys__)
