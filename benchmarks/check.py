"""How fast `errcat check` is, as ratios of things that were measured in turn with it, on the machine at hand.

    python benchmarks/check.py              everything; some minutes
    python benchmarks/check.py --quick      fewer rounds, up to 10,000 entries

Every figure is processor time (user and system) of a fresh process; of several rounds the fastest counts, for
whatever else the machine does can only make one slower. README.md says what each ratio means.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import synthetic

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent / "schema" / "catalog.v1.schema.json"
RULE = "rule "
ERRCAT = (sys.executable, "-m", "errcat")
NAIVE = f"""
import json, sys, yaml, jsonschema
schema = json.load(open({str(SCHEMA)!r}, encoding="utf-8"))
data = yaml.load(open(sys.argv[1], encoding="utf-8"), yaml.CSafeLoader)
sys.exit(any(True for _ in jsonschema.Draft7Validator(schema).iter_errors(data)))
"""


# One measurement: what a child process does and prints, and what its parent makes of it.


@dataclass
class Cost:
    """The least that a job cost in any of its rounds."""

    seconds: float = float("inf")
    megabytes: float = float("inf")
    stages: dict[str, float] = field(default_factory=dict)
    findings: int = 0

    def add(self, seconds: float, megabytes: float, told: dict[str, Any]) -> None:
        self.megabytes = min(self.megabytes, megabytes)
        if seconds < self.seconds:
            self.seconds, self.stages = seconds, told.get("stages", {})
            self.findings = told.get("findings", 0)


def run_child(command: Sequence[str]) -> tuple[float, float, str]:
    """Processor seconds, peak memory in MB and the output of a process."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, output


def in_process(job: str, file: Path, times: int = 1) -> Callable[[Cost], None]:
    """A job of JOBS, in a process of its own; only the job itself is timed, not the imports before it."""

    def measure(cost: Cost) -> None:
        _seconds, megabytes, output = run_child([sys.executable, __file__, "--job", job, str(file), str(times)])
        told = json.loads(output)
        cost.add(told["seconds"], megabytes, told)

    return measure


def whole(*command: str) -> Callable[[Cost], None]:
    """A whole process, from its start to its end."""

    def measure(cost: Cost) -> None:
        seconds, megabytes, _output = run_child(command)
        cost.add(seconds, megabytes, {})

    return measure


def measure(jobs: dict[str, Callable[[Cost], None]], rounds: int) -> dict[str, Cost]:
    """The costs of jobs that are run in turn, so that a busy minute hits all of them."""
    costs = {name: Cost() for name in jobs}
    for _round in range(rounds):
        for name, job in jobs.items():
            job(costs[name])
    return costs


# What a child process does.


def load_with_yaml(file: Path) -> Any:
    """What errcat's check is compared with: PyYAML's fastest loader, and nothing after it."""
    import yaml  # noqa: PLC0415 -- imported before the clock starts, by the first of the runs

    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)


def check(file: Path) -> Any:
    """All of `errcat check` but the printing."""
    from errcat import checking  # noqa: PLC0415 -- see above
    from errcat.reading import load  # noqa: PLC0415

    return checking.check(load(str(file)), {})


def check_by_stage(file: Path) -> Any:
    """`check`, with a clock around each of its stages."""
    from errcat.rules import RULES  # noqa: PLC0415 -- see above

    clock = Clock()
    with ExitStack() as stack:
        for stage, module, function in STAGES:
            stack.enter_context(clock.around(import_module(module), function, stage))
        stack.enter_context(clock.around_each(RULES, RULE))
        check(file)
    return clock


def told_of(result: Any) -> dict[str, Any]:
    """What a job found out beside its cost."""
    if isinstance(result, Clock):
        return {"stages": result.seconds}
    return {"findings": len(getattr(result, "findings", ()))}


# What to put a clock around: the stage, and the function as the module that calls it knows it.
STAGES = (
    ("bytes", "errcat.reading.files", "read_bytes"),
    ("characters", "errcat.reading.load", "decode"),
    ("characters", "errcat.reading.characters", "clean"),
    ("YAML", "errcat.reading.mending", "parse"),
    ("schema", "errcat.reading.schema", "check"),
    ("model", "errcat.reading.load", "build"),
    ("rules", "errcat.checking", "problems_of"),
    ("ignores", "errcat.checking", "find_ignores"),
    ("telling", "errcat.checking", "findings_of"),
)
JOBS = {"yaml": load_with_yaml, "check": check, "stages": check_by_stage}


