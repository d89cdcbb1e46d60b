"""The guides are tried for real: each page in its own folder, with its files, its commands, and what they print.

    ```yaml title="errors.yaml"        writes a file
    ```console                         runs each line that starts with `$`, and compares what it prints

`pytest --update` writes what the commands print into the pages.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from errcat import checking
from errcat.findings import wording
from errcat.findings.finding import Level
from errcat.reading import load_bytes
from errcat.reading.schema.lookup import schema

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "site" / "docs"
GUIDES = [DOCS / "start.md", DOCS / "ci.md", *sorted((DOCS / "guides").glob("*.md"))]
NAVIGATION = (ROOT / "site" / "mkdocs.yml").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
_BLOCK = re.compile(r'^( *)```(\w+)(?: title="([^"]+)")?\n(.*?)^\1```$', re.MULTILINE | re.DOTALL)
NOT_RUN = {
    "pip install": "installs errcat itself",
    "pipx install": "installs errcat itself",
    "uv tool install": "installs errcat itself",
    "uvx": "installs errcat itself",
    "errcat serve": "runs until Ctrl-C; tests/cli runs it",
    "errcat build --watch": "runs until Ctrl-C; tests/cli runs it",
}
"""How a command starts that these tests don't run, and why."""
TOOLS = {"git", "mkdir", "mv", "cat"}
"""Programs that guides may use, besides errcat."""
MISTAKES_ON_PURPOSE = {"python-api.md": {"unknown-category"}}
"""The rules that samples of a page break to show a finding."""


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """The language, the title and the text of each code block of a page."""
    for match in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        margin, language, title, text = match.groups()
        yield language, title or "", re.sub(rf"^{margin}", "", text, flags=re.MULTILINE)


def is_run(command: str) -> bool:
    return not any(command == start or command.startswith(f"{start} ") for start in NOT_RUN)


class Terminal:
    """Runs the commands of a guide in a folder."""

    def __init__(self, errcat, folder: Path) -> None:
        self.errcat = errcat
        self.folder = folder

    def run(self, command: str) -> str:
        """What a command prints."""
        command, _redirected, file = command.partition(" > ")
        words = shlex.split(command)
        if words[0] == "errcat":
            result = self.errcat(*words[1:], cwd=self.folder, COLUMNS="100")
            printed = result.out + result.err
        else:
            assert words[0] in TOOLS, command
            done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, check=True)
            printed = done.stdout
        if file:
            (self.folder / file).write_text(printed, encoding="utf-8")
            return ""
        return printed

    def transcript(self, text: str) -> str:
        """The text of a console block, with what its commands print now."""
        lines = []
        for command in re.findall(r"^\$ (.+)$", text, re.MULTILINE):
            lines.append(f"$ {command}\n")
            if is_run(command):
                lines.append(self.run(command))
        return "".join(lines)


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_a_guide_does_what_it_says(page: Path, errcat, tmp_path: Path, request: pytest.FixtureRequest):
    terminal = Terminal(errcat, tmp_path)

    def tried(match: re.Match[str]) -> str:
        margin, language, title, text = match.groups()
        assert not margin or not (title or language == "console"), "a sample in a list or a tab can't be tried"
        if title:
            file = tmp_path / title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        if language != "console":
            return match[0]
        return f"```console\n{terminal.transcript(text)}```"

    written = page.read_text(encoding="utf-8")
    actual = _BLOCK.sub(tried, written)
    if request.config.getoption("--update"):
        page.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == page.read_text(encoding="utf-8")


def test_every_command_of_a_guide_is_in_a_block_that_runs():
    for page in GUIDES:
        for language, _title, text in blocks(page):
            assert language not in {"sh", "bash", "shell"}, page
            assert (language == "console") == text.startswith("$ "), (page, text)


def catalog_in(text: str) -> str | None:
    """The catalog that a YAML sample is, or is a part of; None if it is other YAML."""
    data = yaml.safe_load(text)
    if isinstance(data, list) and all(isinstance(item, dict) and "code" in item for item in data):
        return f"errcat: 1\nerrors:\n{text}"
    if not isinstance(data, dict) or not data.keys() <= schema()["properties"].keys():
        return None
    return ("" if "errcat" in data else "errcat: 1\n") + text + ("" if "errors" in data else "errors: []\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_yaml_sample_is_right(page: Path):
    """A catalog, or a part of one, has no error. Other YAML can be read."""
    for language, title, text in blocks(page):
        if language != "yaml" or (title and page in GUIDES):  # the guide itself checks its files
            continue
        catalog = catalog_in(text)
        if catalog is not None:
            findings = checking.check(load_bytes([("errors.yaml", catalog.encode())]), {}).findings
            mistakes = {finding.rule for finding in findings if finding.level >= Level.ERROR}
            assert mistakes <= MISTAKES_ON_PURPOSE.get(page.name, set()), text


def test_the_tasks_of_vs_code_read_what_errcat_prints(errcat, tmp_path: Path):
    """The pattern of the guide matches each line of a report."""
    samples = [
        json.loads(text) for language, _title, text in blocks(DOCS / "guides" / "editors.md") if language == "json"
    ]
    (task,) = [sample for sample in samples if "problemMatcher" in sample]
    pattern = task["problemMatcher"]["pattern"]
    (tmp_path / "errors.yaml").write_text("errcat: 1\nerrors:\n  - code: a\n    category: fixx\n", encoding="utf-8")
    lines = errcat(*task["command"].split()[1:], "errors.yaml").out.splitlines()[:-1]
    assert len(lines) > 1
    for line in lines:
        found = re.fullmatch(pattern["regexp"], line)
        assert found is not None, line
        assert found[pattern["file"]] == "errors.yaml"
        assert found[pattern["line"]].isdigit()
        assert found[pattern["column"]].isdigit()
        assert found[pattern["severity"]] in {"error", "warning", "info"}
        assert found[pattern["code"]] in wording.finding_ids()
        assert found[pattern["message"]]


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_a_guide_is_in_the_navigation(page: Path):
    assert f": {page.relative_to(DOCS).as_posix()}\n" in NAVIGATION or page.name == "index.md"
