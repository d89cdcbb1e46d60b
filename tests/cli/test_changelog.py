"""`errcat changelog`: a section for each tag, and for what isn't released yet."""

from __future__ import annotations

import pytest

from cli.test_diff import Project, catalog
from cli.test_diff import project as project  # the fixture  # noqa: PLC0414

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
    assert "`v1:errors.yaml` is new (1 code)." in result.out


def test_without_a_tag_it_says_what_to_do(project: Project):
    project.commit(catalog("a"))
    result = project.errcat("changelog", "errors.yaml", cwd=project.folder)
    assert result.code == 2
    assert "--since REF" in result.err


def test_it_writes_nothing(released: Project):
    before = released.state()
    released.errcat("changelog", "--since", "v1.0", cwd=released.folder)
    assert released.state() == before
