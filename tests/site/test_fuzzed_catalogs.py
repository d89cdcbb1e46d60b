"""Hostile catalogs as a website: opened, searched and filtered in a real browser, no text of theirs runs.

The site is the README's with Material's `tags` plugin on top, and without a Content-Security-Policy: that must not be what
protects. Every script of the hostile texts sets `window.errcat_canary`.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page
from searching import COUNTS, search_for

from conftest import Served, mkdocs, without_search
from fuzz.accepted_catalogs import accepted, errors_in, examined
from fuzz.cases import NAMED, SEEDS, as_accepted
from fuzz.catalog_text import text_of
from fuzz.hostile_values import CANARY, SUBJECTS
from processes import PATIENCE
from profiles import IS_LONG

RANDOM = 40 if IS_LONG else 6
WORDS = ("img", "script", "onerror", "errcat_canary", "<img src=x onerror=window.errcat_canary=1>", "&lt;", "order")
"""What somebody may search for who looks for trouble."""
SUBJECTS_SHOWN = ("HTML elements", "HTML attributes", "JavaScript", "addresses", "code in Markdown", "templates")
CONFIG = """\
site_name: Hostile
site_url: https://hostile.example/
theme: {name: material, font: false}
extra: {generator: false}
plugins:
  - search
  - tags
  - errcat: {catalogs: [%s]}
markdown_extensions: [admonition, attr_list, md_in_html, tables, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}]
"""


def every_value() -> dict[str, object]:
    """Errors that have each value in each plain field."""
    values = [value for subject in SUBJECTS_SHOWN for value in SUBJECTS[subject]]
    fields = ("title", "message", "action", "user_message", "owner", "since")
    return {
        "errcat": 1,
        "api": {"name": values[0], "summary": values[2]},
        "errors": [
            {"code": value if len(value) < 100 else f"c{number}", "name": f"N_{number}", **dict.fromkeys(fields, value or "a"), "tags": [value or "a"]}
            for number, value in enumerate(dict.fromkeys(values))
        ],
    }  # fmt: skip


def named_together() -> dict[str, object]:
    """The named defects that `check` accepts, as one catalog: a page each."""
    errors, retired = [], []
    for number, one in enumerate(NAMED.values()):
        if not errors_in(examined(text_of(one))):
            for gone in one.get("retired", ()):
                code = gone if isinstance(gone, str) else gone["code"]
                retired.append({"code": f"{code} gone", "reason": code, "replaced_by": f"lost_{number}"})
            errors += [
                {**error, "type": "one", "name": f"N_{number}_{at}"}
                | ({"code": f"lost_{number}"} if error["code"] == "order_lost" else {})
                for at, error in enumerate(one["errors"])
            ]
    return {"errcat": 1, "codes": {"unique": "none"}, "types": {"one": {}}, "errors": errors, "retired": retired}


def acceptable() -> dict[str, dict[str, object]]:
    """The catalogs that `check` accepts, by the folder that their pages are in."""
    made: dict[str, dict[str, object] | None] = {"named": named_together()}
    made["every"] = accepted(every_value(), Random(1))  # noqa: S311 -- reproducible, not secret
    made |= {f"random{seed}": as_accepted(seed) for seed in SEEDS[:RANDOM]}
    return {name: one for name, one in made.items() if one}


@pytest.fixture(scope="module")
def hostile(serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    catalogs = acceptable()
    for name, data in catalogs.items():
        (folder / f"{name}.yaml").write_bytes(text_of(data))
    listed = ", ".join(f"{{catalog: {name}.yaml, to: {name}, relative_links: text}}" for name in catalogs)
    (folder / "mkdocs.yml").write_text(CONFIG % listed, encoding="utf-8")
    done = mkdocs(folder, strict=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return serve(folder / "site")


class Watched:
    """A page of a browser, and everything in it that only a script of a catalog would do."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.happened: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.happened.append(f"error {error}"))
        self.page.on("request", self._request)

    def _dialog(self, dialog) -> None:
        self.happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.happened.append(f"request {request.url}")

    def require_quiet(self, where: str) -> None:
        if self.page.evaluate(f"() => window.{CANARY} !== undefined"):
            self.happened.append("the canary is set: a script ran")
        active = self.page.evaluate(
            """() => [...document.querySelectorAll("main *, .md-search *")].flatMap(one => [...one.attributes]
               .filter(it => it.name.startsWith("on") || /^\\s*(?:javascript|vbscript|data:text)/i.test(it.value) && /href|src|action/.test(it.name))
               .map(it => `<${one.tagName} ${it.name}=${it.value}>`))"""
        )
        assert self.happened + active == [], where


@pytest.fixture
def watched(browser: Browser):
    one = Watched(browser)
    yield one
    one.page.close()


def addresses(served: Served) -> list[str]:
    pages = [path.parent.relative_to(served.folder).as_posix() for path in sorted(served.folder.rglob("index.html"))]
    overviews = [page for page in pages if page.count("/") == 0]
    rest = [page for page in pages if page not in overviews]
    return [*overviews, *rest[:: max(1, len(rest) // (2000 if IS_LONG else 15))]]


@pytest.mark.slow("opens dozens of pages in a browser")
def test_nothing_runs_when_pages_are_opened(watched: Watched, hostile: Served):
    watched.page.context.add_cookies([without_search(hostile.address)])
    for address in addresses(hostile):
        watched.page.goto(f"{hostile.address}{address}/", wait_until="load")
        watched.require_quiet(address)


def test_nothing_runs_when_somebody_searches(watched: Watched, hostile: Served):
    watched.page.add_init_script(COUNTS)
    watched.page.goto(hostile.address, wait_until="load")
    assert search_for(watched.page, "lost")
    for word in WORDS:
        search_for(watched.page, word)
        watched.require_quiet(f"search for {word}")


def test_nothing_runs_when_the_list_is_filtered(watched: Watched, hostile: Served):
    watched.page.context.add_cookies([without_search(hostile.address)])
    watched.page.goto(f"{hostile.address}every/", wait_until="load")
    box = watched.page.get_by_label("Text", exact=True)
    for word in WORDS:
        box.fill(word)
        watched.require_quiet(f"filter by {word}")
        watched.page.goto(f"{hostile.address}every/?text={word}", wait_until="load")
        watched.require_quiet(f"address with {word}")


def test_the_search_index_holds_no_markup_of_a_catalog(hostile: Served):
    index = json.loads((Path(hostile.folder) / "search" / "search_index.json").read_text(encoding="utf-8"))
    for one in index["docs"]:
        for tag in one.get("tags", ()):
            assert not set(tag) & set("<>&\"'"), (one["location"], tag)
