"""What `errcat init` writes, used by the tools it is for: MkDocs, pre-commit, GitHub, GitLab, a browser's server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

from processes import running

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent.parent
CODES = [f"tram_{number}" for number in range(40)]
ENUM_STYLE = {
    "openapi": "3.1.0",
    "info": {"title": "Tram API", "version": "1"},
    "paths": {
        "/trams": {
            "get": {
                "operationId": "listTrams",
                "responses": {
                    "4XX": {
                        "description": "Error",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Error": {"type": "object", "properties": {"code": {"$ref": "#/components/schemas/ErrorCode"}}},
            "ErrorCode": {
                "type": "string",
                "enum": CODES,
                "x-enum-descriptions": [f"The tram {number} is full" for number in range(40)],
            },
        }
    },
}
EXAMPLE_STYLE = {
    "openapi": "3.0.3",
    "info": {"title": "Tram API", "version": "1"},
    "paths": {
        f"/trams/{number}": {
            "get": {
                "operationId": f"getTram{number}",
                "responses": {
                    "409": {
                        "description": "Conflict",
                        "content": {
                            "application/json": {
                                "example": {"error": {"code": code, "message": f"The tram {number} is full"}}
                            }
                        },
                    }
                },
            }
        }
        for number, code in enumerate(CODES)
    },
}


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture
def project(errcat, tmp_path: Path) -> Path:
    folder = tmp_path / "orders"
    assert errcat("init", "--yes", str(folder)).code == 0
    return folder


def test_github_and_gitlab_read_the_pipelines(project: Path):
    for schema, file in (("github-workflows", ".github/workflows/errcat.yml"), ("gitlab-ci", ".gitlab-ci.yml")):
        run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", file, cwd=project)


def test_the_pipelines_use_what_the_documentation_uses(project: Path):
    """The same commit of each action, and the same image."""
    documented = (ROOT / "site" / "docs" / "ci.md").read_text(encoding="utf-8")
    documented += (ROOT / "action.yml").read_text(encoding="utf-8")
    uses = re.findall(r"uses: (.+)", (project / ".github" / "workflows" / "errcat.yml").read_text(encoding="utf-8"))
    assert len(uses) == 2
    assert all(f"uses: {use}\n" in documented for use in uses)
    job = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))["errcat"]
    assert f"image: {job['image']}\n" in documented


def test_the_commands_of_the_pipelines_pass(errcat, project: Path):
    assert errcat("build", cwd=project).code == 0
    workflow = yaml.safe_load((project / ".github" / "workflows" / "errcat.yml").read_text(encoding="utf-8"))
    job = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))["errcat"]
    commands = [step["run"] for step in workflow["jobs"]["errcat"]["steps"] if "run" in step]
    commands += [*job["script"], *job["after_script"]]
    own = [command.partition(" > ")[0] for command in commands if command.startswith("errcat ")]
    assert len(own) == 5
    for command in own:
        assert errcat(*command.split()[1:], cwd=project).code == 0, command


def test_the_hooks_fit_pre_commit(project: Path, tmp_path: Path):
    run(BIN / "pre-commit", "validate-config", ".pre-commit-config.yaml", cwd=project, PRE_COMMIT_HOME=str(tmp_path))


@pytest.mark.prove("pre-commit runs the hooks in a repository; validate-config reads them in each run")
def test_the_hooks_run_with_the_errcat_on_the_path(errcat, project: Path, tmp_path: Path):
    errcat("build", cwd=project)
    run("git", "init", "--quiet", cwd=project)
    run("git", "add", "--all", cwd=project)
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    home = str(tmp_path / "home")
    done = run(BIN / "pre-commit", "run", "--all-files", cwd=project, PATH=path, PRE_COMMIT_HOME=home)
    assert done.stdout.count("Passed") == 2
    (project / "errors.yaml").write_text("errcat: 1\nerrors: [{code: 404}]\n", encoding="utf-8")
    failed = subprocess.run(
        [BIN / "pre-commit", "run", "--all-files"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": home},
    )
    assert failed.returncode == 1


@pytest.mark.prove("zizmor and a whole website; the plugin reads mkdocs.yml in each run")
def test_the_website_builds_strictly_and_the_workflow_is_safe(project: Path):
    run(BIN / "mkdocs", "build", "--strict", "--quiet", cwd=project)
    page = project / "build" / "error-site" / "errors" / "order-not-found" / "index.html"
    assert "Check the id of the order" in page.read_text(encoding="utf-8")
    home = (project / "build" / "error-site" / "index.html").read_text(encoding="utf-8")
    assert 'href="errors/"' in home
    assert "https://fonts" not in home
    run(BIN / "zizmor", "--offline", "--no-progress", ".", cwd=project)


@pytest.mark.prove("a server and its first page; test_serve.py tries the server in each run")
def test_serve_shows_the_website_right_away(project: Path):
    with running([sys.executable, "-u", "-m", "errcat", "serve", "--port", "0"], project) as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert address
        with urllib.request.urlopen(address[0]) as page:  # noqa: S310 — the server of this test
            assert "order_not_found" in page.read().decode()


@pytest.mark.prove("four commands and a website for each style; test_init.py imports small documents in each run")
@pytest.mark.parametrize("document", [ENUM_STYLE, EXAMPLE_STYLE], ids=["enum", "examples"])
def test_from_an_openapi_document_to_code_contract_and_website_in_four_commands(errcat, tmp_path: Path, document: dict):
    folder = tmp_path / "trams"
    folder.mkdir()
    (folder / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    assert errcat("init", "--from", "openapi.json", cwd=folder).code == 0
    assert errcat("check", cwd=folder).code == 0
    assert errcat("build", cwd=folder).code == 0
    run(BIN / "mkdocs", "build", "--strict", "--quiet", cwd=folder)
    module = (folder / "generated" / "errors.py").read_text(encoding="utf-8")
    pages = {path.name for path in (folder / "build" / "error-site" / "errors").iterdir()}
    for code in CODES:
        assert f'"{code}"' in module
        assert code.replace("_", "-") in pages
    assert (folder / "generated" / "errors.openapi.yaml").is_file()
    assert errcat("build", "--check", cwd=folder).code == 0
