"""Any table, heading, list or data file: every text is found again, every line is accounted for, no traceback."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from errcat import checking
from errcat.errors import RunError
from errcat.findings.finding import Level
from errcat.importing.found.ledger import UNCLEAR
from errcat.importing.found.sources import KINDS, ImportSource, read_sources
from errcat.importing.pipeline import Imported, import_sources, yaml_of
from errcat.reading import load_bytes
from import_results import imported

DOCUMENTS = sorted(path for path in (Path(__file__).parent / "documents").iterdir() if path.is_file())
EMPTY = ("-", "–", "—", "N/A", "n/a")
"""Texts of cells that mean that there is none."""
_MARKDOWN_SIGNS = re.compile(r"([!-/:-@\[-`{|}~])")

CODES = st.integers(0, 999).map(lambda number: f"SEAT_{number}")
ALPHABET = st.sampled_from(
    [*"ab .,|`*_<>&;:#-+=!?[]()\\/'\"~^$%@1é漢🚋\u00ad", "&amp;", "&#124;", "<br>", "**", "\u2028"]
)
LINES = st.lists(ALPHABET, min_size=1, max_size=20).map("".join).map(lambda text: " ".join(f"T {text} t".split()))
"""Texts on one line, with single spaces."""
ROWS = st.lists(st.tuples(CODES, LINES, LINES), min_size=2, max_size=5, unique_by=lambda row: row[0])
Rows = list[tuple[str, str, str]]


def escaped(text: str) -> str:
    """A text as Markdown that shows exactly this text."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", text)


def require_sound(result: Imported) -> None:
    """Every line is accounted for, and the catalog says the same after it is read again."""
    for number, source in enumerate(result.sources):
        uses = [use for use in result.ledger.uses if use.source == number]
        lines = {line for use in uses for line in range(use.lines.first, use.lines.last + 1)}
        assert lines >= set(range(1, source.line_count + 1))
        assert lines <= set(range(1, max(source.line_count, 1) + 1))
    loaded = load_bytes((("errors.yaml", yaml_of(result.catalog).encode()),))
    assert loaded.complete
    assert loaded.documents[0].data == result.catalog


def require_errors(result: Imported, expected: list[dict[str, object]]) -> None:
    require_sound(result)
    found = [{key: entry.get(key) for key in expected[0]} for entry in result.catalog["errors"]]  # type: ignore[attr-defined]
    assert found == expected
    assert [use.text for use in result.ledger.uses if use.kind == UNCLEAR] == []
    catalog = yaml_of(result.catalog).encode()
    findings = checking.check(load_bytes((("errors.yaml", catalog),)), {}).findings
    assert [it.message for it in findings if it.level is Level.ERROR and it.rule in ("yaml-syntax", "schema")] == []


@given(st.sampled_from(["|", ""]), st.sampled_from(["\n", "\r\n"]), ROWS)
def test_any_table(edge: str, end: str, rows: Rows):
    lines = [("Code", "Message", "What to do"), ("---", ":-:", "--"), *rows]
    cells = [[escaped(text) if number > 1 else text for text in row] for number, row in enumerate(lines)]
    page = end.join(f"{edge} {' | '.join(row)} {edge}".strip() for row in cells) + end
    result = import_sources([ImportSource("errors.md", "markdown", page.replace("\r\n", "\n"))], {})
    require_errors(result, [{"code": code, "message": one, "action": other} for code, one, other in rows])


@given(ROWS)
def test_any_headings(rows: Rows):
    page = "# Errors\n\n" + "\n".join(f"## {code}\n\n{escaped(text)}\n" for code, text, _ in rows)
    require_errors(imported(page), [{"code": code, "description": escaped(text)} for code, text, _ in rows])


@given(ROWS)
def test_any_list(rows: Rows):
    page = "# Errors\n\n" + "".join(f"- `{code}`: {escaped(text)}\n" for code, text, _ in rows)
    require_errors(imported(page), [{"code": code, "description": escaped(text)} for code, text, _ in rows])


TEXTS = st.text(st.characters(exclude_characters="{}\0", exclude_categories=["Cs", "Cc"]), min_size=1).map(
    lambda text: f"T {text} t"
)
RECORDS = st.lists(st.tuples(CODES, TEXTS, TEXTS), min_size=2, max_size=5, unique_by=lambda row: row[0])


def _csv(rows: Rows, **options: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **options).writerows([("code", "message", "action"), *rows])  # type: ignore[arg-type]
    return out.getvalue()


def _records(rows: Rows) -> list[dict[str, str]]:
    return [{"code": code, "message": message, "action": action} for code, message, action in rows]


FORMATS: dict[str, tuple[str, Callable[[Rows], str]]] = {
    "csv": ("csv", _csv),
    "csv with semicolons": ("csv", lambda rows: _csv(rows, delimiter=";")),
    "tsv": ("tsv", lambda rows: _csv(rows, delimiter="\t")),
    "json": ("json", lambda rows: json.dumps(_records(rows))),
    "json by code": ("json", lambda rows: json.dumps({row["code"]: row for row in _records(rows)}, indent=1)),
    "jsonl": ("jsonl", lambda rows: "\n".join(map(json.dumps, _records(rows)))),
    "toml": (
        "toml",
        lambda rows: "".join(
            f"[[errors]]\n{''.join(f'{key} = {_toml(text)}{chr(10)}' for key, text in row.items())}"
            for row in _records(rows)
        ),
    ),
}


def _toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" if not char.isalnum() else char for char in text) + '"'


@given(st.sampled_from(list(FORMATS)), RECORDS)
def test_any_data_file(name: str, rows: Rows):
    kind, write = FORMATS[name]
    text = write(rows)
    require_errors(imported(text, kind), _records(rows))


@given(st.sampled_from(list(KINDS)), st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes(suffix: str, data: bytes):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"errors{suffix}"
        file.write_bytes(data)
        with suppress(RunError):
            require_sound(import_sources(read_sources([str(file)])[0], {}))


NOISE = (
    "|",
    "`",
    "**",
    "<td>",
    "</table>",
    '"',
    ":",
    "]",
    "{",
    "- ",
    "#",
    "\t",
    "é",
    "\x0b",
    "\u2028",
    "---",
    "\\",
    "'''",
)


@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_documents_with_mistakes(document: Path, chance: random.Random):
    lines = document.read_text(encoding="utf-8").split("\n")
    for _ in range(chance.randint(1, 4)):
        number = chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                lines[number] = ""
            case 1:
                lines.insert(number, chance.choice(lines))
            case 2:
                lines[number] = lines[number][: chance.randint(0, len(lines[number]))]
            case 3:
                lines[number] += chance.choice(NOISE)
            case _:
                lines[number] = chance.choice(NOISE) + lines[number]
    parts = document.name.removesuffix(".txt").split(".")
    with suppress(RunError):
        require_sound(imported("\n".join(lines), KINDS[f".{parts[-1]}"]))
