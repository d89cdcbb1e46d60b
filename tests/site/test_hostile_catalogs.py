"""A catalog of a hostile contributor runs no script in a reader's browser: opened, searched, filtered, decoded.

Every text of a catalog that uses everything has markup in it. Built once by each generator, with all that themes offer.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import expect
from searching import COUNTS, search_for

from built import WHOLE
from conftest import SEPARATOR, Reader, Served, mkdocs

PAYLOADS = (
    "<img src=x onerror=alert('{id}')>",
    "\"><script>alert('{id}')</script>",
    "'><svg onload=alert('{id}')>",
    "\" onmouseover=\"alert('{id}')",
    "javascript:alert('{id}')",
    "</title></script><script>alert('{id}')</script>",
    "&lt;img src=x onerror=alert('{id}')&gt;",
    "`</code><img src=x onerror=alert('{id}')>`",
    "]](x \"<img src=x onerror=alert('{id}')>\") [x](javascript:alert('{id}'))",
    "--><img src=x onerror=alert('{id}')><!--",
)
_PLAIN = frozenset([
    "title", "message", "action", "user_message", "when", "owner", "since", "reason", "summary", "version",
    "format",
])  # fmt: skip
"""Keys of plain texts, which take a payload as it is; of an API also `name`, of a link also `description`."""
_MARKDOWN = frozenset(["description", "text", "body", "advice"])
_DATA = frozenset(["details", "envelope", "codes", "request", "response", "transports"])
FEATURES = (
    "navigation.path, navigation.footer, navigation.top, navigation.instant, navigation.instant.preview, toc.follow, "
    "content.tabs.link, content.tooltips, content.code.copy, content.code.annotate, content.footnote.tooltips, "
    "search.suggest, search.highlight, search.share"
)
CONFIG = f"""\
site_name: Try
site_url: https://try.example/
theme: {{name: material, font: false, features: [{FEATURES}]}}
extra: {{generator: false}}
plugins:
  - search: {{separator: {SEPARATOR}}}
  - tags
%s
markdown_extensions: [admonition, attr_list, md_in_html, tables, def_list, footnotes, abbr, {{toc: {{permalink: true}}}}, pymdownx.superfences, pymdownx.highlight, {{pymdownx.tabbed: {{alternate_style: true}}}}]
"""
WATCH = """
globalThis.alert = (what) => console.error(`ran: ${what}`);
const look = (one) => {
  for (const { name, value } of one.attributes ?? []) {
    const isOwn = one.dataset.mdComponent === "search-share";
    const isAddress = /^(xlink:)?(href|src|srcdoc|action|formaction|data)$/.test(name);
    if (name.startsWith("on") || (isAddress && /^\\s*(javascript|data|vbscript):/i.test(value) && !isOwn)) {
      console.error(`could run: ${one.outerHTML.slice(0, 200)}`);
    }
  }
};
new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    for (const one of [target, ...addedNodes]) {
      look(one);
      one.querySelectorAll?.("*").forEach(look);
    }
  }
}).observe(document, { attributes: true, childList: true, subtree: true });
"""
"""Whatever runs, or would if somebody clicked it, is an error of the page: the reader's test fails at the end."""


SHARING = 15
"""Errors that have one code: more than a page names."""


