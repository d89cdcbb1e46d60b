"""The cache of runs: what is replayed, what never is, and that nobody notices it except by the time it saves."""

# ruff: noqa: ARG001, S311, S602, SLF001 -- the project is where a test runs; seeded edits; a closed pipe; damage

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from errcat import cli
from errcat.cache import Fact, Run, entries, facts, folder, key
from errcat.findings.source import CATALOG_SUFFIXES

PACKAGE = Path(facts.__file__).parent
GOOD = """\
errcat: 1
errors:
  - code: PARCEL_LOST
    status: 404
    message: There is no parcel
    category: fix
    action: Compare the number with the one on the label
"""
BAD = GOOD.replace("404", "four")
WARNED = GOOD + '    deprecated: {sunset: "2020-01-01"}\n'
PART = GOOD.replace("PARCEL_LOST", "VAN_LOST").replace("errcat: 1\n", "")
SETTINGS = """\
catalogs = ["*.yaml"]
[[build]]
python = "out/{catalog}.py"
json = "out/{catalog}.json"
"""
BUILD = ("build", "good.yaml", "--python", "errors.py", "--json", "errors.json")


class Ran:
    """A run: what it printed, and whether that was a replay."""

    def __init__(self, code: int, out: str, err: str, replayed: bool) -> None:
        self.code, self.out, self.err, self.replayed = code, out, err, replayed
        self.printed = (code, out, err)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with some catalogs, and a cache elsewhere."""
    place = tmp_path / "project"
    place.mkdir()
    (place / ".git").mkdir()
    (place / "good.yaml").write_text(GOOD, encoding="utf-8")
    (place / "bad.yaml").write_text(BAD, encoding="utf-8")
    (place / "warned.yaml").write_text(WARNED, encoding="utf-8")
    (place / "folder").mkdir()
    (place / "folder" / "a.yaml").write_text(GOOD, encoding="utf-8")
    (place / "folder" / "b.yaml").write_text(PART, encoding="utf-8")
    monkeypatch.chdir(place)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("ERRCAT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("ERRCAT_NO_CACHE", raising=False)
    return place


def run(*arguments: str) -> Ran:
    """Run errcat as its process does, in this process."""
    this_run = Run(arguments)
    printed = this_run.replay()
    if printed is not None:
        err = f"{printed.err}\n" if printed.err else ""
        return Ran(printed.code, f"{printed.out}\n", err, replayed=True)
    with CliRunner().isolation() as (out, err, *_both):
        code = cli.run(list(arguments), this_run)
        return Ran(code, out.getvalue().decode(), err.getvalue().decode(), replayed=False)


# --- what is replayed -------------------------------------------------------------------------------------------------

REPLAYED = [
    ("check", "good.yaml"),
    ("check", "bad.yaml"),
    ("check", "warned.yaml"),
    ("check", "warned.yaml", "--fail-on", "warning"),
    ("check", "good.yaml", "warned.yaml"),
    ("check", "folder"),
    ("check", "bad.yaml", "--format", "json"),
    ("check", "bad.yaml", "--format", "github"),
    ("check", "bad.yaml", "--color", "always"),
]


@pytest.mark.parametrize("arguments", REPLAYED, ids=" ".join)
def test_a_check_of_the_same_files_prints_the_same_at_once(project: Path, arguments: tuple[str, ...]):
    first, second, uncached = run(*arguments), run(*arguments), run(*arguments, "--no-cache")
    assert (first.replayed, second.replayed, uncached.replayed) == (False, True, False)
    assert first.printed == second.printed == uncached.printed


@pytest.mark.parametrize("catalog", ["good.yaml", "warned.yaml", "folder"])
def test_a_build_that_changes_nothing_says_so_at_once(project: Path, catalog: str):
    build = ("build", catalog, "--python", "out/errors.py", "--markdown", "out/docs")
    assert ": 0 written" not in run(*build).out
    uncached, again = run(*build, "--no-cache"), run(*build)
    assert again.replayed
    assert uncached.printed == again.printed
    assert ": 0 written" in again.out
    for _times in range(2):
        check = run(*build, "--check")
    assert check.replayed
    assert check.printed == run(*build, "--check", "--no-cache").printed


def test_a_build_of_the_settings_is_replayed(project: Path):
    (project / "bad.yaml").unlink()
    (project / "errcat.toml").write_text(SETTINGS, encoding="utf-8")
    assert run("build").code == 0
    assert run("build").replayed
    (project / "new.yaml").write_text(GOOD, encoding="utf-8")
    assert "6 files of 3 catalogs: 2 written" in run("build").out
    assert run("build").replayed


# --- what is not ------------------------------------------------------------------------------------------------------


def edit(path: str, text: str = "\n# more\n") -> Callable[[], None]:
    return lambda: Path(path).write_text(Path(path).read_text(encoding="utf-8") + text, encoding="utf-8")


def put(path: str, text: str = "") -> Callable[[], None]:
    def write() -> None:
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")

    return write


def keep_times(change: Callable[[], None], path: str) -> Callable[[], None]:
    """A change that leaves the size and the times of a file as they are."""

    def changed() -> None:
        before = Path(path).stat()
        change()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert Path(path).stat().st_size == before.st_size

    return changed


def replace(path: str, old: str, new: str) -> Callable[[], None]:
    def replaced() -> None:
        Path(path).write_text(Path(path).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return replaced


def link(path: str, target: str) -> Callable[[], None]:
    def make() -> None:
        Path(path).rename(target)
        Path(path).symlink_to(target)

    return make


CHECK_CHANGES = {
    "a catalog": ("good.yaml", edit("good.yaml")),
    "a catalog, at the same time": ("good.yaml", keep_times(replace("good.yaml", "LOST", "GONE"), "good.yaml")),
    "a catalog that is gone": ("good.yaml", lambda: Path("good.yaml").unlink()),
    "a catalog that is a link": ("good.yaml", link("good.yaml", "other.yaml")),
    "a file of a folder": ("folder", edit("folder/b.yaml")),
    "a new file of a folder": ("folder", put("folder/c/d.yml", "x-note: 1\n")),
    "a file of a folder that is gone": ("folder", lambda: Path("folder/b.yaml").unlink()),
    "new settings": ("good.yaml", put("errcat.toml", "fail-on = 'warning'\n")),
    "another folder of the repository": ("bad.yaml", lambda: Path(".git").rmdir()),
}


@pytest.mark.parametrize(("catalog", "change"), CHECK_CHANGES.values(), ids=CHECK_CHANGES)
def test_a_check_of_other_files_is_done_again(project: Path, catalog: str, change: Callable[[], None]):
    run("check", catalog)
    assert run("check", catalog).replayed
    change()
    again = run("check", catalog)
    assert not again.replayed
    assert again.printed == run("check", catalog, "--no-cache").printed


BUILD_CHANGES = {
    "the catalog": edit("good.yaml"),
    "an output": edit("errors.py"),
    "an output, at the same time": keep_times(replace("errors.py", "PARCEL", "PARCEI"), "errors.py"),
    "an output that is gone": lambda: Path("errors.json").unlink(),
    "an output that is a link": link("errors.json", "elsewhere.json"),
    "the manifest": edit(".errcat/manifest.json"),
}


@pytest.mark.parametrize("mode", [(), ("--check",)], ids=["build", "build --check"])
@pytest.mark.parametrize("change", BUILD_CHANGES.values(), ids=BUILD_CHANGES)
def test_a_build_with_other_inputs_or_outputs_is_done_again(
    project: Path, change: Callable[[], None], mode: tuple[str]
):
    run(*BUILD)
    run(*BUILD, *mode)
    assert run(*BUILD, *mode).replayed
    change()
    again = run(*BUILD, "--check")
    assert not again.replayed
    assert again.printed == run(*BUILD, "--check", "--no-cache").printed


def test_a_folder_of_outputs_that_leads_elsewhere_is_noticed(project: Path):
    build = ("build", "good.yaml", "--json", "out/errors.json")
    run(*build)
    assert run(*build).replayed
    (project / "out").rename(project.parent / "out")
    (project / "out").symlink_to(project.parent / "out")
    assert run(*build).code == 2


def test_a_package_that_appears_around_a_module_is_noticed(project: Path):
    build = ("build", "good.yaml", "--python", "app/errors.py", "--python-flask", "app/web/handlers.py")
    assert run(*build).code == 0
    assert run(*build).replayed
    (project / "app" / "__init__.py").write_text("", encoding="utf-8")
    assert not run(*build).replayed


def test_a_file_that_a_setting_names_is_an_input(project: Path):
    history = {"version": 1, "catalogs": ["good.yaml"], "releases": []}
    (project / "history.json").write_text(json.dumps(history), encoding="utf-8")
    build = ("build", "good.yaml", "--markdown", "docs", "--set", "markdown.history=history.json")
    assert run(*build).code == 0
    assert run(*build).replayed
    edit("history.json", " ")()
    assert not run(*build).replayed


SURROUNDINGS = {
    "another day": lambda patch: patch.setenv("SOURCE_DATE_EPOCH", "1790000000"),
    "another width": lambda patch: patch.setenv("COLUMNS", "61"),
    "colors": lambda patch: patch.setenv("FORCE_COLOR", "1"),
    "another version of errcat": lambda patch: patch.setattr(key, "__version__", "9.9"),
    "another Python": lambda patch: patch.setattr(sys, "version", "4.0"),
    "another parser": lambda patch: patch.setattr(key, "_dependencies", lambda: ["PyYAML-9.dist-info"]),
    "other sources": lambda patch: patch.setattr(key, "_sources", lambda: "changed"),
    "another folder": lambda patch: patch.chdir("folder"),
}


def test_the_key_has_every_variable_that_a_run_reads():
    """Except rooms that check and build don't use, and variables that decide where the cache is."""
    apart = ("cache", "history", "mkdocs_plugin", "preview")
    modules = [file for file in PACKAGE.parent.rglob("*.py") if file.relative_to(PACKAGE.parent).parts[0] not in apart]
    reading = [text for file in modules if "os.environ" in (text := file.read_text(encoding="utf-8"))]
    read = {name for text in reading for name in re.findall(r'"([A-Z][A-Z_]{3,})"', text)}
    assert {"NO_COLOR", "SOURCE_DATE_EPOCH", "GITHUB_WORKSPACE"} <= read <= set(key._VARIABLES)


