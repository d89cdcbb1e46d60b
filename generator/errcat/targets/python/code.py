"""Pieces of Python code, made of literals: calls, tuples, and the text of a shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from errcat import envelope
from errcat.targets.literals import Written, python_literal


def call(name: str, /, **arguments: Written | None) -> Written:
    """A call with keyword arguments; those that are None are left out. `name` is one of ours."""
    given = ", ".join(f"{key}={value}" for key, value in arguments.items() if value is not None)
    return Written(f"{name}({given})")


def tuple_of(items: Iterable[Written]) -> Written:
    """A tuple of pieces of code."""
    every = list(items)
    return Written(f"({', '.join(every)}{',' * (len(every) == 1)})")


def dict_of(items: Mapping[str, Written]) -> Written:
    """A dict of pieces of code."""
    return Written("{" + ", ".join(f"{python_literal(key)}: {value}" for key, value in items.items()) + "}")


def literal_or_none(value: object) -> Written | None:
    """A literal; None where there is nothing to say."""
    return None if value is None or value is False or value in ("", (), [], {}) else python_literal(value)


def data_code(value: object) -> Written:
    """Data as code, with pieces of code in it."""
    if isinstance(value, Written):
        return value
    if isinstance(value, Mapping):
        return dict_of({key: data_code(item) for key, item in value.items()})
    if isinstance(value, list):
        return Written(f"[{', '.join(map(data_code, value))}]")
    return python_literal(value)


def shape_code(shape: envelope.Shape) -> Written:
    """The shape of an envelope as tuples, for the small reader and writer of shapes in the generated module."""
    match shape:
        case envelope.Marker():
            return python_literal(("marker", shape.name, shape.type))
        case envelope.Words():
            parts = tuple(part if isinstance(part, str) else (part.name,) for part in shape.parts)
            return python_literal(("words", parts))
        case envelope.Sample():
            return python_literal(("value", shape.value))
        case envelope.Items():
            return tuple_of([python_literal("items"), tuple_of(shape_code(one) for one in shape.shapes)])
        case envelope.Fields():
            keys = [
                tuple_of([python_literal(key.name), python_literal(key.optional), shape_code(key.shape)])
                for key in shape.keys.values()
            ]
            others = shape.others
            named = others is not None and not others.optional
            other = shape_code(others.shape) if others is not None and named else python_literal(None)
            return tuple_of([python_literal("fields"), tuple_of(keys), other])
    return python_literal(("any",))
