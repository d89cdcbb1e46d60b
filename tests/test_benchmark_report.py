"""`make bench`: its programs run, and its report says what was measured. Nothing here measures time."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

import compare
import pictures
import programs
import results
from process_costs import Run

SMALL = 12
OWN = (programs.CHECK, programs.CHECK_AGAIN, programs.CHECK_FAILING, programs.BUILD_AGAIN, programs.BUILD_EDITED)


def measured(cpu: float, megabytes: float) -> results.Measured:
    return results.Measured.of([Run(cpu * part, cpu, megabytes, "") for part in (0.9, 1.0, 1.3)])


def figures(cost: float = 1.0) -> dict[tuple[str, int], results.Measured]:
    """What a run could measure: program number n needs n milliseconds of cost for each entry."""
    return {
        (program.name, size): measured(0.05 + number * cost * size / 1e6, 20 + size / 1024)
        for number, program in enumerate(programs.PROGRAMS)
        for size in program.sizes
    }


def test_the_programs_of_errcat_do_what_their_names_say(tmp_path: Path):
    size = programs.new_size(tmp_path, SMALL)
    by_name = {program.name: program for program in programs.PROGRAMS}
    printed = {}
    for name in (programs.BUILD, *OWN):
        by_name[name].prepare(size)
        printed[name] = compare.run_program(by_name[name], size).output
    assert printed[programs.BUILD].endswith("3 written, 0 unchanged\n")
    assert printed[programs.BUILD_AGAIN].endswith("0 written, 3 unchanged\n")
    assert printed[programs.BUILD_EDITED].endswith("3 written, 0 unchanged\n")
    assert printed[programs.CHECK] == printed[programs.CHECK_AGAIN] == f"errors.yaml: no problems ({SMALL} codes)\n"
    assert "failing.yaml:" in printed[programs.CHECK_FAILING]
    assert len(list((size.cache / "errcat").iterdir())) >= 2, "nothing is remembered: `again` would measure a full run"


def test_every_target_is_measured():
    sizes = {program.name: set(program.sizes) & compare.ROUNDS.keys() for program in programs.PROGRAMS}
    missing = [target for target in programs.TARGETS if target.count not in sizes[target.of] & sizes[target.to]]
    assert missing == []
    assert set().union(*sizes.values()) == compare.ROUNDS.keys()


def test_the_report_says_which_targets_are_met():
    found = figures()
    found[programs.CHECK, 100] = measured(0.17, 20.5)
    found[programs.VERSION, 100] = measured(0.1, 20)
    found[programs.CHECK, 10_000] = measured(1.0, 200.0)
    text = report_of(found)
    assert "| a clean check | errcat --version | 100 | 1.80 | 1.70 | yes |" in text
    assert "| errcat check | 100 | 21 MiB | 20 MiB | yes |" in text  # 20 MiB and 9 KiB an entry
    assert "| errcat check | 10,000 | 108 MiB | 200 MiB | **no** |" in text
    assert "| errcat check | 0.170 s (0.153–0.221) |" in text  # the median, from the least to the most


def test_growth_is_what_an_entry_costs_beyond_the_process():
    line = next(
        line for line in report_of(figures()).split("\n") if line.startswith(f"| {programs.AJV} | ") and "µs" in line
    )
    number = [program.name for program in programs.PROGRAMS].index(programs.AJV)
    assert line == f"| {programs.AJV} | {number}.0 µs | 1.00 | 1.0 KiB | 1.00 |"


def test_what_was_not_measured_has_no_row():
    found = {key: value for key, value in figures().items() if key[1] in compare.QUICK_ROUNDS}
    text = report_of(found)
    assert "| | 100 | 1,000 |\n" in text
    assert "10,000 |" not in text
    assert "Not measured: that takes a large catalog." in text


def report_of(found: results.Found) -> str:
    machine = results.Machine("2026-01-31", "A processor", 2, 0.1, "Linux 6", "3.11.7")
    return results.report(machine, {"errcat": "1.2.3"}, found)


@pytest.mark.parametrize("size", [100, 10_000])
def test_a_picture_names_what_it_compares(tmp_path: Path, size: int):
    pictures.write_pictures(tmp_path / "pictures", {key: value.cpu for key, value in figures().items()})
    assert set(pictures.BARS) <= set(
        texts_of((tmp_path / "pictures" / f"check-{size}.svg").read_text(encoding="utf-8"))
    )


def test_a_bar_that_is_too_long_is_cut_and_shows_it():
    texts = texts_of(pictures.bar_chart("Time & <cost>", [("slow", 400.0), ("usual", 2.0), ("fast", 1.0)]))
    assert texts == ["Time & <cost>", "fast", "1.00 s", "usual", "2.00 s", "slow", "400.00 s →"]


def texts_of(picture: str) -> list[str]:
    root = ET.fromstring(picture)  # noqa: S314 -- our own
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]