@pytest.mark.parametrize("change", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_a_check_in_other_surroundings_is_done_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch], None]
):
    catalog = str(project / "bad.yaml")
    run("check", catalog)
    assert run("check", catalog).replayed
    change(monkeypatch)
    assert not run("check", catalog).replayed


def test_the_day_counts_without_a_fixed_one(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    run("check", "good.yaml")
    assert run("check", "good.yaml").replayed
    monkeypatch.setattr(facts, "gmtime", lambda: (2050, 1, 1))
    assert not run("check", "good.yaml").replayed


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "good.yaml", "--no-cache"),
        ("check", "warned.yaml", "--diff"),
        ("check", "good.yaml", "--fix"),
        ("check", "missing.yaml"),
        ("check", "good.yaml", "bad.yaml"),  # with errors, both can be parts of one catalog
        ("check", "folder/b.yaml"),  # whose folder has what it lacks
        ("build", "bad.yaml", "--json", "errors.json"),
        ("build", "good.yaml", "--json", "errors.json", "--check"),  # out of date
        (*BUILD, "--force"),
        ("rules",),
    ],
    ids=" ".join,
)
def test_a_run_that_is_never_remembered(project: Path, arguments: tuple[str, ...]):
    run(*arguments)
    assert not run(*arguments).replayed
    assert not (project.parent / "cache").exists()


