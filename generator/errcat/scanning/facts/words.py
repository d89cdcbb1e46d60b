"""The words in the names of a program, and those that are about errors."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ABOUT_ERRORS = frozenset(
    ["error", "errors", "err", "errs", "exception", "exceptions", "exc", "problem", "problems", "fault", "faults",
     "failure", "failures", "fail", "fails", "failed", "abort", "aborts", "raise", "raises", "throw", "throws",
     "reject", "rejects", "panic"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def words_in(name: str) -> frozenset[str]:
    """Return the words of a name in lower case: `ApiError`, `raise_api_error` → api, error, raise."""
    return frozenset(word.lower() for word in _WORD.findall(name[:200]))


@lru_cache(maxsize=4096)
def is_error_word(name: str) -> bool:
    """Whether a name is about errors: `ApiError`, `fail`, `err`; not `default`."""
    return not words_in(name).isdisjoint(_ABOUT_ERRORS)
