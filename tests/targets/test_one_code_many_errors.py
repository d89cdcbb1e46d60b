"""A code that a thousand errors share: each page names a few of the others, and what is written grows as the catalog."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from typing import Any

import pytest

from errcat.reading import load_bytes
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.resolved.resolve import resolve
from errcat.targets import TARGETS
from errcat.targets.markdown.similar_codes import MOST_SHOWN, SimilarCodes

MANY = 240
STYLES: list[dict[str, Any]] = [{"style": "site", "twins": True}, {"style": "twins"}, {"style": "plain"}]


@cache
def catalog(count: int) -> ResolvedCatalog:
    lines = ["errcat: 1", "api: {name: Many, docs_url: https://m.example/e}", "codes: {unique: none}", "errors:"]
    lines += [
        f"  - {{code: SAME, name: SAME_{number}, status: {400 + number % 10}, message: Meaning {number}, category: fix, "
        f"action: Do number {number}, see_also: [SAME_{(number + 1) % count}]}}"
        for number in range(count)
    ]
    lines += ["retired:"]
    lines += [f"  - {{code: OLD_{number}, replaced_by: SAME}}" for number in range(count)]
    lines += [f"  - {{code: GONE_{number}, reason: no more}}" for number in range(count)]
    return resolve(load_bytes([("errors.yaml", "\n".join(lines).encode())]).catalog, "errors.yaml")


@cache
def pages(count: int, name: str = "errors", **settings: Any) -> dict[str, str]:
    target = TARGETS["markdown"]
    return {one.path: one.text for one in target.render(catalog(count), target.values(settings), name)}


def confused(page: str) -> list[str]:
    """The items of a page's list of errors that it may be confused with."""
    section = re.search(r"\n##+ Easily confused with\n\n((?:-   .*\n)+)", page)
    return section[1].splitlines() if section else []


@pytest.mark.parametrize("settings", STYLES, ids=lambda one: one["style"])
def test_all_that_is_written_grows_no_faster_than_the_catalog(settings: dict[str, Any]):
    small, large = (sum(map(len, pages(count, **settings).values())) for count in (MANY // 2, MANY))
    assert large < 2.2 * small
    longest = [max(len(text) for text in pages(count, **settings).values()) for count in (MANY // 2, MANY)]
    assert longest[1] < 2.2 * longest[0]


def test_one_page_of_all_grows_no_faster_than_the_catalog():
    small, large = (len(pages(count, "errors.md")[""]) for count in (MANY // 2, MANY))
    assert large < 2.2 * small


@pytest.mark.parametrize(
    ("settings", "page", "list_of_all"),
    [
        (STYLES[0], "same-200.md", "by/code/same-0.md"),
        (STYLES[1], "same-200/index.md", "by/code/same-0/index.md"),
        (STYLES[2], "same-200.md", "index.md"),
    ],
    ids=lambda one: one["style"] if isinstance(one, dict) else "",
)
def test_a_page_names_the_nearest_and_leads_to_all(settings: dict[str, Any], page: str, list_of_all: str):
    files = pages(MANY, **settings)
    *named, last = confused(files[page])
    numbers = [int(re.match(r"-   \[`SAME_(\d+)`\]", item)[1]) for item in named]  # type: ignore[index]
    assert numbers == [195, 196, 197, 198, 199, 201, 202, 203, 204, 205]
    text, target = re.fullmatch(r"-   \[(.*)\]\((.*)\)", last).groups()  # type: ignore[union-attr]
    assert text == f"All {MANY} errors with this code"
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) == list_of_all
    folder = posixpath.dirname(list_of_all)
    parts = [text for path, text in files.items() if path == list_of_all or (folder and path.startswith(f"{folder}/"))]
    rows = {number for part in parts for number in re.findall(r"same-(\d+)(?:\.md|/index\.md)\) ", part)}
    assert len(rows) == MANY


def test_one_page_of_all_lists_each_error_once():
    text = pages(MANY, "errors.md")[""]
    table = text.split("\n## All errors\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| \[`SAME`\]\(#same-(\d+)\)", table, re.MULTILINE) == [str(number) for number in range(MANY)]
    assert confused(text) == []  # the table is on the same page


def test_a_list_of_its_own_is_in_the_lists_of_lists():
    files = pages(MANY, **STYLES[0])
    assert "-   [`SAME`](by/code/same-0.md) (240)" in files["index.md"]
    listed = "".join(text for path, text in files.items() if path.startswith("llms"))
    assert "by/code/same-0/index.md" in listed


def test_few_errors_of_one_code_are_all_named_and_have_no_list():
    files = pages(MOST_SHOWN + 1, **STYLES[0])
    assert len(confused(files["same-3.md"])) == MOST_SHOWN
    assert not [path for path in files if path.startswith("by/code/")]
    assert "By code" not in files["index.md"]


@pytest.mark.parametrize("count", [1, 2, MOST_SHOWN, MOST_SHOWN + 1, MOST_SHOWN + 2, 3 * MOST_SHOWN])
def test_the_nearest_are_never_the_error_itself_and_as_many_as_there_may_be(count: int):
    errors = [{"code": "A-b", "name": f"N{number}"} for number in range(count)]
    similar_codes = SimilarCodes([*errors, {"code": "other", "name": "OTHER"}])
    for error in errors:
        closest = similar_codes.closest(error)
        assert error not in closest
        assert len({one["name"] for one in closest}) == len(closest) == min(MOST_SHOWN, count - 1)
    assert [len(family) for family in similar_codes.large_groups] == ([count] if count > MOST_SHOWN + 1 else [])


def nested(count: int, name: str) -> dict[str, str]:
    """Sections each of which is within the one before, and an error in the innermost."""
    lines = ["errcat: 1", "groups:", "  g0: {title: Top}"]
    lines += [f"  g{number}: {{title: Below {number}, parent: g{number - 1}}}" for number in range(1, count)]
    lines += [
        "errors:",
        f"  - {{code: DEEP, status: 404, message: m, category: fix, action: Dig, group: g{count - 1}}}",
    ]
    resolved = resolve(load_bytes([("errors.yaml", "\n".join(lines).encode())]).catalog, "errors.yaml")
    return {one.path: one.text for one in TARGETS["markdown"].render(resolved, TARGETS["markdown"].values({}), name)}


def test_sections_may_be_nested_however_deep():
    assert re.findall(r"\n## (?:Top|Below (\d+))\n", nested(1_200, "errors.md")[""]) == [
        "",
        *map(str, range(1, 1_200)),
    ]


def test_a_list_of_sections_is_nested_no_deeper_than_parsers_can_read():
    files = nested(20, "errors")
    lines = re.findall(r"\n( *)-   \[(?:Top|Below \d+)\]\(by/group/g\d+\.md\) \(1\)", files["index.md"])
    assert [len(indent) // 4 for indent in lines] == [*range(9), *[8] * 11]
    assert "(../../deep.md)" in files["by/group/g0.md"]  # a section has the errors of those within it
