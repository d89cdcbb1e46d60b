"""Accepted changes: `[[changes.accepted]]` in errcat.toml, `errcat diff --accept`, and the findings about both."""

from __future__ import annotations

import json
import tomllib

import pytest

from cli.test_diff import Project, catalog
from cli.test_diff import project as project  # the fixture  # noqa: PLC0414

EXPIRED, LATER = "2020-01-31", "2199-01-31"


@pytest.fixture
def broken(project: Project) -> Project:
    """A project in which a status and a message differ from the default branch."""
    project.write('catalogs = ["errors.yaml"]\n', "errcat.toml")
    project.commit(catalog("a", "b"))
    project.git("checkout", "-q", "-b", "change")
    project.write(catalog("a", "b", a=410, b=503))
    return project


def settings(project: Project) -> str:
    return (project.folder / "errcat.toml").read_text(encoding="utf-8")


def report(project: Project, *arguments: str) -> dict:
    result = project.diff(*arguments, "--format", "json")
    assert not result.err, result.err
    return json.loads(result.out)


def test_an_accepted_change_stays_in_the_report_and_does_not_fail(broken: Project):
    assert broken.diff().code == 1
    result = broken.diff("--accept", "--reason", 'No client reads "a"')
    assert (result.code, result.err) == (0, "Accepted 2 changes in errcat.toml\n")
    assert '(accepted: No client reads "a")' in result.out
    assert broken.diff().code == 0
    changes = report(broken)["changes"]
    assert {change["accepted"] for change in changes} == {'No client reads "a"'}
    assert {change["level"] for change in changes} == {"breaking"}
    assert report(broken)["requires"] == "major"
    written = tomllib.loads(settings(broken))
    assert written["catalogs"] == ["errors.yaml"]
    assert [(one["rule"], one["code"]) for one in written["changes"]["accepted"]] == [
        (change["rule"], change["code"]) for change in changes
    ]


@pytest.mark.parametrize("choice", ["a", "status-changed", "fingerprint"])
def test_only_some_changes_are_accepted(broken: Project, choice: str):
    changes = report(broken)["changes"]
    chosen = next(change for change in changes if change["code"] == "a")
    text = chosen["fingerprint"][:8] if choice == "fingerprint" else choice
    assert broken.diff("--accept", "--reason", "Wanted", "--only", text).code == 1
    assert {change["code"]: change["accepted"] for change in report(broken)["changes"]} == {"a": "Wanted", "b": None}
    assert broken.diff("--accept", "--reason", "Also wanted").code == 0
    assert [one["reason"] for one in tomllib.loads(settings(broken))["changes"]["accepted"]] == [
        "Wanted",
        "Also wanted",
    ]


def test_another_value_is_another_change(broken: Project):
    broken.diff("--accept", "--reason", "Wanted")
    broken.write(catalog("a", "b", a=409, b=503))
    result = broken.diff()
    assert result.code == 1
    assert "errcat.toml:4:1" in result.err
    assert "unused-acceptance" in result.err


def test_moved_lines_and_other_words_are_the_same_change(broken: Project):
    broken.diff("--accept", "--reason", "Wanted")
    text = catalog("a", "b", a=410, b=503)
    broken.write("# A comment\n" + text.replace("Look", "Stare"))
    assert broken.diff().code == 0
    assert not broken.diff().err


def test_an_acceptance_expires(broken: Project):
    broken.diff("--accept", "--reason", "Until then", "--expires", LATER)
    assert broken.diff().code == 0
    broken.write(settings(broken).replace(LATER, EXPIRED), "errcat.toml")
    result = broken.diff()
    assert result.code == 1
    assert f"this acceptance of a change expired on {EXPIRED}" in result.err
    findings = report(broken)["findings"]
    assert [(finding["rule"], finding["place"]["line"]) for finding in findings] == [
        ("expired-acceptance", 4),
        ("expired-acceptance", 11),
    ]
    assert all(change["accepted"] is None for change in report(broken)["changes"])


def test_a_used_up_acceptance_is_reported_when_all_catalogs_are_compared(broken: Project):
    broken.diff("--accept", "--reason", "Wanted")
    broken.commit()
    broken.git("checkout", "-q", "main")
    broken.git("merge", "-q", "change")
    assert "unused-acceptance" in broken.diff().err
    assert broken.diff().code == 0, "a warning doesn't fail the run"
    assert not broken.diff("errors.yaml").err, "other catalogs may have the change"
    broken.write(f'fail-on = "warning"\n{settings(broken)}', "errcat.toml")
    assert broken.diff().code == 1


