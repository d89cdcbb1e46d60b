"""Records of the model as plain data: the type of the data says which keys there are, and in which order."""

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
    RetiredCode,
    Retry,
    Sample,
    StatusNote,
    Support,
    Translation,
    Variant,
)
from errcat.resolved.types import (
    ResolvedApi,
    ResolvedDeprecation,
    ResolvedExample,
    ResolvedGroup,
    ResolvedGuide,
    ResolvedLink,
    ResolvedNote,
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

# The data that a record becomes wherever it is, with no key that only its place in the catalog explains.
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
    """A record as data of a type: each key as it is derived, else as the record has it; then its extensions."""
    keys_of: Any = kind  # mypy takes no class variable for hashable
    required, optional = _keys(keys_of)
    data: dict[str, object] = {}
    for key in required:
        if key in derived:
            data[key] = derived[key]
        else:
            value = getattr(record, key)
            # most are: a call for each would take a third of the time
            data[key] = value if value is None or type(value) is str else plain(value)
    for key in optional:
        # a value that may itself be null has a second field that says whether it is there
        value = getattr(record, key, None)
        if getattr(record, f"has_{key}", value is not None):
            data[key] = plain(value)
    data.update(record.extensions)
    return cast("T", data)


def plain(value: object) -> object:
    """A value of a record as data."""
    if type(value) is tuple:
        return [plain(item) for item in value]
    if isinstance(value, tuple):
        return as_data(value, TYPES[type(value)])
    if isinstance(value, (dict, MappingProxyType)):
        return {key: plain(item) for key, item in value.items()}
    return value


@cache
def _keys(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of a type that are always there, and those that need not be."""
    required = tuple(key for key in kind.__annotations__ if key in kind.__required_keys__)
    return required, tuple(key for key in kind.__annotations__ if key in kind.__optional_keys__)