class Attack:
    """Payloads, each kind in turn, each with a number that says where it was put."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return PAYLOADS[self.count % len(PAYLOADS)].format(id=self.count)

    def on(self, value: Any, key: str = "") -> Any:
        """The same data with a payload in every text."""
        if isinstance(value, dict):
            is_link = "url" in value and key != "support"
            return {
                name: one
                if name in _DATA
                else f"{one} {self()}"
                if isinstance(one, str) and (name in _PLAIN or (is_link and name == "description"))
                else f"{one.rstrip()}\n\n`` {self().replace('`', '')} ``\n"
                if isinstance(one, str) and name in _MARKDOWN
                else self.on(one, name)
                for name, one in value.items()
            }
        if isinstance(value, list):
            texts = key in ("causes", "solutions", "enum", "operations", "fields")
            return [
                f"`` {self().replace('`', '')} ``" if texts and isinstance(one, str) else self.on(one, key)
                for one in value
            ]
        return value


def hostile() -> str:
    """The catalog that uses everything, with payloads in its texts and in codes."""
    data = yaml.safe_load(WHOLE.read_text(encoding="utf-8"))
    data["codes"] = {"unique": "none"}
    attack = Attack()
    data = attack.on(data)
    data["api"]["name"] += attack()
    data["api"]["request_id"]["example"] += attack()
    for number, payload in enumerate(PAYLOADS):
        code = payload.format(id=f"code {number}")[:128]
        data["errors"].append({
            "code": code, "name": f"IMG_{number}", "number": 4900 + number, "status": 400 + number, "message": attack(),
            "title": attack(), "category": "fix", "action": attack(), "group": "parcels", "see_also": [f"IMG_{int(not number)}"],
        })  # fmt: skip
        gone = payload.format(id=f"gone {number}")[:128]
        data["retired"].append({"code": gone, "name": f"GONE_{number}", "reason": attack(), "since": attack()})
        data["retired"].append({"code": f"{gone}.", "replaced_by": code})
        data["reserved"].append({"code": f"{gone}!", "reason": attack()})
    for number in range(SHARING):
        data["errors"].append({"code": "SHARED", "name": f"SHARED_{number}", "status": 418, "message": attack()})
    names = [f"v{number}" for number in range(20)]
    data["errors"].append({
        "code": "SLOW", "status": 417, "message": "".join(f"{{{name}}}" for name in names) + "x",
        "params": {name: {} for name in names},
    })  # fmt: skip
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def built_by_mkdocs(folder: Path, catalog: Path) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n\n[[IMG_0]]\n", encoding="utf-8")
    plugin = f"  - errcat: {{catalogs: [{{catalog: '{catalog}', to: e, relative_links: text}}]}}"
    (folder / "mkdocs.yml").write_text(CONFIG % plugin, encoding="utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "site"


def built_by_zensical(folder: Path, catalog: Path) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"{CONFIG % ''}extra_css: [e/assets/errcat.css]\nextra_javascript: [e/assets/errcat.js]\n", encoding="utf-8"
    )
    bin = Path(sys.executable).parent
    pages = [bin / "errcat", "build", catalog, "--markdown", "docs/e", "--set", "markdown.relative-links=text"]
    for command in (pages, [bin / "zensical", "build", "--clean"]):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ})
        assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
    return folder / "site"


@pytest.fixture(scope="module", params=[built_by_mkdocs, built_by_zensical], ids=["material", "zensical"])
def attacked(request: pytest.FixtureRequest, serve: Any, tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("attacked")
    catalog = folder / "errors.yaml"
    catalog.write_text(hostile(), encoding="utf-8")
    return serve(request.param(folder / "made", catalog))


_ADDRESSES = frozenset(["href", "xlink:href", "src", "srcdoc", "action", "formaction", "data"])


class _Markup(HTMLParser):
    """What of a page could run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts: list[str] = []
        self._is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._is_script = tag == "script"
        if given.get("data-md-component") == "search-share":
            return
        for name, value in given.items():
            is_script = name in _ADDRESSES and re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE)
            if name.startswith("on") or is_script:
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self._is_script and "alert(" in data:
            self.found.append(data)
        self._is_script = False


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text(encoding="utf-8")


def test_no_page_has_anything_that_could_run(attacked: Served):
    count = 0
    for name, text in pages_of(attacked.folder):
        parser = _Markup()
        parser.feed(text)
        assert parser.found == [], name
        count += 1
    assert count > 50
    assert len(re.findall(r"alert\(", "".join(text for _name, text in pages_of(attacked.folder)))) > 300


OPENED = (
    "", "parcel-not-found/", "img-1/", "gone-1/", "by/category/fix/", "about/map/", "about/lifecycle/", "guides/retries/",
)  # fmt: skip


