"""non-ascii-code: a code has characters that not every keyboard, log and program supports.

Other rules report invisible and deceptive characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.rules.views.code_pattern import code_pattern
from errcat.text.deceptive_characters import (
    ANY_CONTROLS,
    BIDIRECTIONAL,
    ascii_look_alike,
    character_name,
    hidden_in_identifier,
    look_alikes,
)
from errcat.text.yaml_writer import yaml_word

MAX_NAMED = 2
"""How many characters of a code are named; the others are usually of the same kind."""
_ASCII_SPELLINGS = {
    "ß": "ss",
    "Æ": "AE",
    "æ": "ae",
    "Ø": "O",
    "ø": "o",
    "Œ": "OE",
    "œ": "oe",
    "Ł": "L",
    "ł": "l",
    "Đ": "D",
    "đ": "d",
}


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    pattern = code_pattern(catalog)
    for error in catalog.described():
        if error.code.isascii() or (pattern is not None and not pattern.fullmatch(error.code)):
            continue  # the pattern of the catalog says more about what a code can have
        characters = _non_ascii_characters(error.code)
        if characters:
            ascii_code = _ascii_code(error.code)
            values = {
                "code": error.code,
                "characters": ", ".join(map(character_name, characters[:MAX_NAMED])),
                "line": f"code: {yaml_word(ascii_code)}",
            }
            at = (error.at / "code").within(characters[0])
            yield Problem("non-ascii-code", at, values, help="" if ascii_code else "unspelled")


def _non_ascii_characters(code: str) -> list[str]:
    """Return the distinct characters outside ASCII that no other rule reports."""
    reported = {index for index, _char in hidden_in_identifier(code)} | {
        index for index, _char, _ascii_code in look_alikes(code)
    }
    return list(
        dict.fromkeys(
            char
            for index, char in enumerate(code)
            if not char.isascii()
            and index not in reported
            and not BIDIRECTIONAL.match(char)
            and not ANY_CONTROLS.match(char)
        )
    )


def _ascii_code(code: str) -> str:
    """Spell the code in ASCII; empty if a character has no ASCII spelling."""
    spellings = [_ascii_spelling(char) for char in code]
    return "" if None in spellings else "".join(spelling or "" for spelling in spellings)


def _ascii_spelling(char: str) -> str | None:
    if char.isascii():
        return char
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return base if base.isascii() else _ASCII_SPELLINGS.get(char) or ascii_look_alike(char) or None
