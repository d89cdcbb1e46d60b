"""The name of each error in each language: valid there, and different from all others.

This holds for every catalog that passes the check, in which no two names differ in case only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from errcat.model.catalog import ErrorEntry
from errcat.resolved.python_reserved_names import ENUM_ATTRIBUTES, ENUM_WORDS, PYTHON_WORDS, STR_METHODS
from errcat.text.code_names import capitalised, derive_name
from errcat.text.lazy_pattern import lazy_pattern

_IDENTIFIER = lazy_pattern(r"[A-Za-z][A-Za-z0-9_]*")
_FINAL_ERROR = lazy_pattern(r"Err(?:or)?[Ff]?$")
COMPONENT_KEY = lazy_pattern(r"[A-Za-z0-9._-]+")
"""What OpenAPI allows as the name of a component."""


def python_members(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the names of enum members: the names, with `_` after those that are taken."""
    reserved = PYTHON_WORDS | STR_METHODS | ENUM_WORDS | ENUM_ATTRIBUTES | frozenset(taken)
    all_names = list(names)
    used = set(all_names) - reserved
    members: list[str] = []
    for name in all_names:
        member = name
        while member in reserved or (member != name and member in used):
            member += "_"
        used.add(member)
        members.append(member)
    return members


def component_keys(errors: Sequence[ErrorEntry], taken: Iterable[str] = ()) -> list[str]:
    """Return the OpenAPI component name of each error: its code if that is possible, else its name.

    A code is possible if it is valid and differs from all others in more than case: tools make files and classes of
    these keys.
    """
    codes = Counter(error.code.casefold() for error in errors)
    reserved = {word.casefold() for word in taken}
    keys = [
        error.code
        if COMPONENT_KEY.fullmatch(error.code)
        and codes[error.code.casefold()] == 1
        and error.code.casefold() not in reserved
        else ""
        for error in errors
    ]
    used = reserved | {key.casefold() for key in keys if key}
    for number, error in enumerate(errors):
        if not keys[number]:
            keys[number] = unused_name(error.name, used)
            used.add(keys[number].casefold())
    return keys


def enum_names(codes: Iterable[str]) -> list[str]:
    """Return names for the values of an enum in generated clients: upper case, valid everywhere, and distinct."""
    used: set[str] = set()
    names: list[str] = []
    for code in codes:
        name = unused_name(derive_name(code) or "EMPTY", used)
        used.add(name.casefold())
        names.append(name)
    return names


def class_word(name: str) -> str:
    """Return the words of a name or id as a class name: `ORDER_NOT_FOUND`, `rate-limit` → OrderNotFound, RateLimit."""
    if "_" not in name and "-" not in name and not name.isupper() and name[:1].isupper():
        return name  # already a class name
    words = re.split(r"[_-]+", derive_name(name))
    # an underscore between digits stays, so that E10_003 and E1_0003 are two classes
    return "".join(
        f"_{word}" if number and word[:1].isdigit() and words[number - 1][-1:].isdigit() else capitalised(word)
        for number, word in enumerate(words)
    )


def error_class(name: str) -> str:
    """Return the class name of an error, type or category: its words and `Error`, which is never there twice.

    `ORDER_NOT_FOUND` → OrderNotFoundError, `JS_NOT_ENABLED_ERR` → JsNotEnabledError, `THROTTLING_EXCEPTION` →
    ThrottlingException.
    """
    word = _FINAL_ERROR.sub("Error", class_word(name))
    return word if word.endswith(("Error", "Exception", "Warning")) else f"{word}Error"


def class_name_candidates(class_name: str) -> Iterator[str]:
    """Yield the names for a class that is `Acme::CardError` elsewhere: CardError, else AcmeCardError."""
    words = [word for word in re.split(r"[^A-Za-z0-9_]+", class_name) if word]
    if words and _IDENTIFIER.fullmatch(words[-1]):
        yield words[-1]
        if len(words) > 1 and _IDENTIFIER.fullmatch(words[0]):
            yield "".join(words)


def raised_categories(ids: Iterable[str], errors: Iterable[tuple[str | None, str]]) -> list[str]:
    """Return the categories that have an exception class: those that aren't about success, which nothing raises.

    `errors` has the category and the severity of each error.
    """
    severities: dict[str | None, set[str]] = {}
    for category, severity in errors:
        severities.setdefault(category, set()).add(severity)
    return [id for id in ids if id != "success" and severities.get(id) != {"success"}]


def unused_name(name: str, used: Iterable[str]) -> str:
    """Return the name, with a number if it is already used, in any case."""
    known = used if isinstance(used, (set, frozenset)) else set(used)
    number, free = 1, name
    while free.casefold() in known:
        number += 1
        free = f"{name}_{number}"
    return free
