"""The MkDocs plugin: pages in any site, links for codes in pages of others, and what it refuses."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from mkdocs.config import load_config
from playwright.sync_api import expect

from built import ROOT
from conftest import Reader, Served, mkdocs, site_of
from processes import PATIENCE, free_port, replace, until

WHOLE = ROOT / "tests" / "golden" / "catalog.yaml"


def test_a_code_in_a_page_of_others_becomes_a_link_with_a_tooltip(tried: Served):
    home = (tried.folder / "index.html").read_text(encoding="utf-8")
    assert re.search(
        r'<a href="whole/parcel-not-found/" title="There is no such parcel: Compare[^"]*"><code>PARCEL_NOT_FOUND', home
    )
    assert "[[not.this]]" in home


def test_an_unknown_code_fails_a_strict_build(tmp_path: Path):
    site_of(tmp_path / "a", {"errors": WHOLE}, pages={"index.md": "# H\n\n[[PARCEL_NOT_FUOND]]\n"})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 1
    assert "Doc file 'index.md' mentions the error \"[[PARCEL_NOT_FUOND]]\"" in done.stderr
    assert 'did you mean "[[PARCEL_NOT_FOUND]]"?' in done.stderr


def test_an_edit_link_leads_to_the_line(tmp_path: Path):
    site_of(
        tmp_path / "a", {"errors": WHOLE}, nav="repo_url: https://code.example/acme/api\nedit_uri: edit/main/docs/\n"
    )
    config = tmp_path / "a" / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("content.tabs.link]", "content.action.edit]"), encoding="utf-8"
    )
    assert mkdocs(tmp_path / "a").returncode == 0
    page = (tmp_path / "a" / "site" / "errors" / "parcel-not-found" / "index.html").read_text(encoding="utf-8")
    line = WHOLE.read_text(encoding="utf-8").split("code: PARCEL_NOT_FOUND")[0].count("\n") + 1
    assert re.search(rf'href="https://code\.example/[^"]*catalog\.yaml#L{line}"', page)


def test_a_catalog_with_errors_ends_the_build_with_its_findings(tmp_path: Path):
    (tmp_path / "bad.yaml").write_text("errcat: 1\nerrors:\n  - code: A\n    category: fxi\n", encoding="utf-8")
    site_of(tmp_path / "a", {"errors": tmp_path / "bad.yaml"})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 1
    assert "error[unknown-category]" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    site_of(tmp_path / "b", {"errors": tmp_path / "none.yaml"})
    done = mkdocs(tmp_path / "b")
    assert done.returncode == 1
    assert "none.yaml\" doesn't exist" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_page_that_somebody_wrote_stays(tmp_path: Path):
    site_of(tmp_path / "a", {".": WHOLE}, pages={"index.md": "# Mine\n"})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 0, done.stderr
    assert "Mine</h1>" in re.sub(
        r"<a class=\"headerlink.*?</a>", "", (tmp_path / "a" / "site" / "index.html").read_text(encoding="utf-8")
    )
    assert (tmp_path / "a" / "site" / "parcel-not-found" / "index.html").is_file()


RENAMED = "errcat: 1\nerrors:\n  - {code: NEW, status: 404, message: m, category: fix, action: a}\nretired:\n  - {code: OLD, replaced_by: NEW}\n"


def test_a_renamed_code_is_led_on(tmp_path: Path):
    (tmp_path / "e.yaml").write_text(RENAMED, encoding="utf-8")
    site_of(tmp_path / "a", {"errors": tmp_path / "e.yaml"})
    assert mkdocs(tmp_path / "a").returncode == 0
    site = tmp_path / "a" / "site"
    assert 'url=../new/"' in (site / "errors" / "old" / "index.html").read_text(encoding="utf-8")
    rules = "/errors/old/ /errors/new/ 301\n/errors/old /errors/new/ 301\n"
    assert (site / "_redirects").read_text(encoding="utf-8") == rules


def test_a_renamed_code_is_led_on_below_a_path_behind_rules_that_are_there(tmp_path: Path):
    (tmp_path / "e.yaml").write_text(RENAMED, encoding="utf-8")
    site_of(tmp_path / "a", {"errors": tmp_path / "e.yaml"}, pages={"_redirects": "/mine /yours 301\n"})
    config = tmp_path / "a" / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("https://try.example/", "https://try.example/docs/")
    config.write_text(text, encoding="utf-8")
    assert mkdocs(tmp_path / "a").returncode == 0
    rules = "/mine /yours 301\n/docs/errors/old/ /docs/errors/new/ 301\n/docs/errors/old /docs/errors/new/ 301\n"
    assert (tmp_path / "a" / "site" / "_redirects").read_text(encoding="utf-8") == rules


def test_a_renamed_code_is_led_on_where_pages_are_files(tmp_path: Path):
    (tmp_path / "e.yaml").write_text(RENAMED, encoding="utf-8")
    site_of(tmp_path / "a", {"errors": tmp_path / "e.yaml"}, nav="use_directory_urls: false\n")
    assert mkdocs(tmp_path / "a").returncode == 0
    site = tmp_path / "a" / "site"
    target = re.search(r'url=([^"]+)"', (site / "errors" / "old.html").read_text(encoding="utf-8"))
    assert target
    assert (site / "errors" / target[1]).is_file()
    assert (site / "_redirects").read_text(encoding="utf-8") == "/errors/old.html /errors/new.html 301\n"


ONE = "{code: LOST, status: 404, message: m, category: fix, action: %s}"


def catalog_in(folder: Path, *entries: str, rest: str = "", name: str = "errors.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"  - {entry}\n" for entry in entries)
    (folder / name).write_text(f"errcat: 1\nerrors:\n{lines}{rest}", encoding="utf-8")
    return folder / name


def test_a_code_of_several_catalogs_must_say_of_which(tmp_path: Path):
    catalogs = {to: catalog_in(tmp_path / to, ONE % "a") for to in ("orders", "billing")}
    site_of(tmp_path / "a", catalogs, pages={"index.md": "# H\n\n[[LOST]] [[errors/LOST]]\n"})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 1
    for word in ("LOST", "errors/LOST"):
        said = f'mentions the error "[[{word}]]", which is ambiguous: write "[[orders/LOST]]" or "[[billing/LOST]]"'
        assert said in done.stderr
    (tmp_path / "a" / "docs" / "index.md").write_text("# H\n\n[[billing/LOST]]\n", encoding="utf-8")
    assert mkdocs(tmp_path / "a").returncode == 0
    assert 'href="billing/lost/"' in (tmp_path / "a" / "site" / "index.html").read_text(encoding="utf-8")


def test_a_retired_code_is_told_with_what_it_is_now(tmp_path: Path):
    gone = "retired:\n  - {code: OLD, replaced_by: LOST}\n  - {code: DEAD, reason: no more}\n"
    catalog = catalog_in(tmp_path / "c", ONE % "a", rest=gone)
    site_of(tmp_path / "a", {"errors": catalog}, pages={"index.md": "# H\n\n[[OLD]] [[DEAD]]\n"})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 1
    assert 'the error "[[OLD]]", which is retired: use "[[LOST]]"' in done.stderr
    assert 'the error "[[DEAD]]", which is retired\n' in done.stderr


def test_two_catalogs_do_not_share_a_folder(tmp_path: Path):
    site_of(tmp_path / "a", {"errors": WHOLE, "errors/": catalog_in(tmp_path / "c", ONE % "a")})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 1
    assert "can't both go to `errors/`: give each catalog its own `to`" in done.stderr


def test_a_folder_in_anothers_has_its_own_twins(tmp_path: Path):
    site_of(tmp_path / "a", {"errors": WHOLE, "errors/v2": catalog_in(tmp_path / "c", ONE % "a")})
    assert mkdocs(tmp_path / "a").returncode == 0
    folder = tmp_path / "a" / "site" / "errors" / "v2"
    for page in (folder / "index.html", folder / "lost" / "index.html"):
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        for target in re.findall(r'<link rel="(?:alternate|describedby)[^"]*"[^>]* href="([^"]+)">', head):
            there = (page.parent / target).resolve()
            assert there.is_file(), target
            assert folder in there.parents


def test_a_site_without_the_extensions_is_told_what_to_add(tmp_path: Path):
    site_of(tmp_path / "a", {"errors": WHOLE})
    config = tmp_path / "a" / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    extensions = re.search(r"markdown_extensions: .*\n", text)
    assert extensions
    config.write_text(text.replace(extensions[0], "markdown_extensions: [tables]\n"), encoding="utf-8")
    done = mkdocs(tmp_path / "a", strict=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.partition("markdown_extensions:\n")[2].partition("\n\n")[0].splitlines()
    added = "\n".join(["markdown_extensions:", *(line for line in lines if line.startswith("  - "))])
    config.write_text(text.replace(extensions[0], f"{added}\n"), encoding="utf-8")
    assert mkdocs(tmp_path / "a").returncode == 0


def test_the_rules_of_the_house_count(tmp_path: Path):
    catalog = catalog_in(tmp_path / "c", "{code: A, status: 404, message: m, category: fix, action: a, see_also: [B]}")
    site_of(tmp_path / "a", {"errors": catalog})
    assert "unknown-see-also" in mkdocs(tmp_path / "a").stderr
    (tmp_path / "c" / "errcat.toml").write_text('[rules]\nunknown-see-also = "warning"\n', encoding="utf-8")
    assert mkdocs(tmp_path / "a").returncode == 0


MARKUP = "<img src=x onerror=alert(1)>"


def test_a_tooltip_of_the_theme_is_text(tmp_path: Path, serve, reader: Reader):
    """Material makes markup of titles where its tooltips are on: no policy protects a site that prints none."""
    hidden = MARKUP.replace("<", "&lt;").replace(">", "&gt;")
    description = f'Go [there](https://x.example/ "{hidden}").'
    entry = json.dumps({
        "code": "LOST", "status": 404, "message": "m", "category": "fix", "action": MARKUP, "description": description,
    })  # fmt: skip
    site_of(tmp_path / "a", {"errors": catalog_in(tmp_path / "c", entry)}, pages={"index.md": "# H\n\n[[LOST]]\n"})
    config = tmp_path / "a" / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("headers: true", "headers: false")
    config.write_text(text.replace("features: [", "features: [content.tooltips, "), encoding="utf-8")
    assert mkdocs(tmp_path / "a").returncode == 0
    served = serve(tmp_path / "a" / "site")
    for path, name in (("", "LOST"), ("errors/lost/", "there")):
        page = reader.open(f"{served.address}{path}")
        page.get_by_role("link", name=name, exact=True).first.hover()
        tooltip = page.locator(".md-tooltip2__inner")
        expect(tooltip).to_contain_text(MARKUP)
        assert page.locator(".md-tooltip2 img").count() == 0


def test_mkdocs_watches_the_catalogs_and_their_settings(tmp_path: Path):
    catalog = catalog_in(tmp_path / "c", ONE % "first")
    (tmp_path / "c" / "errcat.toml").write_text("", encoding="utf-8")
    site_of(tmp_path / "a", {"errors": catalog})
    config = load_config(str(tmp_path / "a" / "mkdocs.yml"))
    config = config.plugins.on_config(config)
    assert {catalog, tmp_path / "c" / "errcat.toml"} <= {Path(path).resolve() for path in config.watch}


def test_a_catalog_is_shown_anew_while_mkdocs_serves(tmp_path: Path):
    catalog = catalog_in(tmp_path / "c", ONE % "first")
    site_of(tmp_path / "a", {"errors": tmp_path / "c"})
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (
        (tmp_path / "log").open("w", encoding="utf-8") as log,
        subprocess.Popen(command, cwd=tmp_path / "a", stdout=log, stderr=log, env=environment) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}/errors/"
            until_it_says(f"{address}lost/", "first", tmp_path / "log")
            replace(catalog, catalog.read_text(encoding="utf-8").replace("first", "second"))
            until_it_says(f"{address}lost/", "second", tmp_path / "log")
            # a new file of a catalog that is a folder
            catalog_in(tmp_path / "c", (ONE % "third").replace("LOST", "FOUND"), name="more.yaml")
            until_it_says(f"{address}found/", "third", tmp_path / "log")
        finally:
            process.kill()


def until_it_says(address: str, text: str, log: Path) -> None:
    def says() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310
                return text in answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return False

    assert until(says), f"{address} does not say {text}: {log.read_text(encoding='utf-8')[-2000:]}"


def test_a_site_has_one_list_for_models_which_leads_to_those_of_its_catalogs(tried: Served, tmp_path: Path):
    text = (tried.folder / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Try\n\n## Errors\n\n- [Parcel API](whole/llms.txt): 2 errors\n")
    assert "\n## Pages\n\n- [Home](./)\n" in text
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (tried.folder / target).exists(), target
    site_of(tmp_path / "a", {"errors": WHOLE})
    (tmp_path / "a" / "docs" / "llms.txt").write_text("mine\n", encoding="utf-8")
    assert mkdocs(tmp_path / "a").returncode == 0
    assert (tmp_path / "a" / "site" / "llms.txt").read_text(encoding="utf-8") == "mine\n"


def test_a_page_of_others_stays_and_folders_that_clash_are_refused(tmp_path: Path):
    site_of(tmp_path / "a", {"errors": WHOLE})
    mine = tmp_path / "a" / "docs" / "errors" / "label-smudged" / "index.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("# Mine\n", encoding="utf-8")
    mkdocs(tmp_path / "a", strict=False)
    page = (tmp_path / "a" / "site" / "errors" / "label-smudged" / "index.html").read_text(encoding="utf-8")
    assert "<h1" in page
    assert "Mine" in page
    for name, folders in (("b", ("x", "x/parcel-not-found")), ("c", ("../out",))):
        site_of(tmp_path / name, dict.fromkeys(folders, WHOLE))
        done = mkdocs(tmp_path / name)
        assert done.returncode == 1
        assert "errcat: " in done.stderr
        assert "Traceback" not in done.stderr


def test_the_page_for_the_lost_leads_on_without_scripts(own: Served):
    text = (own.folder / "404.html").read_text(encoding="utf-8").partition('class="errcat-lost"')[2]
    assert '<a href="/apis/openai/">All errors of OpenAI API</a>' in text


def test_a_mention_has_any_title_as_its_tooltip(tmp_path: Path):
    titles = [
        '" onmouseover="alert(1)',
        'It\'s (not) "there"',
        "a ' b ( c",
        "](x) [y](z)",
        "<img src=x onerror=alert(1)>",
        "&quot;",
    ]
    entries = [f"{{code: C{number}, message: m, title: {json.dumps(title)}}}" for number, title in enumerate(titles)]
    mentions = " ".join(f"[[C{number}]]" for number in range(len(titles)))
    catalog = catalog_in(tmp_path / "c", *entries)
    site_of(tmp_path / "a", {"errors": catalog}, pages={"index.md": f"# H\n\n{mentions}\n"})
    done = mkdocs(tmp_path / "a")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "a" / "site" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<a href="errors/[^"]*" title="([^"]*)"><code>C\d', page)
    assert [html.unescape(one) for one in found] == titles
