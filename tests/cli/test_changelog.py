"""`errcat changelog`: a section for each tag, and for what isn't released yet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.test_diff import Project, catalog
from cli.test_diff import project as project  # the fixture  # noqa: PLC0414
from errcat.resources import schema_text

API = "api: {name: Parcels, docs_url: https://example.com/errors/}\n"


@pytest.fixture
def released(project: Project) -> Project:
    """A project with three tags, and a change that isn't released."""
    project.write('catalogs = ["errors.yaml"]\n', "errcat.toml")
    project.commit(API + catalog("a", "b"))
    project.git("tag", "v1.0")
    project.commit(API + catalog("a", "b", "c"))
    project.git("tag", "-a", "v1.1", "-m", "A release")
    project.git("tag", "latest")
    project.commit()
    project.git("tag", "v1.2")
    text = API + catalog("a", "b", "c", a=503)
    project.commit(text.replace("about b\n", "about b\n    deprecated: {since: '2', replaced_by: c}\n"))
    project.git("tag", "v1.10")
    project.write(API + catalog("a", "c", a=503).replace("Look", "Stare"))
    return project


def sections(text: str) -> dict[str, dict[str, list[str]]]:
    """The lines of each section of each release."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in text.splitlines():
        if line.startswith("## "):
            release = found.setdefault(line.removeprefix("## ").partition(" ")[0], {})
        elif line.startswith("### "):
            section = release.setdefault(line.removeprefix("### "), [])
        elif line:
            section.append(line)
    return found


def test_each_release_has_a_section(released: Project):
    result = released.errcat("changelog", "--since", "v1.0", cwd=released.folder)
    assert (result.code, result.err) == (0, "")
    found = sections(result.out)
    assert {release: list(parts) for release, parts in found.items()} == {
        "Unreleased": ["Dangerous", "Changed"],
        "v1.10": ["Breaking", "Deprecated"],
        "v1.1": ["Dangerous"],
    }
    [line] = found["v1.10"]["Breaking"]
    assert line == (
        "- [`a`](<https://example.com/errors/a/>): the status changes from 404 to 503, which is another class"
    )


def test_by_default_it_starts_after_the_last_tag(released: Project):
    result = released.errcat("changelog", cwd=released.folder)
    assert list(sections(result.out)) == ["Unreleased"]
    released.git("checkout", "-q", "--", "errors.yaml")
    assert released.errcat("changelog", cwd=released.folder).out == "No changes.\n"


def test_a_catalog_that_a_release_adds_is_new(project: Project):
    project.commit("", "README")
    project.git("tag", "v0")
    project.commit(catalog("a"))
    project.git("tag", "v1")
    result = project.errcat("changelog", "errors.yaml", "--since", "v0", cwd=project.folder)
    assert "## v1 (" in result.out
    assert "`errors.yaml` is new (1 code)." in result.out


def test_without_a_tag_it_says_what_to_do(project: Project):
    project.commit(catalog("a"))
    result = project.errcat("changelog", "errors.yaml", cwd=project.folder)
    assert result.code == 2
    assert "--since REF" in result.err


def test_it_writes_nothing(released: Project):
    before = released.state()
    released.errcat("changelog", "--since", "v1.0", cwd=released.folder)
    assert released.state() == before


# --- as JSON, for programs and websites ---------------------------------------------------------------------------------


def history(project: Project, *arguments: str) -> dict[str, Any]:
    result = project.errcat("changelog", *arguments, "--format", "json", cwd=project.folder)
    assert (result.code, result.err) == (0, "")
    data: dict[str, Any] = json.loads(result.out)
    jsonschema.validate(data, json.loads(schema_text("changelog")))
    return data


def test_json_has_the_same_releases(released: Project):
    data = history(released, "--since", "v1.0")
    assert (data["since"], data["catalogs"]) == ("v1.0", ["errors.yaml"])
    assert [(release["name"], release["requires"]) for release in data["releases"]] == [
        ("Unreleased", "minor"),
        ("v1.10", "major"),
        ("v1.1", "minor"),
    ]
    assert [change["rule"] for change in data["releases"][1]["catalogs"][0]["changes"]] == [
        "status-class-changed",
        "code-deprecated",
    ]


def test_all_starts_with_the_first_tag(released: Project):
    data = history(released, "--all")
    first = data["releases"][-1]
    assert (data["since"], first["name"]) == (None, "v1.0")
    assert first["catalogs"][0]["is_new"]
    assert [code["code"] for code in first["catalogs"][0]["codes"]] == ["a", "b"]
    assert "`errors.yaml` is new (2 codes)." in released.errcat("changelog", "--all", cwd=released.folder).out


def test_all_without_a_tag_is_what_is_not_released(project: Project):
    project.commit(catalog("a"))
    [release] = history(project, "errors.yaml", "--all")["releases"]
    assert (release["name"], release["day"], release["catalogs"][0]["is_new"]) == ("Unreleased", None, True)


def test_the_next_release_has_a_name_and_a_day(released: Project):
    data = history(released, "--since", "v1.10", "--release", "v1.11")
    assert data["releases"][0]["name"] == "v1.11"
    assert data["releases"][0]["day"]


def test_a_catalog_keeps_its_history_under_another_path(released: Project):
    released.git("mv", "errors.yaml", "codes.yaml")
    released.write('catalogs = ["codes.yaml"]\n', "errcat.toml")
    released.commit()
    released.git("tag", "v2")
    data = history(released, "--all")
    assert data["catalogs"] == ["codes.yaml"]
    assert [(release["name"], release["catalogs"][0]["is_new"]) for release in data["releases"]] == [
        ("v2", False),
        ("v1.10", False),
        ("v1.1", False),
        ("v1.0", True),
    ]


def test_internal_errors_are_not_in_it(project: Project):
    project.commit(catalog("a", "b").replace("about b\n", "about b\n    visibility: internal\n"))
    project.git("tag", "v1")
    text = catalog("a", "b", "c", b=503).replace("about b\n", "about b\n    visibility: internal\n")
    project.commit(text.replace("about c\n", "about c\n    visibility: internal\n"))
    project.git("tag", "v2")
    data = history(project, "errors.yaml", "--all")
    assert [release["name"] for release in data["releases"]] == ["v1"]
    assert [code["code"] for code in data["releases"][0]["catalogs"][0]["codes"]] == ["a"]


def test_a_build_reads_it(released: Project):
    released.write(
        'catalogs = ["errors.yaml"]\n[build]\nmarkdown = {path = "docs", history = "history.json"}\n', "errcat.toml"
    )
    result = released.errcat("build", cwd=released.folder)
    assert result.code == 2
    assert "errcat changelog --all --format json > history.json" in result.err
    text = released.errcat("changelog", "--all", "--format", "json", cwd=released.folder).out
    released.write(text, "history.json")
    assert released.errcat("build", cwd=released.folder).code == 0
    assert "the status changes from 404 to 503" in (released.folder / "docs" / "a.md").read_text(encoding="utf-8")


def test_wrong_calls(released: Project):
    for arguments in (("--all", "--since", "v1.0"), ("--release", " ")):
        assert released.errcat("changelog", *arguments, cwd=released.folder).code == 2


def test_the_codes_of_a_deleted_catalog_are_removed(released: Project):
    released.commit(catalog("z"), "billing.yaml")
    released.write('catalogs = ["*.yaml"]\n', "errcat.toml")
    released.commit()
    released.git("tag", "v2")
    released.git("rm", "-q", "billing.yaml")
    released.commit()
    released.git("tag", "v3")
    found = sections(released.errcat("changelog", "--since", "v2", cwd=released.folder).out)
    assert found["v3"] == {"Breaking": ["- `z`: the code is removed"]}


def test_a_folder_keeps_its_history_under_another_path(project: Project):
    project.write('catalogs = ["errors"]\n', "errcat.toml")
    project.write("errcat: 1\nguides: [{id: g, title: A guide}]\nerrors: []\n", "errors/_catalog.yaml")
    project.commit(catalog("a", "b"), "errors/more.yaml")
    project.git("tag", "v1")
    project.write('catalogs = ["codes"]\n', "errcat.toml")
    project.git("mv", "errors", "codes")
    project.commit()
    assert project.rules("--against", "v1") == []
    project.git("tag", "v2")
    assert project.errcat("changelog", "--since", "v1", cwd=project.folder).out == "No changes.\n"
    project.git("checkout", "-q", "-b", "deletion")
    project.git("rm", "-rq", "codes")
    project.write('catalogs = ["other.yaml"]\n', "errcat.toml")
    project.commit(catalog("x"), "other.yaml")
    assert {rule for rule, code in project.rules("--against", "v2") if code in {"a", "b"}} == {"code-removed"}
    text = project.errcat("changelog", "--since", "v2", cwd=project.folder).out
    assert text.endswith("### Breaking\n\n- `a`: the code is removed\n- `b`: the code is removed\n")


def test_a_shallow_clone_does_not_know_all_releases(released: Project, tmp_path: Path):
    released.git("clone", "-q", "--depth", "1", released.folder.as_uri(), str(tmp_path / "clone"))
    result = released.errcat("changelog", "--all", cwd=tmp_path / "clone")
    assert (result.code, result.out) == (2, "")
    assert "the clone is shallow" in result.err
    assert "git fetch --unshallow --tags origin" in result.err
