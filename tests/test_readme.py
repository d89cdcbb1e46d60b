"""What the README shows is what errcat prints."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
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
    catalog = README.read_text(encoding="utf-8").split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "errors.yaml").write_text(catalog, encoding="utf-8")
    assert errcat("check", "errors.yaml", "--fail-on", "info").code == 0


def test_what_is_built_is_what_the_readme_says(errcat, tmp_path: Path):
    readme = README.read_text(encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(readme.split("```yaml\n", 1)[1].split("```", 1)[0], encoding="utf-8")
    command, reported = re.search(r"\$ errcat (build errors\.yaml .*)\n(Built .*\n)", readme).groups()
    result = errcat(*command.split())
    assert (result.code, result.out, result.err) == (0, reported, "")
    module = (tmp_path / "src" / "acme" / "errors.py").read_text(encoding="utf-8")
    for name in re.search(r"from acme\.errors import (.*)", readme)[1].split(", "):
        assert f"class {name}(" in module
    (tmp_path / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n'
        + readme.split("```toml\n[[build]]", 1)[1].split("```", 1)[0].join(["[[build]]", ""]),
        encoding="utf-8",
    )
    assert errcat("build", "--force").code == 0
