"""`errcat init`: what it finds, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from errcat.scaffold.folder_walk import MAX_DEPTH, MAX_ENTRIES_PER_FOLDER, files_near

FILES = (
    "errors.yaml",
    "errors.schema.json",
    "errcat.toml",
    "mkdocs.yml",
    "docs/index.md",
    ".pre-commit-config.yaml",
    ".github/workflows/errcat.yml",
    ".gitlab-ci.yml",
)
OPENAPI = """\
openapi: 3.1.0
info: {title: Tram API, version: "1"}
paths:
  /trams:
    get:
      operationId: listTrams
      responses:
        "409":
          description: Conflict
          content:
            application/json:
              examples:
                full: {value: {code: tram_full, message: The tram is full}}
                gone: {value: {code: tram_gone, message: The tram is gone}}
"""
PAGE = "# Errors\n\n| Code | Message |\n|---|---|\n| `tram_full` | The tram is full |\n| `tram_gone` | The tram is gone |\n"
ENUM = 'from enum import Enum\n\n\nclass ErrorCode(str, Enum):\n    TRAM_FULL = "tram_full"  # The tram is full\n    TRAM_GONE = "tram_gone"\n'
JAVA = 'public enum ErrorCode {\n  TRAM_FULL("tram_full"),\n  TRAM_GONE("tram_gone");\n}\n'
SOURCES = {
    "openapi.yaml": (OPENAPI, "an OpenAPI document with 2 error codes"),
    "api/spec.yml": (OPENAPI, "an OpenAPI document with 2 error codes"),
    "docs/errors.md": (PAGE, "a page with 2 error codes"),
    "docs/reference.md": (PAGE, "a page with 2 error codes"),
    "list.csv": (
        "Code,Message\ntram_full,The tram is full\ntram_gone,The tram is gone\n",
        "a table with 2 error codes",
    ),
    "src/tram/codes.py": (ENUM, "Python code with 2 error codes"),
    "src/main/java/com/acme/trams/ErrorCode.java": (JAVA, "Java code with 2 error codes"),
    "status.mdx": (
        "---\ntitle: Status Codes\n---\n\n| Code | Text |\n|---|---|\n| tram_full | The tram is full |\n| tram_gone | It is gone |\n",
        "a page with 2 error codes",
    ),
    "trams.toml": (
        '["tram_full"]\nerror = "Full"\n\n["tram_gone"]\nerror = "Gone"\n\n["seat"]\nerror = "Taken"\n',
        "a data file with 3 error codes",
    ),
    "error_codes.json": (
        '[{"code": "tram_full", "message": "Full"}, {"code": "tram_gone", "message": "Gone"}]',
        "a data file with 2 error codes",
    ),
}
NO_SOURCES = {
    "openapi.yaml": "openapi: 3.1.0\ninfo: {title: Tram API}\npaths: {}\n",
    "README.md": "# Trams\n\nHow to drive a tram.\n",
    "people.csv": "Name,Place\nAda,London\n",
    "src/colors.py": 'from enum import Enum\n\n\nclass Color(Enum):\n    RED = "red"\n    BLUE = "blue"\n',
    "node_modules/x/errors.md": PAGE,
    "src/client.ts": "const error = await call();\nconst err = {};\nexport function f() {}\n",
    "src/paths.py": "class PathError(ValueError):\n    code = 'path'\n\n\nclass PathsError(ValueError):\n    code = 'paths'\n",
    "package.json": '{"name": "x", "scripts": {"code": "x"}}',
    "tests/errors.md": PAGE,
    ".hidden/errors.md": PAGE,
    "errors.bin.md": "\0\1# Errors",
}


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder, with the bytes of files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if ".git" not in path.relative_to(folder).parts
    }


def files_of(folder: Path) -> set[str]:
    return {path for path, data in tree(folder).items() if data is not None}


def put(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "orders"
    folder.mkdir()
    return folder


# --- from nothing -----------------------------------------------------------------------------------------------------


def test_from_an_empty_folder_to_a_build(errcat, project: Path):
    result = errcat("init", "--yes", cwd=project)
    assert (result.code, result.err) == (0, "")
    assert files_of(project) == set(FILES)
    commands = [line.split("  ")[1] for line in result.out.partition("Next:\n")[2].splitlines()]
    assert [shlex.split(command)[1] for command in commands] == ["check", "serve", "build"]
    checked = errcat("check", "--fail-on", "info", cwd=project)
    assert (checked.code, checked.out) == (0, "errors.yaml: no problems (2 codes)\n")
    assert errcat("fmt", "--check", cwd=project).code == 0
    assert errcat("build", cwd=project).code == 0
    assert errcat("build", "--check", cwd=project).code == 0
    assert {"generated/errors.py", "generated/errors.openapi.yaml", "errcat.lock.json"} <= files_of(project)


def test_the_editor_finds_a_schema_that_needs_no_network(errcat, project: Path):
    errcat("init", "--yes", cwd=project)
    text = (project / "errors.yaml").read_text(encoding="utf-8")
    line = text.split("\n")[0]
    assert line == "# yaml-language-server: $schema=errors.schema.json"
    schema = json.loads((project / "errors.schema.json").read_text(encoding="utf-8"))
    references = set(strings_below(schema, "$ref"))
    assert references
    assert all(reference.startswith("#") for reference in references)
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(text), schema)
    assert "order_not_found" in json.dumps(schema["definitions"]["error"]["properties"]["see_also"])


def strings_below(data: object, key: str):
    if isinstance(data, dict):
        if isinstance(data.get(key), str):
            yield data[key]
        data = list(data.values())
    for item in data if isinstance(data, list) else ():
        yield from strings_below(item, key)


def test_the_website_has_what_its_pages_need(errcat, project: Path):
    """The plugin accepts mkdocs.yml. tests/cli/test_init_in_use.py builds the website."""
    from mkdocs.config import load_config

    errcat("init", "--yes", cwd=project)
    config = load_config(str(project / "mkdocs.yml"), strict=True)
    config.plugins.run_event("config", config)
    assert config.site_name == "Orders API"


@pytest.mark.parametrize("arguments", [("init",), ("init", "--yes"), ("init", "-y", ".")])
def test_without_a_terminal_it_asks_nothing(errcat, project: Path, arguments: tuple[str, ...]):
    result = errcat(*arguments, cwd=project, stdin=b"")
    assert result.code == 0
    assert files_of(project) == set(FILES)
    assert "?" not in result.out


@pytest.mark.parametrize("name", ["neu er/straße ünï", "日本", "-y", "a'b\"c", "100%", "@name@"])
def test_any_folder_name(errcat, tmp_path: Path, name: str):
    result = errcat("init", "--yes", "--", name, cwd=tmp_path)
    assert result.code == 0, result.err
    assert files_of(tmp_path / name) == set(FILES)
    command = result.out.partition("Next:\n")[2].splitlines()[0]
    assert shlex.split(command)[:2] == ["cd", name] or name == "-y"
    assert errcat("check", cwd=tmp_path / name).code == 0
    yaml.safe_load((tmp_path / name / "mkdocs.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("orders", "Orders API"),
        ("my-api", "My API"),
        ("oauth_gateway", "OAuth gateway API"),
        ("läden", "Läden API"),
        ("#1: yes", '"#1: yes API"'),
    ],
)
def test_the_name_of_the_api_comes_from_the_folder(errcat, tmp_path: Path, folder: str, name: str):
    assert errcat("init", "--yes", folder).code == 0
    assert f"\n  name: {name}\n" in (tmp_path / folder / "errors.yaml").read_text(encoding="utf-8")
    assert errcat("check", "--fail-on", "info", cwd=tmp_path / folder).code == 0


def test_a_name_of_ones_choice(errcat, project: Path):
    assert errcat("init", "--name", 'The "Tram": API\n#1', cwd=project).code == 0
    name = 'The "Tram": API #1'
    assert yaml.safe_load((project / "errors.yaml").read_text(encoding="utf-8"))["api"]["name"] == name
    assert yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == name


# --- it never overwrites ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES)
def test_a_file_of_somebody_stays(errcat, project: Path, path: str):
    put(project, path, "theirs: true\n" if path != "errcat.toml" else 'fail-on = "warning"\n')
    before = tree(project)
    result = errcat("init", "--yes", cwd=project)
    assert result.code == 0, result.err
    assert {name: data for name, data in tree(project).items() if name in before} == before


@pytest.mark.parametrize("path", FILES)
def test_a_second_run_adds_what_is_missing(errcat, project: Path, path: str):
    errcat("init", "--yes", cwd=project)
    whole = tree(project)
    (project / path).unlink()
    result = errcat("init", "--yes", cwd=project)
    assert result.code == 0, result.err
    new, _, rest = result.out.removeprefix("New:\n").partition("\n\n")
    assert [line.split()[0] for line in new.splitlines()] == [path]
    assert {line.split()[0] for line in rest.partition("\n\n")[0].splitlines()[1:]} == set(FILES) - {path}
    assert tree(project) == whole


def test_a_complete_project_stays_as_it_is(errcat, project: Path):
    errcat("init", "--yes", cwd=project)
    errcat("build", cwd=project)
    put(project, "errors.yaml", (project / "errors.yaml").read_text(encoding="utf-8").replace("Too many", "So many"))
    before = tree(project)
    result = errcat("init", "--yes", cwd=project)
    assert result.code == 0
    assert "New:" not in result.out
    assert "Nothing to write" in result.out
    assert tree(project) == before


@pytest.mark.parametrize("arguments", [(), ("--from", "openapi.yaml"), ("--ci", "none"), ("--ci", "gitlab")])
@pytest.mark.parametrize("existing", ["", "mkdocs.yml", "docs/guide.md", ".pre-commit-config.yaml"])
def test_a_dry_run_lists_the_same_and_writes_nothing(errcat, project: Path, arguments: tuple[str, ...], existing: str):
    put(project, "openapi.yaml", OPENAPI)
    if existing:
        put(project, existing, "site_name: Trams\n")
    before = tree(project)
    dry = errcat("init", "--yes", "--dry-run", *arguments, cwd=project)
    assert tree(project) == before
    real = errcat("init", "--yes", *arguments, cwd=project)
    assert dry.out.partition("\nNothing is written")[0] == real.out.partition("\nNext:")[0]
    assert dry.code == real.code == 0
    listed = [line.split()[0] for line in real.out.partition("New:\n")[2].partition("\n\n")[0].splitlines()]
    assert set(listed) == files_of(project) - before.keys()


def test_a_dry_run_creates_no_folder(errcat, tmp_path: Path):
    assert errcat("init", "new", "--yes", "--dry-run").code == 0
    assert tree(tmp_path) == {}


def test_pages_of_others_are_not_in_the_new_website(errcat, project: Path):
    put(project, "docs/index.md", "# Ours\n")
    errcat("init", "--yes", cwd=project)
    assert yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))["docs_dir"] == "error-docs"
    assert (project / "error-docs" / "index.md").is_file()


def test_what_errcat_builds_replaces_no_file(errcat, project: Path):
    put(project, "generated/errors.py", "ours = True\n")
    errcat("init", "--yes", cwd=project)
    assert errcat("build", cwd=project).code == 0
    assert (project / "generated" / "errors.py").read_text(encoding="utf-8") == "ours = True\n"


# --- it adds to what exists -------------------------------------------------------------------------------------------


def added(out: str, file: str) -> list[str]:
    """The lines that errcat prints for a file."""
    lines = out.partition(f"Add to {file}, ")[2].partition(":\n")[2].partition("\n\n")[0].split("\n")
    return [line.removeprefix("  ") for line in lines]


@pytest.mark.parametrize(
    "own",
    [
        "repos:\n  - repo: local\n    hooks:\n      - {id: x, name: x, entry: x, language: system}\n",
        "repos:\n-   repo: local\n    hooks:\n    -   {id: x, name: x, entry: x, language: system}\n",
        "# ours\nrepos:\n\n    # local\n    - repo: local\n      hooks: [{id: x, name: x, entry: x, language: system}]\n",
    ],
)
def test_the_lines_for_hooks_that_exist(errcat, project: Path, own: str):
    put(project, ".pre-commit-config.yaml", own)
    lines = added(errcat("init", "--yes", cwd=project).out, ".pre-commit-config.yaml")
    config = yaml.safe_load(own + "\n".join(lines))
    assert [hook["id"] for repo in config["repos"] for hook in repo["hooks"]] == [
        "x",
        "errcat-check",
        "errcat-build-check",
    ]


def test_the_lines_for_a_pipeline_that_exists(errcat, project: Path):
    own = "test:\n  script: make test\n"
    put(project, ".gitlab-ci.yml", own)
    result = errcat("init", "--yes", cwd=project)
    jobs = yaml.safe_load(own + "\n".join(added(result.out, ".gitlab-ci.yml")))
    assert jobs.keys() == {"test", "errcat"}
    assert "errcat build --check" in jobs["errcat"]["script"]
    assert not (project / ".github").exists(), "the repository is on GitLab"


@pytest.mark.parametrize(
    "own",
    [
        "site_name: Trams\n",
        "site_name: Trams\nplugins:\n  - search\n",
        "site_name: Trams\nplugins:\n  - search\nnav:\n  - index.md\nmarkdown_extensions:\n  - tables\n",
        "site_name: Trams\nnav:\n- index.md\nplugins:\n- search\n- tags\ntheme: {name: material}\n",
    ],
)
@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
def test_the_lines_for_a_website_that_exists(errcat, project: Path, own: str, name: str):
    """Each block of lines goes below its key, or to the end if the website doesn't have the key."""
    from mkdocs.config import load_config

    put(project, name, own)
    put(project, "docs/index.md", "# Trams\n")
    lines = added(errcat("init", "--yes", cwd=project).out, name)
    assert files_of(project) & {"mkdocs.yml", "mkdocs.yaml"} == {name}
    parts: dict[str, list[str]] = {}
    for line in [*own.splitlines(), *lines]:
        if not line.startswith((" ", "-")):
            key = line
            parts.setdefault(key, [])
        else:
            parts[key].append(line)
    put(project, name, "\n".join(line for key, below in parts.items() for line in (key, *below)))
    config = load_config(str(project / name))
    config.plugins.run_event("config", config)
    assert "search" in " ".join(config.plugins)
    assert errcat("init", "--yes", cwd=project).out.count("Add to") == 0


