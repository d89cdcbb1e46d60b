"""Measure the list of all errors in a browser: 1,000 errors relative to 100.

    python benchmarks/index.py             100 and 1,000 errors
    python benchmarks/index.py --large     100 and 5,000; the build alone takes a minute

MkDocs builds the overview and its parts, and no pages of errors. Chromium loads the overview, types into the filter and
clears it. README.md explains the figures.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import synthetic
from playwright.sync_api import Browser, Page, sync_playwright

PATIENCE = 600
"""Seconds for a step on a busy machine: a slow step is printed, it doesn't fail."""
TYPED = ("p", "pa", "parcel", "parcel_l", "zzz")
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TYPE = """(text) => {
  const field = document.querySelector("#errcat-q");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
CONFIG = {
    "site_name": "Site",
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "extra_css": ["errors/assets/errcat.css"],
    "extra_javascript": ["errors/assets/errcat.js"],
    "validation": {"links": {"not_found": "ignore"}},
    "not_in_nav": "/errors/*",
    "markdown_extensions": ["admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences"],
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_arguments: object) -> None:
        pass


def build(folder: Path, count: int) -> Path:
    """Build the overview of a catalog and the parts of its list; return the folder of the site."""
    catalog = folder / "errors.yaml"
    catalog.write_text("".join(synthetic.lines(count, 0, 0)), encoding="utf-8")
    errors = folder / "docs" / "errors"
    errcat = [
        sys.executable,
        "-m",
        "errcat",
        "build",
        str(catalog),
        "--markdown",
        str(errors),
        "--set",
        "markdown.twins=false",
    ]
    subprocess.run(errcat, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for file in errors.iterdir():
        if file.is_dir() and file.name not in ("about", "assets"):
            shutil.rmtree(file)
        elif file.suffix == ".md" and file.name != "index.md":
            file.unlink()
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(CONFIG), encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(mkdocs, cwd=folder, check=True, env=environment, stderr=subprocess.DEVNULL)
    return folder / "site"


def measure(browser: Browser, site: Path) -> dict[str, float]:
    """Return the seconds of each step, and the size of the page."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    started = time.perf_counter()
    page.goto(f"http://127.0.0.1:{server.server_port}/errors/", wait_until="commit")
    page.wait_for_function("document.querySelector('.errcat-count')?.textContent")
    page.evaluate(DRAWN)
    found = {"load": time.perf_counter() - started}
    found["type"] = sum(typed(page, text) for text in TYPED) / len(TYPED)
    found["clear"] = typed(page, "")
    found["elements"] = page.evaluate("document.querySelectorAll('*').length")
    found["pixels high"] = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    server.shutdown()
    return found


def typed(page: Page, text: str) -> float:
    """Return the seconds until a list filtered by a text is drawn."""
    started = time.perf_counter()
    page.evaluate(TYPE, text)
    page.evaluate(DRAWN)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the list of all errors in a browser.")
    parser.add_argument("--large", action="store_true")
    few, many = (100, 5_000) if parser.parse_args().large else (100, 1_000)
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for count in (few, many):
            with TemporaryDirectory() as folder:
                site = build(Path(folder), count)
                measure(browser, site)  # warms the browser
                found.append(measure(browser, site))
        browser.close()
    print(f"{'':>12} {few:>8,} {many:>8,} {'ratio':>8}")
    for key, small in found[0].items():
        print(f"{key:>12} {small:>8.2f} {found[1][key]:>8.2f} {found[1][key] / small:>8.2f}")


if __name__ == "__main__":
    main()
