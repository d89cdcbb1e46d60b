"""What is built, without a browser: links and anchors, what stands beside pages, hostile texts, two site generators."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from built import EVERY, ROOT, files_of, resolved_of, word_of
from conftest import BIG, CONFIG, Reader, Served, mkdocs
from errcat.resolved.openapi_components import public_errors
from errcat.targets.markdown.headings import repeats_code
from profiles import IS_LONG

ACTIVE = {"script", "img", "iframe", "object", "embed", "form", "base"}


class Page(HTMLParser):
    """What a page refers to, and what it is made of."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: set[str] = set()
        self.targets: list[tuple[str, str]] = []
        self.in_article: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._depth += tag == "article"
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if found.get("name") and tag == "a":
            self.ids.add(str(found["name"]))
        for key in ("href", "src"):
            if found.get(key):
                self.targets.append((tag, str(found[key])))
        if self._depth:
            self.in_article.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text.append(data)


def pages_of(site: Served) -> dict[str, Page]:
    return {
        file.relative_to(site.folder).as_posix(): Page(file.read_text(encoding="utf-8"))
        for file in site.folder.rglob("*.html")
    }


@pytest.mark.slow("reads every page of two websites")
@pytest.mark.parametrize("name", ["own", "tried"])
def test_every_link_and_every_anchor_leads_somewhere(name: str, request: pytest.FixtureRequest):
    site: Served = request.getfixturevalue(name)
    pages = pages_of(site)
    home = "https://errcat.example/" if name == "own" else "https://try.example/"
    wrong = set()
    for path, page in pages.items():
        base = home + path.removesuffix("index.html")
        for tag, target in page.targets:
            address = urljoin(base, target)
            if not address.startswith(home):
                assert tag == "a" or not address.startswith("http"), f"{path} takes {tag} from elsewhere: {address}"
                continue
            there = unquote(urlsplit(address).path.lstrip("/"))
            file = f"{there}index.html" if there.endswith("/") or not there else there
            anchor = unquote(urlsplit(address).fragment)
            if not (site.folder / file).is_file() or (
                anchor and file in pages and not anchor.startswith("__") and anchor not in pages[file].ids
            ):
                wrong.add((path, target))
    assert wrong == set()


def test_hostile_texts_show_letter_for_letter_and_do_nothing(tried: Served):
    resolved = resolved_of(ROOT / "tests" / "odd" / "hostile-texts.yaml")
    for error in public_errors(resolved):
        page = Page((tried.folder / "hostile" / error["names"]["page"] / "index.html").read_text(encoding="utf-8"))
        text = " ".join("".join(page.text).split())
        for key in ("title", "message", "action", "user_message"):
            if error[key] and not (key == "title" and repeats_code(error["title"], error)):
                assert " ".join(error[key].split()) in text, (error["name"], key)
        for tag, attributes in page.in_article:
            assert tag not in ACTIVE, (error["name"], tag)
            assert not [key for key in attributes if key.startswith("on") or key == "style"], (
                error["name"],
                attributes,
            )
            assert not str(attributes.get("href") or "").lower().lstrip().startswith(("javascript:", "data:"))


