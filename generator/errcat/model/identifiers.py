"""Identifiers that programs compare (codes, names, ids), and deceptive characters in them."""

from __future__ import annotations

from collections.abc import Iterator

from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Catalog
from errcat.model.shown_strings import addresses
from errcat.text.deceptive_characters import apparent_text, character_name, hidden_in_identifier, look_alikes
from errcat.text.yaml_writer import yaml_word

MOST_REPORTED = 20
"""The most hidden characters of an identifier that are reported."""


def unusual_identifiers(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    """Yield codes, and references to codes, with characters other than printable ASCII."""
    if not _is_usual("".join([error.code for error in catalog.errors])):
        yield from ((error.code, error.at / "code") for error in catalog.errors if not _is_usual(error.code))
    for error in catalog.errors:
        if not _is_usual("".join(error.see_also)):
            for number, code in enumerate(error.see_also):
                if not _is_usual(code):
                    yield code, error.at / "see_also" / number
        if error.deprecated and not _is_usual(error.deprecated.replaced_by or ""):
            yield error.deprecated.replaced_by or "", error.at / "deprecated" / "replaced_by"
    for retired in catalog.retired:
        if not _is_usual(retired.code):
            yield retired.code, retired.at / "code"
        if retired.replaced_by is not None and not _is_usual(retired.replaced_by):
            yield retired.replaced_by, retired.at / "replaced_by"
    for reserved in catalog.reserved:
        if reserved.code is not None and not _is_usual(reserved.code):
            yield reserved.code, reserved.at / "code"


def unusual_labels(catalog: Catalog) -> Iterator[tuple[str, Place]]:
    """Yield tags, request fields, operations and addresses with characters other than printable ASCII."""
    yield from ((url, place) for place, url in addresses(catalog) if not _is_usual(url))
    for error in catalog.errors:
        if error.tags or error.fields or error.operations:
            for field, labels in (("tags", error.tags), ("fields", error.fields), ("operations", error.operations)):
                for number, label in enumerate(labels):
                    if not _is_usual(label):
                        yield label, error.at / field / number


def deception_problems(identifier: str, at: Place) -> Iterator[Problem]:
    """Yield a problem for everything in an identifier that is not what it looks like."""
    yield from hidden_problems(identifier, at)
    yield from look_alike_problems(identifier, at)


def hidden_problems(identifier: str, at: Place) -> Iterator[Problem]:
    """Yield a problem for each invisible character of an identifier, and each that looks like a space."""
    for start, char in hidden_in_identifier(identifier)[:MOST_REPORTED]:
        # a character that looks like a space was meant as a space
        instead = " " if char.isspace() else ""
        yield Problem(
            "invisible-character",
            at.within(char, identifier.count(char, 0, start)),
            {"character": character_name(char)},
            help="space" if instead else "identifier",
            replacements=((char, instead),),
        )


def look_alike_problems(identifier: str, at: Place) -> Iterator[Problem]:
    """Yield a single problem for all characters of an identifier that look like ASCII."""
    characters = look_alikes(identifier)
    if not characters:
        return
    start, char, plain = characters[0]
    values = {
        "character": character_name(char),
        "twin": plain,
        "text": identifier,
        "count": len(characters),
        "plain": yaml_word(apparent_text(identifier)),
    }
    yield Problem(
        "look-alike-character",
        at.within(char, identifier.count(char, 0, start)) if len(characters) == 1 else at,
        values,
        help="several" if len(characters) > 1 else "",
        replacements=tuple(dict.fromkeys((look_alike, twin) for _start, look_alike, twin in characters)),
    )


def _is_usual(text: str) -> bool:
    return text.isascii() and text.isprintable()
