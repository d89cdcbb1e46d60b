"""`import errcat`: the functions of its page, what they raise, and how little the import costs."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import errcat

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "site" / "docs" / "reference" / "python-api.md").read_text(encoding="utf-8")
CATALOG, CATALOG_WITH_TYPO = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
WITH_ERRORS = CATALOG.replace("retry", "rety")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()  # errcat looks for no errcat.toml above
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "typo.yaml").write_text(CATALOG_WITH_TYPO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_examples_of_the_page_print_what_it_shows():
    source = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL))
    example = doctest.DocTestParser().get_doctest(source, {}, "python-api.md", None, 0)
    report: list[str] = []
    results = doctest.DocTestRunner().run(example, out=report.append)
    assert results.attempted > 10
    assert results.failed == 0, "".join(report)


def test_the_page_describes_every_name():
    assert [name for name in errcat.__all__ if f"errcat.{name}" not in PAGE and f"`{name}`" not in PAGE] == []


def test_every_name_can_be_imported():
    namespace: dict[str, object] = {}
    exec("from errcat import *", namespace)  # noqa: S102 — what a consumer can write
    assert set(errcat.__all__) <= set(namespace)
    assert set(errcat.__all__) <= set(dir(errcat))
    with pytest.raises(AttributeError, match="module 'errcat' has no attribute 'lod'"):
        errcat.lod  # noqa: B018 — the mistake itself


def test_importing_errcat_imports_nothing_else_of_it():
    script = "import errcat, json, sys; print(json.dumps([name for name in sys.modules if name.startswith('errcat')]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["errcat"]


def test_a_program_that_uses_every_name(folder: Path):
    consumer = Path(__file__).parent / "consumer.py"
    done = subprocess.run([sys.executable, consumer, "errors.yaml"], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_build_returns_what_the_command_writes(folder: Path, errcat):
    import errcat as library

    files = library.build(
        "errors.yaml", {"python": "errors.py", "markdown": "docs"}, options={"markdown.style": "plain"}
    )
    assert not (folder / "docs").exists()
    done = errcat(
        "build",
        "errors.yaml",
        "--python",
        "errors.py",
        "--markdown",
        "docs",
        "--set",
        "markdown.style=plain",
        cwd=folder,
    )
    assert done.code == 0
    assert files == {path: path.read_bytes() for path in files}
    assert {path.as_posix() for path in files} >= {"errors.py", "docs/index.md"}


@pytest.mark.usefixtures("folder")
def test_options_take_the_types_of_their_settings():
    outputs = {"python": "errors.py"}
    options = {"python.deprecation-warnings": True, "python.exceptions-limit": 7}
    assert errcat.build("errors.yaml", outputs, options=options) != errcat.build("errors.yaml", outputs)


def test_a_catalog_with_errors_is_returned_by_check_only(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "errors.yaml").write_text(WITH_ERRORS, encoding="utf-8")
    assert [finding.rule for finding in errcat.check(folder / "errors.yaml").findings] == ["unknown-category"]
    with pytest.raises(errcat.CatalogError) as raised:
        errcat.build("errors.yaml", {"python": "errors.py"})
    assert [finding.rule for finding in raised.value.result.findings] == ["unknown-category"]
    assert str(raised.value).startswith("errors.yaml has errors (1); the first one: ")
    assert errcat.load("errors.yaml").errors[0].category == "rety", "load applies no rules"
    (folder / "errors.yaml").write_text("errors: [", encoding="utf-8")
    with pytest.raises(errcat.CatalogError):
        errcat.load("errors.yaml")
    assert capsys.readouterr() == ("", "")


def test_the_settings_are_those_of_the_command(folder: Path):
    (folder / "errors.yaml").write_text(CATALOG.replace("    status: 429\n", ""), encoding="utf-8")
    (folder / "off.toml").write_text('[rules]\nmissing-status = "off"\n', encoding="utf-8")
    assert [finding.rule for finding in errcat.check("errors.yaml").findings] == ["missing-status"]
    assert errcat.check("errors.yaml", settings="off.toml").findings == ()
    (folder / "off.toml").rename(folder / "errcat.toml")
    assert errcat.check("errors.yaml").findings == ()
    (folder / "errcat.toml").write_text('fail-an = "error"\n', encoding="utf-8")
    findings = errcat.check("errors.yaml").findings
    assert [(finding.rule, finding.span and finding.span.file) for finding in findings] == [
        ("unknown-setting", "errcat.toml"),
        ("missing-status", "errors.yaml"),
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("call", "id", "text"),
    [
        (lambda: errcat.load("none.yaml"), "path-not-found", '"none.yaml" doesn\'t exist'),
        (lambda: errcat.load("-"), "path-not-found", '"./-" doesn\'t exist'),
        (lambda: errcat.check("errors.yaml", settings="none.toml"), "path-not-found", '"none.toml"'),
        (lambda: errcat.build("errors.yaml", {"pyton": "x.py"}), "unknown-target", 'did you mean "python"?'),
        (lambda: errcat.build("errors.yaml", {"zzz": "x.py"}), "unknown-target", "the targets are python, "),
        (
            lambda: errcat.build("errors.yaml", {"python": "x.py"}, options={"python.exceptions": "many"}),
            "wrong-set",
            "--set python.exceptions=many",
        ),
    ],
    ids=["path", "standard input", "settings", "target", "other target", "option"],
)
def test_a_run_error_says_what_the_command_would_print(call, id: str, text: str):
    with pytest.raises(errcat.RunError) as raised:
        call()
    assert raised.value.id == id
    assert text in str(raised.value)
