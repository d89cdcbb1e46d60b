"""Sites as their readers meet them: built whole, served with the headers that they print, opened in a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mkdocs_runs import run_mkdocs
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from built import ROOT
from processes import PATIENCE
from profiles import IS_LONG
from shared import made_once

BIG = 1_000 if IS_LONG else 200
"""Errors of the largest catalog: enough for lists that are split, filters and a search."""
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"
"""The shell is the same engine without the windows around it: a new reader costs a third of what it costs in Chromium."""
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RESTS = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const ends = (one) => one.effect?.getComputedTiming().endTime !== Infinity;
  do {
    await frame();
    await frame();
    await Promise.all(document.getAnimations().filter(ends).map((one) => one.finished.catch(() => null)));
    await new Promise(setTimeout);
  } while (document.getAnimations().some((one) => ends(one) && one.playState === "running"));
}"""
"""A script that waits until a page rests."""
SEPARATOR = r"""'[\s\-_,:!=\[\]()"`/]+|\.(?!\d)|(?!\b)(?=[A-Z][a-z])|&[lg]t;'"""
WITHOUT_SEARCH = "without-search"
"""A cookie of readers who don't search. The worker of a search is half of a page's work, and the index a third of the rest."""
FOR_SEARCHES = {
    "/workers/search.": ("text/javascript", b""),
    "/search/search_index.json": ("application/json", b'{"config": {"lang": ["en"], "separator": " "}, "docs": []}'),
}
"""What such readers get: by a part of the address, the type and the body."""
CONFIG = f"""\
site_name: Try
site_url: https://try.example/
theme: {{name: material, font: false, features: [navigation.path, navigation.indexes, content.tabs.link]}}
extra: {{generator: false}}
plugins:
  - search: {{separator: {SEPARATOR}}}
%s
validation: {{omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: warn}}
markdown_extensions: [admonition, attr_list, md_in_html, tables, {{toc: {{permalink: true}}}}, pymdownx.superfences, pymdownx.highlight, {{pymdownx.tabbed: {{alternate_style: true}}}}]
"""


def mkdocs(folder: Path, *, strict: bool = True) -> subprocess.CompletedProcess[str]:
    """Build the site of a folder."""
    return run_mkdocs(["build", *(["--strict"] if strict else [])], folder)


def site_of(folder: Path, catalogs: dict[str, Path], *, nav: str = "", pages: dict[str, str] | None = None) -> Path:
    """A site with the pages of some catalogs, through the plugin."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name, text in ({"index.md": "# Home\n"} | (pages or {})).items():
        (docs / name).write_text(text, encoding="utf-8")
    lines = ["  - errcat:", "      headers: true", "      catalogs:"]
    lines += [f"        - {{catalog: '{file}', to: {to}, relative_links: text}}" for to, file in catalogs.items()]
    (folder / "mkdocs.yml").write_text(CONFIG % "\n".join(lines) + nav, encoding="utf-8")
    return folder


def without_search(address: str) -> dict[str, str]:
    """The cookie of a reader who doesn't search."""
    return {"name": WITHOUT_SEARCH, "value": "1", "url": address}


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves as a host of static sites does: with the headers of `_headers`, and with 404.html."""

    def do_GET(self) -> None:
        if WITHOUT_SEARCH in self.headers.get("Cookie", ""):
            for part, (media_type, body) in FOR_SEARCHES.items():
                if part in self.path:
                    self.send_response(200)
                    self.send_header("Content-Type", media_type)
                    self.end_headers()
                    self.wfile.write(body)
                    return
        super().do_GET()

    def end_headers(self) -> None:
        if any(part in self.path for part in FOR_SEARCHES):
            self.send_header("Cache-Control", "no-store")  # it isn't the same for all readers
        headers = Path(self.directory) / "_headers"
        if headers.exists():
            for line in headers.read_text(encoding="utf-8").splitlines():
                if line.startswith("  "):
                    name, _colon, value = line.strip().partition(": ")
                    self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *_arguments: object) -> None:
        pass


@dataclass
class Served:
    """A built site and its address."""

    folder: Path
    address: str


@pytest.fixture(scope="session")
def serve() -> Iterator[object]:
    servers = []

    def start(folder: Path) -> Served:
        handler = functools.partial(_Handler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Served(folder, f"http://127.0.0.1:{server.server_port}/")

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def own(serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """errcat's own site. `make test` has just built it, and says where it is."""
    built = os.environ.get("ERRCAT_SITE")
    return serve(ROOT / built if built else made_once(tmp_path_factory, "own", build_own))


