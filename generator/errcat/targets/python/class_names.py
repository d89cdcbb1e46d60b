"""What the exception classes of a module are called: none like a builtin, none like another, none like a tool of ours.

The rule: the words of the name and `Error` behind them; a type may say its class itself (`Acme::CardError` →
CardError). Where that is taken, in whatever case, the whole of what the type says (AcmeCardError), else the first
words of the base class before it (ApiPermissionError), else a number behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from errcat.resolved.python_names import CLASS_NAMES, wanted_class_names
from errcat.resolved.target_names import error_class, free_name
from errcat.resolved.types import ResolvedCatalog, ResolvedType


@dataclass(frozen=True, slots=True)
class ClassNames:
    """The classes of a module, by the id of a type or category and by the name of an error."""

    types: Mapping[str, str]
    categories: Mapping[str, str]
    codes: Mapping[str, str]


def class_names(resolved: ResolvedCatalog, base: str, *, types: bool, codes: bool) -> ClassNames:
    """Names for the classes that a module has."""
    taken = {*CLASS_NAMES, base.casefold()}
    prefix = base.removesuffix("Error").removesuffix("Exception") or "Api"

    def allot(*wanted_names: str) -> str:
        every = [*wanted_names, f"{prefix}{wanted_names[0]}"]
        name = next((wanted_name for wanted_name in every if wanted_name.casefold() not in taken), None) or free_name(
            every[-1], taken
        )
        taken.add(name.casefold())
        return name

    return ClassNames(
        {type_["id"]: allot(*_wanted_type_names(type_)) for type_ in resolved["types"]} if types else {},
        {category["id"]: allot(error_class(category["id"])) for category in resolved["categories"]},
        {error["name"]: allot(error_class(error["name"])) for error in resolved["errors"]} if codes else {},
    )


def _wanted_type_names(one: ResolvedType) -> Iterable[str]:
    yield from wanted_class_names(one["class_name"] or "")
    yield error_class(one["id"])
