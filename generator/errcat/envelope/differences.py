"""What is different in a body that somebody wrote, from what the envelope says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from errcat.envelope.shapes import ExampleValue, Fields, Items, Marker, Shape, Words, json_type
from errcat.findings.finding import PathStep
from errcat.model.catalog import NOTHING


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in a body: where, how, and from what."""

    kind: str
    """missing, unknown, type, or the name of the marker whose value is another error's."""
    path: tuple[PathStep, ...]
    """Of the value; for a missing key, the path that it would have."""
    shape: Shape | None
    found: object = None
    wanted: object = None


def differences(
    shape: Shape, body: object, known: Mapping[str, object] = NOTHING, path: tuple[PathStep, ...] = ()
) -> list[Difference]:
    """What is different in a body. `known` has what some markers must be; for status, a tuple of what it may be."""
    found: list[Difference] = []
    _add_differences(found, shape, body, known, path)
    return found


def _add_differences(
    found: list[Difference], shape: Shape, body: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> None:
    match shape:
        case Marker():
            if not _fits(shape.type, body):
                found.append(Difference("type", path, shape, body))
            elif not _is_known(body, known.get(shape.name)):
                found.append(Difference(shape.name, path, shape, body, known[shape.name]))
        case ExampleValue():
            if not _fits(shape.type, body):
                found.append(Difference("type", path, shape, body))
        case Fields():
            if not isinstance(body, Mapping):
                found.append(Difference("type", path, shape, body))
            elif not shape.is_open:
                _add_field_differences(found, shape, body, known, path)
        case Words():
            if not isinstance(body, str):
                found.append(Difference("type", path, shape, body))
        case Items():
            if not isinstance(body, list):
                found.append(Difference("type", path, shape, body))
            elif shape.shapes:
                for number, item in enumerate(body):
                    found += _item_differences(shape.shapes, item, known, (*path, number))


def _is_known(value: object, wanted: object) -> bool:
    """Whether a value is what it must be, or one of those that it may be."""
    if wanted is None or value == wanted:
        return True
    return str(value) in [str(kind) for kind in (wanted if isinstance(wanted, tuple) else (wanted,))]


def _add_field_differences(
    found: list[Difference],
    fields: Fields,
    body: Mapping[str, object],
    known: Mapping[str, object],
    path: tuple[PathStep, ...],
) -> None:
    for name, key in fields.keys.items():
        if name in body:
            _add_differences(found, key.shape, body[name], known, (*path, name))
        elif not key.optional:
            found.append(Difference("missing", (*path, name), key.shape))
    for name in body:
        if name in fields.keys:
            continue
        if fields.others:
            _add_differences(found, fields.others.shape, body[name], known, (*path, name))
        else:
            found.append(Difference("unknown", (*path, name), fields, body[name]))


def _item_differences(
    shapes: Iterable[Shape], item: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> list[Difference]:
    """Those from the shape that is nearest: the one with the most texts in common, then with the fewest differences."""
    found = [(-_in_common(shape, item), differences(shape, item, known, path)) for shape in shapes]
    return min(found, key=lambda one: (one[0], len(one[1])))[1]


def _in_common(shape: Shape, item: object) -> int:
    """How many constant texts an item has as well: "@type" and the like, which say what it is."""
    if not isinstance(shape, Fields) or not isinstance(item, Mapping):
        return 0
    samples = ((key.name, key.shape) for key in shape.keys.values() if not key.optional)
    texts = (
        (name, shape.value) for name, shape in samples if isinstance(shape, ExampleValue) and shape.type == "string"
    )
    return sum(item.get(name) == text for name, text in texts)


def _fits(wanted: str, value: object) -> bool:
    found = json_type(value)
    return wanted in ("any", found) or (wanted == "number" and found == "integer")
