"""A preview makes only what a browser asks for: an edit of a large catalog is on screen at once."""

from __future__ import annotations

from cProfile import Profile
from pathlib import Path

from errcat.preview.lazy_site import LazySite

CATALOG = """\
errcat: 1
errors:
""" + "".join(f"  - {{code: CODE_{number}, status: 404, message: m {number}}}\n" for number in range(30))


def made(site: LazySite) -> set[str]:
    """The files of the catalog whose text was made."""
    return {file.src_uri for file in site.files if getattr(file, "make_text", "") is None}


def test_a_page_is_made_when_it_is_opened(tmp_path: Path):
    catalog = tmp_path / "errors.yaml"
    catalog.write_text(CATALOG, encoding="utf-8")
    (tmp_path / "site").mkdir()
    site = LazySite(catalog, tmp_path / "site", None)
    assert made(site) == set()
    page = site.answer("code-7/")
    assert page is not None
    assert b"m 7" in page.data
    assert made(site) == {"code-7.md"}
    twin = site.answer("code-8/index.md")
    assert twin is not None
    assert b"m 8" in twin.data
    assert b"m 9" in answer(site, "code-9/index.json")
    assert b"m 9" in answer(site, "errors.json")
    assert b"CODE_9" in answer(site, "llms.txt")
    assert made(site) == {"code-7.md"}


def answer(site: LazySite, path: str) -> bytes:
    response = site.answer(path)
    assert response is not None
    return response.data


def test_an_edit_makes_the_page_that_a_browser_shows_and_nothing_else(tmp_path: Path):
    catalog = tmp_path / "errors.yaml"
    catalog.write_text(CATALOG, encoding="utf-8")
    (tmp_path / "site").mkdir()
    theme = LazySite(catalog, tmp_path / "site", None).theme
    pages: list[bytes] = []
    profile = Profile()
    profile.runcall(lambda: pages.append(answer(LazySite(catalog, tmp_path / "site", None, theme), "code-7/")))
    calls = {one.code.co_qualname: one.callcount for one in profile.getstats() if not isinstance(one.code, str)}
    assert b"m 7" in pages[0]
    assert calls["Views.error"] == calls["_render_page"] == 1
    assert calls["error_description"] <= 8, "the words of a page depend on the pages before it"
    never = {"table", "split_page", "lists_for_models", "codes_script", "Files.add_files_from_theme"}
    assert never.isdisjoint(calls)


def test_a_later_site_takes_the_compiled_templates_of_the_earlier(tmp_path: Path):
    catalog = tmp_path / "errors.yaml"
    catalog.write_text(CATALOG, encoding="utf-8")
    (tmp_path / "site").mkdir()
    earlier = LazySite(catalog, tmp_path / "site", None)
    catalog.write_text(CATALOG.replace("m 7", "m seven"), encoding="utf-8")
    later = LazySite(catalog, tmp_path / "site", None, earlier.theme)
    assert later.theme.env is earlier.theme.env
    page = later.answer("code-7/")
    assert page is not None
    assert b"m seven" in page.data
