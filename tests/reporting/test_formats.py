"""What each format makes of one nasty catalog, whole; and what the formats' own definitions say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import yaml

from errcat import __version__
from errcat.findings import diagnostics, generated_own_errors
from errcat.findings.document import Document
from errcat.findings.finding import Finding, Fix, Level, Span
from errcat.findings.source import Edit, Position, Source
from errcat.model.catalog import Catalog
from errcat.model.check_result import CheckResult
from errcat.reporting import FORMATS, ReportOptions, reporter
from errcat.resources import SCHEMAS, schema_text
from reporting.nasty import FINDINGS, clean, nasty

HERE = Path(__file__).parent
OWN_CATALOG = HERE.parent.parent / "catalog" / "errcat.yaml"
ENDINGS = {"json": "json", "gitlab": "json", "sarif": "json", "junit": "xml"}


def report(name: str, results: list[CheckResult], **options: Any) -> str:
    return reporter(name)(results, ReportOptions(**{"width": 80, **options}))


@pytest.mark.parametrize("name", FORMATS)
def test_the_nasty_catalog(name: str, expected):
    text = report(name, nasty(), folder="docs/api")
    expected(
        text.replace(f'"{__version__}"', '"VERSION"') + "\n",
        HERE / "expected" / f"{name}.{ENDINGS.get(name, 'txt')}",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_catalog(name: str, expected):
    text = report(name, [clean()])
    expected(
        text.replace(f'"{__version__}"', '"VERSION"') + "\n",
        HERE / "expected" / f"clean-{name}.{ENDINGS.get(name, 'txt')}",
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("results", [nasty(), [clean()], []], ids=["nasty", "clean", "nothing"])
def test_nothing_is_printed_that_a_terminal_or_a_ci_obeys(name: str, results: list[CheckResult]):
    for line in report(name, results).split("\n"):
        assert line.isprintable() or not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line), line
        assert "##vso[" not in line
        assert "##[" not in line
        assert not line.lstrip().startswith("::") or (name == "github" and re.match(r"::(error|warning|notice) ", line))


def strict(schema: Any) -> Any:
    """The same schema, in which an unknown key is a mistake."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {key: strict(value) for key, value in schema.items()} | closed
    return [strict(one) for one in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("results", [nasty(), [clean()], []], ids=["nasty", "clean", "nothing"])
def test_json_fits_its_schema(results: list[CheckResult]):
    schema = strict(json.loads(schema_text("findings")))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(json.loads(report("json", results)))


def described(schema: Any) -> Iterator[bool]:
    """Whether each property has a description, or takes it from where it points."""
    if isinstance(schema, dict):
        for one in schema.get("properties", {}).values():
            yield "description" in one or "$ref" in one
        for one in schema.values():
            yield from described(one)


def test_the_schema_describes_every_key():
    assert all(described(json.loads(schema_text("findings"))))


@pytest.mark.parametrize("results", [nasty(), [clean()], []], ids=["nasty", "clean", "nothing"])
def test_sarif_fits_the_official_schema(results: list[CheckResult], node_modules: Path):
    """The schema is the one that Microsoft's own SARIF tool ships."""
    file = next((node_modules / "@microsoft").glob("sarif-multitool-*/sarif-2.1.0.json"))
    schema = json.loads(file.read_text(encoding="utf-8-sig"))
    dialect = jsonschema.validators.validator_for(schema)
    dialect(schema, format_checker=dialect.FORMAT_CHECKER).validate(json.loads(report("sarif", results, folder="docs")))


def test_sarif_points_at_what_the_finding_is_about():
    run = json.loads(report("sarif", nasty(), folder="docs"))["runs"][0]
    results = {result["ruleId"]: result for result in run["results"]}
    assert [run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    place = results["unknown-ignore"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/errors/a%2C%20b%3A%20100%25.yaml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 5, "startColumn": 23, "endLine": 5, "endColumn": 38}
    change = results["unknown-ignore"]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == '"See issue #12 for details"'
    assert "locations" not in results["too-many-problems"]


def test_junit_is_xml_and_its_numbers_are_true():
    limits = ((nasty(), Level.ERROR), (nasty(), Level.INFO), (nasty(), Level.OFF), ([clean()], Level.INFO))
    for results, limit in limits:
        root = ET.fromstring(report("junit", results, fail_on=limit))  # noqa: S314 — we wrote it
        assert int(root.get("tests", "")) == len(root.findall(".//testcase"))
        assert int(root.get("failures", "")) == len(root.findall(".//failure"))
        failing = [one for check in results for one in check.findings if limit and one.level >= limit]
        assert len(root.findall(".//failure")) == len(failing)
        for suite in root.findall("testsuite"):
            assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
            assert int(suite.get("failures", "")) == len(suite.findall(".//failure"))


def decode(match: re.Match[str]) -> str:
    return {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}[match[0]]


def github_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them."""
    found = []
    for line in text.split("\n"):
        if match := re.fullmatch(r"::([a-z-]+) ([^:]*(?::(?!:)[^:]*)*)::(.*)", line):
            properties = dict(one.split("=", 1) for one in match[2].split(","))
            decoded = {key: re.sub("%[0-9A-F]{2}", decode, value) for key, value in properties.items()}
            found.append((match[1], decoded, re.sub("%(?:25|0D|0A)", decode, match[3])))
    return found


def test_github_reads_what_was_meant():
    commands = github_commands(report("github", nasty()))
    assert [kind for kind, _properties, _message in commands] == [
        "error", "warning", "warning", "error", "notice", "error", "error",
    ]  # fmt: skip
    _kind, properties, message = commands[3]
    assert properties == {
        "file": "errors/a, b: 100%.yaml",
        "line": "5",
        "endLine": "5",
        "col": "23",
        "endColumn": "37",
        "title": "unknown-ignore",
    }
    assert message.startswith('支払い済み: text after "#" is cut off, 100%\n')
    assert "file" not in commands[0][1]


def test_github_gets_no_columns_where_the_lines_differ():
    span = Span("errors/a, b: 100%.yaml", Position(1, 3), Position(2, 4))
    results = [nasty()[0]._replace(findings=(FINDINGS[1]._replace(span=span),))]
    (_kind, properties, _message), *_ = github_commands(report("github", results))
    assert "col" not in properties
    assert "endColumn" not in properties


def test_github_says_that_it_shows_only_some():
    many = [nasty()[0]._replace(findings=(FINDINGS[1],) * 11)]
    assert "the first 10" in report("github", many)
    assert "the first 10" not in report("github", [nasty()[0]._replace(findings=(FINDINGS[1],) * 10)])


# --- fingerprints -----------------------------------------------------------------------------------------------------


def one_finding(text: str, marked: str, **about: str) -> CheckResult:
    source = Source("errors.yaml", text)
    start = text.index(marked)
    span = Span(source.name, source.position(start), source.position(start + len(marked)))
    finding = Finding("unused-ignore", Level.ERROR, "m", span, **about)
    return CheckResult(Catalog(), (Document(0, source, {}, text),), (finding,))


def fingerprints(*results: CheckResult) -> list[str]:
    return [one["fingerprint"] for one in json.loads(report("json", list(results)))["findings"]]


def test_a_fingerprint_stays_when_its_entry_moves():
    before = one_finding("- code: A\n", "A", code="A", path="errors[0].code")
    after = one_finding("# new\n\n- code: B\n- code: A\n", "A", code="A", path="errors[1].code")
    assert fingerprints(before) == fingerprints(after)


def test_a_fingerprint_without_a_code_is_of_the_path_or_else_of_the_line():
    by_path = one_finding("groups: x\n", "x", path="groups.orders")
    assert fingerprints(by_path) == fingerprints(one_finding("\n\ngroups: y\n", "y", path="groups.orders"))
    assert fingerprints(by_path) != fingerprints(one_finding("groups: x\n", "x", path="groups.carts"))
    by_line = one_finding("a\tb\n", "\t")
    assert fingerprints(by_line) == fingerprints(one_finding("\n\n  a\tb\n", "\t"))
    assert fingerprints(by_line) != fingerprints(one_finding("a\tc\n", "\t"))


def test_equal_findings_have_fingerprints_of_their_own():
    one = one_finding("- code: A\n", "A", code="A", path="errors[0].code")
    first, second, third = fingerprints(one, one, one_finding("- code: A\n", "A", code="A", path="errors[0].status"))
    assert len({first, second, third}) == 3
    assert first == fingerprints(one)[0]


def test_gitlab_has_the_same_fingerprints_and_no_two_alike():
    issues = [one["fingerprint"] for one in json.loads(report("gitlab", nasty()))]
    assert issues == fingerprints(*nasty())
    assert len(set(issues)) == len(issues)


# --- many findings ----------------------------------------------------------------------------------------------------


def many(number: int) -> CheckResult:
    source = Source("errors.yaml", "x\n" * (number + 1))
    findings = [
        Finding("unused-ignore", Level.INFO, "m", Span("errors.yaml", Position(line, 1), Position(line, 2)))
        for line in range(1, number + 1)
    ]
    last = Span("errors.yaml", Position(number + 1, 1), Position(number + 1, 2))
    findings.append(Finding("unknown-ignore", Level.ERROR, "the one that matters", last))
    return CheckResult(Catalog(), (Document(0, source, {}, source.text),), tuple(findings))


def test_text_stops_after_a_hundred_and_keeps_the_worst():
    text = report("text", [many(5000)])
    assert text.count("\n  --> ") + text.count("\n      --> ") + text.count("\n    --> ") <= 101
    assert "the one that matters" in text
    assert "… and 4901 more" in text
    assert text.endswith("Found 1 error and 5,000 infos in errors.yaml")
    assert report("concise", [many(5000)]).count("\n") == 5001


def test_a_line_to_type_is_complete_unless_it_is_too_long_to_type():
    for length, whole in ((300, True), (100_000, False)):
        source = Source("errors.yaml", "x" * length + "\n")
        span = Span("errors.yaml", Position(1, 1), Position(1, 2))
        finding = Finding("unused-ignore", Level.ERROR, "m", span, fix=Fix(0, (Edit(0, 0, "- "),)))
        text = report("text", [CheckResult(Catalog(), (Document(0, source, {}, source.text),), (finding,))])
        assert (f" 1 | - {'x' * length}\n" in text) is whole
        assert max(map(len, text.split("\n"))) < 600


def test_the_hundred_have_something_of_every_rule():
    source = Source("errors.yaml", "x\n")
    span = Span("errors.yaml", Position(1, 1), Position(1, 2))
    rules = ["unused-ignore"] * 300 + ["unknown-ignore"]
    findings = tuple(Finding(rule, Level.ERROR, "m", span) for rule in rules)
    assert "error[unknown-ignore]" in report(
        "text", [CheckResult(Catalog(), (Document(0, source, {}, "x\n"),), findings)]
    )


# --- colour -----------------------------------------------------------------------------------------------------------


def test_colours_are_all_that_colour_adds():
    plain, painted = report("text", nasty()), report("text", nasty(), color=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    # a line that starts a colour ends it, so that cutting the output anywhere leaves the terminal as it was
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in painted.split("\n"))


@pytest.mark.parametrize("name", ["json", "github", "gitlab", "sarif", "junit"])
def test_what_machines_read_has_no_colours(name: str):
    assert report(name, nasty(), color=True) == report(name, nasty())


# --- addresses --------------------------------------------------------------------------------------------------------


def everything_printed(errcat) -> str:
    """All that errcat prints about its own rules, in every format."""
    reports = "\n".join(report(name, nasty()) for name in FORMATS)
    commands = (("explain", "duplicate-code"), ("rules",), ("rules", "--format", "json"))
    schemas = (("schema", name) for name in SCHEMAS)
    return "\n".join([reports, *(errcat(*arguments).out for arguments in (*commands, *schemas))])


def test_no_address_is_printed_until_the_documentation_is_published(errcat):
    assert "docs_url" not in yaml.safe_load(OWN_CATALOG.read_text(encoding="utf-8"))["api"]
    printed = everything_printed(errcat)
    assert re.findall(r"\w+://[^\s\"']*errcat[^\s\"']*", printed) == []


def test_addresses_are_printed_once_the_catalog_has_one(errcat, monkeypatch: pytest.MonkeyPatch):
    """The reports read `DOCS_URL` of the module built from catalog/errcat.yaml, which is its `api.docs_url`."""
    assert diagnostics.DOCS_URL is generated_own_errors.DOCS_URL
    monkeypatch.setattr(diagnostics, "DOCS_URL", "https://docs.errcat.test/rules")
    page = "https://docs.errcat.test/rules/unknown-ignore"
    for name in ("text", "json", "sarif", "junit"):
        assert page in report(name, nasty()), name
    run = json.loads(report("sarif", nasty()))["runs"][0]
    assert run["tool"]["driver"]["informationUri"] == "https://docs.errcat.test/rules"
    assert "https://docs.errcat.test/rules/duplicate-code/" in errcat("explain", "duplicate-code").out
    for one in json.loads(errcat("rules", "--format", "json").out)["rules"]:
        assert one["url"] == f"https://docs.errcat.test/rules/{one['id']}/"
    jsonschema.Draft7Validator(json.loads(schema_text("findings"))).validate(json.loads(report("json", nasty())))