def test_a_workflow_that_uses_errcat_is_enough(errcat, project: Path):
    put(project, ".github/workflows/ci.yml", "on: [push]\njobs: {x: {steps: [{uses: acme/errcat@abc}]}}\n")
    result = errcat("init", "--yes", cwd=project)
    assert not (project / ".github" / "workflows" / "errcat.yml").exists()
    assert "  .github/workflows/ci.yml " in result.out.partition("Exists")[2]


def test_a_workflow_with_the_name_of_ours(errcat, project: Path):
    put(project, ".github/workflows/errcat.yml", "on: [push]\njobs: {}\n")
    lines = added(errcat("init", "--yes", cwd=project).out, ".github/workflows/errcat.yml")
    assert "errcat" in yaml.safe_load("\n".join(lines))["jobs"]


def test_a_catalog_that_exists_is_the_catalog_of_the_project(errcat, project: Path):
    text = "errcat: 1\nerrors:\n  - {code: A, status: 404, message: Gone, category: fix, action: Look}\n"
    put(project, "api/problems.yaml", text)
    result = errcat("init", "--yes", cwd=project)
    assert not (project / "errors.yaml").exists()
    assert added(result.out, "api/problems.yaml") == ["# yaml-language-server: $schema=problems.schema.json"]
    assert (project / "api" / "problems.schema.json").is_file()
    assert errcat("check", cwd=project).out == "api/problems.yaml: no problems (1 code)\n"
    assert errcat("init", "--from", "api/problems.yaml", cwd=project).code == 2


