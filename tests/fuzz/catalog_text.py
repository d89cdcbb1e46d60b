"""A catalog as text: one value a line, so that a finding's line leads back to the value that it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Path_ = tuple[str | int, ...]
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def text_of(data: Any) -> bytes:
    """The data as JSON that every YAML parser reads the same."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode() + b"\n"


def paths_by_line(data: Any) -> list[Path_]:
    """The path of the value that each line of `text_of` starts or ends."""
    return list(_lines(data, ()))


def _lines(value: Any, path: Path_) -> Iterator[Path_]:
    yield path
    if isinstance(value, (dict, list)) and value:
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _lines(inner, (*path, step))
        yield path
