"""The names of a module's exception classes: different from builtins, from each other and from the module's own names.

A class name is the words of a name or id, and `Error`. A type can declare its class itself: `Acme::CardError` becomes
CardError, or else AcmeCardError. If two would have the same name, in any case, a declared class comes first, then the
class of a code, which people raise most, then of a type, then of a category. The other gets the first of these names
that is unused:

1. with the words of the base class: ApiPermissionError;
2. with its kind: CardTypeError, RetryCategoryError; the class of a code that would be the base class: ApiErrorError;
3. with a number: RetryCategoryError2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.python_reserved_names import CLASS_NAMES
from errcat.resolved.target_names import class_name_candidates, error_class, raised_categories


@dataclass(frozen=True, slots=True)
class ClassNames:
    """The classes of a module by the id of a type or category, or by the name of an error."""

    types: Mapping[str, str]
    categories: Mapping[str, str]
    """Without the categories of successes: nothing raises them."""
    codes: Mapping[str, str]


_CODE, _TYPE, _CATEGORY = "", "Type", "Category"
"""What has a class, as the word that distinguishes it."""


def class_names(resolved: ResolvedCatalog, base: str, *, types: bool, codes: bool) -> ClassNames:
    """Return the names of the classes that a module has."""
    taken = {*CLASS_NAMES, base.casefold()}
    names: dict[tuple[str, str], str] = {}

    def assign(kind: str, id: str, candidates: Iterable[str]) -> None:
        name = next((candidate for candidate in candidates if candidate.casefold() not in taken), None)
        if name is not None and (kind, id) not in names:
            taken.add(name.casefold())
            names[kind, id] = name

    ids: list[tuple[str, str]] = []
    if codes:
        ids += [(_CODE, error["name"]) for error in resolved["errors"]]
    if types:
        ids += [(_TYPE, type_["id"]) for type_ in resolved["types"]]
        for type_ in resolved["types"]:
            assign(_TYPE, type_["id"], class_name_candidates(type_["class_name"] or ""))
    severities = [(error["category"], error["severity"]) for error in resolved["errors"]]
    categories = [category["id"] for category in resolved["categories"]]
    ids += [(_CATEGORY, id) for id in raised_categories(categories, severities)]
    for kind, id in ids:
        assign(kind, id, [error_class(id)])
    for kind, id in ids:
        if (kind, id) not in names:
            assign(kind, id, _other_names(kind, error_class(id), base))
    of_kind = [{id: name for (other, id), name in names.items() if other == kind} for kind in (_TYPE, _CATEGORY, _CODE)]
    return ClassNames(*of_kind)


def _other_names(kind: str, name: str, base: str) -> Iterator[str]:
    """Yield names for a class whose plain name is taken, best first, without end."""
    prefix = base.removesuffix("Error").removesuffix("Exception") or "Api"
    last = name
    if not name.startswith(prefix):
        last = f"{prefix}{name}"
        yield last
    if kind:
        last = f"{name.removesuffix('Error')}{kind}Error"
        yield last
    elif name.casefold() == base.casefold():
        last = f"{name}Error"
        yield last
    yield from (f"{last}{number}" for number in count(2))
