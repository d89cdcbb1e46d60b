"""Small documents of many kinds, and the catalogs that `errcat import` writes for them.

`documents/expected/` has the catalog of each, and below it what became of each line that the catalog doesn't have.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from errcat import checking
from errcat.findings.finding import Level
from errcat.importing.found.ledger import IGNORED, REASONS, UNCLEAR
from errcat.importing.found.sources import KINDS
from errcat.importing.pipeline import Imported, yaml_of
from errcat.reading import load_bytes
from import_results import imported

FOLDER = Path(__file__).parent / "documents"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.is_file())
NON_ASCII = ("russian.md",)
"""Documents whose codes are a finding by themselves."""


def _imported(document: Path) -> Imported:
    parts = document.name.removesuffix(".txt").split(".")  # Python has the suffix .py.txt, so that nothing runs it
    kind = "openapi" if "openapi" in parts else KINDS[f".{parts[-1]}"]
    return imported(document.read_text(encoding="utf-8"), kind, document.name)


def _lost_lines(result: Imported) -> str:
    """Return what became of the lines that are not in the catalog."""
    lines = result.sources[0].text.split("\n")
    used = {
        line
        for use in result.ledger.uses
        if use.kind not in (IGNORED, UNCLEAR)
        for line in range(use.lines.first, use.lines.last + 1)
    }
    found: dict[int, str] = {}
    for use in result.ledger.uses:
        for line in range(use.lines.first, use.lines.last + 1):
            if use.kind == UNCLEAR:
                found[line] = f"needs a look: {use.reason}"
            elif line not in used and lines[line - 1].strip():
                found.setdefault(line, REASONS.get(use.reason, use.reason))
    return "\n".join(f"# {line}: {reason}: {lines[line - 1].strip()}" for line, reason in sorted(found.items()))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents(document: Path, expected):
    result = _imported(document)
    catalog = yaml_of(result.catalog)
    expected(f"{catalog}\n{_lost_lines(result)}\n", FOLDER / "expected" / f"{document.name}.txt")
    covered = {line for use in result.ledger.uses for line in range(use.lines.first, use.lines.last + 1)}
    assert covered >= set(range(1, result.sources[0].line_count + 1))
    findings = checking.check(load_bytes((("errors.yaml", catalog.encode()),)), {}).findings
    assert [it.rule for it in findings if it.level is Level.ERROR and document.name not in NON_ASCII] == []


def test_every_expected_catalog_has_its_document():
    names = {f"{path.name}.txt" for path in DOCUMENTS}
    assert {path.name for path in (FOLDER / "expected").iterdir()} == names
