"""errcat opens no connection and starts no program because of a catalog."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Python reports each of these before it happens: https://docs.python.org/3/library/audit_events.html
_WATCHED = """\
import sys

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")):
        raise SystemExit(f"forbidden: {event} {arguments}")

sys.addaudithook(watch)
"""
_ERRCAT = f"{_WATCHED}\nfrom errcat.cli import main\nmain()"
REMOTE = """\
errcat: 1
api: {name: Remote, docs_url: "https://remote.test/errors"}
errors:
  - code: lost
    status: 404
    message: Lost
    category: fix
    action: Look at https://remote.test/help
    details: {type: object, properties: {a: {type: string, format: uri}}}
    links: [{url: "https://remote.test/more"}]
    description: "![a picture](https://remote.test/picture.png) `$(touch here)` {{ 7 * 7 }}"
"""


def python(program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check errors.yaml", 0),
        ("check refers.yaml", 1),
        (
            "build errors.yaml --python a.py --python-helpers b.py --python-fastapi f.py --python-litestar l.py --openapi c.yaml --json d.json --markdown e",
            0,
        ),
    ],
)
def test_no_connection_and_no_program(tmp_path: Path, arguments: str, code: int):
    (tmp_path / "errors.yaml").write_text(REMOTE, encoding="utf-8")
    refers = REMOTE.replace("{type: string, format: uri}", '{$ref: "https://remote.test/schema.json"}')
    (tmp_path / "refers.yaml").write_text(refers, encoding="utf-8")
    done = python(_ERRCAT, *arguments.split(), cwd=tmp_path)
    assert "forbidden" not in done.stderr
    assert done.returncode == code
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize("forbidden", ["import socket; socket.socket()", "import os; os.system('true')"])
def test_the_watch_sees_it(tmp_path: Path, forbidden: str):
    assert "forbidden" in python(f"{_WATCHED}\n{forbidden}", cwd=tmp_path).stderr
