"""What search engines, link previews and feed readers see of a site: heads, sitemap, robots.txt, feed and policy."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from mkdocs.config import load_config

from built import EVERY, ROOT, files_of, resolved_of
from conftest import Reader, Served, mkdocs, site_of
from errcat.mkdocs_plugin import content_policy
from errcat.resolved.openapi_components import public_errors
from errcat.targets.markdown.changes_feed import changes_feed

HOME = "https://try.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ARTICLES = {"error", "guide", "responses", "retired", "lifecycle"}


class Head(HTMLParser):
    """The head of a page: titles, metadata, links, and blocks of JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.titles: list[str] = []
        self.meta: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self.data: list[Any] = []
        self.language = ""
        self._inside = ""
        self.feed(text.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "meta":
            self.meta.setdefault(given.get("name") or given.get("property") or "", []).append(given.get("content", ""))
        elif tag == "link":
            self.links.append(given)
        is_data = tag == "script" and given.get("type") == "application/ld+json"
        self._inside = "data" if is_data else tag if tag == "title" else ""

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.titles.append(data)
        elif self._inside == "data":
            self.data.append(json.loads(data))


def heads_of(folder: Path, *catalogs: str) -> dict[str, Head]:
    """The heads of the pages of some catalogs, by path. A page that redirects is no page of its own."""
    found = {}
    for catalog in catalogs:
        for file in sorted((folder / catalog).rglob("*.html")):
            text = file.read_text(encoding="utf-8")
            if 'http-equiv="refresh"' not in text:
                found[file.relative_to(folder).as_posix()] = Head(text)
    return found


CATALOGS = ("whole", "hostile", "repeated", "big")


@pytest.fixture(scope="module")
def heads(tried: Served) -> dict[str, Head]:
    found = heads_of(tried.folder, *CATALOGS)
    assert len(found) > 100
    return found


def test_every_page_has_its_own_title_and_description(heads: dict[str, Head]):
    titles = Counter(title for head in heads.values() for title in head.titles)
    descriptions = Counter(text for head in heads.values() for text in head.meta["description"])
    assert len(titles) == len(descriptions) == len(heads)
    assert {text: count for text, count in (titles + descriptions).items() if count > 1} == {}
    assert max(map(len, descriptions)) <= 201


def test_titles_have_the_words_first_and_then_the_status_and_the_code(heads: dict[str, Head]):
    page = heads["whole/parcel-not-found/index.html"]
    assert page.titles == ["There is no such parcel (404, PARCEL_NOT_FOUND) – Parcel API - Try"]
    said = "There is no parcel {parcel_id} in {place}. Compare the number with the one on the label."
    assert page.meta["description"] == [f"{said} PARCEL_NOT_FOUND – Parcel API"]
    assert heads["whole/parcel-eaten/index.html"].titles == ["PARCEL_EATEN (retired) – Parcel API - Try"]


@pytest.mark.parametrize("file", EVERY, ids=lambda file: file.stem)
def test_the_pages_of_each_published_catalog_differ_in_title_and_description(file: Path):
    pages = {path: text for path, text in files_of("markdown", file, "errors").items() if path.endswith(".md")}
    for key in ("title", "description"):
        found = [re.search(rf"^{key}: (.+)$", text.partition("\n---\n")[0], re.MULTILINE) for text in pages.values()]
        assert len({match[1] for match in found if match}) == len(pages), key


def test_an_error_without_a_title_has_its_message_in_the_title_of_its_page():
    files = files_of("markdown", ROOT / "catalog" / "inference.yaml", "errors")
    assert 'title: "The request was invalid (400, INVALID_REQUEST) – Inference API"\n' in files["invalid-request.md"]


def test_every_page_has_one_canonical_address_which_is_its_own(heads: dict[str, Head]):
    for path, head in heads.items():
        canonical = [link["href"] for link in head.links if link.get("rel") == "canonical"]
        assert canonical == [HOME + path.removesuffix("index.html")], path


def test_link_previews_say_what_the_page_says(heads: dict[str, Head]):
    for path, head in heads.items():
        (title,) = head.titles
        assert head.meta["og:title"] == [title.removesuffix(" - Try")], path
        assert head.meta["og:description"] == head.meta["description"]
        assert head.meta["og:url"] == [HOME + path.removesuffix("index.html")]
        assert head.meta["og:site_name"] == ["Try"]
        assert head.meta["og:type"] in (["article"], ["website"])
        assert head.meta["twitter:card"] == ["summary"]
        assert "og:image" not in head.meta


def test_json_ld_agrees_with_the_page(heads: dict[str, Head]):
    for path, head in heads.items():
        (data,) = head.data
        assert data["@context"] == "https://schema.org"
        is_article = head.meta["og:type"] == ["article"]
        assert (data["@type"] == "TechArticle") == is_article, path
        assert [data["headline" if is_article else "name"]] == head.meta["og:title"], path
        assert [data["description"]] == head.meta["og:description"], path
        assert [data["url"]] == head.meta["og:url"], path
        assert data["inLanguage"] == head.language == "en"
        assert data["isPartOf"] == {"@type": "WebSite", "name": "Try", "url": HOME}
        # this catalog names versions, and no days
        assert not {"datePublished", "dateModified"} & data.keys()
    kinds = {heads[f"whole/{path}index.html"].data[0]["@type"] for path in ("", "by/status/404/", "about/map/")}
    assert kinds == {"CollectionPage"}
    for path in ("parcel-not-found/", "guides/retries/", "about/responses/", "about/lifecycle/", "parcel-eaten/"):
        assert heads[f"whole/{path}index.html"].data[0]["@type"] == "TechArticle", path


def check_atom(text: str) -> ET.Element:
    """Read a feed, and check what RFC 4287 demands of it."""
    feed = ET.fromstring(text)  # noqa: S314
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert urlsplit(element.findtext(f"{ATOM}id", "")).scheme in ("http", "https")
        assert element.findtext(f"{ATOM}title")
        moment = element.findtext(f"{ATOM}updated", "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment), moment
        datetime.fromisoformat(moment)
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert len({(link["rel"], link["type"]) for link in links}) == len(links)
        assert all(urlsplit(link["href"]).scheme in ("http", "https") for link in links)
        assert "alternate" in [link["rel"] for link in links]
        assert all(category.get("term") for category in element.findall(f"{ATOM}category"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert "self" in [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 0
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated", "") for entry in entries)
    return feed


def titles_of(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in feed.findall(f"{ATOM}entry")]


def test_the_feed_has_what_was_added_deprecated_and_retired(tried: Served):
    feed = check_atom((tried.folder / "whole" / "feed.xml").read_text(encoding="utf-8"))
    assert titles_of(feed) == [
        "Deprecated: LABEL_SMUDGED (since 2.0)",
        "Retired: PARCEL_EATEN (since 1.5)",
        "Added: PARCEL_NOT_FOUND (since 1.0)",
    ]
    (own,) = [link.get("href", "") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == f"{HOME}whole/feed.xml"
    for link in feed.iter(f"{ATOM}link"):
        path = link.get("href", "").removeprefix(HOME)
        assert (tried.folder / path / ("index.html" if path.endswith("/") else "")).exists(), path


def test_pages_link_to_the_feed_if_the_catalog_names_changes(tried: Served, heads: dict[str, Head]):
    for path, head in heads.items():
        feeds = [link["href"] for link in head.links if link.get("type") == "application/atom+xml"]
        catalog = path.partition("/")[0]
        exists = (tried.folder / catalog / "feed.xml").exists()
        assert [urljoin(HOME + path, feed) for feed in feeds] == [f"{HOME}{catalog}/feed.xml"] * exists, path
    assert not (tried.folder / "repeated" / "feed.xml").exists()
    assert 'href="../../feed.xml">Feed' in (tried.folder / "whole/about/lifecycle/index.html").read_text("utf-8")


def test_the_sitemap_names_every_page_and_no_date_that_the_catalog_does_not_name(tried: Served, heads: dict[str, Head]):
    days = sitemap_of(tried.folder)
    for address in days:
        assert (tried.folder / address.removeprefix(HOME) / "index.html").is_file(), address
    assert {HOME + path.removesuffix("index.html") for path in heads} <= days.keys()
    assert {day for address, day in days.items() if address.startswith(f"{HOME}whole/")} == {None}
    robots = (tried.folder / "robots.txt").read_text(encoding="utf-8")
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {HOME}sitemap.xml\n"


def sitemap_of(folder: Path) -> dict[str, str | None]:
    root = ET.parse(folder / "sitemap.xml").getroot()  # noqa: S314
    return {url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod") for url in root}


HOSTILE = "</script><script>alert(1)</script> ]]> --> \" ' & <b>"
DATED: dict[str, Any] = {
    "errcat": 1,
    "api": {"name": HOSTILE},
    "errors": [
        {"code": "NEW", "status": 404, "message": HOSTILE, "action": HOSTILE, "title": HOSTILE, "since": "2026-01-31"},
        {
            "code": "OLD",
            "since": "1.10",
            "deprecated": {"since": "2026-05-01", "replaced_by": "NEW", "reason": HOSTILE},
        },
        {"code": "OLDER", "since": "1.9", "deprecated": {"reason": "r"}},
        {"code": "</title>", "name": "ODD", "since": "2026-02-31"},
        {"code": "PLAIN", "message": "m"},
    ],
    "retired": [
        {"code": "GONE", "since": "2026-06-30", "reason": HOSTILE},
        {"code": "MOVED", "replaced_by": "NEW"},
        {"code": "?", "since": HOSTILE},
    ],
}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site below a path, of a catalog that names days, as one of several versions."""
    folder = tmp_path_factory.mktemp("dated")
    (folder / "errors.yaml").write_text(json.dumps(DATED), encoding="utf-8")
    site_of(folder / "made", {"errors": folder / "errors.yaml"})
    config = folder / "made" / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(HOME, f"{HOME}2.0/")
    config.write_text(text.replace("font: false, ", ""), encoding="utf-8")
    os.environ["MIKE_DOCS_VERSION"] = "2.0"
    try:
        done = mkdocs(folder / "made")
    finally:
        del os.environ["MIKE_DOCS_VERSION"]
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stderr, encoding="utf-8")
    return folder / "made" / "site"


def test_days_come_from_the_catalog(dated: Path):
    days = {address.removeprefix(f"{HOME}2.0/errors/"): day for address, day in sitemap_of(dated).items()}
    assert (days["new/"], days["old/"], days["gone/"]) == ("2026-01-31", "2026-05-01", "2026-06-30")
    assert days["older/"] is days["odd/"] is days["plain/"] is days["about/decoder/"] is None
    assert days[""] == days["about/lifecycle/"] == "2026-06-30"
    heads = heads_of(dated, "errors")
    assert heads["errors/new/index.html"].data[0]["datePublished"] == "2026-01-31"
    old = heads["errors/old/index.html"].data[0]
    assert old["dateModified"] == "2026-05-01"
    assert "datePublished" not in old
    feed = check_atom((dated / "errors" / "feed.xml").read_text(encoding="utf-8"))
    moments = {
        entry.findtext(f"{ATOM}title", ""): entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")
    }
    unknown = "1970-01-01T00:00:00Z"
    titles = [title for title in moments if not title.startswith("Retired: ?")]
    assert titles == [
        "Retired: GONE (since 2026-06-30)", "Deprecated: OLD (since 2026-05-01)", "Added: NEW (since 2026-01-31)",
        "Added: </title> (since 2026-02-31)", "Added: OLD (since 1.10)", "Added: OLDER (since 1.9)",
        "Deprecated: OLDER", "Retired: MOVED",
    ]  # fmt: skip
    assert [moments[title] for title in titles[2:5]] == ["2026-01-31T00:00:00Z", unknown, unknown]


def test_hostile_texts_stay_texts(dated: Path):
    for path, head in heads_of(dated, "errors").items():
        (data,) = head.data
        assert head.meta["og:description"] == [data["description"]], path
        assert data["about"]["name"].split() == HOSTILE.split()
        text = (dated / path).read_text(encoding="utf-8").partition("</head>")[0]
        assert "alert(" not in re.sub(r'content="[^"]*"', "", text), path
        assert len(head.titles) == 1
    feed = check_atom((dated / "errors" / "feed.xml").read_text(encoding="utf-8"))
    summary = feed.findtext(f"{ATOM}entry/{ATOM}summary", "")
    assert summary.removesuffix(".").split() == HOSTILE.split()


def test_characters_that_xml_has_not_become_replacement_characters():
    (error,) = resolved_of(ROOT / "tests" / "golden" / "catalog.yaml")["errors"][:1]
    resolved = resolved_of(ROOT / "tests" / "golden" / "catalog.yaml") | {
        "errors": [error | {"action": "a\x07\ufffeb"}]
    }
    text = changes_feed(resolved, lambda name: f"{HOME}{name}/", f"{HOME}feed.xml")
    assert text
    summaries = [entry.findtext(f"{ATOM}summary", "") for entry in check_atom(text).findall(f"{ATOM}entry")]
    assert any(summary.endswith("a\ufffd\ufffdb.") for summary in summaries)


def test_what_a_host_reads_at_its_top_only_is_named(dated: Path):
    said = (dated.parent.parent / "said.txt").read_text(encoding="utf-8")
    assert f"Add a line to it there: Sitemap: {HOME}2.0/sitemap.xml" in said
    assert not (dated / "robots.txt").exists()
    assert "copy 2.0/_headers to the top of the branch" in said
    assert "copy 2.0/_redirects to the top of the branch" in said


def test_the_policy_allows_the_fonts_of_the_theme_and_says_how_to_turn_them_off(dated: Path):
    policy = (dated / "_headers").read_text(encoding="utf-8")
    assert re.search(r"style-src [^;]* https://fonts\.googleapis\.com;", policy)
    assert "; font-src 'self' https://fonts.gstatic.com;" in policy
    said = (dated.parent.parent / "said.txt").read_text(encoding="utf-8")
    lines = re.search(r"write in mkdocs\.yml:\n(theme:\n  name: material\n  font: false)\n", said)
    assert lines
    (dated.parent / "quiet.yml").write_text(f"site_name: Q\n{lines[1]}\n", encoding="utf-8")
    assert load_config(str(dated.parent / "quiet.yml")).theme["font"] is False


def test_no_policy_is_about_data_and_what_it_blocks_is_named(tmp_path: Path):
    data = '<script type="application/ld+json">{}</script><script type=application/ld+json>{}</script>'
    (tmp_path / "a.html").write_text(f"{data}<script>run()</script>", encoding="utf-8")
    contents = content_policy.contents_of(tmp_path)
    assert len(contents.scripts) == 1
    assert contents.blocked == {}
    outside = {
        "https://cdn.example/a.css": '<link rel="stylesheet" href="https://cdn.example/a.css">',
        "//cdn.example/b.js": "<script async src=//cdn.example/b.js></script>",
        "https://cdn.example/c.png?a&b": '<img alt="" src="https://cdn.example/c.png?a&amp;b">',
        "https://cdn.example/d.ico": "<link href='https://cdn.example/d.ico' rel='icon'>",
    }
    inside = (
        '<link rel="canonical" href="https://try.example/"><a href="https://cdn.example/">x</a>'
        '<img src="https://try.example/a.png"><img src="a.png"><link rel="alternate" href="https://cdn.example/">'
    )
    (tmp_path / "b.html").write_text(f"{inside}{''.join(outside.values())}", encoding="utf-8")
    contents = content_policy.contents_of(tmp_path, HOME)
    assert contents.blocked == dict.fromkeys(outside, "b.html")
    assert "cdn.example" not in content_policy.content_security_policy(contents)


def test_a_strict_policy_has_nothing_against_the_pages(tried: Served, reader: Reader):
    page = reader.open(f"{tried.address}whole/parcel-not-found/")
    for path in ("whole/", "whole/about/lifecycle/", "hostile/markup/", "whole/guides/retries/"):
        page.goto(f"{tried.address}{path}")
        data = json.loads(page.locator('script[type="application/ld+json"]').evaluate("one => one.textContent"))
        assert data["@context"] == "https://schema.org"
    # the fixture fails if the console has an error


def test_without_an_address_nothing_is_made_up(own: Served):
    names = {path.name for path in own.folder.iterdir()}
    assert {"robots.txt", "_headers", "llms.txt"} <= names
    assert (own.folder / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    errors = public_errors(resolved_of(ROOT / "catalog" / "openai.yaml"))
    head = Head((own.folder / "apis" / "openai" / errors[0]["names"]["page"] / "index.html").read_text("utf-8"))
    assert not [link for link in head.links if link.get("rel") == "canonical"]
    assert "og:url" not in head.meta
    assert "url" not in head.data[0]
    assert head.data[0]["isPartOf"] == {"@type": "WebSite", "name": "errcat"}


def test_every_page_of_the_own_site_has_its_own_title_and_description(own: Served):
    heads = heads_of(own.folder, "")
    del heads["404.html"]
    titles = Counter(title for head in heads.values() for title in head.titles)
    descriptions = Counter(text for head in heads.values() for text in head.meta["description"])
    assert {text: count for text, count in (titles + descriptions).items() if count > 1} == {}
    assert len(descriptions) == len(heads)
