"""A random text that a regular expression matches, with as much hostility as it lets through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from re import _constants as sre  # type: ignore[attr-defined]  # the tree of a pattern has no public name
from re import _parser as sre_parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 6
"""How often something repeats that may repeat without end."""


def text_of_pattern(pattern: str, dice: Random, values: Sequence[str]) -> str:
    """A text that matches; an open end is filled with hostile values."""
    parsed = sre_parser.parse(pattern)
    characters = sorted({char for value in values for char in value})
    text = "".join(_piece(op, argument, dice, characters) for op, argument in parsed)
    if not pattern.endswith("$"):
        text += dice.choice(values)[:20]
    assert re.search(pattern, text), (pattern, text)
    return text


def _piece(op: Any, argument: Any, dice: Random, characters: list[str]) -> str:
    if op is sre.LITERAL:
        return chr(argument)
    if op is sre.AT:
        return ""
    if op in (sre.IN, sre.NOT_LITERAL, sre.ANY):
        return dice.choice(_allowed(op, argument, characters))
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, inner = argument
        count = dice.randint(least, min(most, least + _MOST))
        return "".join(_piece(*part, dice, characters) for _ in range(count) for part in inner)
    if op is sre.SUBPATTERN:
        return "".join(_piece(*part, dice, characters) for part in argument[-1])
    if op is sre.BRANCH:
        return "".join(_piece(*part, dice, characters) for part in dice.choice(argument[1]))
    raise NotImplementedError(f"{op}: teach text_of_pattern this part of a pattern")


def _allowed(op: Any, argument: Any, characters: list[str]) -> list[str]:
    if op is sre.ANY:
        return [char for char in characters if char != "\n"]
    if op is sre.NOT_LITERAL:
        return [char for char in characters if char != chr(argument)]
    members = [char for char in [*map(chr, range(0x20, 0x7F)), *characters] if _is_in(char, argument)]
    assert members, "the table of hostile values has no character for this class"
    return members


def _is_in(char: str, members: Any) -> bool:
    negated = False
    for op, argument in members:
        if op is sre.NEGATE:
            negated = True
        elif (
            (op is sre.LITERAL and ord(char) == argument)
            or (op is sre.RANGE and argument[0] <= ord(char) <= argument[1])
            or (op is sre.CATEGORY and _CATEGORIES[argument](char))
        ):
            return not negated
    return negated


_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdecimal,
    sre.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    sre.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    sre.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}
