"""Compares the quick way for easy texts, which a pattern recognises, with the way for all others."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType

import pytest


def require_same_without(module: ModuleType, pattern: str, written: Callable[[], object]) -> None:
    """Require that the result stays the same if a pattern of a module matches nothing."""
    quickly = written()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, pattern, re.compile(r"(?!)"))
        assert quickly == written()
