"""The params of an error as constructor arguments and attributes of its class: their names and types."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from errcat.resolved.generated_types import ResolvedParam
from errcat.resolved.python_reserved_names import CONSTRUCTOR_NAMES
from errcat.targets.literals import Verbatim, python_literal

_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "Sequence[Any]",
    "object": "Mapping[str, Any]",
}
# Texts in these formats are times in Python: the type of the attribute. A constructor accepts the text too.
_TIMES = {"date-time": "DateTime", "date": "Date"}


class Argument(NamedTuple):
    """A keyword-only argument, and the attribute with its value."""

    param: str
    name: Verbatim
    annotation: Verbatim
    attribute: Verbatim
    """The type of the attribute."""
    optional: bool


def arguments(params: Sequence[ResolvedParam]) -> list[Argument]:
    """Return required arguments, then optional ones."""
    names = argument_names(param["name"] for param in params)
    result = [
        Argument(param["name"], Verbatim(name), *param_types(param), bool(param["optional"]))
        for param, name in zip(params, names, strict=True)
    ]
    return sorted(result, key=lambda argument: argument.optional)


def argument_names(params: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """Return the params' names, with `_` after those that Python or the base class uses."""
    parameter_names = list(params)
    used = set(parameter_names)
    names: list[str] = []
    for param in parameter_names:
        name = param
        while name in CONSTRUCTOR_NAMES or name in taken or (name != param and name in used):
            name += "_"
        used.add(name)
        names.append(name)
    return names


def param_types(param: ResolvedParam) -> tuple[Verbatim, Verbatim]:
    """Return the types of a param as an argument and as an attribute: literal types if it lists its values."""
    values = param["enum"]
    time = _TIMES.get(param["format"] or "") if param["type"] == "string" else None
    if values and all(isinstance(value, (str, int)) for value in values):
        attribute = argument = f"Literal[{', '.join(python_literal(value) for value in values)}]"
    elif time:
        attribute, argument = time, f"{time} | str"
    else:
        attribute = argument = _TYPES[param["type"]]
    none = " | None" if param["optional"] else ""
    return Verbatim(argument + none), Verbatim(attribute + none)
