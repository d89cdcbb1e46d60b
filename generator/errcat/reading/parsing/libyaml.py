"""libyaml, through PyYAML: the only YAML parser in use, so that a text means the same on every machine."""

from __future__ import annotations

from typing import Any

import yaml

from errcat.errors import RunError

NESTING_LIMIT = "exceeded maximum nesting depth"
"""What libyaml says, from version 0.2.6 on, when 1,000 brackets or blocks are open."""

_LOADER: Any = getattr(yaml, "CSafeLoader", None)
"""None where PyYAML was built without libyaml. Every wheel of PyYAML has it."""


def open_parser(text: str) -> Any:
    """A parser of a text; the caller disposes of it."""
    if _LOADER is None:
        raise RunError("no-libyaml")
    return _LOADER(text)
