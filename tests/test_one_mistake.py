"""One slip is one finding: what is said of the schema hides nothing beside it, and nothing is said twice."""

from __future__ import annotations

from datetime import date

import pytest

from errcat import checking
from errcat.reading import load_bytes

FINE = "status: 404, message: The order does not exist, category: fix, action: Check the order number"
TOO = "status: 410, message: The order is gone, category: fix, action: Order it again"


def reported(text: str) -> list[tuple[str, int]]:
    checked = checking.check(load_bytes([("errors.yaml", f"errcat: 1\n{text}".encode())]), {}, date(2026, 1, 1))
    return [(finding.rule, finding.span.start.line) for finding in checked.findings if finding.span]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        # what is not written well is not missing as well
        (f"errors: [{{cod: A, {FINE}}}]", [("unknown-key", 2)]),
        (f"errors: [{{id: A, {FINE}}}]", [("unknown-key", 2)]),
        (
            "errors: [{code: A, http_status: 404, msg: Gone, retryable: false, help: Look at it}]",
            [("unknown-key", 2)] * 4,
        ),
        ("erors: [{code: A}]", [("unknown-key", 2)]),
        ("guides: [{body: Wait}]\nerrors: []", [("missing-key", 2)]),
        (f"errors: [{{code: A, {FINE}, retry: {{strategie: never}}}}]", [("unknown-key", 2)]),
        # the halves of an entry
        (f"errors:\n  - code: A\n  - {{{FINE}}}", [("missing-key", 4)]),
        (
            f"errors:\n  - code: A\n    status: 404\n  - {{{FINE}}}",
            [("missing-action", 3), ("missing-category", 3), ("missing-message", 3), ("missing-key", 5)],
        ),
        # a field beside the entry that it belongs to
        (
            "errors:\n  - code: A\n    status: 404\n    category: fix\n    action: Look\nmessage: Gone",
            [("unknown-key", 7)],
        ),
        (f"errors:\n  - {{code: A, {FINE}, messages: [{{message: Gone, params: {{a: {{}}}}}}]}}", [("unknown-key", 3)]),
        # what a head says of itself stays known
        (f"categories: {{fix: {{titel: Fix}}}}\nerrors: [{{code: A, {FINE}}}]", [("unknown-key", 2)]),
        (f"categories: {{fix: }}\nerrors: [{{code: A, {FINE}}}]", [("empty-value", 2)]),
        (f"categories: []\nerrors: [{{code: A, {FINE}}}]", [("wrong-type", 2)]),
        (f"category: {{fix: {{}}}}\nerrors: [{{code: A, {FINE}}}]", [("unknown-key", 2)]),
        (f"grupos: {{a: {{}}}}\nerrors: [{{code: A, {FINE}, group: a}}]", [("unknown-key", 2)]),
        (f"groups: {{A B: {{}}}}\nerrors: [{{code: A, {FINE}, group: A B}}]", [("wrong-form", 2), ("wrong-form", 3)]),
        (
            f"codes: {{unique: nobody}}\nerrors: [{{code: A, {FINE}}}, {{code: A, name: B, {TOO}}}]",
            [("unknown-value", 2)],
        ),
        (f"codes: 5\nerrors: [{{code: A, {FINE}}}, {{code: A, name: B, {TOO}}}]", [("wrong-type", 2)]),
        # one place, one finding
        (f"errors: [{{code: A, {FINE}, tags: [[a], [a]]}}]", [("wrong-type", 2), ("wrong-type", 2)]),
        (f"errors: [{{code: A, {FINE}, group: {'A' * 120}}}]", [("too-long", 2)]),
        (f"groups: {{{'A' * 120}: {{}}}}\nerrors: [{{code: A, {FINE}}}]", [("too-long", 2)]),
        ("errors: [text]", [("wrong-type", 2)]),
        ("errors: {A: {status: 404}}", [("errors-not-a-list", 2)]),
        ("errors: 5", [("wrong-type", 2)]),
        # alternatives are no noise
        (f"errors: [{{code: A, {FINE}, causes: [{{text: a, tilte: b}}]}}]", [("unknown-key", 2)]),
        (f"errors: [{{code: A, {FINE}, causes: [5.5]}}]", [("unquoted-text", 2)]),
        (f"errors: [{{code: A, {FINE}, transports: {{exit: []}}}}]", [("wrong-type", 2)]),
        (f"envelope: soap\nerrors: [{{code: A, {FINE}}}]", [("unknown-value", 2)]),
        (f"envelope: {{bodi: {{a: <code>}}}}\nerrors: [{{code: A, {FINE}}}]", [("unknown-key", 2)]),
        (f"statuses: [{{statuss: 404}}]\nerrors: [{{code: A, {FINE}}}]", [("unknown-key", 2)]),
        (f"reserved: [{{from: 1}}]\nerrors: [{{code: A, {FINE}}}]", [("missing-key", 2)]),
    ],
)
def test_one_slip_is_one_finding(text: str, findings: list[tuple[str, int]]):
    assert reported(text) == findings


def test_one_bad_item_hides_no_other():
    text = """\
errcat: 1
statuses: [{status: 404, title: Gone}, {status: x}, {status: 500, title: Trouble, colour: red}]
categories: {fix: {title: Mend, colour: red}, later: }
retired: [old, 5]
guides: [{id: a, title: A}, {title: B}]
errors:
  - {code: A, status: x, message: Gone, retry: {strategy: soon}}
  - text
  - {code: B, status: 404}
"""
    catalog = load_bytes([("errors.yaml", text.encode())]).catalog
    assert [(note.status, note.title, note.at.path) for note in catalog.statuses] == [
        ((404,), "Gone", ("statuses", 0)),
        ((500,), "Trouble", ("statuses", 2)),
    ]
    assert {id: category.title for id, category in catalog.categories.items()} == {"fix": "Mend", "later": "Later"}
    assert [one.code for one in catalog.retired] == ["old"]
    assert [guide.id for guide in catalog.guides] == ["a"]
    assert [(error.code, error.status, error.message) for error in catalog.errors] == [
        ("A", None, "Gone"),
        ("", None, None),
        ("B", (404,), None),
    ]
    assert catalog.errors[0].broken == {"status", "retry"}


def test_codes_that_are_keys_exist():
    text = "errcat: 1\nerrors:\n  order_gone: {status: 404}\nretired: [{code: old, replaced_by: order_gone}]\n"
    assert [rule for rule, _line in reported(text.removeprefix("errcat: 1\n"))] == ["errors-not-a-list"]
