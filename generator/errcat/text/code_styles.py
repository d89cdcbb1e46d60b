"""The styles of codes: NOT_FOUND, not-found, NotFound, E1001 and others.

Many codes fit several styles: `forbidden` is both lower_snake_case and kebab-case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from errcat.text.code_names import capitalised, words_of
from errcat.text.lazy_pattern import lazy_pattern


class CodeStyle(NamedTuple):
    """A way to write codes."""

    name: str
    """The name of the style, spelled in the style itself if possible."""
    pattern: re.Pattern[str]
    write: Callable[[Sequence[str]], str] | None = None
    """Joins words into a code; None if codes of this style do not consist of words."""


def _pascal(words: Sequence[str]) -> str:
    return "".join(map(capitalised, words))


def _camel(words: Sequence[str]) -> str:
    return words[0] + _pascal(words[1:])


def _style(name: str, pattern: str, write: Callable[[Sequence[str]], str] | None = None) -> CodeStyle:
    return CodeStyle(name, lazy_pattern(pattern), write)


STYLES = (
    # E0308 is not in capitals-and-underscores style, though HTTP2 and E_0308 may be
    _style(
        "UPPER_SNAKE_CASE",
        r"(?![A-Z]{1,4}[0-9]{3,}\Z)(?=[0-9_]*[A-Z])_*[A-Z0-9]+(?:_+[A-Z0-9]+)*_*",
        lambda words: "_".join(words).upper(),
    ),
    _style("lower_snake_case", r"_*(?=[0-9_]*[a-z])[a-z0-9]+(?:_+[a-z0-9]+)*_*", "_".join),
    _style("kebab-case", r"(?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*", "-".join),
    _style(
        "UPPER-KEBAB-CASE",
        r"(?![A-Z]{1,4}[0-9]{3,}\Z)(?=[0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*",
        lambda words: "-".join(words).upper(),
    ),
    # OK and DNS count like Ok and Dns
    _style("PascalCase", r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*|[A-Z]{1,5}[0-9]?", _pascal),
    _style("camelCase", r"[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)*", _camel),
    _style("dotted.names", r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+|[a-z][a-z0-9]*", ".".join),
    _style("scope:name", r"[A-Za-z0-9._-]+(?:[:/]+[A-Za-z0-9._-]+)+"),
    _style("1001", r"[-+]?[0-9]+(?:[._-][0-9]+)*"),
    _style("E1001", r"[A-Za-z]+(?:[_-][A-Za-z]+)*[_-]?[0-9]{3,}"),
    _style("0100C", r"[0-9A-Z]*[0-9][0-9A-Z]*"),
    _style("words with spaces", r"[^\W_][^\s]*(?: [^\s]+)+", " ".join),
)
"""Dotted names and numbers may mix further styles; the dots or digits are what readers notice."""


_PUNCTUATION = " \t\r\n,;.\"'`“”‘’()[]<>"


def styles_of(code: str) -> frozenset[int]:
    """Return the styles that a code fits, as indexes of STYLES; none if it fits no style."""
    return frozenset(number for number, style in enumerate(STYLES) if style.pattern.fullmatch(code))


def convert_code(code: str, style: CodeStyle) -> str:
    """Convert a code to another style; empty if that is impossible."""
    words = words_of(code)
    if not words or style.write is None or words[0][:1].isdigit():
        return ""
    converted = style.write(words)
    return converted if style.pattern.fullmatch(converted) else ""


def without_punctuation(code: str) -> str:
    """Return a code without the punctuation around it; empty if there is none, or nothing else."""
    bare = code.strip(_PUNCTUATION)
    return bare if bare != code and any(char.isalnum() for char in bare) else ""
