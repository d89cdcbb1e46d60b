"""Regular expressions that are compiled when they are first used: compiling is slow, and most runs use few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _LazyPattern:
    """Has the methods of `re.Pattern`. The first use compiles the pattern and fills the slots of the methods."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Python calls this for an empty slot, and for what only the compiled pattern has."""
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that behaves like that of `re.compile`, except that it is compiled when it is first used."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))
