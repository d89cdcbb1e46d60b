"""The shape of a sample body, and the markers in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from errcat.envelope.marker_table import MARKERS
from errcat.findings.finding import PathStep
from errcat.text.lazy_pattern import lazy_pattern

IDENTIFYING_MARKERS = ("code", "name", "number")
"""Markers that identify the error."""
PARAMS_KEY = "<params>"
"""The key of an object whose members are the params, each with its own name."""
_TYPES = ("string", "integer", "number")
_JSON_TYPES: Mapping[type, str] = {
    bool: "boolean", str: "string", int: "integer", float: "number", list: "array", dict: "object", type(None): "null",
}  # fmt: skip
_MARKER = lazy_pattern(r"<([^<>\s](?:[^<>\n]{0,62}[^<>\s])?)>")


class Anything:
    """A value of any kind."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Anything)

    def __hash__(self) -> int:
        return hash(Anything)

    def __repr__(self) -> str:
        return "Anything()"


class Marker(NamedTuple):
    """A place where a value of the error is filled in."""

    name: str
    type: str


class TextWithMarkers(NamedTuple):
    """A text with markers in it."""

    parts: tuple[str | Marker, ...]


class ExampleValue(NamedTuple):
    """A literal: a constant, or part of an example (see `ObjectKey.is_example`)."""

    type: str
    value: Any


class ObjectKey(NamedTuple):
    """A key of an object."""

    name: str
    shape: Shape
    optional: bool = False

    @property
    def is_example(self) -> bool:
        """Whether the value only shows the shape: it is sent only if the caller gives another value."""
        return self.optional and not has_markers(self.shape)


class ObjectShape(NamedTuple):
    """An object: its keys, and the shape of further keys of any name, if it allows them."""

    keys: Mapping[str, ObjectKey]
    others: ObjectKey | None = None
    spreads_params: bool = False
    """Whether the params are members, each with its own name: `"<params>?": null`."""

    @property
    def is_open(self) -> bool:
        return not self.keys and self.others is None and not self.spreads_params

    @property
    def accepts_more_keys(self) -> bool:
        """Whether a caller can add members: keys of any name are optional, and no marker fills them.

        An object with params as members accepts them, too: an unknown error has params that no catalog declares.
        """
        return self.spreads_params if self.others is None else self.others.is_example


class ListShape(NamedTuple):
    """A list: each item has one of these shapes, or any shape if there is none."""

    shapes: tuple[Shape, ...]

    @property
    def is_constant(self) -> bool:
        """Whether the list is sent as it is; a list with markers is sent with a single item."""
        return not any(map(has_markers, self.shapes))

    @property
    def sent_index(self) -> int:
        """The index of the item that is sent: the first with markers in it."""
        return next((number for number, shape in enumerate(self.shapes) if has_markers(shape)), 0)

    @property
    def needed_markers(self) -> frozenset[str]:
        """The markers that the item requires: it is left out if none of them has a value."""
        return required_markers(self)


Shape = Anything | Marker | TextWithMarkers | ExampleValue | ObjectShape | ListShape


class UnknownMarker(NamedTuple):
    """Something that looks like a marker but is unknown: its name and its path in the body."""

    name: str
    path: tuple[PathStep, ...]
    is_key: bool = False
    is_entire_value: bool = True
    """False if there is other text around it, which it may belong to."""


def shape_of(sample: object) -> Shape:
    """Return the shape that a sample body, or a part of it, describes."""
    if isinstance(sample, str):
        return _text_shape(sample)
    if isinstance(sample, Mapping):
        keys: dict[str, ObjectKey] = {}
        others, spreads_params = None, False
        for key, value in sample.items():
            name = key.removesuffix("?")
            if name == PARAMS_KEY:
                spreads_params = True
                continue
            object_key = ObjectKey(name, shape_of(value), optional=name != key)
            if _MARKER.fullmatch(name):
                others = object_key
            else:
                keys[name] = object_key
        return ObjectShape(keys, others, spreads_params)
    if isinstance(sample, list):
        return ListShape(tuple(shape_of(item) for item in sample))
    return Anything() if sample is None else ExampleValue(json_type(sample), sample)


