"""The names of a module's exception classes, unlike builtins, one another and the module's own names.

A class name is the words of the error name and `Error`. A type can declare its class itself: `Acme::CardError` becomes
CardError. If a name is taken, in any case, the class has all words of the declared name (AcmeCardError), or else the
first words of the base class (ApiPermissionError), or else a number at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from errcat.resolved.generated_types import ResolvedCatalog, ResolvedType
from errcat.resolved.python_names import CLASS_NAMES, class_name_candidates
from errcat.resolved.target_names import error_class, unused_name


@dataclass(frozen=True, slots=True)
class ClassNames:
    """The classes of a module by the id of a type or category, or by the name of an error."""

    types: Mapping[str, str]
    categories: Mapping[str, str]
    codes: Mapping[str, str]


def class_names(resolved: ResolvedCatalog, base: str, *, types: bool, codes: bool) -> ClassNames:
    """Return the names of the classes that a module has."""
    taken = {*CLASS_NAMES, base.casefold()}
    prefix = base.removesuffix("Error").removesuffix("Exception") or "Api"

    def assign(*candidates: str) -> str:
        candidates_in_order = [*candidates, f"{prefix}{candidates[0]}"]
        name = next(
            (candidate for candidate in candidates_in_order if candidate.casefold() not in taken), None
        ) or unused_name(candidates_in_order[-1], taken)
        taken.add(name.casefold())
        return name

    return ClassNames(
        {type_["id"]: assign(*_type_name_candidates(type_)) for type_ in resolved["types"]} if types else {},
        {category["id"]: assign(error_class(category["id"])) for category in resolved["categories"]},
        {error["name"]: assign(error_class(error["name"])) for error in resolved["errors"]} if codes else {},
    )


def _type_name_candidates(type_: ResolvedType) -> Iterable[str]:
    yield from class_name_candidates(type_["class_name"] or "")
    yield error_class(type_["id"])
