"""Every change rule has a pair of catalogs, finds its change there, and gives it the level of the table."""

from __future__ import annotations

import json
from datetime import date

import pytest

from changes.pairs import PAIRS, Pair
from errcat.changes import RULES, Change, find_changes
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.reading import load_bytes

TODAY = date(2026, 1, 1)


def changes(old: object, new: object) -> list[Change]:
    """The changes between two catalogs as data, the worst first."""
    found = find_changes(
        *(load_bytes([("errors.yaml", json.dumps(data).encode())]).catalog for data in (old, new)), TODAY
    )
    return sorted(found, key=lambda change: -change.level)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.rule} {pair.about}".strip())
def test_a_pair_has_its_change(pair: Pair):
    found = changes(pair.old, pair.new)
    assert pair.rule in {change.rule for change in found}, found
    assert {change.rule for change in found} - {pair.rule} == pair.also, found
    assert found[0].level.word == pair.level, found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.rule} {pair.about}".strip())
def test_a_catalog_does_not_differ_from_itself(pair: Pair):
    assert changes(pair.old, pair.old) == []
    assert changes(pair.new, pair.new) == []


def test_every_rule_has_a_pair_with_its_own_level():
    by_table = {pair.rule for pair in PAIRS if pair.level == RULES[pair.rule].worst.word}
    assert by_table == set(RULES)


def test_every_rule_has_words_and_every_entry_is_a_rule():
    words = {id: entry for id, entry in DIAGNOSTICS.items() if entry.kind == "change"}
    assert list(words) == list(RULES)
    severities = {"breaking": "error", "dangerous": "warning", "safe": "info"}
    assert {id: entry.level for id, entry in words.items()} == {
        id: severities[levels.worst.word] for id, levels in RULES.items()
    }


def test_a_message_in_another_style_is_no_change():
    texts = ("message: Too many calls", "message: >-\n      Too many\n      calls", "message: 'Too many calls'")
    catalogs = [
        load_bytes([("errors.yaml", f"errcat: 1\nerrors:\n  - code: A\n    {text}\n".encode())]).catalog
        for text in texts
    ]
    assert [find_changes(catalogs[0], other, TODAY) for other in catalogs] == [[], [], []]


def test_an_envelope_that_is_written_or_not_is_no_change():
    plain = {"errcat": 1, "errors": [{"code": "A", "status": 404}]}
    assert changes(plain, {**plain, "envelope": "rfc9457"}) == []


def test_a_member_inside_others_is_named_once():
    plain = {"errcat": 1, "errors": [{"code": "A", "status": 404}]}
    bodies = ({"code": "<code>"}, {"error": {"list": [{"code": "<code>"}]}})
    found = changes(*({**plain, "envelope": {"body": body}} for body in bodies))
    assert [(one.rule, one.new) for one in found if one.rule == "envelope-field-moved"] == [
        ("envelope-field-moved", "error.list[0].code")
    ]