def test_several_catalogs(errcat, project: Path):
    for name in ("a", "b"):
        put(
            project,
            f"{name}.yaml",
            "errcat: 1\nerrors:\n  - {code: A, status: 404, message: Gone, category: fix, action: Look}\n",
        )
    assert errcat("init", "--yes", cwd=project).code == 0
    assert errcat("check", cwd=project).code == 0
    assert errcat("build", cwd=project).code == 0
    assert (project / "generated" / "b" / "errors.py").is_file()


def test_a_folder_catalog(errcat, project: Path):
    put(project, "errors/_catalog.yaml", "errcat: 1\napi: {name: Trams}\n")
    put(
        project, "errors/full.yaml", "errors:\n  - {code: A, status: 404, message: Gone, category: fix, action: Look}\n"
    )
    put(
        project, "errors/gone.yaml", "errors:\n  - {code: B, status: 404, message: Gone, category: fix, action: Look}\n"
    )
    assert errcat("init", "--yes", cwd=project).code == 0
    assert errcat("check", cwd=project).out == "errors/: no problems (2 codes)\n"
    assert (project / "errors.schema.json").is_file()


@pytest.mark.parametrize("path", ["errors.yaml", "tram.yml"])
def test_a_catalog_without_its_version(errcat, project: Path, path: str):
    put(project, path, "# ours\nerrors:\n  - {code: A, status: 404, message: Gone, category: fix, action: Look}\n")
    assert errcat("init", "--yes", cwd=project).code == 0
    assert (project / "errcat.toml").read_text(encoding="utf-8").count(f'catalogs = ["{path}"]') == 1


