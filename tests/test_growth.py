"""The work for a catalog grows in a straight line, whatever there is much of: counted as function calls, never as time.

From n entries to 2n, and from 2n to 3n, the same work is added. A function that is called for each pair of entries is
called more often the second time. Each function is compared on its own, so that few entries show it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from cProfile import Profile
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType

import pytest

from errcat import checking
from errcat.artifact import BLANK_SEAL, Artifact, Output, sealed
from errcat.model import references as words
from errcat.model.check_result import CheckResult
from errcat.reading import load
from errcat.reporting.formats import FORMATS, reporter
from errcat.reporting.options import ReportOptions
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.writing import Scope, check_outputs, write

STEP = 25
TOLERATED = 1.25
"""How many times as many calls the second step may add: sorting takes more, for example."""
UNEVEN = 2 * STEP
"""How many calls may be added once: lists that are split into parts, for example."""


Text = Callable[[int], Iterator[str]]


def entries(count: int, more: str = "", code: Callable[[int], str] = "code_{}".format) -> Iterator[str]:
    """Yield an entry for each number; `more` is further fields, with the number for each `{}`."""
    for number in range(count):
        fields = more.replace("{}", str(number))
        yield f"  - {{code: {code(number)}, message: Message {number}, status: 404, category: fix{fields}}}\n"


def huge_group(count: int) -> Iterator[str]:
    yield "errcat: 1\ngroups: [{id: all, title: All}]\nerrors:\n"
    yield from entries(count, ", group: all")


def many_groups(count: int) -> Iterator[str]:
    groups = ", ".join(f"{{id: g{number}, title: Group {number}}}" for number in range(count))
    yield f"errcat: 1\ngroups: [{groups}]\nerrors:\n"
    yield from entries(count, ", group: g{}")


def repeated_codes(count: int) -> Iterator[str]:
    yield "errcat: 1\ncodes: {unique: none}\nerrors:\n"
    yield from entries(count, ", name: NAME_{}", "same".format)


def nameless_codes(count: int) -> Iterator[str]:
    """Codes without a letter that a name can have."""
    yield "errcat: 1\nerrors:\n"
    yield from entries(count, ", name: NAME_{}", lambda number: chr(ord("一") + number))


def references(count: int) -> Iterator[str]:
    """Everything refers to its neighbours, and one entry refers to everything."""
    yield "errcat: 1\nerrors:\n"
    every = ", ".join(f"code_{number}" for number in range(count))
    yield f"  - {{code: first, message: First, status: 404, category: fix, see_also: [{every}]}}\n"
    yield from entries(count, ", see_also: [first, code_{}]")


def retired_codes(count: int) -> Iterator[str]:
    yield "errcat: 1\nerrors:\n"
    yield from entries(count)
    yield "retired:\n"
    for number in range(count):
        yield f"  - {{code: old_{number}, since: '1', replaced_by: code_{number}}}\n"


SHAPES: dict[str, Text] = {
    shape.__name__: shape
    for shape in (huge_group, many_groups, repeated_codes, nameless_codes, references, retired_codes)
}
OUTPUTS = {
    "python": "errors.py",
    "openapi": "errors.yaml",
    "json": "errors.json",
    "csv": "errors.csv",
    "markdown": "docs",
}


def calls(job: Callable[[], object]) -> Counter[str]:
    """How often each function is called, or each generator resumed."""
    profile = Profile()
    profile.runcall(job)
    counts: Counter[str] = Counter()
    for entry in profile.getstats():
        code = entry.code
        counts[code if isinstance(code, str) else f"{code.co_qualname} of {code.co_filename}"] += entry.callcount
    return counts


def steps(job: Callable[[], object]) -> Counter[str]:
    """How many instructions run in each function: also finds a loop that calls nothing, but takes longer to count."""
    counts: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _argument: object) -> Callable[..., object]:
        frame.f_trace_opcodes = True
        counts[f"{frame.f_code.co_qualname} of {frame.f_code.co_filename}"] += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        job()
    finally:
        sys.settrace(before)
    return counts


def assert_straight(work: Callable[[int], Counter[str]]) -> None:
    work(STEP)  # imports, templates and regular expressions
    first, second, third = (work(STEP * factor) for factor in (1, 2, 3))
    faster = {
        function: (first[function], second[function], count)
        for function, count in third.items()
        if count - second[function] > TOLERATED * (second[function] - first[function]) + UNEVEN
    }
    assert not faster


def written(folder: Path, shape: Text, count: int) -> str:
    file = folder / f"{count}.yaml"
    file.write_text("".join(shape(count)), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_check_is_linear(shape: Text, tmp_path: Path) -> None:
    assert_straight(lambda count: calls(lambda: checking.check(load(written(tmp_path, shape, count)), {})))


@pytest.mark.parametrize("target", OUTPUTS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_target_is_linear(target: str, shape: Text, tmp_path: Path) -> None:
    def work(count: int) -> Counter[str]:
        catalog = load(written(tmp_path, shape, count)).catalog
        made, name = TARGETS[target], OUTPUTS[target]
        return calls(lambda: made.render(resolve(catalog, "a.yaml"), made.values({}), name))

    assert_straight(work)


def test_writing_many_files_is_linear(tmp_path: Path) -> None:
    def work(count: int) -> Counter[str]:
        folder = Path(mkdtemp(dir=tmp_path))
        text = sealed(f"a page\n<!-- {BLANK_SEAL} -->\n")
        artifacts = tuple(Artifact(f"error-{number}/index.md", text) for number in range(count))
        output = Output("errors.yaml", "markdown", folder / "docs", artifacts)

        def job() -> None:
            check_outputs([output], [folder / "errors.yaml"], root=folder)
            assert write(folder, [output], Scope()).written == count
            assert write(folder, [output], Scope()).unchanged == count

        return calls(job)

    assert_straight(work)


def test_errors_that_differ_only_in_their_identity_share_the_text_of_their_bodies(tmp_path: Path) -> None:
    def made(count: int) -> int:
        catalog = load(written(tmp_path, huge_group, count)).catalog
        counts = calls(lambda: TARGETS["openapi"].render(resolve(catalog, "a.yaml"), values, "errors.yaml"))
        return sum(number for function, number in counts.items() if function.startswith("_own_schema of "))

    values = TARGETS["openapi"].values({})
    assert 0 < made(STEP) == made(2 * STEP) < STEP


def findings_in(count: int, folder: Path) -> CheckResult:
    """Return a catalog of many files, each with a finding that is about no entry."""
    files = folder / str(count)
    files.mkdir(exist_ok=True)
    for number in range(count):
        (files / f"{number}.yaml").write_text("\t- a\n", encoding="utf-8")
    result = checking.check(load(str(files)), {})
    assert len(result.findings) >= count
    return result


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_linear(format: str, tmp_path: Path) -> None:
    report = reporter(format)

    def work(count: int) -> Counter[str]:
        result = findings_in(count, tmp_path)
        return steps(lambda: report([result], ReportOptions(limit=10 * count)))

    assert_straight(work)


def test_findings_in_many_files_are_linear(tmp_path: Path) -> None:
    assert_straight(lambda count: calls(lambda: findings_in(count, tmp_path)))


@pytest.mark.parametrize(
    "fields",
    [
        ", see_also: [nowhere_{}], group: none_{}",
        ", messag{}: a",
        ", group: Group_{}",
        ", group: [g{}]",
        ", description: 'see [it](#nowhere-{})'",
    ],
)
def test_many_findings_are_linear(fields: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_GUESSES", STEP // 5)  # so many findings propose a similar word, which is slow

    def mistakes(count: int) -> Iterator[str]:
        groups = ", ".join(f"{{id: g{number}, title: Group {number}}}" for number in range(count))
        yield f"errcat: 1\ngroups: [{groups}]\nerrors:\n"
        yield from entries(count, fields)

    def work(count: int) -> Counter[str]:
        file = written(tmp_path, mistakes, count)
        found: list[CheckResult] = []
        counts = calls(lambda: found.append(checking.check(load(file), {})))
        assert len(found[0].findings) >= count
        return counts

    assert_straight(work)
