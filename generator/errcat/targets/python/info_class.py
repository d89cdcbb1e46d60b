"""The class BaseInfo of a module: a field for each field of an error, with the type from the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.resolved.python_reserved_names import ATTRIBUTE_NAMES
from errcat.targets.literals import Verbatim, python_literal

# The module's class for each kind of mapping.
CLASSES: Mapping[str, str] = {
    "deprecated": "Deprecation",
    "example": "Example",
    "link": "Link",
    "note": "Note",
    "param": "Param",
    "retry": "Retry",
    "translation": "Translation",
    "variant": "Variant",
}
_ALWAYS = ("code", "name", "title")
"""Fields that every error has. The others have a default."""
_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
# Fields whose values differ from those in the catalog.
_OTHER_TYPES: Mapping[str, tuple[str, str]] = {
    "category": ("BaseCategory | None", "None"),
    "severity": ("Severity", '"error"'),
    "params": ("tuple[Param, ...]", "()"),
}
# The docstrings of fields whose names need one: in ErrorInfo, and at the property of BaseCode.
_ABOUT: Mapping[str, tuple[str, str]] = {
    "code": ("The code in the response.", ""),
    "name": ("The name in code.", ""),
    "number": ("", "The numeric code, if the API sends a text code and a numeric code."),
    "transports": ("", "The code of this error in other protocols: gRPC, JSON-RPC, exit code …"),
    "message": ("", "The message of the API. `{name}` is a placeholder."),
    "messages": ("", "The messages, if the code has several."),
    "details": ("The JSON Schema of the structured data in the response.",) * 2,
    "fields": ("", "The request fields that cause the error."),
    "category": ("", "What the caller does about the error."),
    "retry": ("", "When and how to send the same request again."),
    "action": ("", "The one line to do now."),
    "user_message": ("", "A message that an app can show to its user."),
    "operations": ("", "The operations that return the error."),
    "see_also": ("", "Related codes."),
    "response_title": ("The title in responses, if it differs from the title.", ""),
    "docs_url": ("", "The page of the error."),
    "extensions": ("The keys of the catalog that start with `x-`.",) * 2,
}


class InfoField(NamedTuple):
    """A field of BaseInfo, and the property of BaseCode with its value."""

    name: Verbatim
    annotation: Verbatim
    default: Verbatim | None
    about: Verbatim | None
    property_about: Verbatim | None
    is_property: bool


def info_class() -> Iterator[InfoField]:
    """Yield the fields of BaseInfo, first those without a default."""
    fields = sorted(FIELDS["error"].values(), key=lambda field: field.name not in _ALWAYS)
    for field in fields:
        annotation, default = _OTHER_TYPES.get(field.name) or _type(field)
        yield _info_field(field.name, annotation, None if field.name in _ALWAYS else default)
    yield _info_field("response_title", "str | None", "None")
    yield _info_field("docs_url", "str | None", "None")
    yield _info_field("extensions", "Mapping[str, Any]", "NOTHING")


def _info_field(field: str, annotation: str, default: str | None) -> InfoField:
    about, property_about = _ABOUT.get(field, ("", ""))
    return InfoField(
        Verbatim(info_name(field)),
        Verbatim(annotation),
        None if default is None else Verbatim(default),
        _docstring(about),
        _docstring(property_about),
        is_property=field not in (*_ALWAYS, "response_title"),
    )


def info_name(field: str) -> str:
    """Return the name of an error's field in BaseInfo."""
    return field if field in _ALWAYS else ATTRIBUTE_NAMES.get(field, field)


def _docstring(about: str) -> Verbatim | None:
    return Verbatim(f'"""{about}"""') if about else None


def _type(field: Field) -> tuple[str, str]:
    """Return the type and the default of a field."""
    value_types = field.items if field.is_list or field.is_map else field.types
    item_type = CLASSES.get(field.holds) or " | ".join(word for kind, word in _TYPES.items() if kind in value_types)
    if field.name in _ALWAYS:
        return item_type, ""
    if field.is_list:
        return f"tuple[{item_type}, ...]", "()"
    if field.is_map:
        return f"Mapping[str, {item_type}]", "NOTHING"
    if field.is_data:
        return ("Mapping[str, Any] | None" if field.types else "Any"), "None"
    if field.default is not None:
        return item_type, python_literal(field.default)
    return ("bool", "False") if item_type == "bool" else (f"{item_type} | None", "None")
