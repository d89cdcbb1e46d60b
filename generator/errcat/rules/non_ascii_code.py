"""non-ascii-code: a code has characters that not every keyboard, log and program knows.

Those that nobody sees and those that are taken for others have rules of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.deceptive_characters import (
    ANY_CONTROLS,
    BIDIRECTIONAL,
    character_name,
    hidden_in_identifier,
    look_alikes,
    twin,
)
from errcat.text.yaml_literal import yaml_word

MOST_NAMED = 2
"""How many characters of a code are named; the others are of the same kind."""
_SPELLED = {
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
    for error in catalog.described():
        if error.code.isascii():
            continue
        foreign = _foreign(error.code)
        if foreign:
            plain = _plain(error.code)
            values = {
                "code": error.code,
                "characters": ", ".join(map(character_name, foreign[:MOST_NAMED])),
                "line": f"code: {yaml_word(plain)}",
            }
            at = (error.at / "code").within(foreign[0])
            yield Problem("non-ascii-code", at, values, help="" if plain else "unspelled")


def _foreign(code: str) -> list[str]:
    """The characters outside ASCII that no other rule tells of, each once."""
    reported = {at for at, _char in hidden_in_identifier(code)} | {at for at, _char, _plain in look_alikes(code)}
    return list(
        dict.fromkeys(
            char
            for at, char in enumerate(code)
            if not char.isascii()
            and at not in reported
            and not BIDIRECTIONAL.match(char)
            and not ANY_CONTROLS.match(char)
        )
    )


def _plain(code: str) -> str:
    """The code in ASCII, where each of its characters has a plain spelling; else empty."""
    spelled = [_spelled(char) for char in code]
    return "" if None in spelled else "".join(one or "" for one in spelled)


def _spelled(char: str) -> str | None:
    if char.isascii():
        return char
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return base if base.isascii() else _SPELLED.get(char) or twin(char) or None