def test_a_file_that_changes_during_the_check_is_not_remembered(project: Path, monkeypatch: pytest.MonkeyPatch):
    from errcat.commands import check_catalogs

    def slow(path: str, *others: str):
        contents = real(path, *others)
        edit("good.yaml")()
        return contents

    real = check_catalogs.contents_of
    monkeypatch.setattr(check_catalogs, "contents_of", slow)
    assert run("check", "good.yaml").code == 0
    monkeypatch.undo()
    assert not (project.parent / "cache").exists()


def test_any_sequence_of_edits_gives_the_verdicts_of_runs_without_a_cache(project: Path):
    random = Random(7)
    texts = [GOOD, BAD, WARNED, PART, "", GOOD + PART.removeprefix("errors:\n")]
    replayed = 0
    for _step in range(50):
        if random.random() < 0.4:
            file = random.choice(["good.yaml", "folder/a.yaml", "folder/c.yaml", "errcat.toml"])
            text = random.choice(["", SETTINGS]) if file.endswith("toml") else random.choice(texts)
            Path(file).write_text(text, encoding="utf-8")
        arguments = random.choice([("check", "good.yaml"), ("check", "folder"), ("check",), (*BUILD, "--check")])
        cached = run(*arguments)
        replayed += cached.replayed
        assert cached.printed == run(*arguments, "--no-cache").printed
    assert 5 < replayed < 45


# --- the folder of the cache ------------------------------------------------------------------------------------------


