"""Measure errcat and its peers in turns on the same catalogs, and write the results down.

    python benchmarks/compare.py              100 to 50,000 entries; writes RESULTS.md and pictures/
    python benchmarks/compare.py --quick      100 and 1,000 entries, three rounds; prints the report

`make bench` installs the peers first. The figures are medians of whole processes. Compare ratios of one run, not
seconds of two machines: README.md explains why.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pictures import write_pictures
from process_costs import Run, run
from programs import NODE, PROGRAMS, PYTHON_PEERS, SITES, Program, Size, new_size
from results import Machine, Measured, report

HERE = Path(__file__).resolve().parent
ROUNDS = {100: 9, 1_000: 3, 2_515: 2, 5_000: 1, 10_000: 2, 50_000: 1}
QUICK_ROUNDS = {100: 3, 1_000: 3}
SLOW = 10
"""A program that takes so many seconds runs at most twice: that says enough about it."""


def measure(folder: Path, rounds: dict[int, int], programs: Sequence[Program]) -> dict[tuple[str, int], Measured]:
    """Run every program on its sizes. All programs of a round run before the next round."""
    found: dict[tuple[str, int], list[Run]] = {}
    for count, times in rounds.items():
        size = new_size(folder, count)
        usable = [program for program in programs if count in program.sizes]
        for number in range(times + 1):  # the first round warms up the disk cache
            for program in usable:
                runs = found.setdefault((program.name, count), [])
                if len(runs) >= min(times, 2) and runs[-1].cpu > SLOW:
                    continue
                program.prepare(size)
                done = run_program(program, size)
                if number or done.cpu > SLOW:
                    runs.append(done)
            print(f"{count:,} entries, round {number} of {times}", file=sys.stderr)
    return {key: Measured.of(runs) for key, runs in found.items()}


def run_program(program: Program, size: Size) -> Run:
    return run(
        program.command(size), folder=size.project, environment=program.environment(size), exit_codes=program.exit_codes
    )


def machine() -> Machine:
    """Describe the machine, without its name or paths."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().split("\n") if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    return Machine(
        day=datetime.now(UTC).date().isoformat(),
        cpu=cpu,
        cores=os.cpu_count() or 1,
        load=os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan"),
        system=f"{platform.system()} {platform.release().split('-')[0]}",
        python=platform.python_version(),
    )


def versions() -> dict[str, str]:
    """Return the versions of what is compared."""
    # the only uses
    import yaml  # noqa: PLC0415
    import yaml_rs  # noqa: PLC0415

    from errcat import __version__  # noqa: PLC0415

    found = {"errcat": __version__, "PyYAML": yaml.__version__, "yaml-rs": yaml_rs.__version__}
    for name, command in {
        "@sourcemeta/jsonschema": (str(NODE / "jsonschema"), "version"),
        "ajv-cli": (str(NODE / "ajv"), "help"),
        "check-jsonschema": (str(PYTHON_PEERS / "check-jsonschema"), "--version"),
        "yamllint": (str(PYTHON_PEERS / "yamllint"), "--version"),
        "spectral": (str(NODE / "spectral"), "--version"),
    }.items():
        if name == "ajv-cli":
            package = HERE / "peers" / "node_modules" / "ajv-cli" / "package.json"
            found[name] = package.read_text(encoding="utf-8").split('"version": "')[1].split('"')[0]
        else:
            found[name] = run(command).output.strip().split("\n")[0].split()[-1].lstrip("v")
    return found


def main() -> None:
    """Measure, and write or print the report."""
    parser = argparse.ArgumentParser(description="Compare errcat with its peers.")
    parser.add_argument("--quick", action="store_true", help="100 and 1,000 entries; print the report, write nothing")
    parser.add_argument("--output", type=Path, default=HERE, help="where to write RESULTS.md and pictures/")
    options = parser.parse_args()
    if not (NODE / "ajv").exists() or not (PYTHON_PEERS / "yamllint").exists():
        sys.exit("the peers are missing: run `make bench`, or benchmarks/peers/install.sh")
    with redirect_stdout(StringIO()):
        compileall.compile_dir(HERE.parent / "generator", quiet=1)
    with TemporaryDirectory() as folder:
        if options.quick:
            found = measure(Path(folder), QUICK_ROUNDS, [program for program in PROGRAMS if program.sizes != SITES])
        else:
            found = measure(Path(folder), ROUNDS, PROGRAMS)
    text = report(machine(), versions(), found)
    if options.quick:
        print(text)
        return
    (options.output / "RESULTS.md").write_text(text, encoding="utf-8", newline="\n")
    write_pictures(options.output / "pictures", {key: measured.cpu for key, measured in found.items()})
    print(f"Wrote {options.output.name}/RESULTS.md and its pictures")


if __name__ == "__main__":
    main()
