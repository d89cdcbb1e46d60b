"""The reader reports what it could not read, and no rule reports it as missing."""

from __future__ import annotations

from datetime import date

import pytest

from errcat.findings.finding import Problem
from errcat.reading.load import load_bytes
from errcat.rules import RULES, Context
from errcat.rules.run import check_of

ENTRY = "status: 404, message: The order does not exist, category: fix, action: Check the order number"
HEAD = "errcat: 1\n"


def problems(text: str, *, complete: bool = True) -> list[Problem]:
    loaded = load_bytes([("errors.yaml", text.encode())])
    context = Context(date(2026, 1, 1), complete=complete)
    return [*loaded.problems, *(problem for rule in RULES for problem in check_of(rule)(loaded.catalog, context))]


def reported(text: str, *, complete: bool = True) -> list[str]:
    return [problem.rule for problem in problems(text, complete=complete)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("missing-status", "errors: [{code: A_B, status: '404', message: Gone, category: fix, action: Look}]"),
        ("missing-status", "errors: [{code: A_B, transports: 5, message: Gone, category: fix, action: Look}]"),
        ("missing-message", "errors: [{code: A_B, status: 404, message: 5, category: fix, action: Look}]"),
        ("missing-message", "errors: [{code: A_B, status: 404, messages: 5, category: fix, action: Look}]"),
        ("missing-category", "errors: [{code: A_B, status: 404, message: Gone, category: 5, action: Look}]"),
        ("missing-action", "errors: [{code: A_B, status: 404, message: Gone, category: fix, action: 5}]"),
        ("missing-action", "errors: [{code: A_B, status: 404, message: Gone, category: unheard-of}]"),
        ("missing-action", "errors: [just a text]"),
        ("missing-status", "errors: [just a text]"),
        ("missing-name", "errors: [{code: '---', name: 5}]"),
        ("missing-name", "errors: [{code: 404}]"),
        ("name-collision", "errors: [{code: a-b, name: 5}, {code: a_b}]"),
        ("name-collision", "errors: [{code: 404}, {code: 405}]"),
        ("name-collision", "errors: [{code: a_b}, {code: a_b}]"),
        ("unknown-category", "categories: 5\nerrors: [{code: A_B, category: mine}]"),
        ("missing-category", "categories: 5\nerrors: [{code: A_B}]"),
        ("missing-action", "categories: 5\nerrors: [{code: A_B, category: mine}]"),
        ("unknown-group", "groups: 5\nerrors: [{code: A_B, group: mine}]"),
        ("unknown-type", "types: 5\nerrors: [{code: A_B, type: mine}]"),
        ("unknown-replacement", "retired: 5\nerrors: [{code: A_B, deprecated: {replaced_by: OLD_ONE}}]"),
        ("unknown-see-also", "retired: 5\nerrors: [{code: A_B, see_also: [OLD_ONE]}]"),
        ("mixed-code-styles", "codes: 5\nerrors: [{code: A_B}, {code: A_C}, {code: A_D}, {code: a-e}]"),
    ],
)
def test_what_does_not_fit_the_format_is_not_missing(rule: str, text: str):
    found = reported(HEAD + text)
    assert rule not in found
    assert found, "the reader tells of it"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("missing-status", "errors: [{code: A_B}]"),
        ("missing-message", "errors: [{code: A_B}]"),
        ("missing-category", "errors: [{code: A_B}]"),
        ("missing-action", "errors: [{code: A_B}]"),
        ("unknown-category", "errors: [{code: A_B, category: mine}]"),
        ("unknown-group", "errors: [{code: A_B, group: mine}]"),
        ("unknown-type", "errors: [{code: A_B, type: mine}]"),
        ("unknown-parent", "groups: {orders: {parent: mine}}\nerrors: []"),
        ("unknown-see-also", "errors: [{code: A_B, see_also: [OTHER]}]"),
        ("unknown-replacement", "errors: [{code: A_B, deprecated: {replaced_by: OTHER}}]"),
    ],
)
def test_where_part_of_the_text_is_unread_nothing_is_missing_for_sure(rule: str, text: str):
    assert rule in reported(HEAD + text)
    assert rule not in reported(HEAD + text, complete=False)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("unknown-category", "errors: [{code: A_B, category: retri}]"),
        ("unknown-group", "groups: {orders: {title: Orders}}\nerrors: [{code: A_B, group: order}]"),
        ("unknown-see-also", "errors: [{code: ORDER_LOST, see_also: [ORDER_LOTS]}]"),
        ("unknown-replacement", "errors: [{code: A_ONE}, {code: B_TWO, deprecated: {replaced_by: A_OEN}}]"),
    ],
)
def test_a_misspelled_reference_is_reported_even_if_text_is_unread(rule: str, text: str):
    assert rule in reported(HEAD + text, complete=False)


def test_an_error_with_an_unread_code_is_reported_as_it_is_written():
    found = problems(f"{HEAD}errors:\n  - {{{ENTRY}}}\n  - {{code: 404}}\n  - {{message: Gone}}\n")
    assert [problem.values["code"] for problem in found if problem.rule == "missing-status"] == ["404", "errors[2]"]