def test_catalogs_of_other_projects_stay_theirs(errcat, project: Path):
    put(project, "trams/errors.yaml", "errcat: 1\nerrors: []\n")
    put(project, "trams/errcat.toml", 'catalogs = ["errors.yaml"]\n')
    put(project, "a/b/c/errors.yaml", "errcat: 1\nerrors: []\n")
    assert errcat("init", "--yes", cwd=project).code == 0
    assert errcat("check", cwd=project).out == "errors.yaml: no problems (2 codes)\n"


def test_settings_with_a_pattern_that_matches_nothing(errcat, project: Path):
    put(project, "errcat.toml", 'catalogs = ["catalog/*.yaml"]\n')
    assert errcat("init", "--yes", cwd=project).code == 0
    assert not (project / "catalog").exists()


def test_settings_that_name_a_missing_catalog(errcat, project: Path):
    put(project, "errcat.toml", 'catalogs = ["api/trams.yaml"]\n')
    assert errcat("init", "--yes", cwd=project).code == 0
    assert errcat("check", cwd=project).out == "api/trams.yaml: no problems (2 codes)\n"
    assert "catalog: api/trams.yaml" in (project / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_file_with_the_name_of_the_catalog_is_left_alone(errcat, project: Path):
    put(project, "errors.yaml", "en:\n  errors:\n    blank: can't be blank\n")
    assert errcat("init", "--yes", cwd=project).code == 0
    assert errcat("check", cwd=project).out == "error-catalog.yaml: no problems (2 codes)\n"


def test_a_project_without_python_gets_no_python_module(errcat, project: Path):
    put(project, "package.json", "{}")
    errcat("init", "--yes", cwd=project)
    errcat("build", cwd=project)
    assert {path.name for path in (project / "generated").iterdir()} == {"errors.openapi.yaml", "errors.json"}


# --- repositories -----------------------------------------------------------------------------------------------------


def repository(folder: Path, address: str = "") -> Path:
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    if address:
        subprocess.run(["git", "-C", folder, "remote", "add", "origin", address], check=True)
    return folder


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("git@github.com:acme/orders.git", {".github/workflows/errcat.yml"}),
        ("https://gitlab.acme.example/orders.git", {".gitlab-ci.yml"}),
        ("https://code.acme.example/orders.git", {".github/workflows/errcat.yml", ".gitlab-ci.yml"}),
    ],
)
def test_the_remote_says_where_pipelines_run(errcat, project: Path, address: str, files: set[str]):
    errcat("init", "--yes", cwd=repository(project, address))
    assert files_of(project) & {".github/workflows/errcat.yml", ".gitlab-ci.yml"} == files


