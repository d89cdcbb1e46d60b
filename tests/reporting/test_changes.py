"""What each format makes of the changes between two catalogs with hostile values."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from errcat import __version__
from errcat.changes import Comparison, Side, compare
from errcat.model.catalog import Catalog
from errcat.reading import load_bytes
from errcat.reporting import ReportOptions
from errcat.reporting.changes import CHANGE_FORMATS, change_reporter
from errcat.resources import schema_text
from reporting.test_formats import described, strict

HERE = Path(__file__).parent
ENDINGS = {"json": "json", "sarif": "json", "markdown": "md"}

OLD = """\
errcat: 1
api: {name: Parcels, docs_url: "https://docs.example/errors"}
errors:
  - code: parcel_lost
    status: 404
    message: The parcel is lost
    category: fix
    action: Ask the depot
  - code: too_many_calls
    status: 429
    message: "Ask @depot about #12, or |<b>`this`</b>"
    category: retry
    action: Wait
    deprecated: {sunset: 2031-12-31}
  - code: "::error::x ##[error]y"
    message: "a\\u202Eb"
  - code: gone_soon
    message: A text that only this error has
"""
NEW = """\
errcat: 1
api: {name: Parcels, docs_url: "https://docs.example/errors"}
errors:
  - code: gone_later
    message: A text that only this error has
  - code: parcel_lost
    status: 410
    message: The parcel is lost
    category: fix
    action: Ask the depot about it
    params: {depot: {optional: true}}
  - code: too_many_calls
    status: 503
    message: "Ask @all about #13, or |<b>`that`</b>"
    category: retry
    action: Wait
    deprecated: {sunset: 2032-12-31}
"""


def side(name: str, text: str) -> Side:
    loaded = load_bytes([(name, text.encode())])
    return Side(name, loaded.catalog, loaded.documents)


def comparison(old: str = OLD, new: str = NEW) -> Comparison:
    return compare(side("main:a, b.yaml", old), side("a, b.yaml", new), {}, date(2026, 1, 1))


FIRST = Comparison(Side("", Catalog(), ()), side("errors.yaml", NEW), (), is_first=True)
EVERY: dict[str, list[Comparison]] = {
    "changes": [comparison()],
    "no changes": [comparison(OLD, OLD)],
    "first": [FIRST],
    "several": [comparison(), FIRST, comparison(OLD, OLD)],
    "nothing": [],
}


def report(name: str, comparisons: list[Comparison], **options: Any) -> str:
    return change_reporter(name)(comparisons, ReportOptions(**{"width": 80, **options}))


@pytest.mark.parametrize("name", CHANGE_FORMATS)
@pytest.mark.parametrize("case", ["changes", "several"])
def test_the_report(name: str, case: str, expected):
    text = report(name, EVERY[case], folder="docs")
    ending = ENDINGS.get(name, "txt")
    expected(text.replace(f'"{__version__}"', '"VERSION"') + "\n", HERE / "expected" / f"{case}-{name}.{ending}")


@pytest.mark.parametrize("name", CHANGE_FORMATS)
@pytest.mark.parametrize("case", EVERY)
def test_nothing_is_printed_that_a_terminal_or_a_ci_obeys(name: str, case: str):
    for line in report(name, EVERY[case]).split("\n"):
        assert line.isprintable(), line
        assert "##[" not in line
        assert not line.lstrip().startswith("::") or (name == "github" and re.match(r"::(error|warning|notice) ", line))


@pytest.mark.parametrize("case", EVERY)
def test_json_fits_its_schema(case: str):
    schema = json.loads(schema_text("changes"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert all(described(schema["properties"]))
    jsonschema.Draft7Validator(strict(schema)).validate(json.loads(report("json", EVERY[case])))


@pytest.mark.parametrize("case", EVERY)
def test_sarif_fits_the_official_schema(case: str, node_modules: Path):
    file = next((node_modules / "@microsoft").glob("sarif-multitool-*/sarif-2.1.0.json"))
    schema = json.loads(file.read_text(encoding="utf-8-sig"))
    dialect = jsonschema.validators.validator_for(schema)
    dialect(schema, format_checker=dialect.FORMAT_CHECKER).validate(json.loads(report("sarif", EVERY[case])))


def test_a_removed_error_is_shown_next_to_the_error_before_it():
    lines = [line for line in report("github", [comparison()]).split("\n") if "code-removed" in line]
    assert [re.search(r"line=(\d+)", line)[1] for line in lines] == ["12"]  # type: ignore[index]


def test_markdown_mentions_nobody_and_links_no_issue():
    text = report("markdown", [comparison()])
    assert "&#64;depot" in text
    assert not re.search(r"@\w|#\d", re.sub(r"&#\d+;", "", text))
    assert "[`parcel_lost`](<https://docs.example/errors/parcel-lost/>)" in text
    assert "<b>" not in re.sub(r"\\<b>", "", text)
    assert text.startswith("<!-- errcat diff -->\n")


def test_fingerprints_survive_moves_and_tell_changes_apart():
    def fingerprints(new: str) -> list[str]:
        return [change["fingerprint"] for change in json.loads(report("json", [comparison(OLD, new)]))["changes"]]

    usual = fingerprints(NEW)
    assert len(set(usual)) == len(usual)
    assert sorted(fingerprints(NEW.replace("errors:", "# a comment\n\nerrors:"))) == sorted(usual)
    assert set(fingerprints(NEW.replace("503", "500"))) ^ set(usual)


def test_the_required_release():
    def required(old: str, new: str) -> str:
        return str(json.loads(report("json", [comparison(old, new)]))["requires"])

    plain = "errcat: 1\ncodes: {set: open}\nerrors:\n  - code: a\n    message: One\n"
    assert required(plain, plain) == "patch"
    assert required(plain, f"{plain}    action: Wait\n") == "patch"
    assert required(plain, f"{plain}  - code: b\n") == "minor"
    assert required(plain, plain.replace("One", "Two")) == "minor"
    assert required(plain, plain.replace("code: a", "code: c\n    status: 404")) == "major"


def test_colors_are_all_that_color_adds():
    plain, painted = report("text", EVERY["several"]), report("text", EVERY["several"], color=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
