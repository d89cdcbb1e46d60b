"""Mutation testing: each mutant of a module must turn a test of that module red.

    python tests/mutation/run.py                    every module of the table
    python tests/mutation/run.py targets/literals   one of them
    python tests/mutation/run.py --sample 40        some mutants of each, the same ones every time

Ends with 1 where more than 5 % of the mutants survive, where a survivor has no explanation in `subjects.py`, or where an
explanation has no survivor. It is our own because what exists runs every test in a new process for every mutant, or
rewrites files that others import at the same time: here a process that has everything imported is forked, and the
mutant exists only in its memory.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from types import ModuleType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = ROOT / "generator" / "errcat"
sys.path.insert(0, str(HERE.parent))

from mutation.mutants import Mutant, mutants  # noqa: E402 -- after the path to it
from mutation.subjects import SUBJECTS, Subject  # noqa: E402 -- as above

MOST_SURVIVORS = 0.05
PATIENCE = 30
"""Seconds of processor time after which a mutant that runs for ever counts as found."""
PRELOADED = (
    "pytest",
    "_pytest.main",
    "hypothesis",
    "hypothesis.strategies",
    "yaml",
    "yaml.events",
    "jinja2",
    "jsonschema",
    "click.testing",
)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a module the code of a mutant."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(
        self, fullname: str, _path: object, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self, origin=str(self.path)) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)  # noqa: S102 -- code of our own


def killed(subject: Subject, trees: Sequence[Callable[[], ast.Module]]) -> list[bool]:
    """For each version of a module, whether a test of it fails; as many at once as there are processors."""
    found = [False] * len(trees)
    running: dict[int, int] = {}
    for number, tree in enumerate(trees):
        if len(running) >= (os.cpu_count() or 1):
            _reap(running, found)
        child = os.fork()
        if child == 0:
            os._exit(_run_tests(subject, tree()))
        running[child] = number
    while running:
        _reap(running, found)
    return found


def _reap(running: dict[int, int], found: list[bool]) -> None:
    child, status = os.wait()
    found[running.pop(child)] = status != 0


def _run_tests(subject: Subject, tree: ast.Module) -> int:
    import resource

    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    try:
        import pytest

        name = "errcat." + subject.module.replace("/", ".")
        sys.meta_path.insert(0, _Finder(name, PACKAGE / f"{subject.module}.py", tree))
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *subject.tests]))
    except BaseException:  # noqa: BLE001 -- whatever it is, it was noticed
        return 1


def survivors(subject: Subject, sample: int = 0) -> tuple[list[Mutant], int]:
    """The mutants that no test finds, and how many there were."""
    source = (PACKAGE / f"{subject.module}.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    every = list(mutants(source))
    if sample and sample < len(every):
        every = Random(1).sample(every, sample)  # noqa: S311 -- the same ones every time
    if killed(subject, [lambda: tree])[0]:
        raise SystemExit(f"{subject.module}: its tests fail without a mutant: pytest {' '.join(subject.tests)}")
    results = killed(subject, [mutant.tree for mutant in every])
    return [mutant for mutant, was_killed in zip(every, results, strict=True) if not was_killed], len(every)


def examine(subject: Subject, sample: int = 0) -> list[str]:
    """What is wrong with the tests of a module; prints every survivor."""
    found, count = survivors(subject, sample)
    print(f"{subject.module}: {len(found)} of {count} survive ({len(found) / max(count, 1):.1%})", flush=True)
    wrong = []
    for mutant in found:
        why = subject.explained.get(mutant.change)
        print(f"  {mutant.line}: {mutant.change}{f'   # {why}' if why else ''}", flush=True)
        if why is None:
            wrong.append(f"{subject.module}:{mutant.line}: {mutant.change}: no test finds it and nothing explains it")
    if len(found) > MOST_SURVIVORS * count and not sample:
        wrong.append(f"{subject.module}: more than {MOST_SURVIVORS:.0%} survive")
    if not sample:
        gone = subject.explained.keys() - {mutant.change for mutant in found}
        wrong += [f"{subject.module}: {change}: is explained, but a test finds it" for change in sorted(gone)]
    return wrong


def main() -> None:
    """Examine modules."""
    parser = argparse.ArgumentParser(description="Mutation testing.")
    parser.add_argument("modules", nargs="*", help="such as targets/literals; default: all of the table")
    parser.add_argument("--sample", type=int, default=0, help="how many mutants of each module; default: all")
    given = parser.parse_args()
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    for name in PRELOADED:
        importlib.import_module(name)
    wrong = [
        text
        for subject in SUBJECTS
        if not given.modules or subject.module in given.modules
        for text in examine(subject, given.sample)
    ]
    print(*wrong, sep="\n")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
