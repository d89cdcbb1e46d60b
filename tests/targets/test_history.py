"""What a website shows of a changelog: the history of each error, the page with all changes, and the feed."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from hashlib import md5
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from built import resolved_from
from errcat.building import releases_in
from errcat.errors import RunError
from errcat.targets import TARGETS
from errcat.targets.releases import Releases, releases_of

CATALOG = """\
errcat: 1
api: {name: Parcels, docs_url: https://example.com/errors/}
errors:
  - {code: LOST, status: 410, message: It is lost}
  - {code: SLOW_DOWN, status: 429, message: Slow down}
  - {code: QUIET, status: 400, message: Nothing ever changed}
retired: [{code: GONE, reason: It was wrong}]
"""
ATOM = "{http://www.w3.org/2005/Atom}"


def change(
    rule: str, level: str, section: str, code: str, message: str, renamed_to: str | None = None
) -> dict[str, Any]:
    fingerprint = md5(f"{rule} {code} {message}".encode()).hexdigest()  # noqa: S324 — any hash will do
    about = {"rule": rule, "level": level, "section": section, "code": code, "name": code, "message": message}
    return {**about, "renamed_to": renamed_to, "field": "", "fingerprint": fingerprint}


def release(
    name: str, day: str | None, *changes: dict[str, Any], codes: tuple[str, ...] | None = None
) -> dict[str, Any]:
    listed = [{"code": code, "name": code} for code in codes or ()]
    one = {"path": "api/errors.yaml", "is_new": codes is not None, "codes": listed, "changes": list(changes)}
    return {"name": name, "day": day, "requires": "minor", "catalogs": [one]}


STATUS = change("status-changed", "breaking", "Breaking", "LOST", "the status changes from 404 to 410")
CHANGELOG = {
    "version": 1,
    "tool": {"name": "errcat", "version": "0"},
    "since": None,
    "catalogs": ["api/errors.yaml"],
    "releases": [
        release(
            "Unreleased", None, change("message-changed", "dangerous", "Dangerous", "SLOW_DOWN", "other <b>words</b>")
        ),
        release(
            "v3", "2027-03-01", STATUS, change("code-removed", "breaking", "Breaking", "GONE", "the code is removed")
        ),
        release(
            "v2",
            "2027-02-01",
            change("code-renamed", "breaking", "Breaking", "TOO_MANY", "the code changes", "SLOW_DOWN"),
            change("action-changed", "safe", "Changed", "TOO_MANY", "the action changes"),
            change("code-added", "dangerous", "Dangerous", "GONE", "the code is new"),
            change("media-type-changed", "breaking", "Breaking", "", "the media type changes"),
        ),
        release("v1", "2027-01-01", codes=("LOST", "TOO_MANY")),
    ],
}


def releases() -> Releases:
    return releases_of(json.dumps(CHANGELOG), PurePosixPath("/somewhere/api/errors.yaml"))


def files(**settings: Any) -> dict[str, str]:
    target = TARGETS["markdown"]
    values = target.values({key.replace("_", "-"): value for key, value in settings.items()})
    made = target.render(resolved_from(CATALOG), values, "errors", releases=releases())
    return {artifact.path: artifact.text for artifact in made}


def history(page: str) -> list[str]:
    """The lines of the history on a page."""
    lines = page.partition("## History")[2].split("\n")[1:]
    return [line for line in lines if line.lstrip().startswith(("- ", "<details"))]


def test_a_page_has_the_history_of_its_error_the_newest_first():
    assert history(files()["lost.md"]) == [
        "-   [v3](about/changes.md#release-v3) (2027-03-01)",
        "    -   **Breaking:** the status changes from 404 to 410",
        "-   [v1](about/changes.md#release-v1) (2027-01-01)",
        "    -   **Added:** the first release with this error",
    ]


def test_the_history_goes_on_under_an_earlier_code():
    assert history(files()["slow-down.md"]) == [
        "-   [Unreleased](about/changes.md#release-unreleased)",
        "    -   **Dangerous:** other &#60;b&#62;words&#60;/b&#62;",
        "-   [v2](about/changes.md#release-v2) (2027-02-01)",
        "    -   **Breaking:** the code changes",
        "    -   **Changed:** the action changes",
        "-   [v1](about/changes.md#release-v1) (2027-01-01)",
        "    -   **Added:** the first release with this error",
    ]


def test_a_retired_code_has_a_history():
    assert history(files()["gone.md"]) == [
        "-   [v3](about/changes.md#release-v3) (2027-03-01)",
        "    -   **Breaking:** the code is removed",
        "-   [v2](about/changes.md#release-v2) (2027-02-01)",
        "    -   **Added:** the code is new",
    ]


def test_an_error_that_never_changed_has_no_history():
    assert "## History" not in files()["quiet.md"]
    assert "<details" not in files()["lost.md"]


def test_a_long_history_is_folded():
    changes = [release(f"v{number}", "2027-03-01", STATUS) for number in range(9, 2, -1)]
    long = releases_of(json.dumps({**CHANGELOG, "releases": changes}), PurePosixPath("api/errors.yaml"))
    target = TARGETS["markdown"]
    made = target.render(resolved_from(CATALOG), target.values({}), "errors", releases=long)
    page = next(artifact.text for artifact in made if artifact.path == "lost.md")
    shown, folded, rest = page.partition(
        '<details class="errcat-more" markdown="1"><summary>4 earlier releases</summary>'
    )
    assert folded
    assert [shown.count("about/changes.md#"), rest.count("about/changes.md#")] == [3, 4]


def test_the_page_of_all_changes_has_a_section_for_each_release():
    page = files()["about/changes.md"]
    lines = [line for line in page.split("\n") if line.startswith(("#", "-   ", "The first"))]
    assert lines == [
        "# What changed – Parcels",
        "## Unreleased { #release-unreleased data-search-exclude }",
        "### Dangerous",
        "-   [`SLOW_DOWN`](../slow-down.md): other &#60;b&#62;words&#60;/b&#62;",
        "## v3 (2027-03-01) { #release-v3 data-search-exclude }",
        "### Breaking",
        "-   [`LOST`](../lost.md): the status changes from 404 to 410",
        "-   [`GONE`](../gone.md): the code is removed",
        "## v2 (2027-02-01) { #release-v2 data-search-exclude }",
        "### Breaking",
        "-   [`TOO_MANY`](../slow-down.md): the code changes",
        "-   the media type changes",
        "### Dangerous",
        "-   [`GONE`](../gone.md): the code is new",
        "### Changed",
        "-   [`TOO_MANY`](../slow-down.md): the action changes",
        "## v1 (2027-01-01) { #release-v1 data-search-exclude }",
        "The first release with these errors: 2 codes.",
    ]
    assert "[What changed](about/changes.md)" in files()["index.md"]


def test_without_a_changelog_there_is_no_such_page():
    target = TARGETS["markdown"]
    made = {
        artifact.path: artifact.text for artifact in target.render(resolved_from(CATALOG), target.values({}), "errors")
    }
    assert "about/changes.md" not in made
    assert not any("## History" in text for text in made.values())


def test_the_feed_has_the_same_changes_with_ids_that_stay():
    feed = ET.fromstring(files()["feed.xml"])  # noqa: S314 — errcat wrote it
    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated")) for entry in feed.iter(f"{ATOM}entry")
    ]
    assert entries == [
        ("v3: LOST: the status changes from 404 to 410", "2027-03-01T00:00:00Z"),
        ("v3: GONE: the code is removed", "2027-03-01T00:00:00Z"),
        ("v2: TOO_MANY: the code changes", "2027-02-01T00:00:00Z"),
        ("v2: TOO_MANY: the action changes", "2027-02-01T00:00:00Z"),
        ("v2: GONE: the code is new", "2027-02-01T00:00:00Z"),
        ("v2: the media type changes", "2027-02-01T00:00:00Z"),
        ("v1: the first release with these errors", "2027-01-01T00:00:00Z"),
    ]
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert ids[0] == f"https://example.com/errors/about/changes/#release-v3-{STATUS['fingerprint']}"


@pytest.mark.parametrize("dialect", ["mdx", "vitepress", "starlight", "mkdocs"])
def test_other_generators_have_the_same_pages(dialect: str):
    made = files(dialect=dialect)
    assert "the status changes from 404 to 410" in made["about/changes.md"]
    assert "the status changes from 404 to 410" in made["lost.md"]


def test_links_in_plain_markdown_lead_to_pages_and_not_to_missing_anchors():
    assert "[v3](../about/changes/index.md) (2027-03-01)" in files(style="twins")["lost/index.md"]
    assert "-   v3 (2027-03-01)" in files(style="plain")["lost.md"]


@pytest.mark.parametrize(
    "data",
    [
        "# Changelog",
        "[]",
        {**CHANGELOG, "version": 2},
        {**CHANGELOG, "releases": [{}]},
        {**CHANGELOG, "releases": [release("v1", "2027-13-01")]},
        {**CHANGELOG, "releases": [release("v1", "2027-01-01", {**STATUS, "level": "odd"})]},
        {**CHANGELOG, "releases": [release("v1", "2027-01-01", {**STATUS, "message": 1})]},
        {**CHANGELOG, "releases": [release("v1", "2027-01-01", {**STATUS, "fingerprint": "../x"})]},
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: object):
    file = tmp_path / "history.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    with pytest.raises(RunError) as refused:
        releases_in(file, "api/errors.yaml")
    assert refused.value.id == "unreadable-changelog"


def test_a_changelog_of_another_catalog_is_refused(tmp_path: Path):
    file = tmp_path / "history.json"
    with pytest.raises(RunError) as missing:
        releases_in(file, "api/errors.yaml")
    assert (missing.value.id, missing.value.help) == ("unreadable-changelog", "missing")
    file.write_text(json.dumps(CHANGELOG), encoding="utf-8")
    assert len(releases_in(file, "api/errors.yaml")) == 4
    with pytest.raises(RunError) as other:
        releases_in(file, "billing/errors.yaml")
    assert other.value.id == "not-in-changelog"
