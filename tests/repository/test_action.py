"""The action in use: its shell steps, run the way GitHub's runner runs them, on catalogs that are fine and that are not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from errcat.reporting.changes.markdown import MARKER

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, RUN = (
    next(step for step in ACTION["runs"]["steps"] if step["name"] == name) for name in ("Install errcat", "Run errcat")
)

GOOD = """\
errcat: 1
errors:
  - code: rate_limit_exceeded
    status: 429
    message: Too many requests
    category: retry
    action: Wait, then send the same request again
"""
BAD = GOOD.replace("category:", "categry:")
WARNED = GOOD.replace("    status: 429\n", "")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str
    outputs: dict[str, str] = field(default_factory=dict)


def filled(text: str, values: dict[str, str]) -> str:
    """A text of the action with its expressions evaluated: only names, as the runner knows them."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


def run_step(step: dict, values: dict[str, str], workspace: Path) -> Done:
    """One step: a script in a file, `bash -e -o pipefail`, the inputs in the environment, outputs in a file."""
    assert step["shell"] == "bash"
    script, outputs = workspace.parent / "step.sh", workspace.parent / "outputs.txt"
    script.write_text(step["run"], encoding="utf-8")
    outputs.write_text("", encoding="utf-8")
    given = {name: filled(value, values) for name, value in step["env"].items()}
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    runner = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(workspace), "GITHUB_OUTPUT": str(outputs)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=workspace / filled(step.get("working-directory", "."), values), env={**clean, **runner, **given},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = outputs.read_text(encoding="utf-8").splitlines()
    return Done(done.returncode, done.stdout, done.stderr, dict(line.split("=", 1) for line in lines))


@pytest.fixture
def action(tmp_path: Path):
    """Run the last step with some inputs, in a workspace with some files."""
    workspace = tmp_path / "workspace"

    def run(files: dict[str, str], **inputs: str) -> Done:
        for name, text in files.items():
            file = workspace / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        values = {f"inputs.{name}": about["default"] for name, about in ACTION["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values["steps.install.outputs.errcat"] = str(Path(sys.executable).parent / "errcat")
        return run_step(RUN, values, workspace)

    return run


def test_a_catalog_that_is_fine(action):
    done = action({"errors.yaml": GOOD}, paths="errors.yaml")
    assert done == Done(0, "errors.yaml: no problems (1 code)\n", "")


def test_a_mistake_is_a_note_at_its_line(action):
    done = action({"api/errors.yaml": BAD}, paths="api/errors.yaml")
    assert done.code == 1
    note, _total = done.out.splitlines()
    assert note.startswith("::error file=api/errors.yaml,line=6,")
    assert "title=unknown-key::" in note


def test_notes_name_files_from_the_workspace(action):
    """GitHub shows a note only at a file that it finds from the top of the repository."""
    done = action({"api/errors.yaml": BAD}, working_directory="api", paths="errors.yaml")
    assert done.out.startswith("::error file=api/errors.yaml,line=6,")


def test_settings_say_which_catalogs(action):
    done = action({"errcat.toml": 'catalogs = ["api/*.yaml"]\n', "api/a.yaml": GOOD, "api/b.yaml": BAD})
    assert done.code == 1
    assert re.findall("^::error file=(.*?),", done.out, re.MULTILINE) == ["api/b.yaml"]


def test_several_paths_with_spaces_and_dashes(action):
    files = {"our errors.yaml": GOOD, "-x.yaml": BAD, "$(touch pwned).yaml": BAD, "it's; exit 0.yaml": BAD}
    done = action(files, paths="\n".join(files) + "\n\n")
    assert done.code == 1
    assert len([line for line in done.out.splitlines() if line.startswith("::error file=")]) == 3, done


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"working-directory"}))
def test_no_input_is_code(action, tmp_path: Path, name: str):
    hostile = (
        f"$(touch {tmp_path}/pwned) `touch {tmp_path}/pwned`; touch {tmp_path}/pwned \" ' && touch {tmp_path}/pwned"
    )
    inputs = {"paths": "errors.yaml"} | ({"command": "diff"} if name == "against" else {})
    inputs |= {name.replace("-", "_"): hostile}
    done = action({"errors.yaml": GOOD}, **inputs)
    assert done.code != 0 or name == "sarif", done
    assert not (tmp_path / "pwned").exists()
    assert not (tmp_path / "workspace" / "pwned").exists()


def test_the_level_that_fails(action):
    assert action({"errors.yaml": WARNED}, paths="errors.yaml").code == 0
    assert action({"errors.yaml": WARNED}, paths="errors.yaml", fail_on="warning").code == 1
    assert action({"errors.yaml": BAD}, paths="errors.yaml", fail_on="never").code == 0


