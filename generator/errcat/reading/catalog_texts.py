"""The texts and the samples of a catalog, each with its place: the table of fields says which values are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from errcat.findings.finding import PathStep, Place
from errcat.model.catalog import ErrorEntry
from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.model.texts import Text, Texts
from errcat.reading.records import SHORT_FORMS

Data = Mapping[str, Any]
Steps = tuple[PathStep, ...]
_ERRORS = "errors"


class _Found(NamedTuple):
    texts: list[Text]
    samples: list[Text]


def texts_and_samples(numbered: Sequence[tuple[int, Data]], errors: Sequence[ErrorEntry]) -> tuple[Texts, Texts]:
    """Every text that people read, and every string that is shown as it is. `numbered`: each document, and its data."""
    found = _Found([], [])
    for name, field in _interesting("catalog").items():
        if name != _ERRORS:
            for document, head in numbered:
                if name in head:
                    _add(found, field, head[name], Place(document, (name,)), ())
    fields = _interesting("error")
    for error in errors:
        for name, value in error.raw.items():
            if name in fields:
                # nobody knows what a value is meant to show that does not fit
                here = _Found(found.texts, []) if name in error.broken else found
                _add(here, fields[name], value, error.at, (name,))
    return Texts(tuple(found.texts)), Texts(tuple(found.samples))


@cache
def _interesting(kind: str) -> Mapping[str, Field]:
    """The fields of a mapping that are texts or samples, or have some in them."""
    shown = ("plain", "markdown", "sample")
    return {name: field for name, field in FIELDS[kind].items() if field.text in shown or field.holds}


def _add(found: _Found, field: Field, value: Any, owner: Place, steps: Steps) -> None:
    """Add what the value of a field has. Values that do not fit the schema are among them."""
    if field.holds:
        if isinstance(value, list):
            for number, item in enumerate(value):
                _add_from(found, field.holds, item, owner, (*steps, number))
        elif field.is_map and isinstance(value, dict):
            for key, item in value.items():
                _add_from(found, field.holds, item, owner, (*steps, key))
        elif isinstance(value, dict):
            _add_from(found, field.holds, value, owner, steps)
    elif field.text == "sample":
        _add_strings(found.samples, value, owner, steps)
    elif isinstance(value, str):
        found.texts.append(Text(value, field.text == "markdown", owner, steps))


def _add_from(found: _Found, kind: str, value: Any, owner: Place, steps: Steps) -> None:
    fields = _interesting(kind)
    if isinstance(value, str):
        if (short := fields.get(SHORT_FORMS.get(kind, ""))) is not None:
            _add(found, short, value, owner, steps)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in fields:
                _add(found, fields[key], item, owner, (*steps, key))


def _add_strings(found: list[Text], value: object, owner: Place, steps: Steps) -> None:
    if isinstance(value, str):
        found.append(Text(value, False, owner, steps))
    elif isinstance(value, dict):
        for key, item in value.items():
            _add_strings(found, item, owner, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _add_strings(found, item, owner, (*steps, number))
