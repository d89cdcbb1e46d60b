"""Values that an import could lose on the way: an error in two places, answers with a remark, nested HTML."""

from __future__ import annotations

import pytest

from errcat.importing.found.ledger import GUIDE, IGNORED
from import_results import Entry, errors, imported, unclear

TWICE = """# Errors

| Code | Cause | Title |
|---|---|---|
| `SEAT_TAKEN` | From the table | Seat taken |

## SEAT_TAKEN: The seat is gone

**Causes:**
- From the section

**Solutions:**
- Choose another
"""
PAGES: dict[str, tuple[str, str, Entry]] = {
    "a table and a section about an error": (
        "markdown",
        TWICE,
        {
            "code": "SEAT_TAKEN",
            "title": "Seat taken",
            "description": "The seat is gone",
            "causes": ["From the table", "From the section"],
            "solutions": ["Choose another"],
        },
    ),
    "a number after the code": (
        "markdown",
        "# Errors\n\n### SEAT_TAKEN (1001)\n\nTaken.\n",
        {"code": "SEAT_TAKEN", "number": 1001, "description": "Taken."},
    ),
    "a number after a code in code": (
        "markdown",
        "# Errors\n\n### `seat_taken` - 1001\n\nTaken.\n",
        {"code": "seat_taken", "number": 1001, "description": "Taken."},
    ),
    "a retry with a remark": (
        "markdown",
        "| Code | Message | Retryable |\n|---|---|---|\n| `full` | It is full | Yes, after 5s |\n",
        {
            "code": "full",
            "message": "It is full",
            "category": "retry",
            "description": "**Retryable:** Yes, after 5s",
        },
    ),
    "labels that errcat does not know": (
        "markdown",
        "## SEAT_TAKEN\n\n**HTTP status:** 409\n**Severity:** Critical\n**Retryable:** Yes\n**Priority:** P1\n",
        {
            "code": "SEAT_TAKEN",
            "status": 409,
            "category": "retry",
            "severity": "error",
            "description": "**Priority:** P1",
            "x-severity": "Critical",
        },
    ),
    "a group that is the only one, from a column": (
        "markdown",
        "| Code | Message | Module |\n|---|---|---|\n| `full` | It is full | Rides |\n",
        {"code": "full", "message": "It is full", "group": "rides"},
    ),
    "French": (
        "markdown",
        (
            "| Code HTTP | Code d'erreur | Libellé | Que faire ? |\n|---|---|---|---|\n"
            "| 400 | `ERR_DATE` | Date invalide | Corriger la date |\n"
        ),
        {"code": "ERR_DATE", "title": "Date invalide", "status": 400, "action": "Corriger la date"},
    ),
    "details with the summary on the same line": (
        "markdown",
        "# Errors\n\n<details><summary><code>full</code> (503)</summary>\n\nIt is full.\n\n</details>\n",
        {"code": "full", "status": 503, "description": "It is full."},
    ),
    "signs of HTML and Markdown in HTML": (
        "html",
        (
            "<table><tr><th>Code</th><th>Message</th></tr>"
            "<tr><td>E1</td><td>&lt;b&gt; is 2*3*4 <code>a*b &lt;i&gt;</code></td></tr></table>"
        ),
        {"code": "E1", "message": "<b> is 2*3*4 a*b <i>"},
    ),
    "lists in lists of HTML": (
        "html",
        "<h2>E100: Broken</h2><ul><li>one</li><li>two<ul><li>two a</li><li>two b</li></ul></li><li>three</ul>",
        {"code": "E100", "title": "Broken", "description": "- one\n- two\n  - two a\n  - two b\n- three"},
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_nothing_of_a_page_is_lost(case: str):
    kind, text, expected = PAGES[case]
    result = imported(text, kind)
    assert result.catalog["errors"] == [expected]
    assert unclear(result) == []


def test_terms_of_html_share_their_definition():
    text = "<dl><dt>E101<dt>E102<dd>first<dd><p>second</p><p>third</p><dt>E103</dt><dd>other</dd></dl>"
    texts = "first\n\nsecond\n\nthird"
    assert errors(text, "html") == [
        {"code": "E101", "description": texts},
        {"code": "E102", "description": texts},
        {"code": "E103", "description": "other"},
    ]


def test_a_cell_over_all_columns_is_the_title_of_the_rows_below():
    text = "<table><tr><th>Code</th><th>Message</th></tr><tr><td>E1</td><td>a</td></tr><tr><td colspan=2>Pay</td></tr>"
    assert errors(f"{text}<tr><td>E2</td><td>b</td></tr></table>", "html") == [
        {"code": "E1", "message": "a"},
        {"code": "E2", "message": "b", "group": "pay"},
    ]


def test_all_columns_of_a_table_of_statuses_stay():
    text = """# Errors

| Status | Meaning | Retryable | Since |
|---|---|---|---|
| 503 (FULL) | No seat is left in the whole tram. | No | 1.2 |

| Code | Message |
|---|---|
| `seat_taken` | Taken |
"""
    assert imported(text).catalog["statuses"] == [
        {
            "status": 503,
            "title": "FULL",
            "description": "No seat is left in the whole tram.",
            "x-retry": {"strategy": "never"},
            "x-since": "1.2",
        }
    ]


def test_keys_of_front_matter_are_values():
    text = (
        "---\ntitle: Seat taken\ncode: seat_taken\nretryable: true\ngroup: Seats\ntype: SeatError\n---\nIt is taken.\n"
    )
    result = imported(text)
    assert result.catalog["errors"] == [
        {
            "code": "seat_taken",
            "title": "Seat taken",
            "category": "retry",
            "group": "seats",
            "type": "seaterror",
            "description": "It is taken.",
        }
    ]
    assert unclear(result) == []


def test_prose_below_the_heading_of_a_group_is_in_the_guide_of_the_group():
    text = """# API

Intro.

## Handling

First.

### General advice

Be patient.

### Codes

| Code | Message |
|---|---|
| `full` | It is full |
"""
    guides = [(guide["title"], guide["body"]) for guide in imported(text).catalog["guides"]]  # type: ignore[union-attr]
    assert guides == [("API", "Intro."), ("Handling", "First.\n\n**General advice**\n\nBe patient.")]


def test_the_report_says_where_code_samples_and_sentences_are():
    text = """# Errors

All responses have this format:

```json
{"code": "full", "message": "It is full"}
```

## Handling

```python
retry()
```

| Code | Message |
|---|---|
| `full` | It is full |

## Python

```python
wait()
```
"""
    uses = imported(text).ledger.uses
    kinds = {use.lines.first: (use.kind, use.target or use.reason) for use in uses if use.kind in (GUIDE, IGNORED)}
    assert kinds[3] == (GUIDE, "envelope.description")
    assert kinds[5] == (GUIDE, "envelope.body")
    assert kinds[21] == (GUIDE, "guides: Python samples")


def test_a_text_that_two_fields_would_repeat_is_in_one():
    result = imported("| Code | Message | Description |\n|---|---|---|\n| `full` | It is full | It is full |\n")
    assert result.catalog["errors"] == [{"code": "full", "message": "It is full"}]
    assert [use.reason for use in result.ledger.uses if use.lines.first == 3 and use.kind == IGNORED] == ["repeated"]


def test_lists_have_codes_without_a_sign_after_them_and_bold_titles():
    assert errors("# Errors\n\n- `seat_taken` The seat is taken\n- `tram_full` We are full\n") == [
        {"code": "seat_taken", "description": "The seat is taken"},
        {"code": "tram_full", "description": "We are full"},
    ]
    items = "- 10001: **Bad token**\n  - HTTP-Status: 401\n- 10002: **Bad scope**\n  - HTTP-Status: 403\n"
    assert errors(f"# Errors\n\n{items}") == [
        {"code": "10001", "title": "Bad token", "status": 401},
        {"code": "10002", "title": "Bad scope", "status": 403},
    ]


def test_titles_after_statuses_and_texts_next_to_them_both_stay():
    text = """# Status codes

| HTTP status | Summary |
|---|---|
| 402 - Request Failed | The request failed. |

| Code | Message |
|---|---|
| `full` | It is full |
"""
    result = imported(text)
    assert result.catalog["statuses"] == [
        {"status": 402, "title": "Request Failed", "description": "The request failed."}
    ]
    assert unclear(result) == []


def test_ranges_struck_codes_and_steps_in_tables():
    text = """# Errors

| Code | Name | gRPC code | Message | Fix |
|---|---|---|---|---|
| 1001 | `AUTH` | NOT_FOUND (5) | No key | 1. Get one. 2. Send it. |
| 2002–2010 | reserved | | | |
| ~~2011~~ | `OLD` | | Old | Use 1001 |
"""
    result = imported(text)
    assert unclear(result) == ["6: range"]
    first, second = result.catalog["errors"]  # type: ignore[misc]
    assert first["transports"] == {"grpc": "NOT_FOUND"}
    assert first["solutions"] == ["Get one.", "Send it."]
    assert (second["code"], second["deprecated"]) == ("2011", True)


def test_an_envelope_sends_no_value_of_the_sample():
    text = """# Errors

All responses look like this:

```json
{"ok": false, "errors": [{"id": "b1", "status": "422", "code": 1001, "detail": "The email is bad",
 "source": {"pointer": "/data/email"}, "hint": "Look here"}]}
```

| Code | Message |
|---|---|
| 1001 | The email is bad |
"""
    assert imported(text).catalog["envelope"]["body"] == {  # type: ignore[index]
        "ok": False,
        "errors": [
            {
                "id?": "b1",
                "status": "<status:string>",
                "code": "<code:integer>",
                "detail": "<message>",
                "source?": {"pointer?": "/data/email"},
                "hint?": "Look here",
            }
        ],
    }


def test_addresses_below_any_header_are_links():
    text = '[{"code": "seat_taken", "message": "Taken", "docs": "https://trams.example/1"}]'
    assert errors(text, "json")[0]["links"] == [{"url": "https://trams.example/1"}]


def test_several_labels_on_a_line_are_values_and_links_stay_links():
    text = """# Errors

### Error: Card declined
**Code:** `card_declined` **Status:** 402
**Message:** Your card was declined.
**What to do:** Write to <help@trams.example>.

### Error: Card expired
**Code:** `card_expired` | **Status:** 402
**Message:** Your card has expired.
**Cause:** See <https://trams.example/a_b_c>.
"""
    assert errors(text) == [
        {
            "code": "card_declined",
            "title": "Error: Card declined",
            "status": 402,
            "message": "Your card was declined.",
            "action": "Write to help@trams.example.",
        },
        {
            "code": "card_expired",
            "title": "Error: Card expired",
            "status": 402,
            "message": "Your card has expired.",
            "causes": ["See <https://trams.example/a_b_c>."],
        },
    ]