@pytest.mark.slow("opens a page of each kind in a browser")
def test_opening_pages_runs_nothing(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}", first=WATCH)
    # Material makes markup of titles, where its own tooltips are on
    for link in page.locator("article p a[title]").all():
        link.hover()
        expect(page.locator(".md-tooltip2")).to_contain_text("onerror")
        page.mouse.move(0, 0)
    for name in OPENED:
        page.goto(f"{attacked.address}e/{name}")
        expect(page.locator("h1").first).to_be_visible()


@pytest.mark.slow("types seven searches into a large website")
def test_searching_runs_nothing(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/img-0/", searches=True, first=WATCH + COUNTS)
    for words in ("img", "script", "alert", "svg", "onerror", "gone"):
        assert search_for(page, words), words
    assert any("IMG_3" in one for one in search_for(page, "4903"))  # a number that is in no heading


def test_filtering_runs_nothing(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/?text={quote(PAYLOADS[0])}&category={quote(PAYLOADS[1])}", first=WATCH)
    text = page.locator("#errcat-q")
    expect(text).to_have_value(PAYLOADS[0])
    text.fill("img")
    for select in page.locator(".errcat-filter select").all():
        for option in select.locator("option").all()[:6]:
            select.select_option(option.get_attribute("value"))


def test_decoding_runs_nothing(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/about/decoder/", first=WATCH)
    for number, payload in enumerate(PAYLOADS):
        code = payload.format(id=f"code {number}")
        page.locator("#errcat-paste").fill(f"{code} {payload.format(id='pasted')}")
        page.get_by_role("button", name="Decode").click()
        expect(page.locator(".errcat-result")).not_to_be_empty()
    page.goto(f"{attacked.address}e/about/decoder/#code=IMG_0&parcel_id={quote(PAYLOADS[0])}")
    page.reload()
    expect(page.locator(".errcat-card h2")).to_contain_text("onerror")
    page.locator(".errcat-page h2").first.wait_for()


def test_an_address_that_is_not_there_runs_nothing(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/{quote(PAYLOADS[0])}/", first=WATCH)
    expect(page.locator("h1").first).to_be_visible()


def test_words_for_the_search_are_no_tags_and_are_not_shown(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/img-0/", first=WATCH)
    expect(page.locator(".md-tags, .md-tag")).to_have_count(0)
    hidden = page.locator(".errcat-words")
    expect(hidden).to_be_hidden()
    assert hidden.evaluate("one => one.textContent") == f"{PAYLOADS[0].format(id='code 0')} 4900 400 Bad Request"


def test_no_message_keeps_the_decoder_busy(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/about/decoder/", first=WATCH)
    body = json.dumps({"error": {"code": "SLOW", "message": "a" * 60}})
    page.locator("#errcat-paste").fill(body)
    page.get_by_role("button", name="Decode").click()
    expect(page.locator(".errcat-card h2")).to_contain_text("SLOW")
    page.locator("#errcat-paste").fill(body.replace('a"', 'x"'))
    page.get_by_role("button", name="Decode").click()
    expect(page.locator(".errcat-said")).to_have_text("a" * 59 + "x")


def test_a_code_that_many_share_is_decoded_at_once_and_leads_to_all_of_them(attacked: Served, reader: Reader):
    page = reader.open(f"{attacked.address}e/about/decoder/", first=WATCH)
    page.locator("#errcat-paste").fill("SHARED " * 20_000)
    page.get_by_role("button", name="Decode").click()
    expect(page.locator(".errcat-card h2")).to_contain_text("SHARED")
    items = page.locator(".errcat-result > ul > li")
    expect(items).to_have_count(11)
    items.last.get_by_role("link", name="4 more in the list").click()
    expect(page.locator("#errcat-q")).to_have_value("SHARED")
    expect(page.locator(".errcat-count")).to_contain_text(f"{SHARING} of ")
    page.goto(f"{attacked.address}e/shared-7/")
    page.get_by_role("link", name=f"All {SHARING} errors with this code").click()
    expect(page.locator("tbody tr")).to_have_count(SHARING)
