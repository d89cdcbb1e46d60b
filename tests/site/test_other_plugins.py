"""The pages in sites that also use other MkDocs plugins: all there, with the right links, and letter for letter.

Plugins that work on the same files or texts run before and after errcat.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from site_guide import run_errcat, steps

from conftest import mkdocs

CATALOG = """\
errcat: 1
api: {name: Parcel API}
errors:
  - code: PARCEL_LOST
    status: 404
    title: "No parcel {{ 7 * 7 }} {% if x %} {# gone #}"
    message: "There is  no {{{{ config.site_name }}}}{% x %} in <b>{place}</b> -- \\"here\\"\\n  second\\tline"
    category: fix
    action: "Send {{ user.name }} the *number* from <label> & wait..."
    description: |
      Keep `{{ user.name }}` and {{ user.name }} as they are.

      ```text
      {% raw %}  two  spaces {{ 7 * 7 }}
      <!-- kept -->
      ```
    causes: ["{{ undefined_function() }}"]
    number: 4711
  - code: LABEL_TORN
    status: 422
    message: The label is torn
    category: fix
    action: Print another label
    see_also: [PARCEL_LOST]
retired:
  - {code: PARCEL_GONE, replaced_by: PARCEL_LOST}
"""
PLAIN = (
    "No parcel {{ 7 * 7 }} {% if x %} {# gone #}",
    'There is  no {{ config.site_name }}{% x %} in <b>{place}</b> -- "here"\n  second\tline',
    "Send {{ user.name }} the *number* from <label> & wait...",
    "Keep {{ user.name }} and {{ user.name }} as they are.",
    "{% raw %}  two  spaces {{ 7 * 7 }}\n<!-- kept -->",
    "{{ undefined_function() }}",
)
"""What a page must show, letter for letter."""
EXTENSIONS = [
    "admonition", "attr_list", "md_in_html", "tables", "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
]  # fmt: skip
PAGES = {"index.md": "# Home\n\n[[PARCEL_LOST]] [All](errors/index.md)\n"}
ERRCAT = {"errcat": {"catalogs": [{"catalog": "errors.yaml", "to": "errors"}]}}


def build(
    folder: Path, plugins: list, *, pages: dict[str, str] = PAGES, theme: str = "material", **settings: object
) -> Path:
    """Build a site with a strict build, check the links of all pages, and return its folder."""
    docs = folder / "docs"
    for name, text in pages.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    (folder / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    config = {
        "site_name": "Try",
        "site_url": "https://try.example/",
        "theme": {"name": theme, **({"font": False} if theme == "material" else {})},
        "plugins": plugins,
        "markdown_extensions": EXTENSIONS,
        **settings,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    site = folder / "site"
    base = urlsplit(str(config["site_url"])).path.rstrip("/")
    assert dead_links(site, base) == []
    return site


def dead_links(site: Path, base: str = "", *, has_slashes: bool = True) -> list[str]:
    """Return the links within a site that lead nowhere.

    `base` is the path of the site on its host. `has_slashes`: whether the address of a folder ends in a slash.
    """
    dead = []
    for file in sorted(site.rglob("*.html")):
        if file.name == "404.html":  # its links start at the top
            continue
        place = f"{base}/" + file.relative_to(site).as_posix().removesuffix("index.html")
        for target in re.findall(r'<a\s[^>]*?href="?([^"\s>]+)', file.read_text(encoding="utf-8")):
            address = urlsplit(urljoin(f"https://try.example{place}", html.unescape(target)))
            path = site / unquote(address.path).removeprefix(base).lstrip("/")
            is_there = path.is_file() or (
                (address.path.endswith("/") or not has_slashes) and (path / "index.html").is_file()
            )
            if address.netloc == "try.example" and not is_there:
                dead.append(f"{place}: {target}")
    return dead


def text_of(page: Path) -> str:
    """Return the text of a page's article without its tags."""
    article = re.sub(r"(?s).*<article[^>]*>|</article>.*", "", page.read_text(encoding="utf-8"))
    return html.unescape(re.sub(r"<[^>]*>", "", article))


