"""What each error is called in each language: names that are legal there, and different from all others. A noun.

The rules hold for every catalog that passes the check, in which the names of two errors differ in more than case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from errcat.model.catalog import ErrorEntry
from errcat.resolved.python_names import ENUM_ATTRIBUTES, ENUM_WORDS, PYTHON_WORDS, STR_METHODS
from errcat.text.code_names import derive_name

COMPONENT_KEY = re.compile(r"[A-Za-z0-9._-]+")
"""What OpenAPI lets a component be called."""


def python_members(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """What members of a string enum are called: the names, with `_` behind those that are taken."""
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
    """What the components of errors are called in OpenAPI: the code itself where it can be, else the name.

    It can where it is legal, no other error has it or differs from it in case only, and nothing else is called so:
    tools make files and classes of these keys.
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
    """What generators shall call the values of an enum: upper case, legal everywhere, no two alike."""
    used: set[str] = set()
    found: list[str] = []
    for code in codes:
        name = unused_name(derive_name(code) or "EMPTY", used)
        used.add(name.casefold())
        found.append(name)
    return found


def class_word(name: str) -> str:
    """A name or an id as the words of a class: `ORDER_NOT_FOUND`, `rate-limit` → OrderNotFound, RateLimit."""
    if "_" not in name and "-" not in name and not name.isupper() and name[:1].isupper():
        return name  # somebody wrote it so already
    words = re.split(r"[_-]+", derive_name(name))
    # digits keep what is around them apart: E10_003 and E1_0003 are two classes
    return "".join(
        f"_{word}" if number and word[:1].isdigit() and words[number - 1][-1:].isdigit() else word.capitalize()
        for number, word in enumerate(words)
    )


def error_class(name: str) -> str:
    """The class of an error or a category: the words of its name or id, with `Error` at the end."""
    word = class_word(name)
    return word if word.endswith(("Error", "Exception", "Warning")) else f"{word}Error"


def unused_name(name: str, used: Iterable[str]) -> str:
    """The name, with a number behind it where it is used already, in whatever case."""
    known = used if isinstance(used, (set, frozenset)) else set(used)
    number, free = 1, name
    while free.casefold() in known:
        number += 1
        free = f"{name}_{number}"
    return free
