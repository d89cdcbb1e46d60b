"""The params of an error as the arguments of its class: what each is called, and which type it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from errcat.resolved.python_names import CONSTRUCTOR_NAMES
from errcat.resolved.types import ResolvedParam
from errcat.targets.literals import Verbatim, python_literal

_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "Sequence[Any]",
    "object": "Mapping[str, Any]",
}


class Argument(NamedTuple):
    """A keyword-only argument."""

    param: Verbatim
    """The name of the param, as a literal."""
    name: Verbatim
    annotation: Verbatim
    optional: bool
    sensitive: bool

    @property
    def value(self) -> Verbatim:
        """What the constructor passes on: a sensitive value where no report of its variables shows it."""
        return Verbatim(f"_Hidden({self.name})") if self.sensitive else self.name


def arguments(params: Sequence[ResolvedParam], taken: Collection[str] = ()) -> list[Argument]:
    """Those that must be given, then those that need not. `taken` has further names that the constructor has."""
    names = argument_names((param["name"] for param in params), taken)
    result = [
        Argument(
            python_literal(param["name"]),
            Verbatim(name),
            annotation(param),
            optional=bool(param["optional"]),
            sensitive=bool(param["sensitive"]),
        )
        for param, name in zip(params, names, strict=True)
    ]
    return sorted(result, key=lambda argument: argument.optional)


def argument_names(params: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """The params' own names, with `_` behind those that Python or the constructor has for itself."""
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


def annotation(param: ResolvedParam) -> Verbatim:
    """The type of a param; the very values where it names them all."""
    values = param["enum"]
    if values and all(isinstance(value, (str, int)) for value in values):
        kind = f"Literal[{', '.join(python_literal(value) for value in values)}]"
    else:
        kind = _TYPES[param["type"]]
    return Verbatim(f"{kind} | None" if param["optional"] else kind)
