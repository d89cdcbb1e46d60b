"""Pages in the manners of published ones, and what `errcat import` finds in them: every text letter for letter."""

from __future__ import annotations

import pytest

from import_results import errors, imported, unclear

TABLES = {
    "headers in another order": (
        """
| HTTP status | What to do | Error code | Message |
|---|---|---|---|
| 404 | Check the number | `seat_unknown` | No such seat |
| 409 | Choose another seat | `seat_taken` | The seat is taken |
""",
        [
            {"code": "seat_unknown", "status": 404, "message": "No such seat", "action": "Check the number"},
            {"code": "seat_taken", "status": 409, "message": "The seat is taken", "action": "Choose another seat"},
        ],
    ),
    "without outer pipes": (
        """
Code | Message | Description
--- | ------- | ---
`SEAT_TAKEN` | seat taken | Somebody else has the seat.
`SEAT_GONE` | seat gone | The tram has fewer seats.
""",
        [
            {"code": "SEAT_TAKEN", "message": "seat taken", "description": "Somebody else has the seat."},
            {"code": "SEAT_GONE", "message": "seat gone", "description": "The tram has fewer seats."},
        ],
    ),
    "rows without the first pipe": (
        """
|Code|Message|
|----|-------|
 `SEAT_TAKEN` | seat taken
 `SEAT_GONE` | seat gone
""",
        [{"code": "SEAT_TAKEN", "message": "seat taken"}, {"code": "SEAT_GONE", "message": "seat gone"}],
    ),
    "German": (
        """
| Fehlercode | Meldung | Ursache | Lösung |
|---|---|---|---|
| E101 | Platz belegt | Jemand war schneller | Anderen Platz wählen |
""",
        [
            {
                "code": "E101",
                "message": "Platz belegt",
                "causes": ["Jemand war schneller"],
                "solutions": ["Anderen Platz wählen"],
            }
        ],
    ),
    "Japanese and English": (
        """
| エラーコード | HTTP Status | メッセージ |
|---|---|---|
| SEAT_TAKEN | 409 | 席は予約済みです |
""",
        [{"code": "SEAT_TAKEN", "status": 409, "message": "席は予約済みです"}],
    ),
    "the error is the code and the code the status": (
        """
| Code | Error | Description |
|---|---|---|
| 400 | invalid_seat | The seat isn't valid |
| 400 | invalid_day | The day isn't valid |
""",
        [
            {"code": "invalid_seat", "status": 400, "description": "The seat isn't valid"},
            {"code": "invalid_day", "status": 400, "description": "The day isn't valid"},
        ],
    ),
    "several statuses, fields, retries": (
        """
| Code | Status | Message | Field | Retryable |
|---|---|---|---|---|
| SEAT_A | 400, 422 | Bad seat | `seat`, `row` | No |
| SEAT_B | 503 | Busy | | Yes |
""",
        [
            {
                "code": "SEAT_A",
                "status": [400, 422],
                "message": "Bad seat",
                "fields": ["seat", "row"],
                "retry": {"strategy": "never"},
            },
            {"code": "SEAT_B", "status": 503, "message": "Busy", "category": "retry"},
        ],
    ),
    "escaped pipes, code and links": (
        r"""
| Code | Message | Description |
|---|---|---|
| SEAT_A | Use a \| b | See [the plan](plan.md) and `a<b>` |
""",
        [{"code": "SEAT_A", "message": "Use a | b", "description": "See [the plan](plan.md) and `a<b>`"}],
    ),
    "codes that are numbers with leading zeros": (
        """
| Code | Meaning |
|---|---|
| 01000 | A warning |
| -1121 | Bad symbol |
""",
        [{"code": "01000", "description": "A warning"}, {"code": "-1121", "description": "Bad symbol"}],
    ),
    "a status in the heading": (
        """
# Errors

## Seats

### 409 - Conflict

| Code | Message |
|---|---|
| SEAT_TAKEN | Taken |

### 502/503 - Unavailable

| Code | Message |
|---|---|
| SEAT_BUSY | Busy |
""",
        [
            {"code": "SEAT_TAKEN", "status": 409, "message": "Taken", "group": "409-conflict"},
            {"code": "SEAT_BUSY", "status": [502, 503], "message": "Busy", "group": "502-503-unavailable"},
        ],
    ),
    "an HTML table with empty lines": (
        """
<table>
  <thead>
    <tr><th>Code</th><th>Message</th></tr>
  </thead>

  <tbody>
    <tr>
      <td><code>SEAT_TAKEN</code></td>
      <td>The seat is <b>taken</b> &amp; gone</td>
    </tr>

    <tr><td>SEAT_GONE</td><td>Gone</td></tr>
  </tbody>
</table>
""",
        [{"code": "SEAT_TAKEN", "message": "The seat is taken & gone"}, {"code": "SEAT_GONE", "message": "Gone"}],
    ),
    "a list in a cell": (
        """
| Code | Message | Solutions |
|---|---|---|
| SEAT_A | Taken | <ul><li>**Wait**: it may become free</li><li>Choose another seat</li></ul> |
""",
        [
            {
                "code": "SEAT_A",
                "message": "Taken",
                "solutions": [{"title": "Wait", "text": "it may become free"}, "Choose another seat"],
            }
        ],
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_tables(case: str):
    text, expected = TABLES[case]
    result = imported(text)
    assert result.catalog["errors"] == expected
    assert unclear(result) == []


SECTIONS = {
    "a status and a phrase, causes and solutions": (
        """
## Seats

### ❌ 409 Conflict

**Cause:**

- The seat is taken
- The tram is full

**Solution:**\\
✔️ **Choose:** Take another seat.\\
✔️ **Take the next tram.**

---
""",
        [
            {
                "code": "conflict",
                "title": "Conflict",
                "status": 409,
                "causes": ["The seat is taken", "The tram is full"],
                "solutions": [{"title": "Choose", "text": "Take another seat."}, "Take the next tram."],
            }
        ],
    ),
    "a number and a name": (
        """
# Errors

### -1121 BAD_SEAT

The seat isn't valid.

### -1122 BAD_DAY

The day isn't valid.
""",
        [
            {"code": "-1121", "name": "BAD_SEAT", "description": "The seat isn't valid."},
            {"code": "-1122", "name": "BAD_DAY", "description": "The day isn't valid."},
        ],
    ),
    "a code with a quoted message": (
        """
## seat_taken

> The seat %seat% is taken

Somebody else has it.

## tram_full

> The tram is full
""",
        [
            {"code": "seat_taken", "message": "The seat %seat% is taken", "description": "Somebody else has it."},
            {"code": "tram_full", "message": "The tram is full"},
        ],
    ),
    "labels on their own lines": (
        """
### `seat_taken`

HTTP status: 409

**Message:** The seat is taken

**Description**: Somebody else has it.

**What to do:** Choose another seat
""",
        [
            {
                "code": "seat_taken",
                "status": 409,
                "message": "The seat is taken",
                "action": "Choose another seat",
                "description": "Somebody else has it.",
            }
        ],
    ),
    "headings as labels": (
        """
## SEAT_TAKEN

Somebody else has it.

### Possible causes

- Two people clicked

### How to fix

1. Choose another seat
2. Try another day
""",
        [
            {
                "code": "SEAT_TAKEN",
                "description": "Somebody else has it.",
                "causes": ["Two people clicked"],
                "solutions": ["Choose another seat", "Try another day"],
            }
        ],
    ),
    "a bold line as the heading, with a sample": (
        """
## Client errors

**404 Not found - Seat unknown**

There is no such seat.
```json
{"errors": [{"code": 38196, "title": "Seat unknown", "detail": "No seat 99", "status": 404}]}
```

**409 Conflict – Seat taken**

```json
{"errors": [{"code": 38197, "title": "Seat taken", "detail": "Seat 14 is taken", "status": 409}]}
```
""",
        [
            {
                "code": "38196",
                "title": "Seat unknown",
                "status": 404,
                "message": "No seat 99",
                "description": "There is no such seat.",
                "examples": [
                    {
                        "response": {
                            "errors": [{"code": 38196, "title": "Seat unknown", "detail": "No seat 99", "status": 404}]
                        },
                        "status": 404,
                    }
                ],
            },
            {
                "code": "38197",
                "title": "Seat taken",
                "status": 409,
                "message": "Seat 14 is taken",
                "examples": [
                    {
                        "response": {
                            "errors": [
                                {"code": 38197, "title": "Seat taken", "detail": "Seat 14 is taken", "status": 409}
                            ]
                        },
                        "status": 409,
                    }
                ],
            },
        ],
    ),
    "components with titles": (
        """
## Errors

<AccordionGroup>
  <Accordion title="409 Conflict">
    The seat is taken.

    **Solution:** Choose another seat
  </Accordion>
  <Accordion title="410 Gone">
    The tram left.
  </Accordion>
</AccordionGroup>
""",
        [
            {
                "code": "conflict",
                "title": "Conflict",
                "status": 409,
                "description": "The seat is taken.",
                "solutions": ["Choose another seat"],
            },
            {"code": "gone", "title": "Gone", "status": 410, "description": "The tram left."},
        ],
    ),
    "numbered errors with sections": (
        """
## Error 1015: You book too fast

### Common causes

- Two programs share a key

### Resolution

Book less often.

## Error 1016: The tram is unknown

### Resolution

Check the name.
""",
        [
            {
                "code": "1015",
                "title": "You book too fast",
                "causes": ["Two programs share a key"],
                "solutions": ["Book less often."],
            },
            {"code": "1016", "title": "The tram is unknown", "solutions": ["Check the name."]},
        ],
    ),
    "codes and statuses in parentheses": (
        """
### Invalid seat (`invalid_seat`)

Bad.

### `SEAT_X` – Seat X (HTTP 409)

Taken.
""",
        [
            {"code": "invalid_seat", "title": "Invalid seat", "description": "Bad."},
            {"code": "SEAT_X", "title": "Seat X", "status": 409, "description": "Taken."},
        ],
    ),
    "admonitions": (
        """
### `SEAT_X`

!!! warning "Careful"
    Book less often.

:::tip
Use another seat.
:::
""",
        [{"code": "SEAT_X", "description": "**Careful**\n\nBook less often.\n\nUse another seat."}],
    ),
}


@pytest.mark.parametrize("case", SECTIONS)
def test_sections(case: str):
    text, expected = SECTIONS[case]
    result = imported(text)
    assert result.catalog["errors"] == expected
    assert unclear(result) == []


LISTS = {
    "statuses in code": (
        """
- `200 OK`: Fine.
- `404 Not Found`: No such seat.
- `500, 502 Server errors`: Our fault.
""",
        [
            {"code": "not_found", "title": "Not Found", "status": 404, "description": "No such seat."},
            {"code": "server_error", "title": "Server errors", "status": [500, 502], "description": "Our fault."},
        ],
    ),
    "codes in bold": (
        """
* **seat_taken** - Somebody else has it.
* **tram_full** - No seat is left.
""",
        [
            {"code": "seat_taken", "description": "Somebody else has it."},
            {"code": "tram_full", "description": "No seat is left."},
        ],
    ),
    "definitions": (
        """
`T_SEAT_TAKEN`
: Somebody else
has it.

: Look at `seat`.

`T_FULL`
: No seat is left.
""",
        [
            {"code": "T_SEAT_TAKEN", "description": "Somebody else\nhas it.\n\nLook at `seat`."},
            {"code": "T_FULL", "description": "No seat is left."},
        ],
    ),
    "a status and a code": (
        """
* 400 - `bad_seat`: The seat is bad.
* 429 - `too_fast`: You book too fast.
""",
        [
            {"code": "bad_seat", "status": 400, "description": "The seat is bad."},
            {"code": "too_fast", "status": 429, "description": "You book too fast."},
        ],
    ),
    "causes in a list inside": (
        """
- **400 Bad Request**
  - Cause: The seat is bad
  - Solution: Choose another
- **404 Not Found**
  - Cause: The tram left
  - Solution: Take the next
""",
        [
            {
                "code": "bad_request",
                "title": "Bad Request",
                "status": 400,
                "causes": ["The seat is bad"],
                "solutions": ["Choose another"],
            },
            {
                "code": "not_found",
                "title": "Not Found",
                "status": 404,
                "causes": ["The tram left"],
                "solutions": ["Take the next"],
            },
        ],
    ),
}


@pytest.mark.parametrize("case", LISTS)
def test_lists(case: str):
    text, expected = LISTS[case]
    result = imported(text)
    assert result.catalog["errors"] == expected
    assert unclear(result) == []


def test_statuses_are_notes_if_other_errors_have_codes():
    result = imported("- `404 Not Found`: No such thing.\n\n| Code | Message |\n|---|---|\n| SEAT_GONE | Gone |\n")
    assert result.catalog["statuses"] == [{"status": 404, "title": "Not Found", "description": "No such thing."}]
    assert result.catalog["errors"] == [{"code": "SEAT_GONE", "message": "Gone"}]


def test_short_descriptions_of_statuses_are_titles():
    page = "| Code | Description | What to do |\n|---|---|---|\n| **404** | Not Found | Check the number. |\n"
    result = imported(page)
    assert result.catalog["errors"] == [
        {"code": "404", "title": "Not Found", "status": 404, "action": "Check the number."}
    ]


def test_tables_about_other_things_are_text():
    page = "## Gateway Opcodes\n\n| Code | Name | Description |\n|---|---|---|\n| 0 | Dispatch | An event |\n"
    result = imported(page)
    assert result.catalog["errors"] == []
    assert "| 0 | Dispatch | An event |" in str(result.catalog["guides"])


def test_an_envelope_comes_from_the_example_of_a_response():
    page = """
## Error response format

All errors look like this:

```json
{"success": false, "error": {"code": "ERROR_CODE", "message": "A text", "details": {"field": "seat"}}, "meta": {"request_id": "req_1"}}
```

## Codes

| Code | Message |
|---|---|
| SEAT_TAKEN | Taken |
"""
    assert imported(page).catalog["envelope"] == {
        "body": {
            "success": False,
            "error": {"code": "<code>", "message": "<message>", "details?": "<details>"},
            "meta": {"request_id": "<request_id>"},
        },
        "description": "All errors look like this:",
    }


def test_prose_and_code_become_guides():
    page = "# Errors\n\nAll errors.\n\n## Handling\n\nRead the code.\n\n### Python\n\n```python\nraise It\n```\n"
    assert imported(page).catalog["guides"] == [
        {"id": "errors", "title": "Errors", "body": "All errors."},
        {
            "id": "handling",
            "title": "Handling",
            "body": "Read the code.",
            "samples": [{"language": "python", "title": "Python", "code": "raise It"}],
        },
    ]


def test_a_page_with_front_matter_is_an_error():
    page = "---\ncode: 40160\ntitle: Seat taken\nstatus: 409\n---\n\n# Seat taken\n\nSomebody else has it.\n\n## Solution\n\nChoose another seat.\n"
    assert errors(page) == [
        {
            "code": "40160",
            "title": "Seat taken",
            "status": 409,
            "description": "Somebody else has it.",
            "solutions": ["Choose another seat."],
        }
    ]


def test_codes_that_repeat_in_several_groups_get_names():
    page = """
## Gateway close codes

| Code | Name |
|---|---|
| 4000 | Unknown error |

## Voice close codes

| Code | Name |
|---|---|
| 4000 | Other error |
"""
    result = imported(page)
    assert result.catalog["codes"] == {"unique": "group"}
    names = [entry["name"] for entry in errors(page)]
    assert len(set(names)) == 2


def test_a_row_with_too_many_cells_needs_a_look():
    result = imported("| Code | Message |\n|---|---|\n| SEAT_A | Taken | by Ann |\n")
    assert unclear(result) == ["3: cells"]


def test_a_value_that_is_no_status_needs_a_look():
    result = imported("| Code | Status |\n|---|---|\n| SEAT_A | 404 |\n| SEAT_B | somewhere |\n")
    assert unclear(result) == ["4: status"]


def test_what_is_guessed_is_marked():
    result = imported("### 503 Service Unavailable\n\nTry again later.\n")
    guesses = {use.target: use.guess for use in result.ledger.uses if use.guess}
    assert guesses == {"category": "words", "code": "title"}
