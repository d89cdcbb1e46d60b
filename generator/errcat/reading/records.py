"""Checked data to the records of the model: what each field is follows from the table of fields.

What the table cannot say is in three small tables: which record a mapping becomes, which mappings may be written as
a text, and what a record has besides the fields of its mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

from errcat.model.catalog import (
    Api,
    Category,
    Deprecation,
    Envelope,
    ErrorType,
    Example,
    Group,
    Guide,
    Link,
    Note,
    Param,
    RequestId,
    Retry,
    Sample,
    StatusNote,
    Support,
    Translation,
    Variant,
)
from errcat.model.codes import Codes, NumberBand, ReservedCodes, RetiredCode
from errcat.model.field import EXTENSION, Field
from errcat.model.generated_fields import FIELDS

Data = Mapping[str, Any]
Convert = Callable[[Any], Any]

# The record that each kind of mapping becomes. `build_model` makes the catalog and its errors.
RECORDS: Mapping[str, Callable[..., Any]] = {
    "api": Api,
    "category": Category,
    "codes": Codes,
    "deprecated": Deprecation,
    "envelope": Envelope,
    "errorType": ErrorType,
    "example": Example,
    "group": Group,
    "guide": Guide,
    "link": Link,
    "note": Note,
    "numberBand": NumberBand,
    "param": Param,
    "request_id": RequestId,
    "reservedCodes": ReservedCodes,
    "retiredCode": RetiredCode,
    "retry": Retry,
    "sample": Sample,
    "statusNote": StatusNote,
    "support": Support,
    "translation": Translation,
    "variant": Variant,
}
# What a text means that is written in place of a mapping.
SHORT_FORMS: Mapping[str, str] = {
    "envelope": "name",
    "note": "text",
    "reservedCodes": "code",
    "retiredCode": "code",
}

# The record that true means in place of a mapping; false means that there is none.
BARE_RECORDS: Mapping[str, Any] = {"deprecated": Deprecation()}


def _param(values: dict[str, Any]) -> None:
    values["has_example"] = "example" in values
    values.setdefault("optional", "default" in values)


def _example(values: dict[str, Any]) -> None:
    values["has_request"] = "request" in values
    values["has_response"] = "response" in values


def _range(values: dict[str, Any]) -> None:
    values["first"], values["last"] = values.pop("from", None), values.pop("to", None)


# What a record has that its mapping has not, or under another name.
FINISH: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "example": _example,
    "numberBand": _range,
    "param": _param,
    "reservedCodes": _range,
}


class Make(Protocol):
    """Makes a record of data. What is given by name is in the record unless the data says otherwise."""

    def __call__(self, data: Any, **usual: object) -> Any: ...


@cache
def maker(kind: str) -> Make:
    """What makes the records of a kind of mapping."""
    record, short_form, finish = RECORDS[kind], SHORT_FORMS.get(kind, ""), FINISH.get(kind)
    converters = converters_of(kind)
    bare = BARE_RECORDS.get(kind)

    def make(data: Any, **usual: object) -> Any:
        if bare is not None and isinstance(data, bool):
            return bare if data else None
        if short_form and isinstance(data, str):
            return record(**usual, **{short_form: data})
        values = converted(data, converters)
        if finish is not None:
            finish(values)
        return record(**(usual | values)) if usual else record(**values)

    return make


def converted(data: Data, converters: Mapping[str, Convert | None]) -> dict[str, Any]:
    """The values of a record, by field, and its extensions."""
    values: dict[str, Any] = {}
    extensions: dict[str, Any] = {}
    for key, value in data.items():
        if key in converters:
            convert = converters[key]
            values[key] = value if convert is None else convert(value)
        elif key.startswith(EXTENSION):
            extensions[key] = value
    if extensions:
        values["extensions"] = extensions
    return values


def converters_of(kind: str) -> dict[str, Convert | None]:
    """What makes the value of each field of a mapping; None if the model has it as it is written."""
    return {name: _converter(field) for name, field in FIELDS[kind].items()}


def _converter(field: Field) -> Convert | None:
    make = maker(field.holds) if field.holds else None
    if field.is_list:
        if make is not None:
            return lambda items: tuple([make(item) for item in items])
        if len(field.types) > 1:  # one item may be written without a list
            return lambda value: tuple(value) if isinstance(value, list) else (value,)
        return tuple
    if make is not None and field.is_map:
        return lambda items: {key: make(item) for key, item in items.items()}
    return make