def test_other_settings(action):
    files = {"errors.yaml": WARNED, "strict.toml": '[rules]\nmissing-status = "error"\n'}
    assert action(files, paths="errors.yaml").code == 0
    assert action(files, paths="errors.yaml", config="strict.toml").code == 1


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (BAD, 1)], ids=["fine", "mistake"])
def test_code_scanning_gets_a_file_and_the_step_its_exit_code(action, tmp_path: Path, text: str, code: int):
    done = action({"errors.yaml": text}, paths="errors.yaml", sarif="build/reports/errcat.sarif")
    assert done.code == code
    report = json.loads((tmp_path / "workspace" / "build" / "reports" / "errcat.sarif").read_text(encoding="utf-8"))
    assert report["version"] == "2.1.0"
    assert len(report["runs"][0]["results"]) == code
    assert done.out.count("::error file=") == code


def test_what_could_not_run_is_no_finding(action):
    for inputs in ({}, {"sarif": "errcat.sarif"}, {"command": "build-check"}):
        done = action({"other.yaml": GOOD}, paths="errors.yaml", **inputs)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith('errcat: "errors.yaml"')


def test_an_unknown_command_is_refused(action):
    done = action({"errors.yaml": GOOD}, command="build")
    assert (done.code, done.out) == (
        2,
        '::error title=errcat::The input "command" must be check, build-check or diff.\n',
    )


def git(folder: Path, *arguments: str) -> None:
    identity = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **identity}, check=True, capture_output=True)


def test_what_breaks_clients(action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    workspace, summary = tmp_path / "workspace", tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)
    assert action({"errors.yaml": GOOD}, command="diff", paths="errors.yaml").code == 0  # the first run
    git(workspace, "init", "-q", "-b", "main")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "A catalog")
    git(workspace, "tag", "v1")
    files = {"errors.yaml": GOOD.replace("429", "503")}
    done = action(files, command="diff", paths="errors.yaml", sarif="diff.sarif")
    assert done.code == 1
    assert "::error file=errors.yaml,line=4,title=breaking%3A status-class-changed::" in done.out
    assert "### Breaking" in summary.read_text(encoding="utf-8")
    report = json.loads((workspace / "diff.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in report["runs"][0]["results"]] == ["status-class-changed"]
    assert action(files, command="diff", paths="errors.yaml", fail_on="never").code == 0
    git(workspace, "commit", "-q", "-a", "-m", "Another status")
    assert action(files, command="diff", paths="errors.yaml").code == 0
    assert action(files, command="diff", paths="errors.yaml", against="v1").code == 1


def test_two_paths_are_no_old_and_new_catalog(action):
    done = action({"a.yaml": GOOD, "b.yaml": GOOD}, command="diff", paths="a.yaml\nb.yaml")
    assert (done.code, done.err) == (2, "")
    assert "name one path" in done.out


SETTINGS = 'catalogs = ["errors.yaml"]\n[[build]]\njson = "errors.json"\n'


def test_built_files_that_are_out_of_date(action, tmp_path: Path, errcat):
    files = {"errors.yaml": GOOD, "errcat.toml": SETTINGS}
    done = action(files, command="build-check")
    assert done.code == 1
    assert "::error title=errcat::Built files are out of date. Run `errcat build` and commit the result.\n" in done.out
    assert not (tmp_path / "workspace" / "errors.json").exists()
    assert errcat("build", cwd=tmp_path / "workspace").code == 0
    assert action(files, command="build-check").code == 0
    done = action({"errors.yaml": BAD}, command="build-check")
    assert done.code == 1
    assert "::error file=errors.yaml,line=6," in done.out
    assert "out of date" not in done.out


@pytest.mark.prove("pip installs some twenty packages: only a real installation shows that the pins are complete")
def test_it_installs_itself_from_its_own_files(tmp_path: Path):
    """With the pinned dependencies, into a folder of its own. The next step gets the command from an output."""
    (tmp_path / "workspace").mkdir()
    values = {
        "steps.python.outputs.python-path": sys.executable,
        "github.action_path": str(ROOT),
        "runner.temp": str(tmp_path / "temp"),
    }
    done = run_step(INSTALL, values, tmp_path / "workspace")
    assert done.code == 0, done
    tool = Path(done.outputs["errcat"])
    assert tool.is_relative_to(tmp_path / "temp")
    version = subprocess.run([tool, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert version.startswith("errcat ")
    assert list((tmp_path / "workspace").iterdir()) == []


PAGE = (ROOT / "site" / "docs" / "ci.md").read_text(encoding="utf-8")


def test_the_page_about_it_is_true():
    assert set(re.findall(r"^\| `([\w-]+)` \|", PAGE, re.MULTILINE)) == set(ACTION["inputs"])
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    workflow, scanning, comparison, comment, hooks = blocks
    steps = [*workflow["jobs"]["errcat"]["steps"], *scanning, *comparison]
    used = [step["with"] for step in steps if step["uses"].startswith("OWNER/")]
    assert MARKER in comment[0]["run"]
    assert set().union(*used) <= set(ACTION["inputs"])
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for repository in hooks["repos"] for hook in repository["hooks"]} <= offered
    assert "errcat-check-fix" in offered


def test_what_errcat_says_in_the_formats_of_the_page(errcat):
    for name in re.findall(r"errcat check --format (\w+)", PAGE):
        assert errcat("check", "--format", name, stdin=b"", cwd=ROOT).code == 0