class Clock:
    """Processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def around(self, owner: Any, name: str, stage: str) -> Iterator[None]:
        """Time every call of a module's function."""
        function = getattr(owner, name)
        setattr(owner, name, partial(self._call, stage, function))
        try:
            yield
        finally:
            setattr(owner, name, function)

    @contextmanager
    def around_each(self, rules: dict[str, Callable[..., Any]], prefix: str) -> Iterator[None]:
        """Time every rule of a table, to its last problem."""
        before = dict(rules)
        for id, rule in before.items():
            rules[id] = partial(self._call, prefix + id, lambda *given, rule=rule: list(rule(*given)))
        try:
            yield
        finally:
            rules.update(before)

    def _call(self, stage: str, function: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        try:
            return function(*given)
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start


def do_job(job: str, file: Path, times: int) -> None:
    """Do one job, with the cycle collector off as errcat has it, and print what it cost."""
    gc.disable()
    JOBS[job](file.with_name(WARM))  # everything is imported, every pattern compiled
    told: dict[str, Any] = {"seconds": float("inf")}
    for _time in range(times):
        start = time.process_time()
        result = JOBS[job](file)
        seconds = time.process_time() - start
        if seconds < told["seconds"]:
            told = {"seconds": seconds, **told_of(result)}
        del result  # neither side pays for giving its memory back
    print(json.dumps(told))


# The report, part by part.

WARM = "warm.yaml"


@dataclass(frozen=True)
class Bench:
    """Where the catalogs lie, and how often each job is run."""

    folder: Path
    rounds: int
    sizes: tuple[int, ...]

    def file(self, count: int, errors: int = 0, slips: int = 0, name: str = "", kind: str = "usual") -> Path:
        """A catalog; written when it is asked for first."""
        file = self.folder / (name or f"{count}-{errors}-{slips}-{kind}.yaml")
        if not file.exists():
            with file.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(synthetic.lines(count, errors, slips, kind=kind))
        return file

    def sized(self) -> None:
        """Against PyYAML, from the smallest catalog to the largest."""
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
        """Mistakes among many entries against none."""
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
        """Texts that a Markdown parser has to look at against texts of plain words."""
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
        """Whole processes, as people run them."""
        python = [sys.executable, "-c"]
        jobs = {"python -c pass": whole(*python, "pass"), "errcat --version": whole(*ERRCAT, "--version")}
        for count in (100, 10_000):
            file = str(self.file(count))
            jobs[f"errcat check, {count:,}"] = whole(*ERRCAT, "check", file)
            jobs[f"naive check, {count:,}"] = whole(*python, NAIVE, file)
        costs = measure(jobs, self.rounds)
        python_cost = costs["python -c pass"].seconds
        print("\nwhole process              ÷ python -c pass   peak MB")
        for name, cost in costs.items():
            print(f"{name:<26} {cost.seconds / python_cost:>16.1f} {cost.megabytes:>9.0f}")
        for count in (100, 10_000):
            naive, ours = costs[f"naive check, {count:,}"], costs[f"errcat check, {count:,}"]
            print(f"naive ÷ errcat, {count:,} entries: {naive.seconds / ours.seconds:.1f}")

    def by_stage(self, count: int = 10_000) -> None:
        """Where the time goes, as shares of CSafeLoader's."""
        file = self.file(count)
        costs = measure({"yaml": in_process("yaml", file), "stages": in_process("stages", file)}, self.rounds)
        yaml = costs["yaml"].seconds
        print(f"\nwhere the time goes, {count:,} entries     ÷ CSafeLoader")
        parts = costs["stages"].stages
        for name, seconds in sorted(parts.items(), key=lambda part: (part[0].startswith(RULE), -part[1])):
            print(f"{name:<40} {seconds / yaml:>10.3f}")


PARTS = ("sized", "with_mistakes", "with_markdown", "processes", "by_stage")


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


def main() -> None:
    """Measure and print; or, in a child process, do one job."""
    parser = argparse.ArgumentParser(description="Measure errcat check.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, up to 10,000 entries")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--job", nargs=3, metavar=("JOB", "FILE", "TIMES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        job, file, times = given.job
        do_job(job, Path(file), int(times))
        return
    sizes = (100, 1_000, 10_000) if given.quick else (100, 1_000, 10_000, 50_000)
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder), rounds=3 if given.quick else 7, sizes=sizes)
        bench.file(20, errors=0, name=WARM)
        for part in [given.only] if given.only else PARTS:
            getattr(bench, part)()


if __name__ == "__main__":
    main()
