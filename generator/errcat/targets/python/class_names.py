"""What the exception classes of a module are called: none like a builtin, none like another, none like a tool of ours.

The rule: the words of the name and `Error` behind them; a type may say its class itself (`Acme::CardError` →
CardError). Where that is taken, in whatever case, the whole of what the type says (AcmeCardError), else the first
words of the base class before it (ApiPermissionError), else a number behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from errcat.resolved.python_names import CLASS_NAMES, class_name_candidates
from errcat.resolved.target_names import error_class, unused_name
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
