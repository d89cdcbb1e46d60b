"""How long the built Python module takes to import, as ratios to a bare enum of the same codes, measured in one run.

    python benchmarks/generated_import.py

Each import is in a fresh process, with its .pyc written before; the fastest of several counts. `enum` and `typing`,
which most programs have anyway, are imported before the clock starts.
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
    """The import, and the first look at what is known about a code."""
    found = []
    for _round in range(ROUNDS + 1):
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, "-c", TIMED, str(folder), module]
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        found.append(tuple(map(float, told.split())))
    imports, looks = zip(*found[1:], strict=True)  # the first one compiled it
    return statistics.median(imports), statistics.median(looks)


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
                f"    {one['names']['python']} = {json.dumps(one['code'])}\n" for one in resolved["errors"]
            )
            (folder / f"bare{count}.py").write_text(
                f"from enum import Enum\n\n\nclass ErrorCode(str, Enum):\n{members}"
            )
            bare, _look = seconds(folder, f"bare{count}")
            for level in ("none", "category", "code"):
                module = f"errors{count}_{level}"
                values = target.values({"exceptions": level})
                (folder / f"{module}.py").write_text(target.render(resolved, values, "errors.py")[0].text)
                imported, look = seconds(folder, module)
                row = f"{imported / bare:>18.2f}   {imported * 1000:>7.1f}   {look / imported:>19.2f}"
                print(f"{count:>6,}   {level:<10}   {row}")


if __name__ == "__main__":
    main()
