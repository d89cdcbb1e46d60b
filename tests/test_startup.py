"""What `errcat check` leaves undone: it starts fast because of what it does not import, and reads everything once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from errcat.reading import files, recovery
from errcat.reading.parsing import accelerator
from errcat.rules import RULES

GOOD = """\
errcat: 1
errors:
  - code: PARCEL_LOST
    status: 404
    message: There is no parcel {parcel}
    params:
      parcel: {description: The number on the label}
    category: fix
    action: Compare the number with the one on the label, then ask again
"""
BAD = GOOD.replace("404", "four")

# What only some commands, or only catalogs with mistakes, need. Each takes longer to import than a small check takes.
FOR_SOME = {"difflib", "jinja2", "jsonschema", "mkdocs", "referencing", "tomllib", "xml"}

MODULES = """\
import atexit, gc, json, sys
from errcat.cli import main
atexit.register(lambda: print(json.dumps([gc.isenabled(), *sys.modules]), file=sys.stderr))
main(sys.argv[1:])
"""


def modules_of(*arguments: str, cwd: Path) -> set[str]:
    """The top-level modules that a whole errcat has imported when it ends."""
    process = subprocess.run(
        [sys.executable, "-c", MODULES, *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    collecting, *modules = json.loads(process.stderr)
    assert collecting is False, "the cycle collector walks through large catalogs again and again"
    return {module.partition(".")[0] for module in modules} | {m for m in modules if m.startswith("errcat.")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()  # no errcat.toml is looked for above
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_the_version_needs_no_catalog_reader(folder: Path):
    imported = modules_of("--version", cwd=folder)
    assert not imported & (FOR_SOME | {"yaml", "errcat.model", "errcat.checking", "errcat.diagnostics"})


def test_a_good_catalog_needs_nothing_that_only_mistakes_need(folder: Path):
    imported = modules_of("check", "good.yaml", cwd=folder)
    assert "errcat.checking" in imported
    assert not imported & FOR_SOME


def test_jsonschema_comes_when_something_does_not_fit(folder: Path):
    assert "jsonschema" in modules_of("check", "bad.yaml", cwd=folder)


def test_tomllib_comes_with_settings(folder: Path):
    (folder / "errcat.toml").write_text('catalogs = ["good.yaml"]\n', encoding="utf-8")
    assert "tomllib" in modules_of("check", cwd=folder)


@pytest.mark.parametrize("parser", ["the usual parser", "the faster parser"])
def test_every_file_is_read_and_parsed_once_and_every_rule_asked_once(
    folder: Path, errcat, monkeypatch: pytest.MonkeyPatch, parser: str
):
    calls: Counter[str] = Counter()

    def counted(name, function):
        def call(*given):
            calls[name] += 1
            return function(*given)

        return call

    for id, condition in RULES.items():
        monkeypatch.setitem(RULES, id, counted(id, condition))
    monkeypatch.setattr(files, "read_bytes", counted("read", files.read_bytes))
    monkeypatch.setattr(recovery, "parse", counted("the usual parser", recovery.parse))
    faster = accelerator.parser()
    assert faster is not None, "yaml-rs is missing: make build"
    faster = counted("the faster parser", faster)
    monkeypatch.setattr(accelerator, "parser", lambda: faster if parser == "the faster parser" else None)

    assert errcat("check", "good.yaml", cwd=folder).code == 0
    assert calls == Counter(["read", parser, *RULES])
