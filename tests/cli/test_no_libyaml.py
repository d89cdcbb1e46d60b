"""A PyYAML without libyaml: a run error that says what to type, whatever the command reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CATALOG = "errcat: 1\nerrors:\n  - code: SEAT_TAKEN\n    status: 409\n"
# A PyYAML that was built without libyaml has no module `yaml._yaml`: importing it fails, and PyYAML goes on without.
WITHOUT_LIBYAML = """\
import sys
sys.modules["yaml._yaml"] = None
from errcat.cli import main
import yaml
assert not yaml.__with_libyaml__
main(sys.argv[1:])
"""


def errcat(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_LIBYAML, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "errors.yaml"),
        ("build", "errors.yaml", "--json", "errors.json"),
        ("openapi", "check", "api.yaml", "--catalog", "errors.yaml"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_it_is_a_run_error(arguments: tuple[str, ...], tmp_path: Path):
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")
    done = errcat(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("errcat: libyaml is missing: the installed PyYAML was built without it")
    assert "pip install --force-reinstall --only-binary pyyaml pyyaml\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["api.yaml", "errors.yaml"]


def test_what_reads_no_yaml_still_works(tmp_path: Path):
    done = errcat("--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = errcat("explain", "no-libyaml", cwd=tmp_path)
    assert done.returncode == 0
    assert "libyaml-dev" in done.stdout
