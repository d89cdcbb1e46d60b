"""What a caller can add to a body: values for its examples, and members of open objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.envelope.shapes import ListShape, Marker, ObjectShape, Shape

Path = tuple[str, ...]
"""The keys that lead to a member. List indexes are left out because a body is written with a single item."""


def example_paths(shape: Shape, path: Path = ()) -> Iterator[Path]:
    """Return the members that are examples."""
    match shape:
        case ObjectShape():
            for key in shape.keys.values():
                if key.is_example:
                    yield (*path, key.name)
                else:
                    yield from example_paths(key.shape, (*path, key.name))
        case ListShape() if shape.shapes:
            yield from example_paths(shape.shapes[shape.sent_index], path)


def member_markers(shape: Shape, path: Path = ()) -> Iterator[tuple[Path, str | None]]:
    """Return the other members, which no caller can set, each with the marker that is its value, if any."""
    match shape:
        case ObjectShape():
            for key in shape.keys.values():
                if not key.is_example:
                    member_path = (*path, key.name)
                    yield member_path, key.shape.name if isinstance(key.shape, Marker) else None
                    yield from member_markers(key.shape, member_path)
        case ListShape() if shape.shapes:
            yield from member_markers(shape.shapes[shape.sent_index], path)


def open_paths(shape: Shape, path: Path = ()) -> Iterator[Path]:
    """Return the objects that accept further members, innermost first."""
    match shape:
        case ObjectShape():
            for key in shape.keys.values():
                if not key.is_example:
                    yield from open_paths(key.shape, (*path, key.name))
            if shape.accepts_more_keys:
                yield path
        case ListShape() if shape.shapes:
            yield from open_paths(shape.shapes[shape.sent_index], path)


def example_names(shape: Shape) -> dict[str, Path]:
    """Map the names that a caller can use for examples to paths: the dotted path, and the last key if it is unique."""
    paths = list(dict.fromkeys(example_paths(shape)))
    uses = Counter(path[-1] for path in [*paths, *dict(member_markers(shape))])
    short = {path[-1]: path for path in paths if uses[path[-1]] == 1}
    return short | {".".join(path): path for path in paths}
