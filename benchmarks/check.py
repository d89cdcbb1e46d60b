"""Measure `errcat check` relative to other programs, which run in turn with it on the same machine.

    python benchmarks/check.py              everything; some minutes
    python benchmarks/check.py --quick      fewer rounds, up to 10,000 entries

Every figure is processor time (user and system) of a fresh process. The fastest of several rounds counts because other
work on the machine can only slow a process down. README.md explains the ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import synthetic
from process_costs import run

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "schema" / "catalog.v1.schema.json"
RULE = "rule "
CONDITION = "condition of "
ERRCAT = (sys.executable, "-m", "errcat")
NAIVE = f"""
import json, sys, yaml, jsonschema
schema = json.load(open({str(SCHEMA)!r}, encoding="utf-8"))
data = yaml.load(open(sys.argv[1], encoding="utf-8"), yaml.CSafeLoader)
sys.exit(any(True for _ in jsonschema.Draft7Validator(schema).iter_errors(data)))
"""


# A measurement: what a child process does and prints, and what its parent reads.


@dataclass
class Cost:
    """The lowest cost of a job over all rounds."""

    seconds: float = float("inf")
    megabytes: float = float("inf")
    stages: dict[str, float] = field(default_factory=dict)
    findings: int = 0

    def add(self, seconds: float, megabytes: float, results: dict[str, Any]) -> None:
        self.megabytes = min(self.megabytes, megabytes)
        if seconds < self.seconds:
            self.seconds, self.stages = seconds, results.get("stages", {})
            self.findings = results.get("findings", 0)


def in_process(job: str, file: Path, times: int = 1) -> Callable[[Cost], None]:
    """Return a measurement of a job of JOBS in its own process, without the time for imports."""

    def measure(cost: Cost) -> None:
        done = run([sys.executable, __file__, "--job", job, str(file), str(times)])
        results = json.loads(done.output)
        cost.add(results["seconds"], done.megabytes, results)

    return measure


def whole_process(*command: str) -> Callable[[Cost], None]:
    """Return a measurement of a whole process."""

    def measure(cost: Cost) -> None:
        done = run(command)
        cost.add(done.cpu, done.megabytes, {})

    return measure


def measure(jobs: dict[str, Callable[[Cost], None]], rounds: int) -> dict[str, Cost]:
    """Return the costs of jobs. They run in turn so that a busy minute affects all of them."""
    costs = {name: Cost() for name in jobs}
    for _round in range(rounds):
        for name, job in jobs.items():
            job(costs[name])
    return costs


# What a child process does.


def load_with_yaml(file: Path) -> Any:
    """Parse a catalog with PyYAML's fastest loader, for comparison."""
    import yaml  # noqa: PLC0415 -- imported before the clock starts, by the first of the runs

    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


def check(file: Path) -> Any:
    """Run all of `errcat check` except the printing."""
    from errcat import checking  # noqa: PLC0415 -- see above
    from errcat.reading import load  # noqa: PLC0415

    return checking.check(load(str(file)), {})


def check_by_stage(file: Path) -> Any:
    """Run `check` with a clock around each stage."""
    from errcat.rules import RULES  # noqa: PLC0415 -- see above
    from errcat.rules.run import check_of  # noqa: PLC0415

    clock = Clock()
    with ExitStack() as stack:
        for stage, module, function in STAGES:
            stack.enter_context(clock.around(import_module(module), function, stage))
        for id in RULES:
            stack.enter_context(clock.around(import_module(check_of(id).__module__), "check", RULE + id))
        stack.enter_context(clock.around_each(RULES, CONDITION))
        check(file)
    return clock


def results_of(result: Any) -> dict[str, Any]:
    """Return the results of a job other than its cost."""
    if isinstance(result, Clock):
        return {"stages": result.seconds}
    return {"findings": len(getattr(result, "findings", ()))}


