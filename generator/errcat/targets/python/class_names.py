"""What the exception classes of a module are called: none like a builtin, none like another, none like a tool of ours.

The rule: the words of the name and `Error` behind them; a type may say its class itself (`Acme::CardError` →
CardError). Where that is taken, in whatever case, the whole of what the type says (AcmeCardError), else the first
words of the base class before it (ApiPermissionError), else a number behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from errcat.names import PYTHON_EXCEPTIONS, class_word, free_name
from errcat.resolved import Resolved

OF_THE_MODULE = frozenset(["ErrorCode", "ErrorInfo", "Category", "CategoryInfo", "Error"])
_SUFFIXES = ("Error", "Exception", "Warning")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ClassNames:
    """The classes of a module, by the id of a type or category and by the name of an error."""

    types: Mapping[str, str]
    categories: Mapping[str, str]
    codes: Mapping[str, str]


def class_names(resolved: Resolved, base: str, *, types: bool, codes: bool) -> ClassNames:
    """Names for the classes that a module has."""
    taken = {name.casefold() for name in PYTHON_EXCEPTIONS | OF_THE_MODULE} | {base.casefold()}
    prefix = base.removesuffix("Error").removesuffix("Exception") or "Api"

    def allot(*wishes: str) -> str:
        every = [*wishes, f"{prefix}{wishes[0]}"]
        name = next((wish for wish in every if wish.casefold() not in taken), None) or free_name(every[-1], taken)
        taken.add(name.casefold())
        return name

    return ClassNames(
        {one["id"]: allot(*_type_wishes(one)) for one in resolved["types"]} if types else {},
        {one["id"]: allot(_class_of(one["id"])) for one in resolved["categories"]},
        {one["name"]: allot(_class_of(one["name"])) for one in resolved["errors"]} if codes else {},
    )


def _type_wishes(one: Resolved) -> Iterable[str]:
    words = [word for word in re.split(r"[^A-Za-z0-9_]+", one["class_name"] or "") if word]
    if words and _IDENTIFIER.fullmatch(words[-1]):
        yield words[-1]
        if len(words) > 1 and _IDENTIFIER.fullmatch(words[0]):
            yield "".join(words)
    yield _class_of(one["id"])


def _class_of(name: str) -> str:
    word = class_word(name)
    return word if word.endswith(_SUFFIXES) else f"{word}Error"
