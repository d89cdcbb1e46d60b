"""A preview makes only what a browser asks for: an edit of a large catalog is on screen at once."""

from __future__ import annotations

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
    assert made(site) <= {"index.md"}  # the navigation has its title
    page = site.answer("code-7/")
    assert page is not None
    assert b"m 7" in page.data
    assert made(site) <= {"index.md", "code-7.md"}
    twin = site.answer("code-8/index.md")
    assert twin is not None
    assert b"m 8" in twin.data
    assert made(site) <= {"index.md", "code-7.md", "code-8/index.md.twin"}


def test_a_later_site_takes_the_compiled_templates_of_the_earlier(tmp_path: Path):
    catalog = tmp_path / "errors.yaml"
    catalog.write_text(CATALOG, encoding="utf-8")
    (tmp_path / "site").mkdir()
    earlier = LazySite(catalog, tmp_path / "site", None)
    catalog.write_text(CATALOG.replace("m 7", "m seven"), encoding="utf-8")
    later = LazySite(catalog, tmp_path / "site", None, earlier)
    assert later.env is earlier.env
    page = later.answer("code-7/")
    assert page is not None
    assert b"m seven" in page.data
