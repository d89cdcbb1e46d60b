"""The reference on the website and in errcat's own catalog says what the tables in the code say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from built import resolved_from
from errcat.envelope import MARKER_TABLE, READY_MADE
from errcat.model.generated_fields import FIELDS
from errcat.resolved.python_reserved_names import BASE_CLASS
from errcat.settings import KEYS
from errcat.targets.python.class_names import class_names
from reference_pages.format_page import format_page
from reference_pages.settings_page import settings_page

ROOT = Path(__file__).resolve().parent.parent


def test_the_reference_has_every_field_in_its_section():
    sections: dict[tuple[str, str], list[str]] = {}
    kind = section = ""
    for line in format_page().split("\n"):
        if found := re.match(r"## .+ \{ #(\w+) \}", line):
            kind, section = found[1], ""
        elif found := re.match(r"### (.+) \{ #error-", line):
            section = found[1]
        elif kind and (found := re.match(r"\| `(\w+)`", line)):
            sections.setdefault((kind, section), []).append(found[1])
    wanted: dict[tuple[str, str], list[str]] = {}
    for name, fields in FIELDS.items():
        for field in fields.values():
            wanted.setdefault((name, field.section), []).append(field.name)
    assert sections == wanted


def test_the_reference_explains_every_field():
    rows = re.findall(r"^\| `\w+`(?: \*\*required\*\*)? \|(.+)\|$", format_page(), re.MULTILINE)
    assert len(rows) > 100
    assert [row for row in rows if not all(cell.strip() for cell in row.split(" | ")[:-1])] == []


def test_the_page_of_names_shows_what_errcat_derives():
    text = (ROOT / "site" / "docs" / "reference" / "names.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(.+?)` \| `(.+)` \| `(.+)` \| `(.+)` \| (.+) \|$", text, re.MULTILINE)
    assert len(rows) > 10
    catalog = resolved_from(json.dumps({"errcat": 1, "errors": [{"code": row[0]} for row in rows]}))
    classes = class_names(catalog, BASE_CLASS, types=True, codes=True).codes
    assert rows == [
        (error["code"], error["name"], error["names"]["page"], classes[error["name"]], error["title"])
        for error in catalog["errors"]
    ]


def test_the_reference_has_every_marker_and_where_its_value_comes_from():
    rows = re.findall(r"^\| `<(\w+)>` \| (\w+) \| ([\w ]+) \| (.+) \|$", format_page(), re.MULTILINE)
    assert rows == [(name, one.type, one.source, one.about) for name, one in MARKER_TABLE.items()]


def test_the_reference_shows_the_ready_made_envelopes():
    blocks = re.findall(r"^`(\w+)`, `[^`]+`:\n\n```yaml\n(.+?)\n```$", format_page(), re.MULTILINE | re.DOTALL)
    shown = {name: yaml.safe_load(text) for name, text in blocks}
    assert shown == {name: json.loads(json.dumps(body)) for name, (_media_type, body) in READY_MADE.items()}


def test_the_catalog_of_errcat_lists_every_marker():
    catalog = yaml.load((ROOT / "catalog" / "errcat.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    entry = next(one for one in catalog["errors"] if one["code"] == "unknown-marker")
    listed = entry["description"].partition("The markers:")[2].partition(". ")[0]
    assert re.findall(r"`<(\w+)>`", listed) == list(MARKER_TABLE)


def test_the_settings_page_has_every_key_of_errcat_toml():
    rows = {line.split("`")[1] for line in settings_page().split("\n") if line.startswith("| `")}
    assert {key.name for key in KEYS} <= rows