def test_a_reused_code_can_not_be_accepted(project: Project):
    project.write("", "errcat.toml")
    project.write(f"{catalog('a')}retired: [b]\n", "old.yaml")
    project.write(catalog("a", "b"), "new.yaml")
    result = project.diff("old.yaml", "new.yaml", "--accept", "--reason", "Please")
    assert result.code == 2
    assert "code-reused can't be accepted" in result.err
    assert not settings(project)
    fingerprint = report(project, "old.yaml", "new.yaml")["changes"][0]["fingerprint"]
    project.write(f'[[changes.accepted]]\nfingerprint = "{fingerprint}"\nreason = "Please"\n', "errcat.toml")
    assert project.diff("old.yaml", "new.yaml").code == 1


@pytest.mark.parametrize(
    ("before", "is_written"),
    [
        ("", True),
        ('# Ours\r\ncatalogs = ["errors.yaml"]\r\n', True),
        ('[changes]\nmessage-changed = "safe"', True),
        ('[rules]\nmissing-status = "off"\n\n\n', True),
        ('changes = {message-changed = "safe"}\n', False),
        ("changes.accepted = []\n", False),
    ],
)
def test_the_other_settings_stay_as_they_are(project: Project, before: str, is_written: bool):
    (project.folder / "errcat.toml").write_bytes(before.encode())
    project.write(catalog("a"), "old.yaml")
    project.write(catalog("a", a=410), "new.yaml")
    result = project.diff("old.yaml", "new.yaml", "--accept", "--reason", "Gründe \\ \u007f 😀")
    after = (project.folder / "errcat.toml").read_bytes().decode()
    assert (result.code, after.startswith(before.rstrip())) == (0 if is_written else 2, True)
    if is_written:
        assert tomllib.loads(after)["changes"]["accepted"][0]["reason"] == "Gründe \\ \u007f 😀"
        assert ("\r\n" in after) == ("\r\n" in before)
    else:
        assert after == before


def test_mistakes_in_accepted_changes(project: Project, errcat):
    project.write(catalog("a"))
    project.write(
        '[[changes.accepted]]\nfingerprint = "abc"\nreason = ""\nexpires = "soon"\nby = "me"\n'
        f'[[changes.accepted]]\nfingerprint = "{"0" * 32}"\nreason = "Fine"\nexpires = 2199-01-31\n'
        "[[changes.accepted]]\n",
        "errcat.toml",
    )
    out = errcat("check", "errors.yaml", "--format", "concise", cwd=project.folder).out
    places = [line.split(" ")[0] for line in out.splitlines() if line.startswith("errcat.toml")]
    assert places == ["errcat.toml:2:15:", "errcat.toml:3:10:", "errcat.toml:4:11:", "errcat.toml:5:1:",
        "errcat.toml:10:1:"]  # fmt: skip
    project.write("[changes]\naccepted = 1\n", "errcat.toml")
    assert "wrong-setting" in errcat("check", "errors.yaml", "--format", "concise", cwd=project.folder).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--accept",), "--accept needs a reason"),
        (("--accept", "--reason", " "), "--accept needs a reason"),
        (("--reason", "Because"), "need --accept"),
        (("--accept", "--reason", "Because", "--only", "zzz"), 'the fingerprint "zzz"'),
        (("--accept", "--reason", "Because", "--expires", "soon"), "soon"),
    ],
)
def test_calls_that_make_no_sense(broken: Project, arguments: tuple[str, ...], message: str):
    before = settings(broken)
    result = broken.diff(*arguments)
    assert result.code == 2
    assert message in result.err
    assert settings(broken) == before


def test_a_reason_of_several_lines_becomes_one(broken: Project):
    assert broken.diff("--accept", "--reason", "One\n two\udc80").code == 0
    assert 'reason = "One two?"' in settings(broken)
    assert broken.diff().code == 0


def test_without_settings_nothing_can_be_accepted(project: Project):
    project.write(catalog("a"), "old.yaml")
    project.write(catalog("a", a=410), "new.yaml")
    result = project.diff("old.yaml", "new.yaml", "--accept", "--reason", "Because")
    assert result.code == 2
    assert "there is no errcat.toml" in result.err


def test_other_formats_say_what_is_accepted(broken: Project):
    broken.diff("--accept", "--reason", "Wanted", "--only", "a")
    assert "  - Accepted: Wanted" in broken.diff("--format", "markdown").out
    github = broken.diff("--format", "github").out.splitlines()
    assert sorted(line.split(" ")[0] for line in github[:2]) == ["::error", "::notice"]
    results = json.loads(broken.diff("--format", "sarif").out)["runs"][0]["results"]
    assert sorted(len(result.get("suppressions", [])) for result in results) == [0, 1]
