"""Measure `errcat diff` on two large catalogs, relative to the check of both.

    python benchmarks/diff.py            10,000 entries against 10,000, with 500 changes
    python benchmarks/diff.py --quick    1,000 entries, fewer rounds

Every figure is the processor time of a process, and the fastest of several rounds counts. README.md explains the ratio.
"""

from __future__ import annotations

import argparse
import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import synthetic
from check import ERRCAT, measure, whole_process

CHANGES = 500


def changed(text: str, entries: int) -> str:
    """The same catalog, in which some errors have another status."""
    numbers = count()
    every = max(entries // CHANGES, 1)

    def other(match: re.Match[str]) -> str:
        return "    status: 418" if next(numbers) % every == 0 else match[0]

    return re.sub(r"^    status: \d+", other, text, flags=re.MULTILINE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure errcat diff.")
    parser.add_argument("--quick", action="store_true", help="a smaller catalog, fewer rounds")
    options = parser.parse_args()
    entries = 1_000 if options.quick else 10_000
    with TemporaryDirectory() as name:
        old, new = Path(name) / "old.yaml", Path(name) / "new.yaml"
        old.write_text(synthetic.catalog(entries), encoding="utf-8")
        new.write_text(changed(old.read_text(encoding="utf-8"), entries), encoding="utf-8")
        jobs = {
            "old": whole_process(*ERRCAT, "check", str(old), "--fail-on", "never"),
            "new": whole_process(*ERRCAT, "check", str(new), "--fail-on", "never"),
            "diff": whole_process(*ERRCAT, "diff", str(old), str(new), "--fail-on", "never", "--format", "json"),
        }
        costs = measure(jobs, rounds=3 if options.quick else 5)
    both = costs["old"].seconds + costs["new"].seconds
    print(f"entries  diff ÷ check of both   peak MB\n{entries:>7} {costs['diff'].seconds / both:>22.2f}", end="")
    print(f" {costs['diff'].megabytes:>9.0f}")


if __name__ == "__main__":
    main()