def test_every_page_has_its_markdown_and_an_error_its_data_beside_it(tried: Served):
    for to, file in (
        ("whole", ROOT / "tests" / "golden" / "catalog.yaml"),
        ("hostile", ROOT / "tests" / "odd" / "hostile-texts.yaml"),
    ):
        for error in public_errors(resolved_of(file)):
            folder = tried.folder / to / error["names"]["page"]
            assert (folder / "index.md").read_text(encoding="utf-8").startswith("# ")
            assert json.loads((folder / "index.json").read_text(encoding="utf-8"))["error"]["code"] == error["code"]
            head = (folder / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
            for rel, target in re.findall(r'<link rel="(alternate|describedby)[^"]*"[^>]* href="([^"]+)">', head):
                assert (folder / target).resolve().is_file(), (rel, target)
            assert head.count("text/markdown") == head.count("application/json") == head.count("describedby") == 1


def test_nothing_for_models_is_longer_than_they_take(tried: Served):
    """Lists, and the Markdown beside pages; what is parted leads on, and every page of the site is in a list."""
    texts = [*tried.folder.rglob("llms.txt"), *tried.folder.rglob("llms/*.txt"), *tried.folder.rglob("*.md")]
    assert len(texts) > BIG
    assert (tried.folder / "big" / "part-2.md").exists(), "the largest catalog is too small for lists that are split"
    for file in texts:
        text = file.read_text(encoding="utf-8")
        assert len(text) < 50_000, file
        for target in re.findall(r"(?:^- \[.*?|part \d+)\]\(([^)]+)\)", text, re.MULTILINE):
            assert (file.parent / target).is_file() or target == "./", (file, target)
    for folder in ("big", "whole"):
        named = "".join(
            file.read_text(encoding="utf-8") for file in texts if file.suffix == ".txt" and f"/{folder}/" in str(file)
        )
        pages = {file.parent.relative_to(tried.folder / folder) for file in (tried.folder / folder).rglob("index.md")}
        for page in pages - {Path(), Path("about/decoder")}:
            assert f"({page.as_posix()}/index.md)" in named or f"(../{page.as_posix()}/index.md)" in named, page


def test_pages_of_a_large_catalog_stay_small(tried: Served):
    sizes = [file.stat().st_size for file in (tried.folder / "big").glob("*/index.html")]
    assert len(sizes) == BIG
    assert max(sizes) < 80_000


DOCUMENTED = (ROOT / "site" / "docs" / "people" / "websites.md").read_text(encoding="utf-8")


SHOWN = EVERY if IS_LONG else [file for file in EVERY if file.stem in ("inference", "musicgpt")]
"""Two small catalogs that differ in kind: the others only add pages."""


@pytest.fixture(scope="module")
def by_two(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Plain files on disk with no plugin, as sites of two generators; set up as the documentation says."""
    folder = tmp_path_factory.mktemp("by-two")
    for file in SHOWN:
        files = files_of("markdown", file, "errors", relative_links="text", twins=True)
        written(folder / "docs" / word_of(file), files)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    catalogs = " ".join(f"/{word_of(file)}/" for file in SHOWN)
    for name, text in re.findall(r"```jinja\n\{# (overrides/\S+) #\}\n(.*?)```", DOCUMENTED, re.DOTALL):
        written(folder, {name: text.replace('"/errors/"', f'"{catalogs}"')})
    assets = word_of(SHOWN[0])
    extra = f"extra_css: [{assets}/assets/errcat.css]\nextra_javascript: [{assets}/assets/errcat.js]\n"
    names = "".join(f"  /{word_of(file)}/**\n  !/{word_of(file)}/index.md\n" for file in SHOWN)
    config = (CONFIG % "").replace("name: material,", "name: material, custom_dir: overrides,")
    (folder / "mkdocs.yml").write_text(f"{config}{extra}not_in_nav: |\n{names}", encoding="utf-8")
    made = {}
    for name, tool in (("mkdocs", mkdocs), ("zensical", zensical)):
        done = tool(folder)
        assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
        made[name] = folder / f"site-{name}"
        (folder / "site").rename(made[name])
        for file in SHOWN:
            twins = files_of("markdown", file, "errors", relative_links="text", style="twins")
            written(made[name] / word_of(file), twins)
    return made


def written(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def test_mkdocs_and_zensical_make_the_same_pages(by_two: dict[str, Path]):
    """Zensical passes over in silence what it does not know: pages are counted."""
    expected = set()
    for file in SHOWN:
        for path in files_of("markdown", file, "errors", relative_links="text", twins=True):
            if path.endswith(".md"):
                name = path.removesuffix(".md")
                expected.add(f"{word_of(file)}/{'' if name == 'index' else name + '/'}index.html")
            elif path.endswith((".html", ".json", ".js", ".txt")):
                expected.add(f"{word_of(file)}/{path}")
    made = [
        {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} for site in by_two.values()
    ]
    assert expected <= made[0]
    assert expected <= made[1]
    by_mkdocs, by_zensical = ({path for path in one if path.endswith(".html")} for one in made)
    assert by_mkdocs == by_zensical


@pytest.mark.parametrize("tool", ["mkdocs", "zensical"])
def test_without_the_plugin_pages_lead_programs_on_as_well(by_two: dict[str, Path], tool: str):
    site = by_two[tool]
    for file in SHOWN:
        index = site / word_of(file) / "index.html"
        errors = [site / word_of(file) / e["names"]["page"] / "index.html" for e in public_errors(resolved_of(file))]
        others = (site / word_of(file) / "by").rglob("index.html")
        for page in [index, *errors, *others]:
            text = page.read_text(encoding="utf-8")
            found = re.findall(r'<link rel="?(?:alternate nofollow|describedby)"? type="[^"]*" href="([^"]+)">', text)
            assert len(found) == (2 if page.parent.parent.parent.name == "by" else 3), page
            beside = re.findall(r'data-markdown="([^"]+)"', text)
            assert len(beside) == 1, page
            for target in [*found, *beside]:
                assert (page.parent / target).resolve().is_file(), (page, target)


def test_without_the_plugin_pages_are_copied_and_lost_readers_are_led(by_two: dict[str, Path], serve, reader: Reader):
    site = serve(by_two["zensical"])
    page = reader.open(f"{site.address}inference/rate-limit-exceeded/")
    reader.allow("clipboard-read", "clipboard-write")
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".errcat-actions [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("# RATE_LIMIT_EXCEEDED\n")
    page = reader.open(f"{site.address}inference/RATE_LIMIT_EXCEEDDED/")
    expect(page.locator(".errcat-lost a").first).to_have_text("RATE_LIMIT_EXCEEDED")


def zensical(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).parent / "zensical"
    return subprocess.run([tool, "build", "--clean"], cwd=folder, capture_output=True, text=True, check=False)
