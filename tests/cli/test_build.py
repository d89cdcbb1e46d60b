"""`errcat build`, `errcat config`, `errcat targets`: from errcat.toml or from options, as people type them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from built import ROOT
from errcat.targets import TARGETS
from processes import IN_THE_BACKGROUND, PATIENCE, lines_until, replace, running

CATALOG = """\
errcat: 1
api: {name: Shop, docs_url: "https://shop.example/errors"}
errors:
  - code: ORDER_LOST
    status: 404
    message: The order is lost
    category: fix
    action: Ask for another
"""
SETTINGS = """\
catalogs = ["errors.yaml"]

[[build]]
python = "src/errors.py"
markdown = {path = "docs/errors", style = "plain"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def files(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if ".errcat" not in path and ".git" not in path)


def test_one_catalog_by_options(folder: Path, errcat):
    options = [f"--{target}=out/{target}{'' if target == 'markdown' else '.json'}" for target in TARGETS]
    options += ["--set", "markdown.style=plain"]
    result = errcat("build", "errors.yaml", *options)
    assert (result.code, result.out, result.err) == (0, "Built 12 files of 1 catalog: 12 written, 0 unchanged\n", "")
    assert errcat("build", "errors.yaml", *options).out == "Built 12 files of 1 catalog: 0 written, 12 unchanged\n"
    assert (folder / "out" / ".errcat" / "manifest.json").exists()
    assert not (folder / ".errcat").exists(), "nothing outside of the folder that is built to"


def test_what_errcat_toml_orders(folder: Path, errcat):
    (folder / "errcat.toml").write_text(SETTINGS, encoding="utf-8")
    assert errcat("build").out == "Built 3 files of 1 catalog: 3 written, 0 unchanged\n"
    assert files(folder) == [
        "docs/errors/index.md",
        "docs/errors/order-lost.md",
        "errcat.toml",
        "errors.yaml",
        "src/errors.py",
    ]
    (folder / "errcat.toml").write_text(SETTINGS.replace("src/errors.py", "lib/errors.py"), encoding="utf-8")
    assert errcat("build").out == "Built 3 files of 1 catalog: 1 written, 2 unchanged, 1 removed\n"
    assert "src/errors.py" not in files(folder)
    below = folder / "docs"
    assert errcat("build", cwd=below).out == "Built 3 files of 1 catalog: 0 written, 3 unchanged\n", "found upwards"


def test_check_says_what_is_not_as_it_should_be(folder: Path, errcat):
    (folder / "errcat.toml").write_text(SETTINGS, encoding="utf-8")
    errcat("build")
    assert errcat("build", "--check").out == "3 files: all up to date\n"
    (folder / "errors.yaml").write_text(CATALOG.replace("ORDER_LOST", "ORDER_GONE"), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    result = errcat("build", "--check")
    assert result.code == 1
    assert result.out.splitlines()[:4] == [
        "changed  docs/errors/index.md", "missing  docs/errors/order-gone.md", "extra    docs/errors/order-lost.md",
        "changed  src/errors.py",
    ]  # fmt: skip
    assert '+    ORDER_GONE = "ORDER_GONE"' in result.out.splitlines()
    assert result.err == "4 files out of date: run errcat build\n"
    shown = errcat("build", "--diff")
    assert shown.code == 1
    assert shown.out.startswith("--- a/docs/errors/index.md\n+++ b/docs/errors/index.md\n")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before, "nothing was written"
    errcat("build")
    assert errcat("build", "--diff") == type(result)(0, "", "")


def test_nothing_is_built_of_a_catalog_with_errors(folder: Path, errcat):
    (folder / "errors.yaml").write_text(CATALOG.replace("fix", "fxi"), encoding="utf-8")
    result = errcat("build", "errors.yaml", "--python", "errors.py")
    assert result.code == 1
    assert "error[unknown-category]" in result.out
    assert result.err == "Nothing was built. Fix the errors first\n"
    assert files(folder) == ["errors.yaml"]


def test_warnings_are_no_obstacle(folder: Path, errcat):
    (folder / "errors.yaml").write_text(CATALOG.replace("    action: Ask for another\n", ""), encoding="utf-8")
    result = errcat("build", "errors.yaml", "--python", "errors.py")
    assert (result.code, result.err) == (0, "1 catalog with warnings: run errcat check to see them\n")


def test_a_part_of_what_is_ordered(folder: Path, errcat):
    (folder / "other.yaml").write_text(CATALOG, encoding="utf-8")
    text = 'catalogs = ["*.yaml"]\n[[build]]\npython = "out/{catalog}.py"\njson = "out/{catalog}.json"\n'
    (folder / "errcat.toml").write_text(text, encoding="utf-8")
    assert errcat("build", "other.yaml").out.startswith("Built 2 files of 1 catalog")
    assert errcat("build", "out/errors.py").out.startswith("Built 1 file of 1 catalog")
    assert files(folder / "out") == ["errors.py", "other.json", "other.py"]
    result = errcat("build", "othr.yaml")
    assert result.code == 2
    assert "did you mean other.yaml?" in result.err


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["build"], None, "no build target specified"),
        (["build"], 'catalogs = ["errors.yaml"]\n', "add at the end of errcat.toml: [[build]]"),
        (["build", "errors.yaml"], None, "--python errors.py"),
        (["build", "errors.yaml"], 'catalogs = ["x.yaml"]\n[[build]]\npython = "x.py"\n', "errcat build errors.yaml --python errors.py"),
        (["build", "errors.yaml", "errcat.toml", "--python", "x.py"], "", "--python needs exactly one catalog, but there are 2"),
        (["build", "nowhere.yaml", "--python", "x.py"], None, '"nowhere.yaml"'),
        (["build", "errors.yaml", "--python", "x.py", "--set", "python.exceptons=none"], None, "did you mean python.exceptions?"),
        (["build", "errors.yaml", "--python", "x.py", "--set", "python.exceptions=some"], None, 'python.exceptions must be "auto"'),
        (["build", "errors.yaml", "--python", "x.py", "--set", "python.base-class=a b"], None, 'must be text such as "AcmeError"'),
        (["build", "errors.yaml", "--python", "x.py", "--set", "python.base-class=ValueError"], None, "AcmeError"),
        (["build", "errors.yaml", "--python", "x.py", "--set", "python.exceptions-limit=many"], None, "must be a number"),
        (["build", "errors.yaml", "--python", "x.py", "--set", "python.guides=yes"], None, "must be true or false"),
        (["build", "errors.yaml", "--python", "x.py", "--set", "json.x=1"], None, "this command doesn't build json: add --json"),
        (["build", "errors.yaml", "--json", "x.json", "--set", "json.x=1"], None, "json has no settings"),
        (["build", "errors.yaml", "--python", "x.py", "--set", "exceptions"], None, "--set python.exceptions=category"),
        (["build", "errors.yaml", "--set", "python.guides=true"], None, "add --python src/acme/errors.py"),
        (["build", "errors.yaml", "--python", "errors.yaml"], None, "it is a catalog file or errcat.toml"),
        (["build", "errors.yaml", "--markdown", "."], None, "it contains the catalog"),
        (["build", "errors.yaml", "--python", "x", "--json", "X"], None, 'two outputs conflict at "X"'),
        (["build", "errors.yaml", "--python", ""], None, "no build target specified"),
    ],
)  # fmt: skip
def test_what_could_not_be_run_is_said(folder: Path, errcat, arguments: list[str], settings: str | None, said: str):
    if settings is not None:
        (folder / "errcat.toml").write_text(settings, encoding="utf-8")
    result = errcat(*arguments)
    assert result.code == 2, result.out
    assert said in result.err
    assert "Traceback" not in result.err
    assert [file for file in files(folder) if file not in ("errors.yaml", "errcat.toml")] == []


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("[[build]]\npythn = 'x.py'\n", '2:1: error[unknown-setting] "pythn" isn\'t a known setting'),
        ("[[build]]\npython = 7\n", "2:10: error[wrong-setting]"),
        ("[[build]]\npython = {path = 'x.py', exception = 'none'}\n", "2:26: error[unknown-setting]"),
        ("[[build]]\npython = {exceptions = 'none'}\n", "error[wrong-setting]"),
        ("[[build]]\nopenapi = {path = 'x.yaml', version = '2.0'}\n", "2:39: error[wrong-setting]"),
        ("[build]\n[build.python]\npath = 'x.py'\nguides = 'no'\n", "4:10: error[wrong-setting]"),
        ("[[build]]\npython = 'a.py'\n[[build]]\ncatalogs = 'errors.yaml'\n", "4:12: error[wrong-setting]"),
        ("build = 1\n", "1:9: error[wrong-setting]"),
    ],
)
def test_what_is_wrong_with_the_settings_has_its_place(folder: Path, errcat, settings: str, found: str):
    (folder / "errcat.toml").write_text(
        f'catalogs = ["errors.yaml"]\n{settings}'.replace('catalogs = ["errors.yaml"]\n', "", 1), encoding="utf-8"
    )
    result = errcat("check", "errors.yaml", "--format", "concise")
    assert f"errcat.toml:{found}" in result.out or (found in result.out and ":" not in found)
    assert errcat("build").code in (1, 2)
    assert files(folder) == ["errcat.toml", "errors.yaml"]