def test_below_the_top_of_a_repository(errcat, project: Path):
    """Hooks and pipelines belong to the top: errcat prints them, and they check the catalog from there."""
    repository(project)
    below = project / "services" / "tram lines"
    below.mkdir(parents=True)
    result = errcat("init", "--yes", "--ci", "both", cwd=below)
    assert files_of(project) == {f"services/tram lines/{path}" for path in FILES[:5]}
    hooks = yaml.safe_load("\n".join(added(result.out, "../../.pre-commit-config.yaml")))
    for hook in hooks["repos"][0]["hooks"]:
        words = shlex.split(hook["entry"])
        assert "--config" in words
        assert errcat("build", cwd=below).code == 0
        assert errcat(*words[1:], cwd=project).code == 0, words
    job = yaml.safe_load("\n".join(added(result.out, "../../.gitlab-ci.yml")))["errcat"]
    assert errcat(*shlex.split(job["script"][1])[1:], cwd=project).code == 0
    assert "Add to ../../.github/workflows/errcat.yml, as a new file:" in result.out


def test_the_settings_of_a_parent_folder(errcat, project: Path):
    put(project, "errcat.toml", 'catalogs = ["errors.yaml"]\n')
    (project / "part").mkdir()
    result = errcat("init", "--yes", cwd=project / "part")
    assert "its own errcat.toml now replaces ../errcat.toml." in result.out
    assert errcat("check", cwd=project / "part").out == "errors.yaml: no problems (2 codes)\n"