def test_the_cache_is_for_its_user_alone(project: Path):
    run("check", "good.yaml")
    cache = project.parent / "cache"
    assert cache.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in cache.iterdir()] == [0o600]


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, "HOME/.cache/errcat"),
        ("linux", {"XDG_CACHE_HOME": "/some/cache"}, "/some/cache/errcat"),
        ("linux", {"XDG_CACHE_HOME": "some/cache"}, "HOME/.cache/errcat"),
        ("darwin", {}, "HOME/Library/Caches/errcat"),
        ("win32", {"LOCALAPPDATA": "/users/kim/local"}, "/users/kim/local/errcat"),
        ("win32", {}, None),
        ("linux", {"ERRCAT_CACHE_DIR": "/else/where"}, "/else/where"),
    ],
)
def test_the_place_follows_the_platform(
    project: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str | None
):
    home = project.parent / "home"
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "ERRCAT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(folder.sys, "platform", platform)
    assert folder.cache_folder() == (expected.replace("HOME", str(home)) if expected else None)


def test_there_is_no_cache_inside_the_project(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ERRCAT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / ".cache"))
    (project / "deep").mkdir()
    monkeypatch.chdir(project / "deep")
    before = sorted(project.rglob("*"))
    for _times in range(2):
        assert not run("check", "../good.yaml").replayed
    assert sorted(project.rglob("*")) == before
    assert "no cache folder outside the project" in run("cache").out


