"""`errcat scan`: which files it reads, settings, ignores, formats, exit codes, and hostile files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from errcat.reporting import FORMATS

CATALOG = """\
errcat: 1
errors:
  - code: order_not_found
    status: 404
    message: There is no such order
    category: fix
    action: Check the id of the order
"""
KNOWN = 'raise ApiError(code="order_not_found")\n'
UNKNOWN = 'raise ApiError(code="nope_here")\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "errcat.toml").write_text('catalogs = ["errors.yaml"]\n', encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    write(tmp_path, "src/api.py", KNOWN)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def concise(errcat, folder: Path, *arguments: str) -> list[str]:
    result = errcat("scan", "--format", "concise", *arguments, cwd=folder)
    assert result.err == ""
    return result.out.splitlines()


def rules(errcat, folder: Path, *arguments: str) -> list[tuple[str, int, str]]:
    result = errcat("scan", "--format", "json", *arguments, cwd=folder)
    assert result.err == ""
    return [(found["file"], found["line"], found["rule"]) for found in json.loads(result.out)["findings"]]


def test_a_clean_project(errcat, project: Path):
    result = errcat("scan", cwd=project)
    assert (result.code, result.err) == (0, "")
    assert result.out == "errors.yaml: no problems (1 code)\nScanned 1 file: they raise 1 of 1 code\n"


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_the_findings(format_: str, errcat, project: Path):
    write(project, "src/api.py", UNKNOWN)
    result = errcat("scan", "--format", format_, cwd=project)
    assert result.code == 1
    assert "unknown-code" in result.out
    assert "code-never-raised" in result.out
    if format_ in ("json", "gitlab", "sarif"):
        json.loads(result.out)


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--fail-on", "warning"), 1), (("--fail-on", "never"), 0)])
def test_exit_codes(options: tuple[str, ...], code: int, errcat, project: Path):
    write(project, "src/api.py", "x = 1\n")
    assert errcat("scan", *options, cwd=project).code == code


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("scan", "missing"), "missing"),
        (("scan", "errors.yaml"), "errcat scan src --catalog errors.yaml"),
        (("scan", "notes.txt"), ".go, .java"),
        (("scan", "empty"), "there are no source files"),
        (("scan", "only"), "--tests"),
    ],
)
def test_runs_that_cannot_finish(arguments: tuple[str, ...], says: str, errcat, project: Path):
    (project / "empty").mkdir()
    write(project, "notes.txt", "x")
    write(project, "only/test_api.py", UNKNOWN)
    result = errcat(*arguments, cwd=project)
    assert result.code == 2
    assert says in result.err


def test_without_settings_the_catalog_must_be_named(errcat, tmp_path: Path):
    write(tmp_path, "src/api.py", KNOWN)
    write(tmp_path, ".git/config", "")
    result = errcat("scan", "src", cwd=tmp_path)
    assert (result.code, "errcat scan src --catalog errors.yaml" in result.err) == (2, True)
    write(tmp_path, "codes.yaml", CATALOG)
    assert "--catalog codes.yaml" in errcat("scan", "src", cwd=tmp_path).err


def test_a_wrong_call_suggests_the_right_one(errcat, project: Path):
    assert "--catalog" in errcat("scan", "--catalogue", "x", cwd=project).err


# --- which files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["node_modules/a.js", ".hidden/a.py", "build/a.py", "venv/a.py", "lib.min.js", "tests/helper.py", "test_a.py",
     "a.spec.ts", "a_test.go", "src/test/java/A.java", "readme.md"],
)  # fmt: skip
def test_files_that_are_left_out(name: str, errcat, project: Path):
    write(project, name, UNKNOWN)
    assert rules(errcat, project) == []


def test_test_files_are_counted_and_can_be_read(errcat, project: Path):
    write(project, "src/api.py", "x = 1\n")
    write(project, "tests/test_api.py", KNOWN + UNKNOWN)
    assert "1 test file is left out" in concise(errcat, project)[-1]
    found = concise(errcat, project, "--tests")
    assert 'only test files raise "order_not_found"' in found[0]
    assert "unknown-code" in found[1]


def test_a_file_that_is_named_is_read_and_says_nothing_about_the_rest(errcat, project: Path):
    write(project, "tests/test_api.py", UNKNOWN)
    found = concise(errcat, project, "tests/test_api.py")
    assert [line.split(": ")[0] for line in found[:-2]] == ["tests/test_api.py:1:21"]
    assert "scan a folder" in found[-1]


def test_links_are_not_followed(errcat, project: Path, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("outside")
    write(outside, "a.py", UNKNOWN)
    (project / "src" / "link.py").symlink_to(outside / "a.py")
    (project / "src" / "folder").symlink_to(outside)
    assert rules(errcat, project) == []


def test_files_that_git_ignores_are_left_out_and_no_hook_runs(errcat, project: Path):
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    write(project, ".git/hook.sh", f"#!/bin/sh\ntouch {project}/ran\n")
    (project / ".git" / "hook.sh").chmod(0o755)
    subprocess.run(["git", "config", "core.fsmonitor", str(project / ".git" / "hook.sh")], cwd=project, check=True)
    write(project, ".gitignore", "generated/\nlocal.py\n")
    write(project, "generated/a.py", UNKNOWN)
    write(project, "src/local.py", UNKNOWN)
    assert rules(errcat, project) == []
    assert not (project / "ran").exists()


def test_generated_modules_are_left_out(errcat, project: Path):
    assert errcat("build", "errors.yaml", "--python", "src/errors.py", cwd=project).code == 0
    write(project, "src/api.py", "x = 1\n")
    assert [rule for _file, _line, rule in rules(errcat, project)] == ["code-never-raised"]


def test_a_file_that_names_the_seal_is_not_generated(errcat, project: Path):
    write(project, "src/b.py", f'SEAL = "Generated by errcat errcat-seal:0"\n{UNKNOWN}')
    assert rules(errcat, project) == [("src/b.py", 2, "unknown-code")]


def test_the_order_is_that_of_the_paths(errcat, project: Path):
    for name in ("src/b.py", "src/a/z.py", "src/a.py"):
        write(project, name, UNKNOWN)
    found = [file for file, _line, _rule in rules(errcat, project, "src")]
    assert found == ["src/a.py", "src/a/z.py", "src/b.py"]


# --- settings and ignores --------------------------------------------------------------------------------------------


def settings(project: Path, text: str) -> None:
    (project / "errcat.toml").write_text(f'catalogs = ["errors.yaml"]\n{text}', encoding="utf-8")


def test_settings(errcat, project: Path):
    write(project, "src/old/a.py", UNKNOWN)
    write(project, "other/a.py", UNKNOWN)
    settings(
        project, '[scan]\npaths = ["src"]\nexclude = ["src/old"]\nkeys = ["problem"]\nfunctions = ["bail", "say:1"]\n'
    )
    assert rules(errcat, project) == []
    write(project, "src/b.py", 'x = {"problem": "a_b"}\nbail("c_d")\nsay("a b", "e_f")\nsay("g_h")\n')
    assert rules(errcat, project) == [("src/b.py", line, "unknown-code") for line in (1, 2, 3)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[scan]\npath = []\n", "unknown-setting"),
        ('[scan]\npaths = "src"\n', "wrong-setting"),
        ("scan = 1\n", "wrong-setting"),
        ("[scan]\nignore = 1\n", "wrong-setting"),
        ('[[scan.ignore]]\nrule = "unknown-code"\ncode = "nope_here"\n', "wrong-setting"),
        ('[[scan.ignore]]\nrule = "unknown-code"\nreason = "r"\nfile = "x"\n', "unknown-setting"),
    ],
)
def test_mistakes_in_settings(text: str, rule: str, errcat, project: Path):
    settings(project, text)
    for command in ("scan", "check"):
        result = errcat(command, "--format", "concise", cwd=project)
        assert (result.code, f"error[{rule}]" in result.out) == (1, True), result.out


def test_ignores_in_settings(errcat, project: Path):
    write(project, "src/b.py", UNKNOWN)
    ignore = '[[scan.ignore]]\nrule = "unknown-code"\ncode = "{}"\nreason = "Another API"\n'
    settings(project, ignore.format("nope_here"))
    assert rules(errcat, project) == []
    settings(project, ignore.format("other"))
    assert rules(errcat, project) == [("src/b.py", 1, "unknown-code"), ("errcat.toml", 3, "unused-ignore")]
    settings(project, '[[scan.ignore]]\nrule = "unknown-code"\npath = "src/b.*"\nreason = "Another API"\n')
    assert rules(errcat, project) == []
    settings(project, '[rules]\nunknown-code = "off"\n')
    assert rules(errcat, project) == []


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.py", 'raise ApiError(code="x_y")  # errcat: ignore[unknown-code] why\n', []),
        ("a.py", '# errcat: ignore[unknown-code] why\n# more words\n\nraise ApiError(code="x_y")\n', []),
        ("a.py", 'raise ApiError(code="x_y")  # errcat: ignore[unknown-code]\n', ["ignore-without-reason"]),
        ("a.py", "x = 1  # errcat: ignore[unknown-code] why\n", ["unused-ignore"]),
        ("a.py", "x = 1  # errcat: ignore[unknown-cod] why\n", ["unknown-ignore"]),
        ("a.py", "x = 1  # errcat: ignore\n", ["unknown-ignore"]),
        ("a.py", 'x = "# errcat: ignore[unknown-code] why"\nraise ApiError(code="x_y")\n', ["unknown-code"]),
        ("a.ts", 'throw new ApiError({ code: "x_y" }); // errcat: ignore[unknown-code] why\n', []),
        ("a.ts", '/* errcat: ignore[unknown-code] why */\nthrow new ApiError({ code: "x_y" });\n', []),
        ("a.go", 'package a\n// errcat: ignore[unknown-code] why\nvar e = &E{ErrorCode: "x_y"}\n', []),
        ("A.java", 'class A { Object x = new ApiError().errorCode("x_y"); } // errcat: ignore[unknown-code] why\n', []),
        ("a.py", 'raise ApiError(code=f"{x}")  # errcat: ignore[computed-code] why\n', []),
    ],
)
def test_ignore_comments(name: str, text: str, wanted: list[str], errcat, project: Path):
    write(project, f"src/x/{name}", text)
    assert [rule for _file, _line, rule in rules(errcat, project)] == wanted


def test_a_comment_in_the_catalog(errcat, project: Path):
    write(project, "src/api.py", "x = 1\n")
    comment = "  # errcat: ignore[code-never-raised] the gateway sends it"
    write(project, "errors.yaml", CATALOG.replace("order_not_found\n", f"order_not_found{comment}\n"))
    assert rules(errcat, project) == []
    assert errcat("check", "--fail-on", "info", cwd=project).code == 0
    write(project, "src/api.py", KNOWN)
    assert rules(errcat, project) == [("errors.yaml", 3, "unused-ignore")]


def test_codes_of_build_settings_are_raised(errcat, project: Path):
    write(project, "src/api.py", "x = 1\n")
    settings(
        project,
        '[[build]]\npython = "src/errors.py"\npython-fastapi = {path = "src/f.py", statuses = {404 = "order_not_found"}}\n',
    )
    assert rules(errcat, project) == []


def test_computed_codes_are_counted(errcat, project: Path):
    write(project, "src/b.py", 'raise ApiError(code=f"{x}_lost")\nraise ApiError(code=error.code)\n')
    assert "1 place computes a code" in concise(errcat, project)[-1]
    assert rules(errcat, project, "--computed") == [("src/b.py", 1, "computed-code")]


# --- hostile files ---------------------------------------------------------------------------------------------------

HOSTILE = {
    "lists.py": "x = " + "[" * 3000 + "]" * 3000,
    "minus.py": "x = " + "-" * 50_000 + "1",
    "names.py": "x = a" + ".b" * 50_000,
    "texts.py": "x = " + " + ".join(['"a"'] * 5000),
    "null.py": "x = 1\0",
    "syntax.py": "def f(:\n",
    "large.py": "x = 1\n" * 1_000_000,
    "lists.ts": "const x = " + "[" * 20_000 + "]" * 20_000,
    "objects.ts": "const x = " + "{a:" * 5000 + "1" + "}" * 5000,
    "choices.ts": "const x = {code: " + " || ".join(['"a"'] * 5000) + "}",
    "calls.ts": "x" + ".a()" * 5000,
    "deep.go": "package x\nvar y = " + "(" * 20_000 + "1" + ")" * 20_000,
    "Deep.java": "class A { int x = " + "(" * 20_000 + "1" + ")" * 20_000 + "; }",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str, errcat, project: Path):
    write(project, f"src/{name}", HOSTILE[name])
    result = errcat("scan", "--format", "concise", cwd=project)
    assert (result.code, result.err) == (0, "")
    assert "internal error" not in result.out
    if name.endswith(".py"):
        assert "file-not-scanned" in result.out


def test_encodings(errcat, project: Path):
    text = 'x = "é"\nraise ApiError(code="x_y", message="é")\n'
    (project / "src" / "a.py").write_bytes(b"# coding: latin-1\n" + text.encode("latin-1"))
    (project / "src" / "b.py").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (project / "src" / "c.py").write_bytes(text.encode("latin-1"))
    (project / "src" / "d.ts").write_bytes(text.replace("raise ApiError(", "f({").replace("=", ":").encode("utf-16"))
    (project / "src" / "e.py").write_bytes(text.replace("\n", "\r\n").encode())
    found = [(file, line) for file, line, rule in rules(errcat, project) if rule == "unknown-code"]
    assert found == [("src/a.py", 3), ("src/b.py", 2), ("src/d.ts", 2), ("src/e.py", 2)]


def test_a_column_counts_characters(errcat, project: Path):
    write(project, "src/b.py", 'x = "é漢😀"; raise ApiError(code="x_y")\n')
    write(project, "src/b.ts", 'const x = "é漢😀"; f({ errorCode: "x_y" });\n')
    lines = concise(errcat, project)
    assert [line.split(" ")[0] for line in lines[:2]] == ["src/b.py:1:32:", "src/b.ts:1:33:"]


def test_warnings_of_python_are_not_shown(project: Path):
    write(project, "src/b.py", 'x = "\\d"\n')
    done = subprocess.run(
        [sys.executable, "-m", "errcat", "scan"], cwd=project, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONWARNINGS": "always"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_without_the_extra_python_is_scanned(errcat, project: Path, monkeypatch: pytest.MonkeyPatch):
    from errcat.scanning.languages import grammars

    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    grammars.parser_of.cache_clear()
    for name in ("a.ts", "b.ts"):
        write(project, f"src/{name}", "x;\n")
    assert rules(errcat, project) == [("src/a.ts", 1, "file-not-scanned")]
    grammars.parser_of.cache_clear()


def test_nothing_runs_and_nothing_is_written(errcat, project: Path):
    write(project, "src/b.py", f"open({str(project / 'ran')!r}, 'w')\n")
    before = sorted(project.rglob("*"))
    errcat("scan", cwd=project)
    assert sorted(project.rglob("*")) == before


@pytest.mark.prove("a tree of 10,000 files takes minutes to write and scan")
def test_a_large_tree(errcat, project: Path):
    for number in range(10_000):
        write(
            project, f"src/p{number % 100}/m{number}.py", f'def f{number}(x):\n    raise ApiError(code="c_{number}")\n'
        )
    result = errcat("scan", "--format", "concise", cwd=project)
    assert "Found 10,000 errors" in result.out.replace("10000", "10,000")
