"""What is wrong with a response: the finding about it, without its count and its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from errcat.findings.finding import PathStep, Place
from errcat.findings.value_paths import path_text
from errcat.model.catalog import NOTHING

Path: TypeAlias = "tuple[PathStep, ...]"

_KEY = re.compile(r"[A-Za-z_@$][A-Za-z0-9_.$@-]{0,39}")
_MANY_DIGITS = re.compile(r"(?:[0-9].*){3}")
_CODE = re.compile(r"[A-Za-z0-9_.:/ -]{1,64}")
_LONG_WORD = re.compile(r"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{20,}")
HIDDEN_KEY = "*"


@dataclass(frozen=True, slots=True)
class ResponseProblem:
    """Something wrong with a response. Two equal problems are the same finding.

    It has no value of the response, only paths, types and codes: recorded values can be secret.
    """

    rule: str
    help: str = ""
    """The name of the case, for the texts of the finding."""
    path: str = ""
    """The place in the body, in words."""
    code: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    related: Place | None = None
    """The place in the catalog that contradicts the response."""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.rule, self.help, self.path, self.code, *sorted(self.values.items()))


def shown_path(path: Path, known: frozenset[str] = frozenset()) -> str:
    """Spell a path in a body. Items of a list have the same path, and keys that can be secret are hidden.

    `known` has the keys that the catalog itself names.
    """
    steps: list[PathStep] = []
    for step in path:
        if isinstance(step, int):
            steps.append(0)
        else:
            steps.append(step if step in known or _is_like_a_name(step) else HIDDEN_KEY)
    return path_text(steps).replace("[0]", "[]").replace("['*']", ".*").removeprefix(".")


def _is_like_a_name(key: str) -> bool:
    return _KEY.fullmatch(key) is not None and _MANY_DIGITS.search(key) is None


def is_shown_code(code: str) -> bool:
    """Whether an unknown code looks like a code, not like a secret."""
    return _CODE.fullmatch(code) is not None and _LONG_WORD.search(code) is None
