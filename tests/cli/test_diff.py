"""`errcat diff` from outside: what is compared, what is printed where, and the exit code; with real Git repositories."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ENTRY = """\
  - code: {code}
    status: {status}
    message: Something about {code}
    category: fix
    action: Look at it
"""


def catalog(*codes: str, **statuses: int) -> str:
    """A catalog with some codes; the status of a code is 404 unless it is given."""
    entries = [ENTRY.format(code=code, status=statuses.get(code, 404)) for code in codes]
    return f"errcat: 1\nerrors:\n{''.join(entries)}"


class Project:
    """A folder with a Git repository."""

    def __init__(self, folder: Path, errcat: Callable) -> None:
        self.folder = folder
        self.errcat = errcat
        folder.mkdir(exist_ok=True)

    def git(self, *arguments: str) -> str:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        identity = {
            f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        isolated = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**environment, **identity, **isolated},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, text: str, name: str = "errors.yaml") -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, text: str | None = None, name: str = "errors.yaml") -> str:
        if text is not None:
            self.write(text, name)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A step")
        return self.git("rev-parse", "HEAD")

    def diff(self, *arguments: str, **environment: str):
        return self.errcat("diff", *arguments, cwd=self.folder, **environment)

    def rules(self, *arguments: str) -> list[tuple[str, str]]:
        """The rules and codes of all changes."""
        result = self.diff(*arguments, "--format", "json")
        assert not result.err, result.err
        return [(change["rule"], change["code"]) for change in json.loads(result.out)["changes"]]

    def state(self) -> str:
        """What must not change: every file of the repository."""
        digest = hashlib.sha256()
        for file in sorted(self.folder.rglob("*")):
            if file.is_file():
                digest.update(str(file).encode() + file.read_bytes())
        return digest.hexdigest()


@pytest.fixture
def project(tmp_path: Path, errcat, monkeypatch: pytest.MonkeyPatch) -> Project:
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        monkeypatch.delenv(name, raising=False)
    made = Project(tmp_path / "project", errcat)
    made.git("init", "-q", "-b", "main")
    return made


# --- two files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fail_on", "breaking", "dangerous", "safe"),
    [
        ("breaking", 1, 0, 0),
        ("dangerous", 1, 1, 0),
        ("safe", 1, 1, 1),
        ("never", 0, 0, 0),
    ],
)
def test_the_exit_code(project: Project, fail_on: str, breaking: int, dangerous: int, safe: int):
    old = catalog("a")
    project.write(old, "old.yaml")
    news = {"breaking": catalog("a", a=503), "dangerous": catalog("a", "b"), "safe": old.replace("Look", "Stare")}
    for level, code in {"breaking": breaking, "dangerous": dangerous, "safe": safe}.items():
        project.write(news[level], "new.yaml")
        assert project.diff("old.yaml", "new.yaml", "--fail-on", fail_on).code == code, level
    project.write(old, "new.yaml")
    assert project.diff("old.yaml", "new.yaml", "--fail-on", fail_on).code == 0


def test_files_and_folders_are_compared_with_each_other(project: Project):
    project.write(catalog("a", "b"), "old.yaml")
    project.write(catalog("a"), "new/1.yaml")
    project.write(catalog("b").replace("errcat: 1\n", ""), "new/2.yaml")
    result = project.diff("old.yaml", "new")
    assert (result.code, result.out) == (0, "old.yaml → new: no changes\n")


def test_a_catalog_with_mistakes_is_not_compared(project: Project):
    project.write("errcat: 1\nerrors:\n  - code: [", "bad.yaml")
    project.write(catalog("a"), "good.yaml")
    for paths, role in ((("bad.yaml", "good.yaml"), "old"), (("good.yaml", "bad.yaml"), "new")):
        result = project.diff(*paths, "--format", "json")
        assert (result.code, result.out) == (2, "")
        assert f"the mistake is in the {role} catalog, at bad.yaml:3" in result.err


def test_a_catalog_with_findings_that_lose_nothing_is_compared(project: Project):
    project.write(catalog("a").replace("Look at it", "yes").replace("category: fix", "category: quota"), "old.yaml")
    project.write(catalog("a").replace("category: fix", "category: quota"), "new.yaml")
    assert project.rules("old.yaml", "new.yaml") == [("action-changed", "a")]


def test_json_is_alone_on_both_streams(project: Project):
    project.write(catalog("a"), "old.yaml")
    project.write(catalog("a", a=410), "new.yaml")
    result = project.diff("old.yaml", "new.yaml", "--format", "json")
    data = json.loads(result.out)
    assert result.err == ""
    assert (data["version"], data["requires"]) == (1, "major")
    assert [(change["level"], change["rule"], change["old"], change["new"]) for change in data["changes"]] == [
        ("breaking", "status-changed", [404], [410])
    ]
    assert data["changes"][0]["new_place"]["line"] == 4


def test_the_place_of_a_param_that_only_the_message_has(project: Project):
    project.write(catalog("a"), "old.yaml")
    project.write(catalog("a").replace("about a", "about {thing}"), "new.yaml")
    changes = json.loads(project.diff("old.yaml", "new.yaml", "--format", "json").out)["changes"]
    place = {change["rule"]: change["new_place"] for change in changes}["param-added"]
    assert (place["line"], place["column"], place["end_column"]) == (5, 30, 37)


@pytest.mark.parametrize(
    "arguments", [("a", "b", "c"), ("a", "b", "--against", "main")], ids=["three paths", "two paths and a revision"]
)
def test_arguments_that_make_no_sense(project: Project, arguments: tuple[str, ...]):
    result = project.diff(*arguments)
    assert (result.code, result.out) == (2, "")


# --- levels in errcat.toml --------------------------------------------------------------------------------------------


def test_errcat_toml_sets_levels(project: Project):
    project.write('[changes]\nstatus-changed = "safe"\naction-changed = "breaking"\n', "errcat.toml")
    project.write(catalog("a"), "old.yaml")
    project.write(catalog("a", a=410), "new.yaml")
    assert project.diff("old.yaml", "new.yaml").code == 0
    project.write(catalog("a").replace("Look", "Stare"), "new.yaml")
    assert project.diff("old.yaml", "new.yaml").code == 1


def test_a_reused_code_always_breaks(project: Project, errcat):
    project.write('[changes]\ncode-reused = "safe"\n', "errcat.toml")
    project.write(f"{catalog('a')}retired: [b]\n", "old.yaml")
    project.write(catalog("a", "b"), "new.yaml")
    result = errcat("check", "old.yaml", "--format", "concise", cwd=project.folder)
    assert "protected-change" in result.out
    assert project.diff("old.yaml", "new.yaml").code == 2
    project.write("", "errcat.toml")
    assert project.rules("old.yaml", "new.yaml") == [("code-reused", "b")]


def test_mistakes_in_the_table_of_changes(project: Project, errcat):
    project.write(catalog("a"))
    project.write('[changes]\nstatus-chnged = "safe"\nmessage-changed = "ok"\n', "errcat.toml")
    out = errcat("check", "errors.yaml", "--format", "concise", cwd=project.folder).out
    assert 'errcat.toml:2:1: error[unknown-change] "status-chnged"' in out
    assert 'errcat.toml:3:19: error[wrong-setting] "message-changed"' in out
    project.write('changes = "safe"\n', "errcat.toml")
    assert "wrong-setting" in errcat("check", "errors.yaml", "--format", "concise", cwd=project.folder).out


# --- Git --------------------------------------------------------------------------------------------------------------


def test_the_first_run_says_what_to_do(project: Project, tmp_path: Path, errcat):
    project.write(catalog("a"))
    result = project.diff("errors.yaml")
    assert result.code == 0
    assert "there is no earlier version to compare with yet" in result.out
    assert "Commit the catalog" in result.out
    data = json.loads(project.diff("errors.yaml", "--format", "json").out)
    assert data["summary"]["catalogs"] == [{"old": None, "new": "errors.yaml"}]
    project.commit()
    project.write(catalog("b"), "new.yaml")
    assert "no earlier version" in project.diff("new.yaml").out
    (tmp_path / "elsewhere.yaml").write_text(catalog("a"), encoding="utf-8")
    assert errcat("diff", "elsewhere.yaml").code == 0


def test_the_baseline_is_the_last_common_commit(project: Project):
    base = project.commit(catalog("a"))
    project.git("checkout", "-q", "-b", "feature")
    project.commit(catalog("a", a=410))
    project.git("checkout", "-q", "main")
    project.commit(catalog("a", "b"))  # not a change of the feature
    project.git("checkout", "-q", "feature")
    assert project.rules("errors.yaml") == [("status-changed", "a")]
    result = project.diff("errors.yaml")
    assert f"{base[:10]}:errors.yaml:4:13" in result.out
    assert project.rules("errors.yaml", "--against", "main") == [("code-removed", "b"), ("status-changed", "a")]


def test_a_history_is_read_as_a_careful_reviewer_would(project: Project):
    """Add, rename, retire, status change, revert, split into a folder: what each step reports."""
    project.commit(catalog("a", "b"))
    project.git("tag", "v1")

    def step(text: str, *arguments: str) -> list[tuple[str, str]]:
        project.write(text)
        found = project.rules("errors.yaml", "--against", "HEAD", *arguments)
        project.commit()
        return found

    assert step(catalog("a", "b", "c")) == [("code-added", "c")]
    renamed = catalog("a", "b", "d").replace("about d", "about c")
    assert step(renamed) == [("code-renamed", "c")]
    assert step(renamed.replace("about b\n", "about b\n    deprecated: {since: '2'}\n")) == [("code-deprecated", "b")]
    retired = f"{catalog('a', 'd').replace('about d', 'about c')}retired: [b]\n"
    assert step(retired) == [("code-removed-deprecated", "b")]
    assert step(retired.replace("404", "503", 1)) == [("status-class-changed", "a")]
    assert step(retired) == [("status-class-changed", "a")]  # the revert
    assert step(f"{catalog('a', 'd', 'b').replace('about d', 'about c')}") == [("code-reused", "b")]
    assert step(retired) == [("code-removed", "b")]
    entry = retired[retired.index("  - code: d") : retired.index("retired:")]
    (project.folder / "errors.yaml").unlink()
    project.write(retired.replace(entry, ""), "errors/a.yaml")
    project.write(f"errors:\n{entry}", "errors/d.yaml")
    assert project.rules("errors") == []
    project.commit()
    assert project.rules("errors", "--against", "v1:errors.yaml") == [("code-removed", "b"), ("code-added", "d")]
    assert project.rules("v1:errors.yaml", "errors") == [("code-removed", "b"), ("code-added", "d")]


def test_a_renamed_code_after_a_rebase(project: Project):
    project.commit(catalog("a"))
    project.git("checkout", "-q", "-b", "feature")
    project.commit(catalog("a").replace("code: a", "code: z"))
    project.git("checkout", "-q", "main")
    project.commit("a note", "notes.txt")
    project.git("checkout", "-q", "feature")
    project.git("rebase", "-q", "main")
    assert project.rules("errors.yaml") == [("code-renamed", "a")]


def test_nothing_is_written(project: Project):
    project.commit(catalog("a"))
    project.write(catalog("b"))
    before = project.state()
    project.diff("errors.yaml")
    project.diff("errors.yaml", "--against", "main", "--format", "sarif")
    assert project.state() == before


@pytest.mark.parametrize("revision", ["-x", "--output=stolen", "", " ", "a b", ":errors.yaml", "--", "-"])
def test_a_revision_that_git_could_misread_is_refused(project: Project, revision: str):
    project.commit(catalog("a"))
    result = project.diff("errors.yaml", f"--against={revision}")
    assert (result.code, result.out) == (2, "")
    assert "isn't a valid revision" in result.err
    assert not (project.folder / "stolen").exists()


def test_a_baseline_that_cannot_be_read_is_no_answer(project: Project):
    project.commit(catalog("a"))
    cases = {
        ("--against", "nope"): 'this clone doesn\'t have "nope"',
        ("--against", "main:nope.yaml"): '"nope.yaml" doesn\'t exist in main',
    }
    for arguments, message in cases.items():
        result = project.diff("errors.yaml", *arguments, "--format", "json")
        assert (result.code, result.out) == (2, "")
        assert message in result.err
    project.commit("errcat: 1\nerrors: [", "errors.yaml")
    project.write(catalog("a"))
    result = project.diff("errors.yaml")
    assert (result.code, result.out) == (2, "")
    assert "in the old catalog" in result.err


def test_a_shallow_clone_gets_the_command_to_run(project: Project, tmp_path: Path, errcat):
    project.commit(catalog("a"))
    project.commit(catalog("a", "b"))
    project.git("checkout", "-q", "-b", "feature")
    project.commit(catalog("a"))
    clone = Project(tmp_path / "clone", errcat)
    clone.git("clone", "-q", "--depth", "1", "--branch", "feature", f"file://{project.folder}", ".")
    result = clone.diff("errors.yaml", GITHUB_BASE_REF="main")
    assert (result.code, result.out) == (2, "")
    (command,) = [line.strip() for line in result.err.split("\n") if line.strip().startswith("git fetch")]
    assert command == "git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main"
    clone.git(*command.split(" ")[1:])
    assert clone.diff("errors.yaml", GITHUB_BASE_REF="main").code == 1
    assert clone.rules("errors.yaml", "--against", "origin/main") == [("code-removed", "b")]


def test_a_shallow_clone_without_a_common_commit(project: Project, tmp_path: Path, errcat):
    project.commit(catalog("a"))
    project.git("checkout", "-q", "-b", "feature")
    project.commit(catalog("a", "b"))
    project.git("checkout", "-q", "main")
    project.commit(catalog("a", "c"))
    clone = Project(tmp_path / "clone", errcat)
    clone.git(
        "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "feature", f"file://{project.folder}", "."
    )
    result = clone.diff("errors.yaml")
    assert (result.code, result.out) == (2, "")
    assert "git fetch --unshallow origin" in result.err
    clone.git("fetch", "-q", "--unshallow", "origin")
    assert clone.rules("errors.yaml") == [("code-added", "b")]


def test_a_partial_clone_fetches_nothing(project: Project, tmp_path: Path, errcat):
    project.commit(catalog("a"))
    project.git("config", "uploadpack.allowFilter", "true")
    project.commit(catalog("a", "b"))
    clone = Project(tmp_path / "clone", errcat)
    clone.git("clone", "-q", "--filter=blob:none", f"file://{project.folder}", ".")
    before = clone.state()
    result = clone.diff("errors.yaml", "--against", "HEAD~1")
    assert (result.code, result.out) == (2, "")
    assert clone.state() == before


def test_a_program_that_the_repository_configures_does_not_run(project: Project):
    project.commit(catalog("a"))
    script = project.folder / "run.sh"
    script.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    script.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        project.git("config", name, str(script))
    (project.folder / ".gitattributes").write_text("* filter=own diff=own\n", encoding="utf-8")
    project.git("config", "filter.own.smudge", str(script))
    project.git("config", "diff.own.textconv", str(script))
    assert project.rules("errors.yaml", "--against", "main") == []
    assert not (project.folder / "ran").exists()


def test_all_catalogs_of_the_project_are_compared(project: Project):
    project.write('catalogs = ["catalogs/*.yaml"]\n', "errcat.toml")
    project.write(catalog("a", "b", "c"), "catalogs/one.yaml")
    project.write(catalog("x"), "catalogs/two.yaml")
    project.write(catalog("k", "l"), "catalogs/three.yaml")
    project.commit()
    assert project.rules() == []
    (project.folder / "catalogs/one.yaml").rename(project.folder / "catalogs/renamed.yaml")  # the same catalog
    (project.folder / "catalogs/two.yaml").unlink()  # a catalog that is gone
    project.write(catalog("k", "l", k=410), "catalogs/three.yaml")
    assert sorted(project.rules()) == [("code-removed", "x"), ("status-changed", "k")]
    assert project.diff().code == 1


def test_a_catalog_that_moves_with_its_settings_is_the_same(project: Project):
    project.write('catalogs = ["errors.yaml"]\n', "errcat.toml")
    project.commit(catalog("a", "b"))
    project.write('catalogs = ["api/errors.yaml"]\n', "errcat.toml")
    (project.folder / "errors.yaml").unlink()
    project.write(catalog("a"), "api/errors.yaml")
    assert project.rules() == [("code-removed", "b")]


def test_a_link_in_the_repository_is_followed(project: Project):
    project.write(catalog("a"), "real/errors.yaml")
    (project.folder / "errors.yaml").symlink_to("real/errors.yaml")
    project.commit()
    project.write(catalog("a", a=410), "real/errors.yaml")
    assert project.rules("errors.yaml") == [("status-changed", "a")]


def test_it_works_from_a_folder_below_the_top_and_inside_a_hook(project: Project):
    project.commit(catalog("a"), "api/errors.yaml")
    project.write(catalog("a", a=410), "api/errors.yaml")
    below = Project(project.folder / "api", project.errcat)
    result = below.diff("errors.yaml", GIT_DIR=str(project.folder / "nowhere"), GIT_INDEX_FILE="nowhere")
    assert result.code == 1
    assert ":api/errors.yaml:4:13" in result.out
    assert below.rules("main:./errors.yaml", "errors.yaml") == [("status-changed", "a")]
    assert below.rules("main:api/errors.yaml", "errors.yaml") == [("status-changed", "a")]


def test_without_a_repository_a_revision_makes_no_sense(tmp_path: Path, errcat):
    (tmp_path / "errors.yaml").write_text(catalog("a"), encoding="utf-8")
    for arguments in (("errors.yaml", "--against", "main"), ("main:errors.yaml", "errors.yaml")):
        result = errcat("diff", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "isn't in a Git repository" in result.err


def test_explain_describes_a_change(errcat):
    result = errcat("explain", "status-class-changed")
    assert result.code == 0
    assert "a change: breaking on the wire, safe in code, safe in docs" in result.out
    assert 'status-class-changed = "safe"   # or "dangerous"' in result.out
    assert "This change always breaks clients" in errcat("explain", "code-reused").out
