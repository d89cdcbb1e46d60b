"""Measure the import of the built Python module, relative to a bare enum of the same codes.

    python benchmarks/generated_import.py

Each import runs in a fresh process with its .pyc in place, and the median of several counts. `enum` and `typing`, which
most programs import anyway, are imported before the clock starts.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import synthetic

ROUNDS = 9
SIZES = (100, 300, 1_000, 5_000)
TIMED = """\
import enum, sys, time, typing
sys.path.insert(0, sys.argv[1])
start = time.perf_counter()
__import__(sys.argv[2])
middle = time.perf_counter()
codes = getattr(sys.modules[sys.argv[2]], "ErrorCode")
getattr(next(iter(codes)), "info", None)
print(middle - start, time.perf_counter() - middle)
"""


def seconds(folder: Path, module: str) -> tuple[float, float]:
    """Return the seconds of the import, and of the first access to the data of a code."""
    timings = []
    for _round in range(ROUNDS + 1):
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-c", TIMED, str(folder), module]
        output = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        timings.append(tuple(map(float, output.split())))
    imports, accesses = zip(*timings[1:], strict=True)  # the first run compiles it
    return statistics.median(imports), statistics.median(accesses)


def main() -> None:
    """Build, measure, print."""
    from errcat.reading import load_bytes  # noqa: PLC0415 -- not needed in the children
    from errcat.resolved.resolve import resolve  # noqa: PLC0415
    from errcat.targets import TARGETS  # noqa: PLC0415

    target = TARGETS["python"]
    print("\n codes   exceptions   import ÷ bare enum        ms   first look ÷ import")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for count in SIZES:
            text = "".join(synthetic.lines(count, 0, 0)).encode()
            resolved = resolve(load_bytes([("errors.yaml", text)]).catalog, "errors.yaml")
            members = "".join(
                f"    {error['names']['python']} = {json.dumps(error['code'])}\n" for error in resolved["errors"]
            )
            (folder / f"bare{count}.py").write_text(
                f"from enum import Enum\n\n\nclass ErrorCode(str, Enum):\n{members}"
            )
            bare, _access = seconds(folder, f"bare{count}")
            for level in ("none", "category", "code"):
                module = f"errors{count}_{level}"
                values = target.values({"exceptions": level})
                (folder / f"{module}.py").write_text(target.render(resolved, values, "errors.py")[0].text)
                imported, access = seconds(folder, module)
                row = f"{imported / bare:>18.2f}   {imported * 1000:>7.1f}   {access / imported:>19.2f}"
                print(f"{count:>6,}   {level:<10}   {row}")


if __name__ == "__main__":
    main()
