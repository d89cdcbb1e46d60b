"""Measure how fast errcat starts, and how fast it does the same again, relative to `errcat --version`.

    python benchmarks/start.py              100 to 10,000 entries
    python benchmarks/start.py --quick      fewer rounds, up to 1,000

Each number is the processor time of whole processes, the median of runs in alternation, in one run of this script.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import synthetic

ERRCAT = [sys.executable, "-m", "errcat"]
OUTPUTS = ("--python", "errors.py", "--openapi", "errors.openapi.yaml", "--json", "errors.json")


def seconds(command: list[str], folder: Path) -> float:
    """The processor time of a process: its own and that of the system for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measured(folder: Path, count: int, rounds: int) -> dict[str, float]:
    """The median of each kind of run."""
    (folder / "errors.yaml").write_text(synthetic.catalog(count), encoding="utf-8")
    edited = synthetic.catalog(count).replace("Too many", "Far too many", 1) + "\n# edited\n"
    check, build = [*ERRCAT, "check", "errors.yaml"], [*ERRCAT, "build", "errors.yaml", *OUTPUTS]
    jobs = {
        "--version": [*ERRCAT, "--version"],
        "check": [*check, "--no-cache"],
        "check again": check,
        "build": [*build, "--no-cache"],
        "build again": build,
        "build --check again": [*build, "--check"],
    }
    for command in jobs.values():
        seconds(command, folder)  # bytecode, and the cache
    costs: dict[str, list[float]] = {job: [] for job in [*jobs, "build after an edit"]}
    for _round in range(rounds):
        for job, command in jobs.items():
            costs[job].append(seconds(command, folder))
        original = (folder / "errors.yaml").read_text(encoding="utf-8")
        (folder / "errors.yaml").write_text(edited, encoding="utf-8")
        costs["build after an edit"].append(seconds(build, folder))
        (folder / "errors.yaml").write_text(original, encoding="utf-8")
        seconds(build, folder)
    return {job: median(runs) for job, runs in costs.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    with TemporaryDirectory() as cache:
        os.environ["ERRCAT_CACHE_DIR"] = str(Path(cache, "errcat"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users have bytecode
        for count in (100, 1_000) if quick else (100, 1_000, 10_000):
            with TemporaryDirectory() as folder:
                costs = measured(Path(folder), count, 3 if quick else 7)
            print(f"\n{count:,} entries")
            for job, cost in costs.items():
                print(f"  {job:<22}{cost * 1000:9.0f} ms {cost / costs['--version']:8.2f} x --version")


if __name__ == "__main__":
    main()
