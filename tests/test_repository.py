"""What every file of the repository must be: of this project alone, and the same on every machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    return [
        (file, file.read_bytes().decode("utf-8", "replace")) for file in tracked() if b"\0" not in file.read_bytes()
    ]


def is_case(file: Path) -> bool:
    """Catalogs and recordings that are wrong on purpose."""
    return "tests" in file.parts and file.suffix in (".yaml", ".yml", ".txt", ".json", ".har")


def test_no_address_of_a_registry_and_no_path_of_a_machine():
    telling = re.compile(r'"resolved":\s*"http|https?://\S+\.(?:whl|tgz|tar\.gz)|index-url|/(?:work|root)/[a-z.]')
    here = Path(__file__)
    assert [file for file, text in texts() if file != here and telling.search(text)] == []


def test_text_files_end_their_lines_alike():
    files = [(file, text) for file, text in texts() if not is_case(file) and file.name != "LICENSE"]
    assert [file for file, text in files if "\r" in text or (text and not text.endswith("\n"))] == []
    assert [file for file, text in files if file.suffix != ".md" and re.search(r"[ \t]+$", text, re.MULTILINE)] == []


def test_the_readme_prints_every_promise_and_both_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make build" in readme
    assert "make test" in readme
    assert readme.count("\n1. ") == 1
    assert "\n8. " in readme
