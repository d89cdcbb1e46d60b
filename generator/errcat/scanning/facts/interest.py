"""Which facts are worth keeping: a tree of source files has millions of names and texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from errcat.scanning.facts.expressions import Expression, Literal, Name, PassedParam
from errcat.scanning.facts.words import is_error_word

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[.:/-][A-Za-z0-9_]+)*|[A-Z]{0,4}[0-9]{3,}")
_MAX_LENGTH = 100


@dataclass(frozen=True)
class Interest:
    """The keys and codes that a reader looks for."""

    keys: frozenset[str]
    """The names of keys, arguments and attributes that can have a code."""
    codes: frozenset[str]
    statuses: frozenset[str] = frozenset()
    """The names of keys and arguments that have an HTTP status."""

    def has_argument(self, value: Expression, owner: str) -> bool:
        """Whether an argument without a name can be a code."""
        if isinstance(value, Literal):
            text = value.value
            if isinstance(text, int):
                return str(text) in self.codes
            return text in self.codes or (
                len(text) <= _MAX_LENGTH and owner != "" and _IDENTIFIER.fullmatch(text) is not None
            )
        # an error class or a function such as `fail` can get a code that is computed
        can_raise = is_error_word(owner.rpartition(".")[2])
        if isinstance(value, Name):
            return can_raise or value.parts[-1][:1].isupper()
        return can_raise or isinstance(value, PassedParam)


def is_constant_like(parts: tuple[str, ...]) -> bool:
    """Whether a name can be a class or a constant: its last part, or the part before it, starts with a capital."""
    return any(part[:1].isupper() for part in parts[-2:])
