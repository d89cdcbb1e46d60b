"""`errcat check` with the accelerator: what it is for, what is the same with and without it, and when it is not used.

tests/fuzz/test_accelerator.py compares the accelerator with the reference.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from errcat import checking
from errcat.findings.document import NO_PLACES, NoPlacesError
from errcat.findings.finding import Place
from errcat.reading import load_bytes, load_without_places
from errcat.reading.parsing import accelerator
from errcat.reading.parsing.parser_differences import may_overstrain, may_read_differently
from errcat.reporting import FORMATS, ReportOptions, reporter
from fuzz.test_accelerator import EVERYTHING, require_same
from test_startup import GOOD

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 40_000
"""Checking a larger catalog twice takes seconds."""
CASES = [
    file
    for pattern in ("tests/rules/*/*.yaml", "catalog/*.yaml")
    for file in sorted(ROOT.glob(pattern))
    if file.stat().st_size <= MOST_BYTES
]


@pytest.fixture
def _forget() -> Iterator[None]:
    """The accelerator is looked for once in a process."""
    accelerator.parser.cache_clear()
    yield
    accelerator.parser.cache_clear()


def yaml_rs_with(**attributes: object) -> ModuleType:
    module = ModuleType("yaml_rs")
    vars(module).update(attributes)
    return module


class Panic(BaseException):
    """As PyO3 raises it."""


def panic(_text: str, **_options: object) -> object:
    raise Panic


BROKEN = [
    ("missing", None),
    ("another version", yaml_rs_with(__version__="0.2.0", loads=panic)),
    ("without a version", yaml_rs_with(loads=panic)),
    ("without a parser", yaml_rs_with(__version__=accelerator.TESTED_VERSION)),
    ("a panic", yaml_rs_with(__version__=accelerator.TESTED_VERSION, loads=panic)),
]


@pytest.mark.parametrize("module", [module for _name, module in BROKEN], ids=[name for name, _module in BROKEN])
@pytest.mark.usefixtures("_forget")
def test_without_a_working_accelerator_the_reference_reads(monkeypatch: pytest.MonkeyPatch, module: ModuleType | None):
    monkeypatch.setitem(sys.modules, "yaml_rs", module)
    contents = (("a.yaml", GOOD.encode()),)
    assert load_without_places(contents) is None
    assert checking.check_bytes(contents, {}).findings == ()


def test_the_extra_installs_the_version_that_is_tested():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [f"yaml-rs=={accelerator.TESTED_VERSION}"]
    assert project["project"]["optional-dependencies"]["fast"] == wanted
    assert project["dependency-groups"]["fast"] == wanted


@pytest.mark.parametrize("name", ["openai", "spawn", "spotflow"])
def test_ordinary_catalogs_are_read_without_places(name: str):
    data = (ROOT / "catalog" / f"{name}.yaml").read_bytes()
    assert load_without_places([(name, data)]) is not None
    crlf = data.replace(b"\n", b"\r\n")
    assert load_without_places([(name, crlf)]) is not None


def test_all_kinds_of_yaml_are_read_without_places():
    assert require_same(EVERYTHING)


@pytest.mark.parametrize("file", CASES, ids=[f"{file.parent.name}-{file.stem}" for file in CASES])
def test_the_findings_are_the_same(file: Path):
    contents = ((file.name, file.read_bytes()),)
    today = date(2026, 1, 1)
    quick, slow = checking.check_bytes(contents, {}, today), checking.check(load_bytes(contents), {}, today)
    assert quick.findings == slow.findings
    assert quick.catalog == slow.catalog


@pytest.mark.parametrize("format_", FORMATS)
def test_the_report_is_the_same(format_: str):
    contents = (("good.yaml", GOOD.encode()),)
    loaded = load_without_places(contents)
    assert loaded is not None
    quick, slow = checking.check(loaded, {}), checking.check(load_bytes(contents), {})
    assert reporter(format_)([quick], ReportOptions()) == reporter(format_)([slow], ReportOptions())


def test_a_document_without_places_does_not_make_them_up():
    loaded = load_without_places((("good.yaml", GOOD.encode()),))
    assert loaded is not None
    with pytest.raises(NoPlacesError):
        loaded.documents[0].range_of(Place(0, ("errors", 0)))


def test_an_ignore_comment_needs_the_reference():
    text = GOOD.replace("errors:", "# errcat: ignore[stray-punctuation] not needed\nerrors:", 1).encode()
    findings = checking.check_bytes((("good.yaml", text),), {}).findings
    assert [finding.rule for finding in findings] == ["unused-ignore"]


MADE_A_DIFFERENCE = [
    "a: |\n",
    "a: |\n  b",
    "a: |\n  b ",
    "a: |\n  b\n  ",
    "a: >\n\n",
    "a: 1:30\n",
    "a:\n  - 0400\n",
    "a:\n  - 1_000\n",
    "a: _1\n",
    "a: .inF\n",
    "a: 123456789012345678\n",
    "a: 2001-12-14\n",
    "a: 2001-12-14 10:00:00Z\n",
    "a:\n# b\n  0x1f\n",
    "a: [b, yes]\n",
    "a:\n  no # b\n",
    "on: a\n",
    "a: =\n",
    "a: {b: |-\nc}\n",
    "a: {b: >\nc}\n",
    "a: {|-\nb: c}\n",
    "a: {b\nc: d}\n",
    "a: {b\n\nc: d}\n",
    "a: {b\n : c}\n",
    "a: {b|-\n: c}\n",
    "a: {b:, c: d}\n",
    "a: [b:]\n",
    "a: {b: ?c}\n",
    "a: {b: :c}\n",
    "a: {b: c:? d}\n",
    "a: {b: one, two}\n",
    "a: {b, 0, c}\n",
    "...\na: b\n",
    "%YAML 1.1\n---\na: b\n",
    "a: b\n---\nc: d\n",
    "a: &b c\nd: *b\n",
    "a: &b c & d\ne: *b\n",
    'a: [&b "c & d", {e: *b}]\n',
    "a: !b c\n",
    'a: "\\ud83d\\ude00"\n',
    'a: "C:\\new"\n',
    '{"a": "b\nc: d"}\n',
    'a:\n- "b\n  c: d"\n',
    "a:\n - b\n    - c\n",
    "a:\n - b\n\n    - - c\n",
    "a:\n - b\n    -\n    - c\n",
    "a:\n - b\n   - \n\n     c\n",
    "a:\n  -b\n  -c\n",
    "a: b #1\n",
    "a: b # c\n",
    "a: x\x85y\n",
    "a:\tb\n",
    "? [a]\n: b\n",
    ": a\n",
    "1: a\n",
    "a: “b”\n",
    "a:\n  • b\n  • c\n",
    "x: " + "[" * 41 + "]" * 41 + "\n",
]


@pytest.mark.parametrize("text", MADE_A_DIFFERENCE)
def test_what_once_made_a_difference_is_left_to_the_reference(text: str):
    assert not require_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n" + "- " * 100_000 + "b\n",
        "a:\n" + "? " * 100_000 + "b\n",
        "a: " + "[" * 100_000 + "\n",
        "a: b\n" * 100 + "a: " * 100_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(1000)),
        "a: b\n" * 2000 + "c: " + "d" * 10_000 + "\n",
    ],
    ids=["dashes", "questions", "brackets", "colons", "indent", "long line"],
)
def test_a_text_that_could_overstrain_the_accelerator_never_reaches_it(text: str):
    assert may_overstrain(text)
    assert load_without_places((("a.yaml", text.encode()),)) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: b # " + "#" * 4000 + "\n" + ("# " + "#" * 4000 + "\n") * 200,
        "a: |\n" + ("  " + "-1" * 2000 + "q\n") * 200,
        "a: |\n" + ("  " + "1:1-1" * 900 + "q\n") * 200,
        "a: {b" + "\n" * 500_000 + ":\nc: d}\n",
        "a: null" + "\n" * 500_000,
        "a:\n- b\n" + ("- " + "- a " * 600 + "\n") * 100,
        "a:\n" + ('- "' + "- a " * 600 + '"\n') * 100,
        "a: |\n" + ("  " + "'a \"b " * 600 + "\n") * 200,
    ],
    ids=["hashes", "dashes", "colons", "blank lines in braces", "blank lines", "items", "quoted items", "quotes"],
)
def test_the_search_for_differences_takes_a_time_in_proportion_to_the_text(text: str):
    """Quadratic, each would take minutes."""
    data = {"a": None, "b": ["- a " * 600] * 100, "c": "no"}
    may_read_differently(text, data)
    may_overstrain(text)


@pytest.mark.parametrize("ask", [len, bool, list, lambda marks: marks.get(1), lambda marks: 1 in marks])
def test_every_question_about_missing_places_is_refused_alike(ask: Callable[[object], object]):
    with pytest.raises(NoPlacesError):
        ask(NO_PLACES)
