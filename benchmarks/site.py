"""Measure what a catalog costs a website, relative to MkDocs with the same Markdown, and an edit in `errcat serve`.

    python benchmarks/site.py             100 and 1,000 errors
    python benchmarks/site.py --quick     50 and 200
    python benchmarks/site.py --large     1,000 and 5,000

MkDocs builds three sites with Material and its search, each in its own process: one with the plugin, one with the pages
that the plugin generates as plain files, and one with as many short pages. README.md explains the figures.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import synthetic
from websites import same_markdown, write_site

from errcat.preview.server import VERSION, Preview
from errcat.settings import read_settings

PAGE = '# {name}\n\nA paragraph about {name}.\n\n```json\n{{\n  "code": "{name}"\n}}\n```\n'


def built(folder: Path) -> tuple[float, int, int]:
    """Return the processor seconds of a build, the number of pages, and the bytes of the longest."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    before = os.times()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env=environment)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    sizes = [file.stat().st_size for file in (folder / "site").rglob("*.html")]
    return seconds, len(sizes), max(sizes)


def after_an_edit(catalog: Path, folder: Path) -> float:
    """Return the seconds from an edit of a message to its page in the preview: the median of three."""
    folder.mkdir()
    text = catalog.read_text(encoding="utf-8")
    preview = Preview(str(catalog), folder, read_settings(None), lambda _status: None)
    preview.answer("/")
    seconds = []
    for number in range(3):
        catalog.write_text(text.replace("message: ", f"message: {number} ", 1), encoding="utf-8")
        started = time.perf_counter()
        preview.answer(VERSION)
        preview.answer("/")
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what pages of a catalog cost a site.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    counts = (50, 200) if given.quick else (1_000, 5_000) if given.large else (100, 1_000)
    costs = []
    columns = ("errors", "pages", "÷ same Markdown", "÷ short pages", "longest page", "search", "decoder", "edit")
    print(" ".join(f"{column:>15}" for column in columns))
    for count in counts:
        with TemporaryDirectory() as name:
            folder = Path(name)
            catalog = folder / "errors.yaml"
            catalog.write_text("".join(synthetic.lines(count, 0, 0)), encoding="utf-8")
            write_site(folder / "ours", [{"errcat": {"catalogs": [{"catalog": str(catalog)}]}}], {})
            ours, pages, longest = built(folder / "ours")
            write_site(folder / "same", [], same_markdown(catalog, folder / "markdown"))
            same, _pages, _longest = built(folder / "same")
            names = [f"NAME_{number:05}" for number in range(pages)]
            write_site(folder / "short", [], {f"pages/{name}": PAGE.format(name=name) for name in names})
            short, _pages, _longest = built(folder / "short")
            output = folder / "ours" / "site"
            search = (output / "search" / "search_index.json").stat().st_size
            decoder = (output / "errors" / "assets" / "errcat-codes.js").stat().st_size
            edit = after_an_edit(catalog, folder / "preview")
        costs.append(ours / count)
        cells = (f"{count:,}", f"{pages:,}", f"{ours / same:.2f}", f"{ours / short:.2f}", f"{longest:,} B")
        sizes = (f"{search:,} B", f"{decoder:,} B", f"{edit:.2f} s")
        print(" ".join(f"{cell:>15}" for cell in (*cells, *sizes)), flush=True)
    print(f"\nAn error of {counts[1]:,} costs {costs[1] / costs[0]:.2f} of one of {counts[0]:,}.")


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"Measured in {time.monotonic() - started:.0f} s.")
