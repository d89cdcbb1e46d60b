"""`[[CODE]]` in a catalog's own Markdown leads to the page of the error, in every form of the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from built import files_of

CATALOG = """\
errcat: 1
api: {name: Depot API}
codes: {unique: none}
guides:
  - {id: first, title: First steps, body: "Read about [[depot_full]]."}
errors:
  - code: depot_closed
    status: 409
    message: The depot is closed, see [[depot_full]]
    action: Pick another depot
    description: |
      If it is only full: [[depot_full]], never [[-7]], once [[depot_gone]] and [[depot_moved]].

      Not `[[depot_full]]`, \\[[depot_full]], [[depot_ful]], [a [[depot_full]] b](https://x.example) or [[]].

          [[depot_full]]
    causes: ["The name is wrong: [[depot_full_name]]"]
  - {code: depot_full, name: depot_full_name, status: 503, message: Full, see_also: [depot_closed]}
  - {code: "-7", name: seven_a, message: A}
  - {code: "-7", name: seven_b, message: B}
retired:
  - {code: depot_gone, reason: No depot goes}
  - {code: depot_moved, replaced_by: depot_full}
"""
PAGES = {
    # settings: the files, and the link from the top and from a folder below it
    "site": ({}, "depot-closed.md", "depot-full-name.md", "guides/first.md", "../depot-full-name.md"),
    "twins": (
        {"style": "twins"},
        "depot-closed/index.md", "../depot-full-name/index.md", "guides/first/index.md", "../../depot-full-name/index.md",
    ),
    "plain": ({"style": "plain"}, "depot-closed.md", "depot-full-name.md", "index.md", "depot-full-name.md"),
    "starlight": (
        {"dialect": "starlight"}, "depot-closed.md", "../depot-full-name/", "guides/first.md", "../../depot-full-name/",
    ),
    "vitepress": (
        {"dialect": "vitepress"}, "depot-closed.md", "depot-full-name.md", "guides/first.md", "../depot-full-name.md",
    ),
    "mdx": ({"dialect": "mdx"}, "depot-closed.md", "depot-full-name.md", "guides/first.md", "../depot-full-name.md"),
}  # fmt: skip


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    file = tmp_path / "errors.yaml"
    file.write_text(CATALOG, encoding="utf-8")
    return file


@pytest.mark.parametrize("form", PAGES)
def test_mentions_are_links(catalog: Path, form: str):
    settings, page, target, guide, target_from_guide = PAGES[form]
    files = files_of("markdown", catalog, "errors", **settings)
    assert f"only full: [`depot_full`]({target})," in files[page]
    assert f"The name is wrong: [`depot_full_name`]({target})" in files[page]
    assert f"about [`depot_full`]({target_from_guide})." in files[guide]


def test_a_single_page_links_to_its_sections(catalog: Path):
    page = files_of("markdown", catalog, "errors.md")[""]
    assert "only full: [`depot_full`](#depot-full-name), never `-7`, once `depot_gone`" in page
    assert "Read about [`depot_full`](#depot-full-name)." in page


def test_a_code_without_one_page_is_code_and_anything_else_stays(catalog: Path):
    page = files_of("markdown", catalog, "errors")["depot-closed.md"]
    assert "never `-7`, once [`depot_gone`](depot-gone.md) and " in page
    assert page.count("](depot-full-name.md)") == 5  # description: current and renamed, cause, see also, next
    assert "&#91;&#91;depot_ful&#93;&#93;" in page
    assert "The depot is closed, see [[depot_full]]" in page
    assert "    [[depot_full]]" in page or "[[depot_full]]\n```" in page


def test_neighbours_with_the_same_code_have_their_names(catalog: Path):
    page = files_of("markdown", catalog, "errors")["seven-a.md"]
    assert "Next: [`-7`](seven-b.md) (`seven_b`)" in page
    assert "Previous: [`depot_full`](depot-full-name.md) ·" in page