def test_config_says_where_each_value_comes_from(folder: Path, errcat):
    text = SETTINGS + '\n[rules]\nmissing-status = "off"\n'
    (folder / "errcat.toml").write_text(
        text.replace('"src/errors.py"', '{path = "src/errors.py", exceptions = "none"}'), encoding="utf-8"
    )
    lines = [line.split() for line in errcat("config").out.splitlines()]
    assert lines[0] == ["errcat.toml"]
    assert ["catalogs", '["errors.yaml"]', "errcat.toml:1"] in lines
    assert ["fail-on", '"error"', "default"] in lines
    assert ["rules.missing-status", '"off"', "errcat.toml:8"] in lines
    assert ["build[0].python.exceptions", '"none"', "errcat.toml:4"] in lines
    assert ["build[0].python.base-class", '"ApiError"', "default"] in lines
    data = json.loads(errcat("config", "--format", "json").out)
    assert data["version"] == 1
    assert {"name": "build[0].markdown.path", "value": "docs/errors", "source": "errcat.toml:5"} in data["settings"]


def test_targets_are_listed_with_their_settings(errcat):
    result = errcat("targets")
    for target in TARGETS.values():
        assert f"{target.id}  {target.about}" in result.out
        for setting in target.settings:
            assert f"  {setting.name}" in result.out
    data = json.loads(errcat("targets", "--format", "json").out)
    assert [target["id"] for target in data["targets"]] == list(TARGETS)


