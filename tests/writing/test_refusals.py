"""What a build does not do: overwrite what is not its own, or write where something else of value is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errcat.artifact import BLANK_SEAL, Artifact, Output, is_sealed, sealed
from errcat.errors import RunError
from errcat.writing import Scope, check_outputs, diff, listing, plan, state_folder, write
from errcat.writing.apply import staged_path

FLAGS = Scope()
ORDERED = Scope(is_configured=True, is_whole=True)


def output(
    path: Path, *files: str, text: str = "text", catalog: str = "errors.yaml", target: str = "markdown"
) -> Output:
    """An output: a folder with some files, or one file."""
    artifacts = [Artifact(file, sealed(f"{BLANK_SEAL} {text} {file}\n")) for file in files or ("",)]
    return Output(catalog, target, path, tuple(artifacts))


# --- whose file is it? ----------------------------------------------------------------------------------------------


def test_a_foreign_file_is_not_overwritten(tmp_path: Path):
    mine = tmp_path / "errors.py"
    mine.write_text("by hand", encoding="utf-8")
    outputs = [output(mine, target="python"), output(tmp_path / "docs", "a.md")]
    with pytest.raises(RunError) as refused:
        write(tmp_path, outputs, FLAGS)
    assert (refused.value.id, refused.value.help) == ("not-ours", "")
    assert [path.name for path in tmp_path.iterdir()] == ["errors.py"], "nothing at all was written"
    write(tmp_path, outputs, FLAGS, force=True)
    assert "text" in mine.read_text(encoding="utf-8")


def test_what_was_edited_is_not_overwritten(tmp_path: Path):
    file = tmp_path / "errors.py"
    write(tmp_path, [output(file)], FLAGS)
    file.write_text(file.read_text(encoding="utf-8") + "more", encoding="utf-8")
    for state in ("kept", "gone"):
        with pytest.raises(RunError) as refused:
            write(tmp_path, [output(file, text="new")], FLAGS)
        assert (refused.value.id, refused.value.help) == ("not-ours", "edited"), state
        (tmp_path / ".errcat" / "manifest.json").unlink(missing_ok=True)


def test_what_is_sealed_is_ours_without_a_manifest(tmp_path: Path):
    """As in a fresh clone, whose line ends may have been changed at that."""
    file = tmp_path / "errors.py"
    write(tmp_path, [output(file)], FLAGS)
    (tmp_path / ".errcat" / "manifest.json").unlink()
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    done = write(tmp_path, [output(file)], FLAGS)
    assert (done.written, done.unchanged) == (0, 1), "the ends of lines are no difference"
    assert write(tmp_path, [output(file, text="new")], FLAGS).written == 1


def test_a_file_that_is_as_it_should_be_is_adopted(tmp_path: Path):
    plain = Output("errors.yaml", "json", tmp_path / "x.json", (Artifact("", "no seal"),))
    (tmp_path / "x.json").write_text("no seal", encoding="utf-8")
    assert write(tmp_path, [plain], FLAGS).unchanged == 1
    other = Output("errors.yaml", "json", tmp_path / "x.json", (Artifact("", "another text"),))
    assert write(tmp_path, [other], FLAGS).written == 1, "now it is known as ours"


def test_what_did_not_change_is_not_touched(tmp_path: Path):
    outputs = [output(tmp_path / "docs", "a.md", "b.md")]
    write(tmp_path, outputs, FLAGS)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    for path in files:
        os.utime(path, (1, 1))
    write(tmp_path, outputs, FLAGS)
    assert [path.stat().st_mtime for path in files if path.name != "lock"] == [1] * (len(files) - 1)


def test_stale_files_go_if_they_are_still_ours(tmp_path: Path):
    folder = tmp_path / "docs"
    write(tmp_path, [output(folder, "a.md", "b.md", "c/d.md")], FLAGS)
    (folder / "b.md").write_text("edited", encoding="utf-8")
    (folder / "mine.md").write_text("by hand", encoding="utf-8")
    done = write(tmp_path, [output(folder, "e.md")], FLAGS)
    assert (done.written, done.removed, done.edited_stale) == (1, 2, (folder / "b.md",))
    assert sorted(path.name for path in folder.iterdir()) == ["b.md", "e.md", "mine.md"]


def test_who_answers_for_stale_files(tmp_path: Path):
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    write(tmp_path, [output(one, catalog="a.yaml"), output(two, catalog="b.yaml")], ORDERED)
    write(tmp_path, [output(tmp_path / "flag.py")], FLAGS)
    assert one.exists(), "options answer for their own outputs alone"
    write(
        tmp_path,
        [output(tmp_path / "three.py", catalog="b.yaml")],
        Scope(is_configured=True, catalogs=frozenset(["b.yaml"])),
    )
    assert (one.exists(), two.exists()) == (True, False), "a build of one catalog answers for that"
    write(tmp_path, [output(tmp_path / "four.py")], ORDERED)
    assert sorted(path.name for path in tmp_path.glob("*.py")) == ["flag.py", "four.py"], (
        "a whole build for all ordered"
    )


def test_a_plan_writes_nothing(tmp_path: Path, monkeypatch):
    """Not even where it may not: no function that changes a disk is called."""
    write(tmp_path, [output(tmp_path / "docs", "a.md", "b.md")], FLAGS)
    for name in (
        "replace",
        "unlink",
        "rmdir",
        "mkdir",
        "rename",
        "chmod",
        "utime",
        "fsync",
        "ftruncate",
        "link",
        "symlink",
    ):
        monkeypatch.setattr(os, name, lambda *_given, name=name, **_named: pytest.fail(f"os.{name}"))
    before = os.open

    def only_to_read(path, flags, *given, **named):
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT), path
        return before(path, flags, *given, **named)

    monkeypatch.setattr(os, "open", only_to_read)
    found = plan(tmp_path, [output(tmp_path / "docs", "a.md", "c.md", text="new")], FLAGS)
    assert [(change.kind, change.path.name) for change in found.changes] == [
        ("changed", "a.md"), ("extra", "b.md"), ("missing", "c.md"),
    ]  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert listing(found.changes) == ["changed  docs/a.md", "extra    docs/b.md", "missing  docs/c.md"]
    lines = diff(found.changes)
    assert "--- a/docs/a.md" in lines
    assert "+++ /dev/null" in lines


def test_a_long_difference_is_cut_with_an_account():
    before = "".join(f"old {number}\n" for number in range(500)).encode()
    after = "".join(f"new {number}\n" for number in range(500)).encode()
    from errcat.writing import FileChange

    lines = diff([FileChange("changed", Path("x"), before, after)])
    assert lines[-1] == f"… and {1003 - 60} more lines of x"
    assert len(lines) == 61
    assert diff([FileChange("changed", Path("x"), b"\xff", b"")]) == ["x isn't a text file: its content differs"]


def test_permissions_stay(tmp_path: Path):
    file = tmp_path / "errors.py"
    write(tmp_path, [output(file)], FLAGS)
    file.chmod(0o640)
    write(tmp_path, [output(file, text="new")], FLAGS)
    assert file.stat().st_mode & 0o777 == 0o640


def test_another_build_is_waited_for_and_named(tmp_path: Path):
    from errcat.writing.lock import locked

    write(tmp_path, [output(tmp_path / "a.py")], FLAGS)
    with locked(tmp_path / ".errcat", 1), pytest.raises(RunError) as refused:
        write(tmp_path, [output(tmp_path / "a.py", text="new")], FLAGS, lock_timeout=0.05)
    assert (refused.value.id, refused.value.values["process"]) == ("build-is-running", str(os.getpid()))


@pytest.mark.parametrize(
    "manifest", ["", "{", "[]", '{"version": 2, "files": {}}', '{"version": 1, "dirty": 1, "files": {"x": 1}}', "\0"]
)
def test_a_broken_manifest_is_as_none(tmp_path: Path, manifest: str):
    file = tmp_path / "errors.py"
    write(tmp_path, [output(file)], FLAGS)
    (tmp_path / ".errcat" / "manifest.json").write_text(manifest, encoding="utf-8")
    assert write(tmp_path, [output(file, text="new")], FLAGS).written == 1


# --- where may one write? -------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    for folder in ("home/desk/project/.git", "home/desk/project/catalog", "home/desk/project/docs", "home/desk/plain"):
        (tmp_path / folder).mkdir(parents=True)
    (home / "desk" / "project" / "errcat.toml").write_text("", encoding="utf-8")
    (home / "desk" / "project" / "catalog" / "errors.yaml").write_text("errcat: 1\n", encoding="utf-8")
    (home / "desk" / "project" / "link").symlink_to(home / "desk" / "project")
    (home / "desk" / "project" / "link.py").symlink_to(home / "desk" / "plain" / "x.py")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home / "desk" / "project")
    return home / "desk" / "project"


@pytest.mark.parametrize(
    ("path", "files", "help_"),
    [
        (".", ["a.md"], "catalog"),
        ("catalog", ["a.md"], "catalog"),
        ("docs/..", ["a.md"], "catalog"),
        ("link", ["a.md"], "catalog"),
        ("..", ["a.md"], "catalog"),
        ("/", ["a.md"], "home"),
        ("~", ["a.md"], "home"),
        (".git/docs", ["a.md"], "git"),
        ("errcat.toml", [], "source"),
        ("catalog/errors.yaml", [], "source"),
        ("docs/../catalog/errors.yaml", [], "source"),
        ("docs", [], "folder"),
        ("errcat.toml", ["a.md"], "file"),
        ("link.py", [], "link"),
        ("docs/x", ["../a.md"], "outside"),
        ("docs/x", ["/a.md"], "outside"),
        ("docs/x", ["a/../../b.md"], "outside"),
        ("docs/x", ["a\0.md"], "outside"),
        ("docs/x", ["a\\b.md"], "outside"),
    ],
)
def test_unsafe_places(project: Path, path: str, files: list[str], help_: str):
    where = Path.home() if path == "~" else Path(path)
    with pytest.raises(RunError) as refused:
        check_outputs([output(where, *files)], [project / "catalog" / "errors.yaml"])
    assert (refused.value.id, refused.value.help) == ("unsafe-output", help_)


def test_the_folder_of_another_project_is_unsafe(project: Path):
    other = project.parent / "other"
    (other / ".git").mkdir(parents=True)
    with pytest.raises(RunError) as refused:
        check_outputs([output(other, "a.md")], [project / "catalog" / "errors.yaml"])
    assert refused.value.help == "project"


def test_a_name_that_no_file_system_takes(project: Path):
    with pytest.raises(RunError) as refused:
        check_outputs([output(project / "docs", "é" * 200)], [])
    assert refused.value.id == "cannot-write"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((("out/a.py"), []), (("out/a.py"), [])),
        ((("out/A.py"), []), (("out/a.py"), [])),
        ((("out/é.py"), []), (("out/e\u0301.py"), [])),
        ((("out"), ["a.py"]), (("out/a.py"), [])),
        ((("out/a"), []), (("out/a/b"), [])),
    ],
)
def test_two_outputs_of_one_file(project: Path, first, second):
    outputs = [output(project / path, *files) for path, files in (first, second)]
    with pytest.raises(RunError) as refused:
        check_outputs(outputs, [])
    assert refused.value.id == "one-file-twice"


def test_ordinary_places_are_fine(project: Path):
    outputs = [
        output(project / "docs" / "errors", "a.md", "b/c.md"),
        output(project / "src" / "errors.py"),
        output(project / "docs", "x.md"),
    ]
    check_outputs(outputs, [project / "catalog" / "errors.yaml"])


def test_where_the_state_is_kept(project: Path):
    files = [output(project / "out" / "a" / "x.py"), output(project / "out" / "b", "y.md")]
    assert state_folder(files, project / "errcat.toml") == project
    assert state_folder(files, None) == project / "out"
    assert state_folder(files[:1], None) == project / "out" / "a"
    (project / ".errcat").mkdir()
    assert state_folder(files, None) == project, "where it is already"
    (project.parent / ".errcat").mkdir()
    (project / ".errcat").rmdir()
    assert state_folder(files, None) == project / "out", "not above the repository"


def test_long_names_are_staged_under_short_ones(tmp_path: Path):
    name = "x" * 250
    assert len(staged_path(tmp_path / name).name) < 100
    write(tmp_path, [output(tmp_path / name)], FLAGS)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".errcat", name]


# --- seals ----------------------------------------------------------------------------------------------------------


@given(before=st.text(), after=st.text(), at_end=st.booleans())
def test_a_seal_is_broken_by_any_change(before: str, after: str, at_end: bool):
    text = f"head {BLANK_SEAL}\n{before}{after}" if not at_end else f"{before}{after}\n{BLANK_SEAL} end"
    made = sealed(text, at_end=at_end)
    data = made.encode("utf-8", "surrogatepass")
    assert is_sealed(data)
    assert is_sealed(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert not is_sealed(data + b"x")
    assert before in made
    assert after in made


def test_text_that_looks_like_a_seal_stays_as_it_is():
    text = f"{BLANK_SEAL}\n{BLANK_SEAL} errcat-seal:0123456789abcdef"
    made = sealed(text)
    assert made.endswith(f"{BLANK_SEAL} errcat-seal:0123456789abcdef")
    assert is_sealed(made.encode())
    assert sealed(text, at_end=True).startswith(BLANK_SEAL)
    assert not is_sealed(text.encode())