def _text_shape(text: str) -> Shape:
    match = _MARKER.fullmatch(text)
    if match:
        return _parse_marker(match[1]) or ExampleValue("string", text)
    if "<" not in text:
        return ExampleValue("string", text)
    parts: list[str | Marker] = []
    copied_to = 0
    for match in _MARKER.finditer(text):
        marker = _parse_marker(match[1])
        if marker:
            parts += (text[copied_to : match.start()], marker)
            copied_to = match.end()
    return TextWithMarkers((*parts, text[copied_to:])) if parts else ExampleValue("string", text)


def _parse_marker(text: str) -> Marker | None:
    name, _colon, type_ = text.partition(":")
    if name not in MARKERS or (_colon and type_ not in _TYPES):
        return None
    return Marker(name, type_ or MARKERS[name])


def json_type(value: object) -> str:
    """Return JSON's name for the type of a value."""
    exact = _JSON_TYPES.get(type(value))
    return exact or next((_JSON_TYPES[kind] for kind in type(value).__mro__ if kind in _JSON_TYPES), "object")


def markers(shape: Shape) -> Iterator[tuple[Marker, tuple[PathStep, ...]]]:
    """Yield every marker of a shape, with the path of its value."""
    match shape:
        case Marker():
            yield shape, ()
        case TextWithMarkers():
            yield from ((part, ()) for part in shape.parts if isinstance(part, Marker))
        case ObjectShape():
            for key in shape.keys.values():
                yield from ((marker, (key.name, *path)) for marker, path in markers(key.shape))
            if shape.others:
                yield from ((marker, (shape.others.name, *path)) for marker, path in markers(shape.others.shape))
        case ListShape():
            for number, item in enumerate(shape.shapes):
                yield from ((marker, (number, *path)) for marker, path in markers(item))


def has_markers(shape: Shape) -> bool:
    """Whether errcat fills in anything in a value; the name of a key does not count as part of the value."""
    match shape:
        case Marker() | TextWithMarkers():
            return True
        case ObjectShape():
            inner_shapes = [key.shape for key in shape.keys.values()]
            if shape.others is not None:
                inner_shapes.append(shape.others.shape)
                if not shape.others.optional:
                    return True
            return shape.spreads_params or any(map(has_markers, inner_shapes))
        case ListShape():
            return any(map(has_markers, shape.shapes))
    return False


def required_markers(shape: Shape) -> frozenset[str]:
    """Return the markers of a shape that are outside optional keys."""
    match shape:
        case Marker() | TextWithMarkers():
            return marker_names(shape)
        case ListShape():
            return required_markers(shape.shapes[shape.sent_index]) if shape.shapes else frozenset()
        case ObjectShape():
            key_name = {"field"} if shape.others and not shape.others.optional else frozenset[str]()
            required = (required_markers(key.shape) for key in shape.keys.values() if not key.optional)
            return frozenset(key_name).union(*required)
    return frozenset()


def marker_names(shape: Shape) -> frozenset[str]:
    return frozenset(marker.name for marker, _path in markers(shape))


def unknown_markers(sample: object, path: tuple[PathStep, ...] = ()) -> Iterator[UnknownMarker]:
    """Yield what looks like a marker but is unknown."""
    if isinstance(sample, str):
        for match in _MARKER.finditer(sample):
            if not _parse_marker(match[1]):
                yield UnknownMarker(match[1], path, is_entire_value=match[0] == sample)
    elif isinstance(sample, Mapping):
        for key, value in sample.items():
            key_marker = _MARKER.fullmatch(key.removesuffix("?"))
            if key_marker and not _parse_marker(key_marker[1]):
                yield UnknownMarker(key_marker[1], (*path, key), is_key=True)
            yield from unknown_markers(value, (*path, key))
    elif isinstance(sample, list):
        for number, item in enumerate(sample):
            yield from unknown_markers(item, (*path, number))
