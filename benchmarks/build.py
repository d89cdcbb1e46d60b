"""Measure `errcat build` and its stages, relative to parsing the YAML.

    python benchmarks/build.py              up to 10,000 entries
    python benchmarks/build.py --quick      fewer rounds, up to 1,000

Each stage is measured as processor time in its own process, and the fastest of several rounds counts. README.md
explains the stages.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import synthetic

SIZES = (100, 1_000, 10_000)
OUTPUTS = {
    "python": "errors.py",
    "python-helpers": "errors_openapi.py",
    "openapi": "errors.openapi.yaml",
    "json": "errors.json",
    "markdown": "docs",
}


def stages(file: Path, folder: Path) -> dict[str, float]:
    """The processor seconds of each stage of a build, with everything imported before."""
    import yaml  # noqa: PLC0415 -- before the clock starts

    from errcat import checking  # noqa: PLC0415
    from errcat.artifact import Output  # noqa: PLC0415
    from errcat.reading import load  # noqa: PLC0415
    from errcat.resolved.resolve import resolve  # noqa: PLC0415
    from errcat.targets import TARGETS  # noqa: PLC0415
    from errcat.writing import Scope, write  # noqa: PLC0415

    seconds: dict[str, float] = {}

    def clock(stage: str, job: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = job()
        seconds[stage] = time.process_time() - start
        return result

    text = file.read_text(encoding="utf-8")
    clock("YAML", lambda: yaml.load(text, yaml.CSafeLoader))
    loaded = clock("load", lambda: load(str(file)))
    clock("check", lambda: checking.check(loaded, {}))
    resolved = clock("resolve", lambda: resolve(loaded.catalog, file.name))
    outputs = []
    for id, name in OUTPUTS.items():
        target = TARGETS[id]
        artifacts = clock(id, lambda target=target, name=name: target.render(resolved, target.values({}), name))
        outputs.append(Output(file.name, id, folder / name, artifacts))
    clock("write", lambda: write(folder, outputs, Scope()))
    clock("write again", lambda: write(folder, outputs, Scope()))
    return seconds


def measured(file: Path, rounds: int) -> dict[str, float]:
    """The least that each stage cost in any round."""
    best: dict[str, float] = {}
    for _round in range(rounds):
        with TemporaryDirectory() as folder:
            job = [sys.executable, __file__, "--job", str(file), folder]
            seconds_by_stage = json.loads(subprocess.run(job, check=True, capture_output=True, text=True).stdout)
        for stage, seconds in seconds_by_stage.items():
            best[stage] = min(best.get(stage, seconds), seconds)
    return best


def main() -> None:
    """Measure and print; or, in a child process, do one job."""
    parser = argparse.ArgumentParser(description="Measure errcat build.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        gc.disable()  # as errcat has it
        file, folder = map(Path, options.job)
        warm = file.with_name("warm.yaml")
        with TemporaryDirectory() as other:
            stages(warm, Path(other))
        print(json.dumps(stages(file, folder)))
        return
    sizes = SIZES[:2] if options.quick else SIZES
    with TemporaryDirectory() as folder:
        files = {}
        for count in (20, *sizes):
            files[count] = Path(folder) / ("warm.yaml" if count == 20 else f"{count}.yaml")
            files[count].write_text("".join(synthetic.lines(count, 0, 0)), encoding="utf-8")
        costs = {count: measured(files[count], 2 if options.quick else 3) for count in sizes}
    print("\n÷ CSafeLoader         " + "".join(f"{count:>10,}" for count in sizes) + "   largest ÷ smallest, an entry")
    for stage in next(iter(costs.values())):
        row = "".join(f"{costs[count][stage] / costs[count]['YAML']:>10.2f}" for count in sizes)
        growth = (costs[sizes[-1]][stage] / sizes[-1]) / (costs[sizes[0]][stage] / sizes[0])
        print(f"{stage:<22}{row}   {growth:>10.2f}")
    totals = {count: sum(seconds for stage, seconds in costs[count].items() if stage != "YAML") for count in sizes}
    row = "".join(f"{totals[count] / costs[count]['YAML']:>10.2f}" for count in sizes)
    growth = (totals[sizes[-1]] / sizes[-1]) / (totals[sizes[0]] / sizes[0])
    print(f"{'all of it':<22}{row}   {growth:>10.2f}")


if __name__ == "__main__":
    main()