# --- lists of errors that exist ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES)
def test_a_list_of_errors_is_offered_with_its_command(errcat, project: Path, path: str):
    text, about = SOURCES[path]
    put(project, path, text)
    result = errcat("init", "--yes", cwd=project)
    command = f"errcat import {path} -o errors.yaml --force"
    assert f"  {command}  # {about}\n" in result.out
    assert errcat(*command.split()[1:], cwd=project).code == 0
    catalog = (project / "errors.yaml").read_text(encoding="utf-8")
    assert catalog.startswith("# yaml-language-server: $schema=errors.schema.json\nerrcat: 1\n")
    assert "code: tram_full" in catalog
    assert errcat("check", cwd=project).code == 0


@pytest.mark.parametrize("path", SOURCES)
def test_a_list_of_errors_is_imported_in_one_go(errcat, project: Path, path: str):
    put(project, path, SOURCES[path][0])
    result = errcat("init", "--from", path, cwd=project)
    assert result.code == 0, result.out
    assert "Found 2 errors" in result.out or path == "trams.toml"
    assert re.search(rf"the catalog, with \d errors from {re.escape(path)}\n", result.out)
    assert errcat("check", cwd=project).code == 0
    assert errcat("build", cwd=project).code == 0
    catalog = (project / "errors.yaml").read_text(encoding="utf-8")
    errcat("import", path, "-o", "again.yaml", cwd=project)
    again = (project / "again.yaml").read_text(encoding="utf-8")
    assert catalog == f"# yaml-language-server: $schema=errors.schema.json\n{again}"
    assert "tram_gone" in (project / "errors.schema.json").read_text(encoding="utf-8")


def test_an_import_of_a_new_project_can_be_updated(errcat, project: Path):
    put(project, "trams.csv", "Code,Message\ntram_full,Full\n")
    errcat("init", "--from", "trams.csv", cwd=project)
    put(project, "trams.csv", "Code,Message\ntram_full,No seats\n")
    result = errcat("import", "--update", "trams.csv", "-o", "errors.yaml", cwd=project)
    assert result.code == 0, result.out + result.err
    assert "message: No seats\n" in (project / "errors.yaml").read_text(encoding="utf-8")


def test_a_folder_of_pages(errcat, project: Path):
    for code in ("tram_full", "tram_gone", "seat_taken"):
        put(
            project,
            f"docs/errors/{code}.md",
            f"---\ntitle: {code}\nstatus: 409\n---\n\n# {code}\n\nThe text of {code}.\n",
        )
    result = errcat("init", "--yes", cwd=project)
    assert "  errcat import docs/errors -o errors.yaml --force  # a folder of pages with 3 error codes\n" in result.out
    assert errcat("import", "docs/errors", "-o", "errors.yaml", "--force", cwd=project).code == 0


