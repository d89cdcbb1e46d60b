"""A cloned repository can hold anything in place of errcat's own files: nothing but those is written or removed."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from errcat.artifact import BLANK_SEAL, Artifact, Output, sealed
from errcat.errors import RunError
from errcat.writing import Scope, manifest, plan, write
from errcat.writing.apply import staged_path
from errcat.writing.manifest import Manifest, hash_of

WHOLE = Scope(is_configured=True, is_whole=True)
PRECIOUS = b"precious\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project next to a file and a folder that no build may touch."""
    (tmp_path / "victim.txt").write_bytes(PRECIOUS)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").write_bytes(PRECIOUS)
    (tmp_path / "project" / ".errcat").mkdir(parents=True)
    yield tmp_path / "project"
    assert (tmp_path / "victim.txt").read_bytes() == PRECIOUS
    assert (tmp_path / "victim.txt").stat().st_mode & 0o777 == 0o644
    assert {path.name for path in tmp_path.iterdir()} == {"project", "victim.txt", "elsewhere"}
    assert {path.name: path.read_bytes() for path in (tmp_path / "elsewhere").iterdir()} == {"mine.txt": PRECIOUS}


def outputs(project: Path) -> list[Output]:
    return [Output("errors.yaml", "json", project / "out.json", (Artifact("", seal("new")),))]


def seal(text: str) -> str:
    return sealed(f"{BLANK_SEAL} {text}\n")


def link_to_victim(place: Path) -> None:
    place.symlink_to(outside(place) / "victim.txt")


def dangling_link(place: Path) -> None:
    place.symlink_to(outside(place) / "not-there")


def link_to_folder(place: Path) -> None:
    place.symlink_to(outside(place) / "elsewhere")


def hard_link(place: Path) -> None:
    os.link(outside(place) / "victim.txt", place)


def pipe(place: Path) -> None:
    os.mkfifo(place)