def assert_letter_for_letter(page: Path) -> None:
    text = text_of(page)
    assert [line for line in PLAIN if line not in text] == []


def orders(plugin: object) -> list[list]:
    return [["search", plugin, ERRCAT], ["search", ERRCAT, plugin]]


def either_order(plugin: str) -> list:
    """Both orders of two plugins. `make test` builds the one in which the other plugin sees what errcat made."""
    mark = pytest.mark.prove("each order builds a site")
    return [
        pytest.param(False, id=f"{plugin}-first", marks=mark),
        pytest.param(True, id="errcat-first"),
    ]


LANGUAGES = [
    {"locale": "en", "name": "English", "default": True},
    {"locale": "fr", "name": "Français"},
]
FOLDERS = {f"{language}/index.md": PAGES["index.md"] for language in ("en", "fr")}
SUFFIXES = {"index.md": PAGES["index.md"], "index.fr.md": PAGES["index.md"]}


@pytest.mark.parametrize("is_last", [False, True], ids=["i18n-first", "errcat-first"])
@pytest.mark.parametrize(
    ("structure", "pages"),
    [
        ("suffix", SUFFIXES),
        pytest.param("folder", FOLDERS, marks=pytest.mark.prove("it differs only in where the files of others are")),
    ],
    ids=["suffix", "folder"],
)
def test_each_language_has_the_pages(tmp_path: Path, structure: str, pages: dict[str, str], is_last: bool):
    i18n = {"i18n": {"docs_structure": structure, "languages": LANGUAGES}}
    site = build(
        tmp_path,
        orders(i18n)[is_last],
        pages=pages | {"_redirects": "/mine /yours 301\n"},
        nav=[{"Home": "index.md"}, {"Errors": "errors/index.md"}],
    )
    for folder in (site, site / "fr"):
        assert_letter_for_letter(folder / "errors" / "parcel-lost" / "index.html")
        assert 'href="errors/parcel-lost/"' in (folder / "index.html").read_text(encoding="utf-8")
        assert (folder / "errors" / "index.html").is_file()
        assert (folder / "errors" / "by" / "status" / "404" / "index.html").is_file()
        assert (folder / "errors" / "parcel-lost" / "index.md").is_file()
        json.loads((folder / "errors" / "errors.json").read_bytes())
    assert '<html lang="fr"' in (site / "fr" / "errors" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in (site / "errors" / "index.html").read_text(encoding="utf-8")
    page = (site / "errors" / "parcel-lost" / "index.html").read_text(encoding="utf-8")
    assert 'hreflang="fr" class="md-select__link"' in page
    assert re.search(r'href="(/|\.\./\.\./)fr/errors/parcel-lost/" hreflang="fr"', page)
    for language, folder in (("en", ""), ("fr", "fr/")):
        address = f"https://try.example/{folder}errors/"
        head = (site / folder / "errors/parcel-lost/index.html").read_text(encoding="utf-8").partition("</head>")[0]
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', head) == [f"{address}parcel-lost/"], language
        others = re.findall(r'<link rel="alternate" href="([^"]*)" hreflang="([a-z]+)"', head)
        assert [(urljoin(f"{address}parcel-lost/", href), locale) for href, locale in others] == [
            ("https://try.example/errors/parcel-lost/", "en"),
            ("https://try.example/fr/errors/parcel-lost/", "fr"),
        ]
        feed = (site / folder / "errors/feed.xml").read_text(encoding="utf-8")
        assert set(re.findall(r'href="(https://[^"]*/errors/)', feed)) == {address}, language
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for place in ("errors/parcel-lost/", "fr/errors/parcel-lost/"):
        assert f"<loc>https://try.example/{place}</loc>" in sitemap
    assert (site / "_redirects").read_text(encoding="utf-8").splitlines() == [
        "/mine /yours 301",
        "/errors/parcel-gone/ /errors/parcel-lost/ 301",
        "/errors/parcel-gone /errors/parcel-lost/ 301",
        "/fr/errors/parcel-gone/ /fr/errors/parcel-lost/ 301",
        "/fr/errors/parcel-gone /fr/errors/parcel-lost/ 301",
    ]
    assert "fr/" not in (site / "llms.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("is_last", either_order("blog"))
def test_a_blog_links_to_the_pages(tmp_path: Path, is_last: bool):
    posts = {
        "blog/index.md": "# Blog\n",
        "blog/posts/one.md": "---\ndate: 2026-01-31\n---\n# One\n\nSee [[PARCEL_LOST]].\n",
    }
    site = build(tmp_path, orders("blog")[is_last], pages=PAGES | posts)
    assert_letter_for_letter(site / "errors" / "parcel-lost" / "index.html")
    (post,) = (site / "blog" / "2026").rglob("index.html")
    assert re.search(r'href="(\.\./)+errors/parcel-lost/"', post.read_text(encoding="utf-8"))


@pytest.mark.parametrize("is_last", either_order("tags"))
def test_tags_do_not_show_the_hidden_words(tmp_path: Path, is_last: bool):
    tagged = {"tags.md": "# Tags\n\n<!-- material/tags -->\n", "a.md": "---\ntags: [mine]\n---\n# A\n"}
    site = build(tmp_path, orders("tags")[is_last], pages=PAGES | tagged)
    page = site / "errors" / "parcel-lost" / "index.html"
    assert_letter_for_letter(page)
    assert "md-tag" not in page.read_text(encoding="utf-8")
    tags = text_of(site / "tags" / "index.html")
    assert "mine" in tags
    assert "4711" not in tags
    assert "PARCEL_LOST" not in tags


@pytest.mark.parametrize("is_last", either_order("macros"))
def test_macros_do_not_run_in_catalog_texts(tmp_path: Path, is_last: bool):
    pages = {"index.md": f"{PAGES['index.md']}\nSeven: {{{{ 3 + 4 }}}}.\n"}
    site = build(tmp_path, orders({"macros": {"on_undefined": "strict", "on_error_fail": True}})[is_last], pages=pages)
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Seven: 7." in home
    assert "No parcel {{ 7 * 7 }} {% if x %} {# gone #}" in html.unescape(home)
    assert_letter_for_letter(site / "errors" / "parcel-lost" / "index.html")


@pytest.mark.parametrize("is_last", either_order("nav"))
def test_awesome_nav_shows_the_overview_alone(tmp_path: Path, is_last: bool):
    pages = PAGES | {".nav.yml": 'nav:\n  - index.md\n  - Errors: errors/index.md\n  - "*"\n', "guide.md": "# Guide\n"}
    site = build(tmp_path, orders("awesome-nav")[is_last], pages=pages)
    assert_letter_for_letter(site / "errors" / "parcel-lost" / "index.html")
    home = (site / "index.html").read_text(encoding="utf-8")
    navigation = home.split('<nav class="md-nav md-nav--primary"', 1)[1].split("</nav>", 1)[0]
    assert re.findall(r'href="([^"]+)" class="md-nav__link', navigation) == [".", "errors/", "guide/"]


@pytest.mark.parametrize("is_last", either_order("minify"))
def test_minified_pages_keep_their_texts(tmp_path: Path, is_last: bool):
    minify = {"minify": {"minify_html": True, "htmlmin_opts": {"remove_comments": True}}}
    site = build(tmp_path, orders(minify)[is_last])
    assert_letter_for_letter(site / "errors" / "parcel-lost" / "index.html")


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"use_directory_urls": False}, marks=pytest.mark.prove("the two below differ in more")),
        pytest.param({"site_url": "https://try.example/docs/api/"}, marks=pytest.mark.prove("as above")),
        {"site_url": "https://try.example/docs", "use_directory_urls": False},
        {"site_url": ""},
    ],
    ids=["files", "below-a-path", "files-below-a-path", "no-address"],
)
def test_links_are_right_wherever_the_site_is(tmp_path: Path, settings: dict[str, object]):
    i18n = {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}}
    site = build(tmp_path, ["search", i18n, ERRCAT], pages=SUFFIXES, **settings)
    is_folder = settings.get("use_directory_urls", True)
    page = "errors/parcel-lost/index.html" if is_folder else "errors/parcel-lost.html"
    link = "errors/parcel-lost/" if is_folder else "errors/parcel-lost.html"
    for folder in (site, site / "fr"):
        assert_letter_for_letter(folder / page)
        assert f'href="{link}"' in (folder / "index.html").read_text(encoding="utf-8")
    base = urlsplit(str(settings.get("site_url", "https://try.example/"))).path.rstrip("/")
    assert f'data-catalogs="{base}/errors/"' in (site / "404.html").read_text(encoding="utf-8")
    rules = (site / "_redirects").read_text(encoding="utf-8")
    end = "/" if is_folder else ".html"
    for language in ("", "fr/"):
        old, new = (f"{base}/{language}errors/parcel-{word}{end}" for word in ("gone", "lost"))
        assert f"{old} {new} 301\n" in rules