def test_what_is_no_list_of_errors_is_not_offered(errcat, project: Path):
    for path, text in NO_SOURCES.items():
        put(project, path, text)
    assert "errcat import" not in errcat("init", "--yes", cwd=project).out
    errcat("build", cwd=project)
    assert "errcat import" not in errcat("init", "--yes", cwd=project).out


def test_an_import_names_the_api(errcat, project: Path):
    put(project, "openapi.yaml", OPENAPI)
    errcat("init", "--from", "openapi.yaml", cwd=project)
    assert "site_name: Tram API\n" in (project / "mkdocs.yml").read_text(encoding="utf-8")


def test_lines_that_need_a_look(errcat, project: Path):
    put(
        project,
        "list.yaml",
        "seats: 3\nerrors:\n  - {code: tram_full, message: Full}\n  - {code: tram_gone, message: Gone}\n",
    )
    result = errcat("init", "--from", "list.yaml", cwd=project)
    assert result.code == 1
    assert "[not-imported]" in result.out
    assert files_of(project) == {*FILES, "list.yaml", ".errcat-import.json"}


def test_an_import_without_errors_writes_nothing(errcat, project: Path):
    put(project, "notes.md", "# Notes\n\nNothing here.\n")
    before = tree(project)
    result = errcat("init", "--from", "notes.md", cwd=project)
    assert (result.code, result.out) == (2, "")
    assert "errcat found no errors in notes.md" in result.err
    assert tree(project) == before


def test_a_huge_folder_is_seen_within_bounds(project: Path):
    deep = project
    for number in range(MAX_DEPTH + 2):
        deep = deep / f"d{number}"
        put(deep, "errors.md", PAGE)
    (project / "loop").symlink_to(project, target_is_directory=True)
    found = list(files_near(project))
    assert len(found) == MAX_DEPTH - 1
    assert not any("loop" in path for path in found)
    many = project / "many"
    many.mkdir()
    for number in range(MAX_ENTRIES_PER_FOLDER + 5):
        (many / f"{number}.md").touch()
    assert len(list(files_near(many))) == MAX_ENTRIES_PER_FOLDER


# --- what it refuses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("errors.yaml",), "for the current folder, type: errcat init"),
        (("openapi.yaml",), "type: errcat init --from openapi.yaml"),
        (("",), "doesn't exist"),
        (("--from", "missing.yaml"), '"missing.yaml" doesn\'t exist'),
        (("--format", "json"), "No such option"),
    ],
)
def test_a_wrong_call(errcat, project: Path, arguments: tuple[str, ...], says: str):
    put(project, "openapi.yaml", OPENAPI)
    result = errcat("init", *arguments, cwd=project)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert files_of(project) == {"openapi.yaml"}


@pytest.mark.parametrize("word", ["new", "create", "setup", "scaffold"])
def test_another_word_for_it(errcat, word: str):
    assert "errcat init" in errcat(word).err


@pytest.mark.parametrize("command", ["check", "build", "serve", "diff", "fmt"])
def test_commands_without_a_catalog_name_it(errcat, command: str):
    result = errcat(command)
    assert result.code == 2
    assert "errcat init" in result.err


@pytest.mark.parametrize("path", [".github", ".github/workflows"])
@pytest.mark.parametrize("kind", ["file", "link"])
def test_something_in_the_way(errcat, project: Path, tmp_path: Path, path: str, kind: str):
    """Nothing is written through a link, and nothing else is written, either."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / path).parent.mkdir(exist_ok=True)
    if kind == "file":
        (project / path).touch()
    else:
        (project / path).symlink_to(outside, target_is_directory=True)
    before = tree(project)
    for arguments in ((), ("--dry-run",)):
        result = errcat("init", "--yes", *arguments, cwd=project)
        assert result.code == 2
        assert path in result.err
    assert tree(project) == before
    assert tree(outside) == {}


def test_a_folder_that_is_a_link(errcat, project: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(project, target_is_directory=True)
    assert errcat("init", "link", "--yes").code == 0
    assert files_of(project) == set(FILES)


@pytest.mark.skipif(os.name == "nt", reason="the limit is one of Unix")
@pytest.mark.parametrize("folder", ["here", "new/deep"])
def test_a_run_that_fails_leaves_nothing(project: Path, folder: str):
    """The schema doesn't fit into the largest file that this process may write."""
    (project / "here").mkdir()
    before = tree(project)
    limits = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limits += "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
    code = f"{limits}from errcat.cli import main; main(['init', '--yes', {folder!r}])"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "errors.schema.json" in done.stderr
    assert "errcat wrote nothing" in done.stderr
    assert tree(project) == before


