"""Objects that are the same in every body. Each is a component, so that generated clients have one class for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from errcat import envelope
from errcat.resolved.openapi_components import BODY
from errcat.resolved.target_names import unused_name
from errcat.targets.openapi.json_schema import Schema

ObjectPath = tuple[str, ...]
"""The keys that lead to an object in a body."""
_DIFFERENT_MARKERS = frozenset([*envelope.IDENTIFYING_MARKERS, "status", "details", "params"])
"""Markers whose schema depends on the error."""


def shared_objects(shape: envelope.Shape, used_names: Collection[str]) -> dict[ObjectPath, str]:
    """Return a component name for each object inside a body that no error changes."""
    used = {name.casefold() for name in (*used_names, BODY)}
    names: dict[ObjectPath, str] = {}
    for path in _paths(shape):
        words = [word for key in path for word in re.split(r"[^A-Za-z0-9]+", key) if word]
        names[path] = unused_name(BODY + "".join(word[0].upper() + word[1:] for word in words), used)
        used.add(names[path].casefold())
    return names


def object_at(shape: envelope.Shape, path: ObjectPath) -> envelope.Shape:
    """Return the shape at a path."""
    for key in path:
        if not isinstance(shape, envelope.ObjectShape):
            raise KeyError(path)
        shape = shape.keys[key].shape
    return shape


def with_shared_objects(schema: Schema, names: Mapping[ObjectPath, str], path: ObjectPath = ()) -> Schema:
    """Return the schema of a body with references to the shared objects."""
    if "properties" not in schema or not names:
        return schema
    properties = {
        key: {"$ref": f"#/components/schemas/{names[*path, key]}"}
        if (*path, key) in names
        else with_shared_objects(part, names, (*path, key))
        for key, part in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _paths(shape: envelope.Shape, path: ObjectPath = ()) -> Iterator[ObjectPath]:
    """Yield the path of each outermost object that is the same in every body."""
    if not isinstance(shape, envelope.ObjectShape):
        return
    for key in shape.keys.values():
        inner_path = (*path, key.name)
        if isinstance(key.shape, envelope.ObjectShape) and key.shape.keys and _is_the_same(key.shape):
            yield inner_path
        else:
            yield from _paths(key.shape, inner_path)


def _is_the_same(shape: envelope.ObjectShape) -> bool:
    objects = [shape, *_inner_objects(shape)]
    return _DIFFERENT_MARKERS.isdisjoint(envelope.marker_names(shape)) and not any(
        inner.spreads_params for inner in objects
    )


def _inner_objects(shape: envelope.ObjectShape) -> Iterator[envelope.ObjectShape]:
    for key in shape.keys.values():
        if isinstance(key.shape, envelope.ObjectShape):
            yield key.shape
            yield from _inner_objects(key.shape)
