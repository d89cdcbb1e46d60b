"""What a body by example is made of: its shape, and the markers in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.envelope.marker_table import MARKERS
from errcat.findings.finding import PathStep

TELLING = ("code", "name", "number")
"""Markers that say which error it is."""
_TYPES = ("string", "integer", "number")
_JSON_TYPES: Mapping[type, str] = {
    bool: "boolean", str: "string", int: "integer", float: "number", list: "array", type(None): "null",
}  # fmt: skip
_MARKER = re.compile(r"<([^<>\s](?:[^<>\n]{0,62}[^<>\s])?)>")


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of any kind."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A place where something of the error travels."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text with markers in it."""

    parts: tuple[str | Marker, ...]


@dataclass(frozen=True, slots=True)
class ExampleValue:
    """A literal: a constant, or part of an example (see `Key.is_example`)."""

    type: str
    value: Any


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object."""

    name: str
    shape: Shape
    optional: bool = False

    @property
    def is_example(self) -> bool:
        """Whether its value only shows the shape: it is sent where the caller gives one, and never as it is here."""
        return self.optional and not has_markers(self.shape)


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: its keys, and what a key of any other name has, where there may be some."""

    keys: Mapping[str, Key]
    others: Key | None = None

    @property
    def is_open(self) -> bool:
        return not self.keys and self.others is None

    @property
    def takes_more(self) -> bool:
        """Whether a caller may add members: where a key of any name is optional, and no marker fills it."""
        return self.others is not None and self.others.is_example


@dataclass(frozen=True, slots=True)
class Items:
    """A list: each item has one of these shapes; any items where there are none."""

    shapes: tuple[Shape, ...]

    @property
    def is_constant(self) -> bool:
        """Whether the list is sent as it is; one with markers in it is sent with one item."""
        return not any(map(has_markers, self.shapes))

    @property
    def sent(self) -> int:
        """The number of the item that is sent: the first with markers in it."""
        return next((number for number, shape in enumerate(self.shapes) if has_markers(shape)), 0)

    @property
    def needs(self) -> frozenset[str]:
        """The markers that this item cannot do without: it is left out where none of them has a value."""
        return required_markers(self)


Shape = Anything | Marker | Words | ExampleValue | Fields | Items


@dataclass(frozen=True, slots=True)
class UnknownMarker:
    """What looks like a marker and is none: its name, and where in the body."""

    name: str
    path: tuple[PathStep, ...]
    is_key: bool = False
    is_whole: bool = True
    """False where there is other text around it, of which it may well be a part."""


def shape_of(example: object) -> Shape:
    """What a body, or a part of one, by example means."""
    if isinstance(example, str):
        return _text_shape(example)
    if isinstance(example, Mapping):
        keys: dict[str, Key] = {}
        others = None
        for written, value in example.items():
            name = written.removesuffix("?")
            key = Key(name, shape_of(value), optional=name != written)
            if _MARKER.fullmatch(name):
                others = key
            else:
                keys[name] = key
        return Fields(keys, others)
    if isinstance(example, list):
        return Items(tuple(shape_of(item) for item in example))
    return Anything() if example is None else ExampleValue(json_type(example), example)


def _text_shape(text: str) -> Shape:
    whole = _MARKER.fullmatch(text)
    if whole:
        return _marker(whole[1]) or ExampleValue("string", text)
    if "<" not in text:
        return ExampleValue("string", text)
    parts: list[str | Marker] = []
    done = 0
    for match in _MARKER.finditer(text):
        marker = _marker(match[1])
        if marker:
            parts += (text[done : match.start()], marker)
            done = match.end()
    return Words((*parts, text[done:])) if parts else ExampleValue("string", text)


def _marker(written: str) -> Marker | None:
    name, _colon, type_ = written.partition(":")
    if name not in MARKERS or (_colon and type_ not in _TYPES):
        return None
    return Marker(name, type_ or MARKERS[name])


def json_type(value: object) -> str:
    """What JSON calls the type of a value."""
    return next((_JSON_TYPES[kind] for kind in type(value).__mro__ if kind in _JSON_TYPES), "object")


def markers(shape: Shape) -> Iterator[tuple[Marker, tuple[PathStep, ...]]]:
    """Every marker of a shape, with the path of its value."""
    match shape:
        case Marker():
            yield shape, ()
        case Words():
            yield from ((part, ()) for part in shape.parts if isinstance(part, Marker))
        case Fields():
            for key in shape.keys.values():
                yield from ((marker, (key.name, *path)) for marker, path in markers(key.shape))
            if shape.others:
                yield from ((marker, (shape.others.name, *path)) for marker, path in markers(shape.others.shape))
        case Items():
            for number, item in enumerate(shape.shapes):
                yield from ((marker, (number, *path)) for marker, path in markers(item))


def has_markers(shape: Shape) -> bool:
    """Whether a value has something in it that is filled in; the name of a key is nothing of the value."""
    return next(markers(shape), None) is not None or (
        isinstance(shape, Fields) and shape.others is not None and not shape.others.optional
    )


def required_markers(shape: Shape) -> frozenset[str]:
    """The markers of a shape that no optional key has."""
    match shape:
        case Marker() | Words():
            return marker_names(shape)
        case Items():
            return required_markers(shape.shapes[shape.sent]) if shape.shapes else frozenset()
        case Fields():
            key_name = {"field"} if shape.others and not shape.others.optional else frozenset[str]()
            required = (required_markers(key.shape) for key in shape.keys.values() if not key.optional)
            return frozenset(key_name).union(*required)
    return frozenset()


def marker_names(shape: Shape) -> frozenset[str]:
    return frozenset(marker.name for marker, _path in markers(shape))


def unknown_markers(example: object, path: tuple[PathStep, ...] = ()) -> Iterator[UnknownMarker]:
    """What stands in the place of a marker and is none."""
    if isinstance(example, str):
        for match in _MARKER.finditer(example):
            if not _marker(match[1]):
                yield UnknownMarker(match[1], path, is_whole=match[0] == example)
    elif isinstance(example, Mapping):
        for key, value in example.items():
            whole = _MARKER.fullmatch(key.removesuffix("?"))
            if whole and not _marker(whole[1]):
                yield UnknownMarker(whole[1], (*path, key), is_key=True)
            yield from unknown_markers(value, (*path, key))
    elif isinstance(example, list):
        for number, item in enumerate(example):
            yield from unknown_markers(item, (*path, number))