def test_a_folder_that_nobody_can_write_to(errcat, project: Path):
    if os.geteuid() == 0:
        if not Path("/proc/self").is_dir():
            pytest.skip("the superuser can write everywhere here")
        folder = "/proc/errcat"
    else:
        project.chmod(0o555)
        folder = str(project)
    result = errcat("init", "--yes", folder)
    assert result.code == 2
    assert "errcat wrote nothing" in result.err


# --- on a terminal ----------------------------------------------------------------------------------------------------


def on_a_terminal(folder: Path, answers: list[str], *arguments: str) -> tuple[int, str]:
    """Run errcat with a person at a terminal. Return the exit code, and all that the terminal shows."""
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.environ["NO_COLOR"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "errcat", "init", *arguments])  # noqa: S606 — a child of this test
    shown = b""
    waiting = list(answers)
    try:
        while data := os.read(terminal, 4096):
            shown += data
            if waiting and shown.endswith(b"]: "):
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
    except OSError:  # the end, on Linux
        pass
    _process, status = os.waitpid(process, 0)
    os.close(terminal)
    assert not waiting, shown.decode()
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")


def test_three_questions(project: Path):
    put(project, "openapi.yaml", OPENAPI)
    put(project, "docs/errors.md", PAGE)
    code, shown = on_a_terminal(project, ["1", "", "gitlab"])
    assert code == 0
    assert shown.count("]: ") == 3
    assert "  1  docs/errors.md" in shown or "  1  openapi.yaml" in shown
    assert ".gitlab-ci.yml" in files_of(project)
    assert ".github/workflows/errcat.yml" not in files_of(project)
    assert "tram_full" in (project / "errors.yaml").read_text(encoding="utf-8")


def test_a_person_who_wants_no_import(project: Path):
    put(project, "openapi.yaml", OPENAPI)
    code, shown = on_a_terminal(project, ["n", "Trams", "none"], "--dry-run")
    assert code == 0
    assert "with two example errors" in shown
    assert files_of(project) == {"openapi.yaml"}


def test_no_question_with_yes(project: Path):
    code, shown = on_a_terminal(project, [], "--yes")
    assert code == 0
    assert "]: " not in shown
    assert files_of(project) == set(FILES)


# --- where errcat comes from ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "expected"), [(None, "errcat==9.9.9"), ('{"url": "file:///x", "dir_info": {}}', "./tools/errcat")]
)
def test_pipelines_install_the_errcat_that_runs(tmp_path: Path, origin: str | None, expected: str):
    """pip records where a package came from, unless that was a package index."""
    put(tmp_path, "errcat-9.9.9.dist-info/METADATA", "Metadata-Version: 2.1\nName: errcat\nVersion: 9.9.9\n")
    if origin:
        put(tmp_path, "errcat-9.9.9.dist-info/direct_url.json", origin)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import errcat; errcat.__version__ = '9.9.9'; "
        "from errcat.scaffold.requirement import requirement; print(requirement())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{expected}\n"


def test_a_checkout_that_the_pipelines_need_is_mentioned(errcat, project: Path):
    out = errcat("init", "--yes", cwd=project).out
    uses_checkout = "pip install ./tools/errcat" in (project / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert ("put a checkout of errcat there" in out) is uses_checkout
    shutil.rmtree(project)
    project.mkdir()
    assert "put a checkout" not in errcat("init", "--yes", "--ci", "none", cwd=project).out