@pytest.mark.skipif(os.name != "posix", reason="sends the signal that Ctrl-C sends")
@pytest.mark.parametrize("before", [(), IN_THE_BACKGROUND], ids=["foreground", "background"])
def test_watch_builds_again_whenever_something_changes_until_ctrl_c(folder: Path, before: tuple[str, ...]):
    (folder / "errcat.toml").write_text(SETTINGS, encoding="utf-8")
    with running([*before, sys.executable, "-u", "-m", "errcat", "build", "--watch"], folder) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Built 3 files of 1 catalog: 3 written, 0 unchanged\n"
        replace(folder / "errors.yaml", CATALOG.replace("fix", "fxi"))
        report = lines_until(process, "Nothing was built. Fix the errors first")
        assert "error[unknown-category]" in report[0]
        replace(folder / "errors.yaml", CATALOG.replace("lost\n", "gone\n"))
        assert process.stdout.readline() == "Built 3 files of 1 catalog: 3 written, 0 unchanged\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130


def test_a_read_only_tree_can_be_checked(folder: Path, errcat):
    (folder / "errcat.toml").write_text(SETTINGS, encoding="utf-8")
    errcat("build")
    paths = [folder, *folder.rglob("*")]
    try:
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        assert errcat("build", "--check").code == 0
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_everything_of_the_repository_is_built(tmp_path: Path):
    """What `make build` builds, elsewhere: all targets of all catalogs, by the repository's own settings."""
    import shutil

    for name in ("catalog", "errcat.toml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-m", "errcat", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    own = (tmp_path / "generator" / "errcat" / "findings" / "generated_own_errors.py").read_bytes()
    assert own == (ROOT / "generator" / "errcat" / "findings" / "generated_own_errors.py").read_bytes()
    for catalog in (tmp_path / "catalog").glob("*.yaml"):
        built = tmp_path / "build" / catalog.stem
        assert {path.name for path in built.iterdir()} == {
            "errors.py", "errors_openapi.py", "errors.openapi.yaml", "errors.json", "docs",
        }  # fmt: skip
