"""What the README shows is what errcat prints."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import click
import pytest

from errcat import cli

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=<!-- check-example-start -->\n).*?(?=<!-- check-example-end -->)", re.DOTALL)
# The catalog of the README's first lines, as a writer may type it on a bad day.
ON_A_BAD_DAY = """\
errcat: 1
errors:
  - code: rate_limit_exceeded
    status: 429
    message: Too many requests: slow down
    category: rety
    action: Wait for the time in the Retry-After header, then send the same request again
"""


def test_the_example_is_what_errcat_prints(errcat, tmp_path: Path, request):
    (tmp_path / "errors.yaml").write_text(ON_A_BAD_DAY, encoding="utf-8")
    shown = f"```text\n{errcat('check', 'errors.yaml', COLUMNS='100').out.rstrip()}\n```\n"
    text = README.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        README.write_text(_BLOCK.sub(lambda _match: shown, text), encoding="utf-8", newline="\n")
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    assert found.group() == shown


def test_the_first_example_is_fine(errcat, tmp_path: Path):
    readme = README.read_text(encoding="utf-8")
    catalog = readme.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "errors.yaml").write_text(catalog, encoding="utf-8")
    result = errcat("check", "errors.yaml", "--fail-on", "info")
    assert result.code == 0
    assert f"$ errcat check errors.yaml\n{result.out}" in readme


def test_the_first_page_and_the_two_commands_come_within_a_screen_and_a_half():
    start = "\n".join(README.read_text(encoding="utf-8").split("\n")[:55])
    for text in (
        "error-page.png",
        "```yaml\nerrcat: 1\n",
        "$ errcat init ",
        "$ errcat serve ",
        "make build",
        "make test",
    ):
        assert text in start


def test_the_commands_are_at_the_start():
    headings = re.findall(r"^## (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:2] == ["Your first page", "Commands"]
    table = README.read_text(encoding="utf-8").partition("## Commands\n")[2].partition("\n## ")[0]
    assert {re.match(r"errcat (\w+)", command)[1] for command in re.findall(r"`(errcat [^`]+)`", table)} == set(
        cli.COMMANDS
    )


def test_the_pictures_are_small():
    page, chart = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert chart.endswith(".svg")
    assert (ROOT / chart).stat().st_size < 10_000
    data = (ROOT / page).read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert len(data) < 150_000
    assert width <= 2400
    assert height <= 1600


@pytest.mark.parametrize("file", [README, *sorted((ROOT / "site" / "docs").rglob("*.md"))], ids=lambda file: file.name)
def test_every_command_exists(file: Path):
    """Every `errcat …` of a code block or a code span: its command and its options."""
    text = file.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    code = "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])
    root = click.Context(cli.root_command(), info_name="errcat")
    for line in re.findall(r"^(?:\$ )?errcat ([a-z][^\n|#]*)", code, re.MULTILINE):
        words = line.split()
        command: click.Command | None = cli.root_command()
        while words and isinstance(command, click.Group):
            command = command.get_command(root, words.pop(0))
        assert command is not None, line
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_nothing_is_installed_from_an_index():
    """errcat is not published: what the documentation installs is a checkout."""
    files = [README, ROOT / "CHANGELOG.md", *(ROOT / "site").rglob("*.md"), *(ROOT / "generator").rglob("*.py")]
    wrong = re.compile(r"(?:pip3? install|pipx (?:install|run)|uv (?:add|pip install|tool install)|uvx) [\"']?errcat\b")
    assert [file for file in files if wrong.search(file.read_text(encoding="utf-8"))] == []


def test_every_promise_names_tests_that_exist():
    promises = README.read_text(encoding="utf-8").partition("## What it promises\n")[2].partition("\n## ")[0]
    each = re.split(r"^\d\. ", promises, flags=re.MULTILINE)[1:]
    assert len(each) == 8
    for promise in each:
        tests = re.findall(r"`(tests/[^`]+\.py)`", promise)
        assert tests, promise
        assert [test for test in tests if not (ROOT / test).is_file()] == []


def test_what_is_built_is_what_the_readme_says(errcat, tmp_path: Path):
    readme = README.read_text(encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(readme.split("```yaml\n", 1)[1].split("```", 1)[0], encoding="utf-8")
    command, summary = re.search(r"\$ errcat (build errors\.yaml .*)\n(Built .*\n)", readme).groups()
    result = errcat(*command.split())
    assert (result.code, result.out, result.err) == (0, summary, "")
    module = (tmp_path / "src" / "acme" / "errors.py").read_text(encoding="utf-8")
    for name in re.search(r"from acme\.errors import (.*)", readme)[1].split(", "):
        assert f"class {name}(" in module
    (tmp_path / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n'
        + readme.split("```toml\n[[build]]", 1)[1].split("```", 1)[0].join(["[[build]]", ""]),
        encoding="utf-8",
    )
    assert errcat("build", "--force").code == 0
