"""Fragments of Python code made of literals: calls, tuples, and the shape of an envelope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from errcat import envelope
from errcat.targets.literals import Verbatim, python_literal


def docstring(text: str) -> Verbatim:
    """Return a text as a docstring: a literal in three quotation marks."""
    literal = python_literal(text)
    return Verbatim(f'""{literal}""') if literal.startswith('"') else literal


def tuple_of(items: Iterable[Verbatim]) -> Verbatim:
    """Return a tuple of code fragments."""
    codes = list(items)
    return Verbatim(f"({', '.join(codes)}{',' * (len(codes) == 1)})")


def frozenset_code(names: Iterable[str]) -> Verbatim:
    """Return a frozenset of names."""
    return Verbatim(f"frozenset({python_literal(sorted(names))})")


def dict_of(items: Mapping[str, Verbatim]) -> Verbatim:
    """Return a dict of code fragments."""
    return Verbatim("{" + ", ".join(f"{python_literal(key)}: {value}" for key, value in items.items()) + "}")


def literal_or_none(value: object) -> Verbatim | None:
    """Return a literal; None for an empty value."""
    return None if value is None or value is False or value in ("", (), [], {}) else python_literal(value)


def data_code(value: object) -> Verbatim:
    """Return data as code. It can contain code fragments."""
    if isinstance(value, Verbatim):
        return value
    if isinstance(value, Mapping):
        return dict_of({key: data_code(item) for key, item in value.items()})
    if isinstance(value, list):
        return Verbatim(f"[{', '.join(map(data_code, value))}]")
    return python_literal(value)


def shape_code(shape: envelope.Shape, path: tuple[str, ...] = ()) -> Verbatim:
    """Return the shape of an envelope as tuples, for the reader and the writer in the generated module.

    `path` leads to the shape from the top of the body, without list indexes.
    """
    match shape:
        case envelope.Marker():
            return python_literal(("marker", shape.name, shape.type))
        case envelope.TextWithMarkers():
            return tuple_of([python_literal("words"), tuple_of(_word_code(part) for part in shape.parts)])
        case envelope.ExampleValue():
            return python_literal(("value", shape.value))
        case envelope.ListShape():
            items = tuple_of(shape_code(inner_shape, path) for inner_shape in shape.shapes)
            if shape.is_constant:
                return tuple_of([python_literal("list"), items])
            needs, sent = python_literal(tuple(sorted(shape.needed_markers))), python_literal(shape.sent_index)
            return tuple_of([python_literal("items"), items, needs, sent])
        case envelope.ObjectShape():
            keys = tuple_of(_key_code(key, (*path, key.name)) for key in shape.keys.values())
            others = python_literal(None)
            if shape.others is not None and not shape.others.is_example:
                others = tuple_of([python_literal(shape.others.optional), shape_code(shape.others.shape, path)])
            place, has_params = python_literal(path), python_literal(shape.spreads_params)
            return tuple_of([python_literal("fields"), keys, others, place, has_params])
    return python_literal(("any",))


def _word_code(part: str | envelope.Marker) -> Verbatim:
    return python_literal(part) if isinstance(part, str) else shape_code(part)


def _key_code(key: envelope.ObjectKey, path: tuple[str, ...]) -> Verbatim:
    inner = python_literal(("example", path)) if key.is_example else shape_code(key.shape, path)
    return tuple_of([python_literal(key.name), python_literal(key.optional), inner])