@pytest.mark.prove("a site is built three times, and committed twice")
def test_each_version_of_mike_has_the_pages(tmp_path: Path):
    def run(*command: str) -> str:
        git = {f"GIT_{who}_{key}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, **git, "PATH": path, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    build(tmp_path, ["search", {"mike": {}}, ERRCAT])
    run("git", "init", "--quiet", "--initial-branch=main")
    run("git", "add", "docs", "mkdocs.yml", "errors.yaml")
    run("git", "commit", "--quiet", "-m", "Start")
    mike = str(Path(sys.executable).parent / "mike")
    run(mike, "deploy", "1.0", "latest")
    run(mike, "set-default", "latest")
    run(mike, "deploy", "2.0")
    run("git", "worktree", "add", "--quiet", "pages", "gh-pages")
    for version in ("1.0", "2.0"):  # `latest` leads to 1.0
        folder = tmp_path / "pages" / version
        assert_letter_for_letter(folder / "errors" / "parcel-lost" / "index.html")
        assert 'href="errors/parcel-lost/"' in (folder / "index.html").read_text(encoding="utf-8")
        assert f'data-catalogs="/{version}/errors/"' in (folder / "404.html").read_text(encoding="utf-8")
    assert dead_links(tmp_path / "pages") == []


def test_mkdocs_without_extensions_shows_no_marks(tmp_path: Path):
    """The theme `mkdocs`, and the steps of the guide."""
    command, files = steps("MkDocs with another theme")
    for path, text in files.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n[All](errors/index.md)\n", encoding="utf-8")
    run_errcat(tmp_path, command)
    done = mkdocs(tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    assert dead_links(tmp_path / "site") == []
    for page in (tmp_path / "site" / "errors").rglob("index.html"):
        if (page.parent / "index.json").exists() or page.parent.name == "404":
            text = html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
            assert not re.search(r"\{:? [.#]\w|^!!! |^=== ", text, re.MULTILINE), page
    page = (tmp_path / "site" / "errors" / "parcel-lost" / "index.html").read_text(encoding="utf-8")
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert [line for line in PLAIN if line not in text] == []


def test_zensical_links_codes(tmp_path: Path):
    """The steps of the guide: Zensical runs no plugins, and an extension does their work."""
    _command, files = steps("Zensical")
    (tmp_path / "mkdocs.yml").write_text(files["mkdocs.yml"], encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    for path in ("index.md", "guides/first.md"):
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        text = "# Home\n\nSee [[PARCEL_LOST]], [[PARCEL_GONE]], `[[PARCEL_LOST]]`.\n"
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
    run_errcat(tmp_path, "errcat build errors.yaml --markdown docs/errors")
    tool = Path(sys.executable).parent / "zensical"
    done = subprocess.run([tool, "build", "--clean"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 'mentions the error "[[PARCEL_GONE]]", which is retired: use "[[PARCEL_LOST]]"' in done.stdout + done.stderr
    for path, up in (("", ""), ("guides/first/", "../../")):
        page = (tmp_path / "site" / path / "index.html").read_text(encoding="utf-8")
        assert f'<a href="{up}errors/parcel-lost/" title="No parcel' in page
        assert "<code>[[PARCEL_LOST]]</code>" in page
    assert_letter_for_letter(tmp_path / "site" / "errors" / "parcel-lost" / "index.html")