def build_own(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ROOT / "site" / "mkdocs.yml", "-d", folder],
        capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="session")
def tried(serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A site of a catalog that uses everything, of hostile texts, of repeated codes, and of BIG errors."""
    return serve(made_once(tmp_path_factory, "tried", build_tried) / "made" / "site")


NAMED = """\
errcat: 1
errors:
  - code: duplicate-code
    message: the code "{code}" is used twice
    params: {code: {description: A param with the name of a field}}
"""


def build_tried(folder: Path) -> None:
    big = folder / "big.yaml"
    script = ROOT / "benchmarks" / "synthetic.py"
    big.write_bytes(subprocess.run([sys.executable, script, str(BIG)], capture_output=True, check=True).stdout)
    named = folder / "named.yaml"
    named.write_text(NAMED, encoding="utf-8")
    catalogs = {
        "whole": ROOT / "tests" / "golden" / "catalog.yaml",
        "hostile": ROOT / "tests" / "odd" / "hostile-texts.yaml",
        "repeated": ROOT / "tests" / "odd" / "repeated-codes.yaml",
        "big": big,
        "named": named,
    }
    home = "# Home\n\nSee [[PARCEL_NOT_FOUND]] and [[hostile-texts/MARKUP]].\n\n    [[not.this]]\n"
    site_of(folder / "made", catalogs, pages={"index.md": home})
    done = mkdocs(folder / "made")
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        assert os.environ.get("CI") != "true", "Chromium is missing: tests/site/install.sh"
        pytest.skip("Chromium is not installed: tests/site/install.sh installs Debian's")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Windows:
    """The windows of a browser, with scripts and without. What a page loads stays in their cache for all tests."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[bool, BrowserContext] = {}

    def context(self, *, scripts: bool) -> BrowserContext:
        if scripts not in self._contexts:
            context = self._browser.new_context(java_script_enabled=scripts)
            context.set_default_timeout(PATIENCE * 1000)
            self._contexts[scripts] = context
        return self._contexts[scripts]

    def clear(self) -> None:
        """Close all pages, and forget what they were allowed."""
        for context in self._contexts.values():
            for page in context.pages:
                page.close()
            context.clear_cookies()
            context.clear_permissions()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@dataclass
class Reader:
    """Somebody with a browser, and what went wrong there."""

    windows: Windows
    trouble: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    pending: list[Request] = field(default_factory=list)

    def open(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        scripts: bool = True,
        searches: bool = False,
        first: str = "",
    ) -> Page:
        """A page, as somebody sees it who has never been there.

        `searches`: the search finds something. `first`: a script that runs before those of the page.
        """
        context = self.windows.context(scripts=scripts)
        context.clear_cookies()
        if not searches:
            context.add_cookies([without_search(address)])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        session = context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage,indexeddb"})
        session.detach()
        if first:
            page.add_init_script(first)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda said: self.trouble.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", self._requested)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.goto(address)
        if scripts:
            self.settle(page)
        return page

    def look_again(self, page: Page, *, width: int, dark: bool) -> None:
        """Load a page once more, as another reader sees it."""
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        self.settle(page)
        # Material stores its colours, and stores them again when it hears of the new media, at a time of its own. What
        # is cleared now may be back before the page goes: the page that comes has to clear it.
        page.add_init_script("localStorage.clear()")
        page.reload()
        self.settle(page)

    def allow(self, *permissions: str) -> None:
        """Allow something to the pages that are open."""
        self.windows.context(scripts=True).grant_permissions(list(permissions))

    def settle(self, page: Page) -> None:
        """Wait until a page rests: it has drawn itself, no animation runs, and each request has its answer."""
        end = time.monotonic() + PATIENCE
        page.evaluate(RESTS)
        while self.pending:
            assert time.monotonic() < end, [request.url for request in self.pending]
            page.wait_for_timeout(10)  # lets events come in
            page.evaluate(RESTS)

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)
        self.pending.append(request)

    def _answered(self, request: Request) -> None:
        if request in self.pending:
            self.pending.remove(request)


@pytest.fixture
def reader(windows: Windows) -> Iterator[Reader]:
    """A reader; that no script fails, no policy is broken and no request leaves the site is part of every test."""
    one = Reader(windows)
    yield one
    windows.clear()
    assert [text for text in one.trouble if "404 (Not Found)" not in text] == []
    assert [url for url in one.requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