def test_a_folder_that_is_no_project_can_have_the_cache_in_it(project: Path, monkeypatch: pytest.MonkeyPatch):
    """Such as the home of the user, where somebody tries a catalog."""
    monkeypatch.delenv("ERRCAT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / ".cache"))
    (project / ".git").rmdir()
    assert not run("check", "good.yaml").replayed
    assert run("check", "good.yaml").replayed


UNUSABLE = {
    "a file": lambda cache: cache.write_text("mine", encoding="utf-8"),
    "a link": lambda cache: cache.symlink_to(cache.parent),
    "a folder that others can write to": lambda cache: (cache.mkdir(), cache.chmod(0o777)),
    "a broken link": lambda cache: cache.symlink_to("nowhere"),
}


@pytest.mark.parametrize("occupy", UNUSABLE.values(), ids=UNUSABLE)
def test_a_place_that_is_not_safe_is_left_alone(project: Path, occupy: Callable[[Path], object]):
    occupy(project.parent / "cache")
    for _times in range(2):
        ran = run("check", "good.yaml")
        assert ran.printed == (0, "good.yaml: no problems (1 code)\n", "")
        assert not ran.replayed
    assert run("cache", "clear").printed == (0, "Deleted 0 runs, 0 kB\n", "")
    assert not [file for file in project.parent.iterdir() if file.name not in ("project", "cache")]


@pytest.mark.parametrize("home", ["/dev/null", "/proc/nowhere", ""])
def test_a_home_where_nothing_can_be_written_does_no_harm(project: Path, monkeypatch: pytest.MonkeyPatch, home: str):
    monkeypatch.delenv("ERRCAT_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    assert run("check", "good.yaml").printed == (0, "good.yaml: no problems (1 code)\n", "")


def test_a_full_disk_does_no_harm(project: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(entries.os, "replace", full)
    assert run("check", "good.yaml").code == 0
    assert list((project.parent / "cache").iterdir()) == []


def valid(entry: object) -> bytes:
    body = json.dumps(entry).encode()
    return entries._checksum(body) + body


DAMAGED = {
    "empty": lambda _data: b"",
    "cut": lambda data: data[:-20],
    "a bit flipped": lambda data: data.replace(b"no problems", b"no problemz"),
    "not JSON": lambda _data: b"\x80\x04K*.",
    "another shape": lambda _data: valid([1]),
    "nothing": lambda _data: valid(None),
    "an unknown fact": lambda _data: valid({"facts": [["magic", "", 1]], "code": 0, "out": "", "err": ""}),
    "facts of another type": lambda _data: valid({"facts": 3, "code": 0, "out": "", "err": ""}),
    "deep": lambda _data: entries._checksum(b"[" * 100_000) + b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_entry_is_ignored_and_replaced(project: Path, damage: Callable[[bytes], bytes]):
    first = run("check", "good.yaml")
    (entry,) = (project.parent / "cache").iterdir()
    entry.write_bytes(damage(entry.read_bytes()))
    second = run("check", "good.yaml")
    assert (second.replayed, second.printed) == (False, first.printed)
    assert run("check", "good.yaml").replayed


def test_what_was_not_used_for_the_longest_time_goes_first(project: Path, monkeypatch: pytest.MonkeyPatch):
    place = str(project.parent / "cache")
    monkeypatch.setattr(entries, "MAX_BYTES", 4000)
    names = [f"{number:064x}" for number in range(8)]
    for number, name in enumerate(names):
        entries.write(place, name, {"out": "x" * 700})
        os.utime(Path(place, f"{name}.json"), (number, number))
        if number == 3:
            os.utime(Path(place, f"{names[0]}.json"), (99, 99))  # it was used
    left = {name for name in names if entries.read(place, name) is not None}
    assert names[0] in left
    assert names[7] in left
    assert names[1] not in left
    assert entries.size(place).bytes <= 4000


def test_an_entry_that_a_killed_process_left_goes(project: Path):
    cache = project.parent / "cache"
    cache.mkdir(mode=0o700)
    for name, time in {"new-1-1": 1, "new-2-2": None}.items():
        (cache / name).write_text("half", encoding="utf-8")
        os.utime(cache / name, (time, time) if time else None)
    run("check", "good.yaml")
    assert not (cache / "new-1-1").exists()
    assert (cache / "new-2-2").exists(), "another process may be writing it"


def test_the_commands_say_where_it_is_and_clear_it(project: Path):
    cache = project.parent / "cache"
    assert run("cache").printed == (0, f"{cache}: 0 runs, 0 kB\n", "")
    run("check", "good.yaml")
    run("check", "folder")
    assert run("cache").printed == (0, f"{cache}: 2 runs, 2 kB\n", "")
    (cache / "notes.txt").write_text("mine", encoding="utf-8")
    assert run("cache", "clear").printed == (0, f"Deleted 2 runs from {cache}, 2 kB\n", "")
    assert [file.name for file in cache.iterdir()] == ["notes.txt"]
    assert not run("check", "good.yaml").replayed


def test_the_variable_disables_it(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ERRCAT_NO_CACHE", "1")
    for _times in range(2):
        assert not run("check", "good.yaml").replayed


# --- whole processes --------------------------------------------------------------------------------------------------


def process(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "errcat", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


def test_several_builds_at_once_share_the_cache(project: Path):
    processes = [process(*BUILD) for _number in range(4)]
    printed = [each.communicate()[0] for each in processes]
    assert {each.returncode for each in processes} == {0}
    assert all(text.startswith("Built 2 files of 1 catalog") for text in printed)
    last = process(*BUILD)
    assert last.communicate()[0] == "Built 2 files of 1 catalog: 0 written, 2 unchanged\n"
    assert entries.size(str(project.parent / "cache")).runs == 1


def test_a_replay_imports_nothing_of_errcat_but_the_cache(project: Path):
    run("check", "good.yaml")
    shown = "import os, sys; os._exit = lambda _code: sys.exit(print(*sys.modules)); from errcat.__main__ import main; main()"
    command = [sys.executable, "-c", shown, "check", "good.yaml"]
    answer, modules = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    assert answer == "good.yaml: no problems (1 code)"
    own = {module for module in modules.split() if module.startswith("errcat.")}
    assert own - {f"errcat.cache.{name}" for name in ("entries", "facts", "folder", "key", "run")} == {
        "errcat.__main__", "errcat.cache", "errcat.commands", "errcat.commands.process"
    }  # fmt: skip
    assert not {"click", "yaml", "pathlib", "dataclasses", "inspect"} & set(modules.split())


def test_a_replay_into_a_closed_pipe_ends_with_the_same_code(project: Path):
    run("check", "bad.yaml")
    command = f"{sys.executable} -m errcat check bad.yaml; echo $? >&2"
    closed = subprocess.run(f"({command}) | true", shell=True, stderr=subprocess.PIPE, encoding="utf-8", check=True)
    assert closed.stderr == "1\n"


# --- the code ---------------------------------------------------------------------------------------------------------


def test_the_cache_is_data_and_never_code():
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for file in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not imported & {"pickle", "marshal", "shelve", "dbm", "copyreg", "importlib", "runpy"}


def test_the_cache_looks_at_the_files_that_a_catalog_has():
    assert facts.CATALOG_SUFFIXES == CATALOG_SUFFIXES


def test_every_fact_can_be_seen_again_in_json(project: Path):
    for kind in facts._OBSERVERS:
        seen = Fact(kind, "folder").observe()
        assert json.loads(json.dumps(seen)) == json.loads(json.dumps(Fact(kind, "folder").observe()))