# Each stage, and the function to measure, as its caller knows it.
STAGES = (
    ("bytes", "errcat.reading.files", "read_bytes"),
    ("characters", "errcat.reading.load", "decode"),
    ("characters", "errcat.reading.parsing.decoding", "clean"),
    ("YAML", "errcat.reading.recovery", "parse"),
    ("schema", "errcat.reading.schema_mistakes.validation", "check"),
    ("model", "errcat.reading.load", "build"),
    ("rules", "errcat.checking", "problems_of"),
    ("ignores", "errcat.checking", "find_ignores"),
    ("findings", "errcat.checking", "findings_of"),
)
JOBS = {"yaml": load_with_yaml, "check": check, "stages": check_by_stage}


class Clock:
    """Processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def around(self, owner: Any, name: str, stage: str) -> Iterator[None]:
        """Measure every call of a module's function, to the last value that it yields."""
        function = getattr(owner, name)
        setattr(owner, name, partial(self._call, stage, function))
        try:
            yield
        finally:
            setattr(owner, name, function)

    @contextmanager
    def around_each(self, rules: dict[str, Callable[..., Any]], prefix: str) -> Iterator[None]:
        """Measure every function of a table."""
        before = dict(rules)
        for id, rule in before.items():
            rules[id] = partial(self._call, prefix + id, rule)
        try:
            yield
        finally:
            rules.update(before)

    def _call(self, stage: str, function: Callable[..., Any], *arguments: Any) -> Any:
        start = time.process_time()
        try:
            result = function(*arguments)
            return list(result) if isinstance(result, Iterator) else result
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start


def do_job(job: str, file: Path, times: int) -> None:
    """Run a job and print its cost. The cycle collector is off, as in errcat."""
    gc.disable()
    JOBS[job](file.with_name(WARM))  # imports everything and compiles all patterns
    results: dict[str, Any] = {"seconds": float("inf")}
    for _time in range(times):
        start = time.process_time()
        result = JOBS[job](file)
        seconds = time.process_time() - start
        if seconds < results["seconds"]:
            results = {"seconds": seconds, **results_of(result)}
        del result  # freeing the memory is not measured
    print(json.dumps(results))


# The report, part by part.

WARM = "warm.yaml"


