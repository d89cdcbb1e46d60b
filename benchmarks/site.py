"""Measure what the pages of a catalog cost a site, relative to as many plain pages.

    python benchmarks/site.py             100 and 1,000 errors
    python benchmarks/site.py --quick     50 and 200

MkDocs builds both sites with Material and its search, each in its own process: one with the plugin, and one with as
many handwritten pages, each with a heading, a paragraph and a block of code. README.md explains the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import synthetic

PAGE = '# {name}\n\nA paragraph about {name}.\n\n```json\n{{\n  "code": "{name}"\n}}\n```\n'
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences", {"pymdownx.tabbed": {"alternate_style": True}}]  # fmt: skip # noqa: E501 -- as mkdocs.yml has it


def site(folder: Path, plugin: list[object], pages: dict[str, str]) -> None:
    """Write the sources of a site."""
    (folder / "docs" / "pages").mkdir(parents=True)
    for name, text in {"index": "# Home\n", **pages}.items():
        (folder / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    config = {
        "site_name": "Site",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", *plugin],
        "markdown_extensions": EXTENSIONS,
        "not_in_nav": "/pages/*",
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")


def built(folder: Path) -> tuple[float, int, int]:
    """Return the processor seconds of a build, the number of pages, and the bytes of the longest."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    before = os.times()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env=environment)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    sizes = [file.stat().st_size for file in (folder / "site").rglob("*.html")]
    return seconds, len(sizes), max(sizes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what pages of a catalog cost a site.")
    parser.add_argument("--quick", action="store_true")
    counts = (50, 200) if parser.parse_args().quick else (100, 1_000)
    costs = []
    print(f"{'errors':>8} {'pages':>8} {'÷ plain pages':>15} {'longest page':>15}")
    for count in counts:
        with TemporaryDirectory() as folder:
            catalog = Path(folder) / "errors.yaml"
            catalog.write_text("".join(synthetic.lines(count, 0, 0)), encoding="utf-8")
            site(Path(folder) / "ours", [{"errcat": {"catalogs": [{"catalog": str(catalog)}]}}], {})
            ours, pages, longest = built(Path(folder) / "ours")
            names = [f"NAME_{number:05}" for number in range(pages)]
            site(Path(folder) / "plain", [], {f"pages/{name}": PAGE.format(name=name) for name in names})
            plain, _pages, _longest = built(Path(folder) / "plain")
        costs.append(ours / count)
        print(f"{count:>8,} {pages:>8,} {ours / plain:>15.2f} {longest:>12,} B", flush=True)
    print(f"\nAn error of {counts[1]:,} costs {costs[1] / costs[0]:.2f} of one of {counts[0]:,}.")


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"Measured in {time.monotonic() - started:.0f} s.")
