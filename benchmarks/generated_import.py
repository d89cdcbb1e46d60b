"""Measure what the built Python module costs, against the least that anybody would write by hand.

    python benchmarks/generated_import.py

The bare module has an enum of the same codes and an exception class with `pass` for each. Each import runs in a fresh
process with its .pyc in place, and the median of several counts. Both need `enum`, so that it is imported before the
clock starts. Nothing else is, not even what installed packages import when Python starts (`-S`). Time is CPU time.
Memory is what tracemalloc counts, in another process.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import synthetic

ROUNDS = 15
SIZES = (30, 1_000, 5_000)
BARS = {1_000: 1.3, 5_000: 1.15}
"""The import of the package ÷ the import of the bare module, at most."""
MEMORY_BAR = 2.0
"""The memory of the package ÷ the memory of the bare module, at most."""
OLD_EXTRA = 12.3
"""What the first module, a single file with all classes, cost above the bare module of 30 codes, in imports of the bare
module (9.73 against 0.73 ms, measured in this way). The package may cost a quarter of that."""
TIMED = """\
import enum, sys, time
sys.path.insert(0, sys.argv[1])
start = time.process_time()
module = __import__(sys.argv[2])
imported = time.process_time()
code = next(iter(module.ErrorCode))
getattr(code, "info", None)
looked = time.process_time()
getattr(module, sys.argv[3])
made = time.process_time()
print(imported - start, looked - imported, made - looked)
"""
WEIGHED = """\
import enum, gc, sys, tracemalloc
sys.path.insert(0, sys.argv[1])
tracemalloc.start()
__import__(sys.argv[2])
gc.collect()
print(tracemalloc.get_traced_memory()[0])
"""


class Cost(NamedTuple):
    """What a module costs, in seconds and bytes."""

    import_: float
    first_info: float
    first_class: float
    memory: float


def costs(folder: Path, modules: dict[str, str]) -> dict[str, Cost]:
    """Return the costs of each module, measured in turns. `modules` has a class of each."""
    timings: dict[str, list[tuple[float, ...]]] = {module: [] for module in modules}
    for _round in range(ROUNDS + 1):
        for module, name in modules.items():
            timings[module].append(_numbers(TIMED, str(folder), module, name))
    medians = {  # the first run compiles it
        module: [statistics.median(column) for column in zip(*rows[1:], strict=True)]
        for module, rows in timings.items()
    }
    return {module: Cost(*medians[module], *_numbers(WEIGHED, str(folder), module)) for module in modules}


def _numbers(script: str, *arguments: str) -> tuple[float, ...]:
    """Return the numbers that a script prints in a process of its own, which may write .pyc files."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-S", "-c", script, *arguments]
    output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return tuple(map(float, output.split()))


def build(folder: Path, count: int) -> dict[str, str]:
    """Write the bare module, the package and the file of a catalog. Return them with a class of each."""
    from errcat.reading import load_bytes  # noqa: PLC0415 -- not needed in the children
    from errcat.resolved.resolve import resolve  # noqa: PLC0415
    from errcat.targets import TARGETS  # noqa: PLC0415

    text = "".join(synthetic.lines(count, 0, 0)).encode()
    resolved = resolve(load_bytes([("errors.yaml", text)]).catalog, "errors.yaml")
    classes = [f"Error{number}" for number in range(count)]
    members = "".join(f"    {error['names']['python']} = {json.dumps(error['code'])}\n" for error in resolved["errors"])
    bare = (
        f"from enum import Enum\n\n\nclass ErrorCode(str, Enum):\n{members}\n\nclass ApiError(Exception):\n    pass\n"
    )
    bare += "".join(f"\n\nclass {name}(ApiError):\n    pass\n" for name in classes)
    (folder / f"bare{count}.py").write_text(bare, encoding="utf-8")
    target = TARGETS["python"]
    for name in (f"package{count}", f"file{count}.py"):
        for artifact in target.render(resolved, target.values({}), name):
            path = folder / name / artifact.path if artifact.path else folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(artifact.text, encoding="utf-8")
    first = resolved["errors"][0]["names"]["python"]
    own = "".join(part.capitalize() for part in first.split("_")) + "Error"
    return {f"bare{count}": classes[0], f"package{count}": own, f"file{count}": own}


def main() -> None:
    """Build, measure, print."""
    print("\n codes   form      import ms   ÷ bare     at most   memory MB   ÷ bare   at most   .info ms   class ms")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for count in SIZES:
            found = costs(folder, build(folder, count))
            bare = found[f"bare{count}"]
            for form in ("bare", "package", "file"):
                print(row(count, form, found[f"{form}{count}"], bare))


def row(count: int, form: str, cost: Cost, bare: Cost) -> str:
    """Return a row of the table. Only the package has bars."""
    has_bars = form == "package"
    bar = f"{BARS.get(count, 1 + OLD_EXTRA / 4):.2f}" if has_bars else ""
    memory_bar = f"{MEMORY_BAR:.1f}" if has_bars and count in BARS else ""
    return (
        f"{count:>6,}   {form:<7}   {cost.import_ * 1000:>9.2f}   {cost.import_ / bare.import_:>6.2f}   {bar:>9}"
        f"   {cost.memory / 1e6:>9.2f}   {cost.memory / bare.memory:>6.2f}   {memory_bar:>7}"
        f"   {cost.first_info * 1000:>8.2f}   {cost.first_class * 1000:>8.2f}"
    )


if __name__ == "__main__":
    main()
