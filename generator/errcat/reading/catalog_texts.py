"""The texts and the samples of a catalog, each with its place: the table of fields says which values are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from errcat.findings.finding import PathStep, Place
from errcat.model.catalog import ErrorEntry
from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.model.texts import Text, Texts
from errcat.reading.records import SHORT_FORMS

Data = Mapping[str, Any]
Steps = tuple[PathStep, ...]
_ERRORS = "errors"


class _Found:
    """What was found so far."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.samples: list[Text] = []
        self._steps: dict[Steps, Steps] = {}

    def below(self, steps: Steps, step: PathStep) -> Steps:
        """Return the steps to a value, the same object for all errors: they would take as much memory as the texts."""
        longer = (*steps, step)
        return self._steps.setdefault(longer, longer)


def texts_and_samples(numbered: Sequence[tuple[int, Data]], errors: Sequence[ErrorEntry]) -> tuple[Texts, Texts]:
    """Return all texts that people read, and all strings that are shown as they are, from the data of each document."""
    found = _Found()
    for name, field in _interesting("catalog").items():
        if name != _ERRORS:
            for document, head in numbered:
                if name in head:
                    _add(found, field, head[name], Place(document, (name,)), ())
    for error in errors:
        samples = len(found.samples)
        _add_fields(found, "error", error.raw, error.at, ())
        if error.broken:
            # nobody knows what a value is meant to show that does not fit
            found.samples[samples:] = [text for text in found.samples[samples:] if text.steps[0] not in error.broken]
    return Texts(tuple(found.texts)), Texts(tuple(found.samples))


@cache
def _interesting(kind: str) -> Mapping[str, Field]:
    """Return the fields of a mapping that are texts or samples, or contain some."""
    shown = ("plain", "markdown", "sample")
    return {name: field for name, field in FIELDS[kind].items() if field.text in shown or field.holds}


def _add(found: _Found, field: Field, value: Any, owner: Place, steps: Steps) -> None:
    """Add what the value of a field contains, even if the value does not fit the schema."""
    holds = field.holds
    if not holds:
        if field.text == "sample":
            _add_strings(found, value, owner, steps)
        elif isinstance(value, str):
            found.texts.append(Text(value, field.text == "markdown", owner, steps))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _add_item(found, holds, item, owner, found.below(steps, number))
    elif isinstance(value, dict):
        if field.is_map:
            for key, item in value.items():
                _add_item(found, holds, item, owner, found.below(steps, key))
        else:
            _add_fields(found, holds, value, owner, steps)


def _add_item(found: _Found, kind: str, value: Any, owner: Place, steps: Steps) -> None:
    if isinstance(value, dict):
        _add_fields(found, kind, value, owner, steps)
    elif isinstance(value, str) and (short := _interesting(kind).get(SHORT_FORMS.get(kind, ""))) is not None:
        _add(found, short, value, owner, steps)


def _add_fields(found: _Found, kind: str, data: Data, owner: Place, steps: Steps) -> None:
    fields = _interesting(kind)
    for key, value in data.items():
        field = fields.get(key)
        if field is not None:
            _add(found, field, value, owner, found.below(steps, key))


def _add_strings(found: _Found, value: object, owner: Place, steps: Steps) -> None:
    if isinstance(value, str):
        found.samples.append(Text(value, False, owner, steps))
    elif isinstance(value, dict):
        for key, item in value.items():
            _add_strings(found, item, owner, found.below(steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _add_strings(found, item, owner, found.below(steps, number))
