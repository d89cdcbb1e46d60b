"""What is built is never where the next run would read it as a catalog, and may be anywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

ONE_ERROR = "errcat: 1\nerrors:\n  - {code: seat_taken, status: 409, message: The seat is taken, category: fix, action: Choose another}\n"


@pytest.fixture
def folder_catalog(tmp_path: Path) -> Path:
    (tmp_path / "cat" / "deep").mkdir(parents=True)
    (tmp_path / "cat" / "errors.yaml").write_text(ONE_ERROR, encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "cat")
    (tmp_path / "cat" / "away").symlink_to(tmp_path / "outside")
    (tmp_path / "cat" / "linked.json").symlink_to(tmp_path / "outside" / "later.json")
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [
        "cat --json cat/out.json", "cat --openapi cat/out.yaml", "cat --openapi cat/out.yml", "cat --markdown cat/docs",
        "cat --json cat/deep/new/out.json", "cat --json link/out.json", "link --json cat/out.json", "cat/ --json ./cat/../cat/out.json",
        "cat --markdown cat/deep/docs", "cat --python cat/errors.json", ". --json out.json",
        ". --json build/out.json", ". --markdown docs", ". --openapi api.yaml", "cat --json outside/later.json",
        "cat/errors.yaml --json cat/errors.yaml",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["", "--check", "--diff", "--force"])
def test_nothing_is_built_that_the_catalog_would_be_read_from(errcat, folder_catalog: Path, options: str, mode: str):
    before = sorted(folder_catalog.rglob("*"))
    result = errcat("build", *options.split(), *mode.split(), cwd=folder_catalog)
    assert result.code == 2
    assert "can't build to" in result.err
    assert "Traceback" not in result.err
    assert sorted(folder_catalog.rglob("*")) == before


@pytest.mark.parametrize(
    "options",
    [
        "cat --json out.json", "cat --python cat/errors.py", "cat --json cat/.cache/out.json", "cat --json cat/.out.json",
        "cat --json cat/out.JSON", "cat --json cat/out.txt", "cat --json cat/away/out.json", "cat --markdown cat/errors.md",
        "cat --markdown cat/docs --set markdown.style=plain", ". --python errors.py", ". --json .build/out.json",
        "cat/errors.yaml --json cat/out.json", "cat/errors.yaml --markdown cat/docs",
    ],
)  # fmt: skip
def test_what_the_catalog_would_not_be_read_from_is_built(errcat, folder_catalog: Path, options: str):
    catalog, *rest = options.split()
    for _time in range(2):
        assert errcat("build", catalog, *rest, cwd=folder_catalog).code == 0
        assert errcat("check", catalog, cwd=folder_catalog).code == 0
    assert errcat("build", catalog, *rest, "--check", cwd=folder_catalog).code == 0


@pytest.mark.parametrize(
    ("catalogs", "output", "is_read"),
    [
        ('"cat"', 'json = "cat/out.json"', True),
        ('"cat"', 'json = "out.json"', False),
        ('"cat/*.yaml"', 'openapi = "cat/out.yaml"', True),
        ('"cat/*.yaml"', 'openapi = "cat/out.json"', False),
        ('"cat/*.yaml"', 'openapi = "cat/deep/out.yaml"', False),
        ('"**/*.yaml"', 'openapi = "build/api/out.yaml"', True),
        ('"**/errors.yaml"', 'openapi = "build/out.yaml"', False),
        ('"c*/[e-f]*.yaml"', 'openapi = "cat/f.yaml"', True),
        ('"c*/[e-f]*.yaml"', 'openapi = "cat/g.yaml"', False),
        ('"c*/[e-f]*.yaml"', 'openapi = "new/deep/f.yaml"', False),
        ('"ca*"', 'markdown = "cab"', True),
        ('"ca*"', 'python = "cab/deep/errors.py"', True),
        ('"ca*"', 'python = "cat/new/errors.py"', False),
        ('"ca*"', 'python = "car.py"', False),
        ('"ca*"', 'json = "car.json"', True),
        ('"ca*"', 'json = ".car.json"', False),
        ('"./cat/../cat/*.yaml"', 'openapi = "cat/out.yaml"', True),
    ],
)
def test_nothing_is_built_that_errcat_toml_would_take_for_a_catalog(
    errcat, folder_catalog: Path, catalogs: str, output: str, is_read: bool
):
    settings = f"catalogs = [{catalogs}]\n[[build]]\n{output}\n"
    (folder_catalog / "errcat.toml").write_text(settings, encoding="utf-8")
    result = errcat("build", cwd=folder_catalog)
    assert ("would read it as part of the catalog" in result.err) == is_read
    assert result.code == (2 if is_read else 0)
    assert errcat("check", cwd=folder_catalog).code == 0
    assert errcat("build", "--check", cwd=folder_catalog).code == (2 if is_read else 0)


def test_nothing_is_built_into_another_catalog_of_the_project(errcat, folder_catalog: Path):
    (folder_catalog / "one.yaml").write_text(ONE_ERROR, encoding="utf-8")
    settings = 'catalogs = ["cat", "one.yaml"]\n[[build]]\ncatalogs = ["one.yaml"]\njson = "cat/one.json"\n'
    (folder_catalog / "errcat.toml").write_text(settings, encoding="utf-8")
    for arguments in (["build"], ["build", "one.yaml"], ["build", "one.yaml", "--json", "cat/one.json"]):
        result = errcat(*arguments, cwd=folder_catalog)
        assert result.code == 2
        assert 'part of the catalog "cat"' in result.err


def test_no_name_of_a_file_reaches_the_terminal_raw(errcat, tmp_path: Path):
    """What is no longer built and was edited is named, and its name may be anything."""
    (tmp_path / "errors.yaml").write_text(ONE_ERROR, encoding="utf-8")
    name = "\u202eold.json"
    assert errcat("build", "errors.yaml", "--json", name).code == 0
    text = (tmp_path / ".errcat" / "manifest.json").read_text(encoding="utf-8")
    assert "old.json" not in text, "a name that cannot be printed is not remembered"
    assert "\u202e" not in errcat("build", "errors.yaml", "--json", name).out


# --- links that lead out of the project -----------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["errcat.toml", "options"])
@pytest.mark.parametrize(
    "output", ["markdown docs", "markdown docs/errors", "json docs/x.json", "python docs/a/b/errors.py"]
)
def test_no_link_leads_a_build_out_of_the_project(errcat, tmp_path: Path, output: str, way: str):
    """As a cloned repository may have it. Who wants to build elsewhere names that place."""
    project, away = tmp_path / "project", tmp_path / "away"
    away.mkdir()
    (project / "inner").mkdir(parents=True)
    (project / "docs").symlink_to(away)
    (project / "errors.yaml").write_text(ONE_ERROR, encoding="utf-8")
    target, path = output.split()
    (project / "errcat.toml").write_text(
        f'catalogs = ["errors.yaml"]\n[build]\n{target} = "{path}"\n', encoding="utf-8"
    )
    arguments = ["build"] if way == "errcat.toml" else ["build", "errors.yaml", f"--{target}", path]
    for mode in ([], ["--force"], ["--check"]):
        result = errcat(*arguments, *mode, cwd=project)
        assert result.code == 2
        assert "leads out of the project" in result.err
    assert list(away.iterdir()) == []
    (project / "docs").unlink()
    (project / "docs").symlink_to(project / "inner")
    assert errcat(*arguments, cwd=project).code == 0, "a link within the project is fine"
    assert errcat("build", "errors.yaml", "--json", "../away/errors.json", cwd=project).code == 0
