"""What a caller may add to a body: values of its examples, and members of objects that are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.envelope.shapes import Fields, Items, Marker, Shape

Path = tuple[str, ...]
"""The keys that lead to a member; the steps into lists are left out, for a body is written with one item."""


def example_paths(shape: Shape, path: Path = ()) -> Iterator[Path]:
    """The members that are examples."""
    match shape:
        case Fields():
            for key in shape.keys.values():
                if key.is_example:
                    yield (*path, key.name)
                else:
                    yield from example_paths(key.shape, (*path, key.name))
        case Items() if shape.shapes:
            yield from example_paths(shape.shapes[shape.sent], path)


def member_markers(shape: Shape, path: Path = ()) -> Iterator[tuple[Path, str | None]]:
    """Every other member: it is no caller's. With the marker that is its value, if one is."""
    match shape:
        case Fields():
            for key in shape.keys.values():
                if not key.is_example:
                    inner = (*path, key.name)
                    yield inner, key.shape.name if isinstance(key.shape, Marker) else None
                    yield from member_markers(key.shape, inner)
        case Items() if shape.shapes:
            yield from member_markers(shape.shapes[shape.sent], path)


def open_paths(shape: Shape, path: Path = ()) -> Iterator[Path]:
    """The objects that a caller may add members to, the innermost first."""
    match shape:
        case Fields():
            for key in shape.keys.values():
                if not key.is_example:
                    yield from open_paths(key.shape, (*path, key.name))
            if shape.takes_more:
                yield path
        case Items() if shape.shapes:
            yield from open_paths(shape.shapes[shape.sent], path)


def example_names(shape: Shape) -> dict[str, Path]:
    """What a caller may call each example: its path with dots, and its own name where no other member has it."""
    paths = list(dict.fromkeys(example_paths(shape)))
    uses = Counter(path[-1] for path in [*paths, *dict(member_markers(shape))])
    short = {path[-1]: path for path in paths if uses[path[-1]] == 1}
    return short | {".".join(path): path for path in paths}
