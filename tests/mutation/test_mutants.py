"""The runner itself: it makes the mistakes that people make, and says which of them no test finds."""

from __future__ import annotations

import ast

import pytest

from mutation import run
from mutation.mutants import mutants
from mutation.run import PACKAGE, ROOT
from mutation.subjects import SUBJECTS, Subject

SOURCE = '''\
"""A module."""

from dataclasses import dataclass

LIMIT: "int | None" = 3


@dataclass(frozen=True)
class One:
    """A class."""

    name: str = "a"

    def first(self, items: "list[int]") -> "int | None":
        for item in items:
            if item > LIMIT and not item == 7:
                return item + 1
            continue
        print("none")
        return None
'''


def test_mistakes_that_people_make():
    made = {mutant.change for mutant in mutants(SOURCE)}
    assert {
        "One.first: item > LIMIT → item >= LIMIT",
        "One.first: item > LIMIT and (not item == 7) → item > LIMIT or not item == 7",
        "One.first: not item == 7 → item == 7",
        "One.first: item + 1 → item - 1",
        "One.first: return item + 1 → return None",
        "One.first: continue → break",
        "One.first: print('none') → ",
        "module: 3 → 4",
        "One: 'a' → ''",
    } <= made


def test_no_mutant_of_what_has_no_effect():
    made = [mutant.change for mutant in mutants(SOURCE)]
    assert not [change for change in made if "frozen" in change or "True → False" in change or "A module" in change]
    assert not [
        change for change in made if "int | None" in change or "list[int]" in change or "return None →" in change
    ]
    assert len(made) == len(set(made)), "an explanation means one mutant"


def test_each_mutant_is_another_program():
    every = list(mutants(SOURCE))
    assert len({ast.unparse(mutant.tree()) for mutant in every} | {ast.unparse(ast.parse(SOURCE))}) == len(every) + 1


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.module)
def test_the_table_names_what_there_is(subject):
    source = (PACKAGE / f"{subject.module}.py").read_text(encoding="utf-8")
    assert subject.explained.keys() <= {mutant.change for mutant in mutants(source)}, "explained, but there is none"
    assert all((ROOT / test.partition("::")[0]).exists() for test in subject.tests)


@pytest.mark.parametrize(
    ("explained", "survive", "wrong"),
    [
        ({}, [0], ["no test finds it and nothing explains it"]),
        ({0: "why"}, [0], []),
        ({0: "why"}, [], ["is explained, but a test finds it"]),
        ({0: "why", 1: "why"}, [0, 1], ["more than 5% survive"]),
    ],
)
def test_what_the_runner_refuses(monkeypatch, explained: dict[int, str], survive: list[int], wrong: list[str]):
    every = list(mutants(SOURCE))
    monkeypatch.setattr(run, "survivors", lambda _subject, _sample: ([every[at] for at in survive], 20))
    subject = Subject("module", (), {every[at].change: why for at, why in explained.items()})
    found = run.examine(subject)
    assert len(found) == len(wrong)
    assert all(part in text for part, text in zip(wrong, found, strict=True))
