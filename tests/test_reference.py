"""The reference on the website and in errcat's own catalog says what the tables in the code say."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
import yaml

from built import resolved_from
from errcat import checking
from errcat.envelope import MARKER_TABLE, READY_MADE
from errcat.findings.finding import Level
from errcat.model.generated_fields import FIELDS
from errcat.reading import load_bytes
from errcat.resolved.python_reserved_names import BASE_CLASS
from errcat.settings import KEYS, SettingKey, Settings
from errcat.settings.scan_table import SCAN_KEYS, ScanSettings
from errcat.targets.python.class_names import class_names
from reference_pages.format_page import format_page, samples
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


def rows_of_fields() -> list[list[str]]:
    """The cells of each row about a field: key, what it is, for whom (in a section), about, example."""
    rows = re.findall(r"^\| (`\w+`.*) \|$", format_page(), re.MULTILINE)
    return [row.split(" | ") for row in rows]


def test_the_reference_explains_every_field():
    rows = rows_of_fields()
    assert len(rows) == sum(len(fields) for fields in FIELDS.values())
    assert [row for row in rows if len(row) not in {4, 5} or not all(cell.strip() for cell in row)] == []


def test_every_example_of_a_field_is_a_line_of_yaml():
    shown = 0
    for row in rows_of_fields():
        name = row[0].split("`")[1]
        for example in row[-1].split("<br>"):
            line = html.unescape(re.sub(r"^(?:`|<code>)|(?:`|</code>)$", "", example))
            assert list(yaml.safe_load(line)) == [name]
            shown += 1
    assert shown > len(rows_of_fields())


def test_several_statuses_and_none_are_shown():
    (status,) = [row for row in rows_of_fields() if row[0] == "`status`" and row[2] == "clients"]
    assert re.sub(r"</?code>|`", "", html.unescape(status[-1])) == "status: 404<br>status: [400, 403]<br>status: []"


def test_the_reference_starts_with_the_error_and_has_every_mapping_once():
    headings = re.findall(r"^## .+ \{ #(\w+) \}$", format_page(), re.MULTILINE)
    assert headings[0] == "error"
    assert len(headings) == len(set(headings))
    assert set(headings) == {*FIELDS, "texts"}


def test_every_kind_of_text_is_explained():
    page = format_page()
    linked = set(re.findall(r"\]\(#(\w+)\)", page))
    assert {"line", "text", "id", "markdown", "code", "url"} <= linked
    assert linked <= set(re.findall(r"\{ #([\w-]+) \}", page)) | {"params"}


@pytest.mark.parametrize("kind", FIELDS)
def test_the_sample_of_a_mapping_is_right(kind: str):
    text = samples()[kind]
    assert any(re.search(rf"\b{name}\??\"?:", text) for name in FIELDS[kind])
    catalog = "errcat: 1\n" + text.removeprefix("errcat: 1\n")
    catalog += "" if "errors:\n" in text else "errors:\n  - code: order_not_found\n"
    findings = checking.check(load_bytes([("errors.yaml", catalog.encode())]), {}).findings
    assert [finding for finding in findings if finding.level >= Level.ERROR] == []
    assert f"```yaml\n{text}```\n" in format_page()


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


@pytest.mark.parametrize(("keys", "without_a_file"), [(KEYS, Settings()), (SCAN_KEYS, ScanSettings())])
def test_a_key_is_a_field_with_the_same_default(keys: tuple[SettingKey, ...], without_a_file: object):
    assert {key.field: key.default for key in keys} == {key.field: getattr(without_a_file, key.field) for key in keys}


def test_the_settings_page_has_every_key_of_errcat_toml():
    rows = {line.split("`")[1] for line in settings_page().split("\n") if line.startswith("| `")}
    assert {key.name for key in KEYS} <= rows