def unix_socket(place: Path) -> None:
    before = Path.cwd()
    os.chdir(place.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(before)


def device(place: Path) -> None:
    place.symlink_to("/dev/full")


def outside(place: Path) -> Path:
    return next(folder.parent for folder in place.parents if folder.name == "project")


LINKS = (link_to_victim, dangling_link, link_to_folder, device)
STATE = (".errcat/lock", ".errcat/manifest.json", ".errcat/.manifest.json.errcat-new", ".errcat")


def put(project: Path, name: str, make: Callable[[Path], None]) -> None:
    place = project / name
    if place.is_dir():
        place.rmdir()
    make(place)


@pytest.mark.parametrize("make", [*LINKS, pipe, unix_socket])
@pytest.mark.parametrize("name", STATE)
def test_no_link_pipe_or_socket_is_used_as_state(project: Path, name: str, make):
    put(project, name, make)
    before = (project / name).lstat()
    with pytest.raises(RunError) as refused:
        write(project, outputs(project), WHOLE)
    assert refused.value.id == "not-a-plain-file"
    assert refused.value.help == ("link" if make in LINKS else "special")
    assert name in str(refused.value.values["path"])
    assert (project / name).lstat() == before
    assert not (project / "out.json").exists(), "nothing at all is written"


@pytest.mark.parametrize("make", [link_to_victim, pipe])
@pytest.mark.parametrize("name", [".errcat/manifest.json", ".errcat"])
def test_a_plan_refuses_it_as_well(project: Path, name: str, make):
    put(project, name, make)
    with pytest.raises(RunError) as refused:
        plan(project, outputs(project), WHOLE)
    assert refused.value.id == "not-a-plain-file"


def test_a_lock_with_another_name_is_not_written_to(project: Path):
    hard_link(project / ".errcat" / "lock")
    with pytest.raises(RunError) as refused:
        write(project, outputs(project), WHOLE)
    assert (refused.value.id, refused.value.help) == ("not-a-plain-file", "hard-link")


@pytest.mark.parametrize("text", ["notes", "12 34", "1" * 21, "12\n"])
def test_a_foreign_lock_file_is_not_overwritten(project: Path, text: str):
    (project / ".errcat" / "lock").write_text(text, encoding="utf-8")
    with pytest.raises(RunError) as refused:
        write(project, outputs(project), WHOLE)
    assert (refused.value.id, refused.value.help) == ("not-a-plain-file", "foreign")
    assert (project / ".errcat" / "lock").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", [".errcat/lock", ".errcat"])
def test_a_file_is_no_folder_and_the_other_way_round(project: Path, name: str):
    place = project / name
    if name == ".errcat":
        place.rmdir()
        place.write_text("", encoding="utf-8")
    else:
        place.mkdir()
    with pytest.raises(RunError) as refused:
        write(project, outputs(project), WHOLE)
    assert (refused.value.id, refused.value.help) == ("not-a-plain-file", "file" if name == ".errcat" else "folder")


@pytest.mark.parametrize("make", [link_to_victim, dangling_link, hard_link])
def test_a_gitignore_that_is_a_link_is_not_written_through(project: Path, make):
    make(project / ".errcat" / ".gitignore")
    write(project, outputs(project), WHOLE)


def test_a_manifest_with_another_name_is_replaced_and_not_written_to(project: Path):
    hard_link(project / ".errcat" / "manifest.json")
    hard_link(project / ".errcat" / ".manifest.json.errcat-new")
    write(project, outputs(project), WHOLE)
    assert manifest.read(project).files.keys() == {"out.json"}


# --- files that are staged ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_dirty", [False, True])
@pytest.mark.parametrize("make", [link_to_victim, dangling_link, link_to_folder, pipe, Path.mkdir])
def test_what_has_the_name_of_a_staged_file_is_neither_followed_nor_removed(project: Path, make, is_dirty: bool):
    staged = staged_path(project / "out.json")
    make(staged)
    put_manifest(project, {}, is_dirty=is_dirty)
    for force in (False, True):
        with pytest.raises(RunError) as refused:
            write(project, outputs(project), WHOLE, force=force)
        assert (refused.value.id, refused.value.help) == ("not-ours", "staged")
    assert staged.lstat()


def test_a_staged_file_is_removed_only_where_a_build_was_killed(project: Path):
    staged = staged_path(project / "out.json")
    hard_link(staged)
    with pytest.raises(RunError) as refused:
        write(project, outputs(project), WHOLE)
    assert refused.value.help == "staged"
    put_manifest(project, {}, is_dirty=True)
    write(project, outputs(project), WHOLE)
    assert not staged.exists()


@pytest.mark.parametrize("make", [link_to_victim, pipe, hard_link])
def test_what_appears_while_files_are_staged_is_not_written_to(project: Path, make, monkeypatch):
    from errcat.writing import apply

    monkeypatch.setattr(apply, "_remove_staged", lambda *_given, **_named: make(staged_path(project / "out.json")))
    with pytest.raises(RunError):
        write(project, outputs(project), WHOLE)


# --- outputs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [link_to_victim, dangling_link, pipe, unix_socket])
def test_no_link_or_pipe_is_written_to_as_an_output(project: Path, make):
    make(project / "out.json")
    for force in (False, True):
        with pytest.raises(RunError) as refused:
            write(project, outputs(project), WHOLE, force=force)
        assert refused.value.id == "not-a-plain-file"


def test_an_output_with_another_name_is_replaced_and_the_other_stays(project: Path):
    hard_link(project / "out.json")
    with pytest.raises(RunError) as refused:
        write(project, outputs(project), WHOLE)
    assert refused.value.id == "not-ours"
    write(project, outputs(project), WHOLE, force=True)
    assert "new" in (project / "out.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["changed", "extra"])
def test_what_is_changed_while_a_build_runs_stays(project: Path, kind: str, monkeypatch):
    from errcat.writing import apply

    old = Output("errors.yaml", "json", project / "old.json", (Artifact("", seal("old")),))
    write(project, [*outputs(project), old], WHOLE)
    changed = project / ("out.json" if kind == "changed" else "old.json")
    stage = apply._stage  # noqa: SLF001 — the moment at which another program writes

    def stage_slowly(change):
        stage(change)
        if change.path.name != "manifest.json":  # it is staged at the end as well
            changed.write_text("by hand", encoding="utf-8")

    monkeypatch.setattr(apply, "_stage", stage_slowly)
    newer = [Output("errors.yaml", "json", project / "out.json", (Artifact("", seal("newer")),))]
    if kind == "changed":
        with pytest.raises(RunError) as refused:
            write(project, newer, WHOLE)
        assert refused.value.id == "changed-meanwhile"
    else:
        write(project, newer, WHOLE)
    assert changed.read_text(encoding="utf-8") == "by hand"
    assert not list(project.glob("*.errcat-new"))


# --- the manifest ---------------------------------------------------------------------------------------------------


def put_manifest(project: Path, files: Any, *, is_dirty: Any = False, version: Any = 1) -> None:
    text = json.dumps({"version": version, "dirty": is_dirty, "files": files})
    (project / ".errcat" / "manifest.json").write_text(text, encoding="utf-8")


def entry(data: bytes, path: str, **other: Any) -> dict[str, Any]:
    return {
        "hashes": [hash_of(data)], "catalog": "errors.yaml", "target": "json", "output": path, "ordered": True, **other,
    }  # fmt: skip


SEALED = seal("sealed").encode()


@pytest.mark.parametrize(
    "path",
    [
        "../victim.txt", "a/../../victim.txt", "./../victim.txt", "../project/../victim.txt", "..", ".", "", "/", "//",
        "{outside}/victim.txt", "/{outside}/victim.txt", "C:/victim.txt", "C:victim.txt", "..\\victim.txt", "\\victim.txt",
        "//server/share/victim.txt", "up/victim.txt", "up/elsewhere/mine.txt", "other/mine.txt", "to-victim",
        "a\0b", "\ud800", "x/\udcff", "a\nb", "\x1b[2J", "x" * 300, "é" * 200, "x/" * 3000 + "x", "victim.txt/", "/victim.txt",
        ".git/config", ".GIT/config", "sub/.git/config", "git~1/config", ".errcat/lock", ".errcat/manifest.json",
        "errcat.toml", "errors.yaml", "a-folder", "a-folder/", "a-pipe", "src/main.py",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_dirty", [False, True])
def test_nothing_is_removed_because_a_manifest_says_so(project: Path, path: str, is_dirty: bool):
    """Neither outside of the project, nor what no build wrote: the right checksum is no proof, anybody can write it."""
    for name in (".git/config", "sub/.git/config", "errcat.toml", "errors.yaml", "a-folder/x", "src/main.py"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(PRECIOUS)
    (project / "empty").mkdir()
    (project / "up").symlink_to(project.parent)
    (project / "other").symlink_to(project.parent / "elsewhere")
    (project / "to-victim").symlink_to(project.parent / "victim.txt")
    pipe(project / "a-pipe")
    path = path.replace("{outside}", str(project.parent))
    before = {one for one in project.rglob("*") if ".errcat" not in one.parts}
    put_manifest(project, {path: entry(PRECIOUS, path)}, is_dirty=is_dirty)
    assert plan(project, outputs(project), WHOLE).changes[0].kind == "missing"
    done = write(project, outputs(project), WHOLE)
    assert (done.written, done.removed) == (1, 0)
    assert {one for one in project.rglob("*") if ".errcat" not in one.parts} == {*before, project / "out.json"}
    assert manifest.read(project).files.keys() == {"out.json"}, "and it is forgotten"


@pytest.mark.parametrize("path", ["../sealed.txt", "up/sealed.txt", ".git/sealed.txt"])
def test_not_even_what_is_sealed_is_removed_elsewhere(tmp_path: Path, path: str):
    project = tmp_path / "project"
    (project / ".errcat").mkdir(parents=True)
    (project / ".git").mkdir()
    (project / "up").symlink_to(tmp_path)
    (project / path).write_bytes(SEALED)
    put_manifest(project, {path: entry(SEALED, path)})
    assert write(project, outputs(project), WHOLE).removed == 0
    assert (project / path).exists()


def test_what_is_not_part_of_the_output_that_it_names_is_not_removed(project: Path):
    (project / "docs").mkdir()
    for name in ("docs/a.md", "docs.md"):
        (project / name).write_bytes(SEALED)
    put_manifest(project, {name: entry(SEALED, "docs") for name in ("docs/a.md", "docs.md")})
    assert write(project, outputs(project), WHOLE).removed == 1
    assert (project / "docs.md").exists()
    assert not (project / "docs").exists()


def test_an_empty_folder_that_no_build_left_stays(project: Path):
    (project / "empty" / "inner").mkdir(parents=True)
    put_manifest(project, {"empty/inner/a.md": entry(SEALED, "empty")})
    write(project, outputs(project), WHOLE)
    assert (project / "empty" / "inner").is_dir()


GOOD = entry(SEALED, "sealed.md")


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[]", b"null", b"1", b'"x"', b"\0", b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 100_000, b'{"a":' * 100_000,
        b'{"version": 1, "dirty": false}', b'{"version": 1, "dirty": false, "files": []}', b"1" * 10_000, b"NaN", b"-",
        b'{"version": 1, "version": 1, "dirty": false, "files": {}}',
        b'{"version": 1, "dirty": false, "files": {"sealed.md": {}, "sealed.md": {}}}',
        *(json.dumps({"version": 1, "dirty": False, "files": {"sealed.md": {**GOOD, key: value}}}).encode()
          for key, value in [("hashes", "x"), ("hashes", [1]), ("hashes", None), ("hashes", {}), ("catalog", 1),
                             ("catalog", []), ("target", None), ("output", {}), ("output", 1), ("ordered", 1),
                             ("ordered", "true"), ("more", 1)]),
        *(json.dumps({"version": version, "dirty": dirty, "files": {"sealed.md": GOOD}}).encode()
          for version, dirty in [(True, False), ("1", False), (1.0, False), (2, False), (1, 1), (1, None), (1, "false")]),
        *(json.dumps({"version": 1, "dirty": False, "files": {"sealed.md": one}}).encode() for one in (None, 1, "x", [], [GOOD])),
        *(json.dumps({"version": 1, "dirty": False, "files": {"sealed.md": {key: GOOD[key] for key in GOOD if key != left}}}).encode()
          for left in GOOD),
    ],
)  # fmt: skip
def test_a_manifest_that_errcat_did_not_write_is_an_empty_one(project: Path, text: bytes):
    (project / ".errcat" / "manifest.json").write_bytes(text)
    (project / "sealed.md").write_bytes(SEALED)
    assert manifest.read(project) == Manifest()
    assert write(project, outputs(project), WHOLE).written == 1
    assert (project / "sealed.md").exists()
    assert manifest.read(project).files.keys() == {"out.json"}


def test_a_manifest_that_is_too_long_is_an_empty_one(project: Path, monkeypatch):
    put_manifest(project, {"sealed.md": GOOD})
    assert manifest.read(project).files
    monkeypatch.setattr(manifest, "MAX_BYTES", 100)
    assert manifest.read(project) == Manifest()


def test_an_output_outside_the_project_is_built_and_never_removed(tmp_path: Path):
    project = tmp_path / "project"
    project.mkdir()
    away = [Output("errors.yaml", "json", tmp_path / "away.json", (Artifact("", seal("away")),))]
    assert write(project, away, WHOLE).written == 1
    assert write(project, away, WHOLE).unchanged == 1
    assert manifest.read(project) == Manifest()
    write(project, outputs(project), WHOLE)
    assert (tmp_path / "away.json").exists()


def test_an_output_that_is_the_project_itself_is_remembered(tmp_path: Path):
    def pages(*names: str) -> list[Output]:
        return [Output("errors.yaml", "markdown", tmp_path, tuple(Artifact(name, seal(name)) for name in names))]

    write(tmp_path, pages("a.md", "b/c.md"), Scope())
    assert write(tmp_path, pages("a.md"), Scope()).removed == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".errcat", "a.md"]
