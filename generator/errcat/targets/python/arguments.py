"""The params of an error as constructor arguments of its class: their names and types."""

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


class Argument(NamedTuple):
    """A keyword-only argument."""

    param: Verbatim
    """The name of the param as a literal."""
    name: Verbatim
    annotation: Verbatim
    optional: bool
    sensitive: bool

    @property
    def value(self) -> Verbatim:
        """The value that the constructor passes on, hidden from reports of local variables if it is sensitive."""
        return Verbatim(f"_Hidden({self.name})") if self.sensitive else self.name


def arguments(params: Sequence[ResolvedParam], taken: Collection[str] = ()) -> list[Argument]:
    """Return required arguments, then optional ones. `taken` has other names that the constructor uses."""
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
    """Return the params' names, with `_` after those that Python or the constructor uses."""
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
    """Return the type of a param: a literal type if it lists its values."""
    values = param["enum"]
    if values and all(isinstance(value, (str, int)) for value in values):
        kind = f"Literal[{', '.join(python_literal(value) for value in values)}]"
    else:
        kind = _TYPES[param["type"]]
    return Verbatim(f"{kind} | None" if param["optional"] else kind)