@dataclass(frozen=True)
class Bench:
    """The folder of the catalogs, and the number of rounds of each job."""

    folder: Path
    rounds: int
    sizes: tuple[int, ...]

    def file(self, count: int, errors: int = 0, slips: int = 0, name: str = "", kind: str = "usual") -> Path:
        """Return a catalog file, which is written on first use."""
        file = self.folder / (name or f"{count}-{errors}-{slips}-{kind}.yaml")
        if not file.exists():
            with file.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(synthetic.lines(count, errors, slips, kind=kind))
        return file

    def sized(self) -> None:
        """Compare with PyYAML, from the smallest catalog to the largest."""
        jobs = {
            f"{job} {count}": in_process(job, self.file(count), max(1, 1000 // count))
            for count in self.sizes
            for job in ("yaml", "check")
        }
        costs = measure(jobs, self.rounds)
        least = self.sizes[0]
        print("\nentries   check ÷ CSafeLoader   time an entry   peak memory an entry")
        for count in self.sizes:
            yaml, check = costs[f"yaml {count}"], costs[f"check {count}"]
            row = f"{count:>7,}   {check.seconds / yaml.seconds:>19.2f}   {_micro(check.seconds / count):>13}"
            if count > least:
                memory = (check.megabytes - costs[f"check {least}"].megabytes) * 1024 / (count - least)
                row += f"   {memory:>13.1f} KB"
            print(row + (f"   NOT CLEAN: {check.findings} findings" if check.findings else ""))
        per_entry = [costs[f"check {count}"].seconds / count for count in self.sizes]
        print(f"linear: an entry of the largest costs {per_entry[-1] / per_entry[0]:.2f} of one of the smallest")

    def with_mistakes(self, count: int = 10_000) -> None:
        """Compare catalogs with and without mistakes."""
        jobs = {
            "clean": in_process("check", self.file(count)),
            "50 mistakes": in_process("check", self.file(count, errors=50)),
            "1,000 mistakes": in_process("check", self.file(count, errors=1000)),
            "10 slips": in_process("check", self.file(count, slips=10)),
        }
        costs = measure(jobs, self.rounds)
        print(f"\n{count:,} entries with               ÷ clean   findings")
        for name, cost in costs.items():
            print(f"{name:<30} {cost.seconds / costs['clean'].seconds:>10.2f} {cost.findings:>10}")

    def with_markdown(self, count: int = 10_000) -> None:
        """Compare texts with Markdown and texts of plain words."""
        jobs = {
            f"{job} {kind}": in_process(job, self.file(count, kind=kind))
            for kind in synthetic.KINDS
            for job in ("yaml", "check", "stages")
        }
        costs = measure(jobs, self.rounds)
        plain = costs["check plain"].seconds / costs["yaml plain"].seconds
        print(f"\n{count:,} entries with texts   check ÷ CSafeLoader   ÷ plain   rules ÷ CSafeLoader   findings")
        for kind in synthetic.KINDS:
            yaml, check = costs[f"yaml {kind}"].seconds, costs[f"check {kind}"]
            rules = costs[f"stages {kind}"].stages["rules"]
            row = f"{kind:<26} {check.seconds / yaml:>20.2f} {check.seconds / yaml / plain:>9.2f} {rules / yaml:>21.2f}"
            print(f"{row} {check.findings:>10}")

    def processes(self) -> None:
        """Measure whole processes."""
        python = [sys.executable, "-c"]
        jobs = {
            "python -c pass": whole_process(*python, "pass"),
            "errcat --version": whole_process(*ERRCAT, "--version"),
        }
        for count in (100, 10_000):
            file = str(self.file(count))
            jobs[f"errcat check, {count:,}"] = whole_process(*ERRCAT, "check", file)
            jobs[f"naive check, {count:,}"] = whole_process(*python, NAIVE, file)
        costs = measure(jobs, self.rounds)
        python_cost = costs["python -c pass"].seconds
        print("\nwhole process              ÷ python -c pass   peak MB")
        for name, cost in costs.items():
            print(f"{name:<26} {cost.seconds / python_cost:>16.1f} {cost.megabytes:>9.0f}")
        for count in (100, 10_000):
            naive, ours = costs[f"naive check, {count:,}"], costs[f"errcat check, {count:,}"]
            print(f"naive ÷ errcat, {count:,} entries: {naive.seconds / ours.seconds:.1f}")

    def by_stage(self, count: int = 10_000) -> None:
        """Measure each stage, relative to CSafeLoader."""
        file = self.file(count)
        costs = measure({"yaml": in_process("yaml", file), "stages": in_process("stages", file)}, self.rounds)
        yaml = costs["yaml"].seconds
        print(f"\nwhere the time goes, {count:,} entries     ÷ CSafeLoader")
        stages = costs["stages"].stages
        for name, seconds in sorted(stages.items(), key=lambda part: (part[0].startswith((RULE, CONDITION)), -part[1])):
            print(f"{name:<40} {seconds / yaml:>10.3f}")


PARTS = ("sized", "with_mistakes", "with_markdown", "processes", "by_stage")


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


def main() -> None:
    """Measure and print. In a child process, run a job."""
    parser = argparse.ArgumentParser(description="Measure errcat check.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, up to 10,000 entries")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--job", nargs=3, metavar=("JOB", "FILE", "TIMES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        job, file, times = options.job
        do_job(job, Path(file), int(times))
        return
    sizes = (100, 1_000, 10_000) if options.quick else (100, 1_000, 10_000, 50_000)
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), rounds=3 if options.quick else 7, sizes=sizes)
        bench.file(20, errors=0, name=WARM)
        for part in [options.only] if options.only else PARTS:
            getattr(bench, part)()


if __name__ == "__main__":
    main()
