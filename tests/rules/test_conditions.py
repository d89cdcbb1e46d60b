"""A rule that does not run, because its condition says so, would find nothing.

Each rule that finds something must have a condition that holds: in the catalogs of all tests, in the mistakes of
tests/mistakes, in random catalogs, and in catalogs with one odd text.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from errcat.model.catalog import Catalog
from errcat.reading import contents_of, load_bytes
from errcat.rules import RULES, Context
from errcat.rules.conditions import is_harmless
from errcat.rules.overview import Overview
from errcat.rules.run import check_of
from errcat.text.deceptive_characters import ANY_CONTROLS, BIDIRECTIONAL, HIDDEN_IN_TEXTS, has_visible_text
from fuzz.cases import NAMED, SEEDS, as_spoiled, as_written
from fuzz.catalog_text import text_of
from fuzz.hostile_values import SUBJECTS
from mistakes.table import mistakes
from profiles import IS_LONG

TESTS = Path(__file__).resolve().parent.parent
FOLDERS = ("rules", "odd", "published_styles", "golden", "mistakes")
CONTEXTS = tuple(Context(date(2400, 1, 1), complete) for complete in (True, False))


@cache
def files() -> tuple[Path, ...]:
    found = [file for folder in FOLDERS for file in (TESTS / folder).rglob("*.yaml")]
    return (*found, *(TESTS.parent / "catalog").glob("*.yaml"))


def wrong_conditions(catalog: Catalog) -> Iterator[str]:
    """Yield each rule that finds something although its condition does not hold."""
    seen = Overview(catalog)
    for rule, can_find in RULES.items():
        if not can_find(seen):
            yield from {rule for context in CONTEXTS for _problem in check_of(rule)(catalog, context)}


def catalog_of(data: object) -> Catalog:
    return load_bytes((("errors.yaml", text_of(data)),)).catalog


def test_no_rule_that_does_not_run_finds_anything_in_the_catalogs_of_the_tests():
    held: Counter[str] = Counter()
    for file in files():
        catalog = load_bytes(contents_of(str(file))).catalog
        assert list(wrong_conditions(catalog)) == [], file
        held.update(rule for rule, can_find in RULES.items() if can_find(Overview(catalog)))
    assert set(held) == set(RULES), "a condition that never holds"
    always = {rule for rule, count in held.items() if count == len(files())}
    assert always <= {"clashing-header", "vague-action"}, "a condition that always holds"


def test_no_rule_that_does_not_run_finds_anything_in_a_row_of_mistakes():
    for mistake in list(mistakes())[:: 1 if IS_LONG else 4]:
        catalog = load_bytes((("errors.yaml", mistake.mistaken.encode()),)).catalog
        assert list(wrong_conditions(catalog)) == [], mistake


@pytest.mark.parametrize("make", [as_written, as_spoiled])
def test_no_rule_that_does_not_run_finds_anything_in_random_catalogs(make: Callable[[int], Any]):
    for seed in SEEDS:
        assert list(wrong_conditions(catalog_of(make(seed)))) == [], seed
    for name, data in NAMED.items():
        assert list(wrong_conditions(catalog_of(data))) == [], name


ODD = (
    *(text for texts in SUBJECTS.values() for text in texts),
    *(" ", ",", "x,", "x, ", 'x"', "x\\", "ü", "\u0301", "…"),
)
PLACES = (
    "code",
    "name",
    "message",
    "action",
    "description",
    "group",
    "tags",
    "see_also",
    "links",
    "examples",
    "x-note",
)


@pytest.mark.parametrize("place", PLACES)
def test_no_rule_that_does_not_run_finds_anything_in_catalogs_with_one_odd_text(place: str):
    """All conditions of random catalogs hold, because they have odd texts everywhere. These have one."""
    entry = {
        "code": "gone",
        "status": 404,
        "message": "The order is gone",
        "category": "fix",
        "action": "Order it again",
    }
    for text in ODD:
        value: Any = {
            "tags": [text],
            "see_also": [text],
            "links": [{"url": text}],
            "examples": [{"response": {"error": text}}],
        }.get(place, text)
        catalog = catalog_of({"errcat": 1, "errors": [entry | {place: value}, {**entry, "code": "lost"}]})
        assert list(wrong_conditions(catalog)) == [], text


def test_harmless_characters_are_visible_and_stay_as_they_are():
    harmless = [char for char in map(chr, range(0x110000)) if is_harmless(char)]
    assert len(harmless) > 200
    for char in harmless:
        assert char.isprintable(), char
        assert has_visible_text(char), char
        assert unicodedata.is_normalized("NFC", char), char
        assert not any(pattern.search(char) for pattern in (ANY_CONTROLS, BIDIRECTIONAL, HIDDEN_IN_TEXTS)), char
    assert unicodedata.is_normalized("NFC", "".join(harmless))
