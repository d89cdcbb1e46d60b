"""The list of all errors on a site: sections, parts, and columns that say something."""

from __future__ import annotations

import json
import re

import pytest

from built import resolved_from
from errcat.targets import TARGETS
from errcat.targets.markdown.index_page import MOST_ROWS


def pages(errors: list[dict[str, object]], **catalog: object) -> dict[str, str]:
    text = json.dumps({"errcat": 1, "api": {"name": "Order API"}, **catalog, "errors": errors})
    target = TARGETS["markdown"]
    return {file.path: file.text for file in target.render(resolved_from(text), target.values({}), "docs")}


def error(number: int, **fields: object) -> dict[str, object]:
    return {"code": f"E_{number:04}", "status": 400 + number % 5, "message": f"Message {number}", "category": "fix", "action": f"Do {number}", **fields}  # fmt: skip


GROUPS = {"shop": {"title": "Shop"}, "mail": {"title": "Mail", "parent": "shop"}}


@pytest.fixture(scope="module")
def big() -> dict[str, str]:
    return pages(
        [error(number, group=["shop", "mail"][number % 2]) for number in range(2 * MOST_ROWS + 50)], groups=GROUPS
    )


PARTS = ["index.md", "about/all/2.md", "about/all/3.md"]


def codes(page: str) -> list[str]:
    return re.findall(r"^\| \[`(E_\d+)`\]", page, re.MULTILINE)


def test_a_long_list_has_parts_that_have_each_error_once(big: dict[str, str]):
    assert [name for name in big if name.startswith("about/all/")] == PARTS[1:]
    rows = [codes(big[name]) for name in PARTS]
    assert [len(part) for part in rows] == [MOST_ROWS, MOST_ROWS, 50]
    assert len({code for part in rows for code in part}) == 2 * MOST_ROWS + 50


def test_parts_lead_to_each_other_and_are_not_searched(big: dict[str, str]):
    assert "Part 1 of 3\n[Next part](about/all/2.md)\n[Last part](about/all/3.md)" in big["index.md"]
    assert "[First part](../../index.md)\n[Previous part](../../index.md)\nPart 2 of 3\n[Next part]" in big[PARTS[1]]
    assert "exclude: true" in big[PARTS[1]]
    assert "](../../e-0000.md)" in big[PARTS[1]] + big[PARTS[2]] or "](e-0000.md)" in big["index.md"]


def test_links_to_sections_lead_to_the_part_that_has_them(big: dict[str, str]):
    jumps = re.findall(r"^\[(\w+)\]\(([^)#]*)#([\w-]+)\)$", big["index.md"], re.MULTILINE)
    assert [(title, page) for title, page, _id in jumps] == [("Shop", ""), ("Mail", "about/all/2.md")]
    for _title, page, id in jumps:
        assert f"#{id} " in big[page or "index.md"]


def test_a_short_list_is_whole_and_a_section_for_each_error_is_a_column():
    few = pages([error(number, group=["shop", "mail"][number % 2]) for number in range(4)], groups=GROUPS)
    assert not [name for name in few if name.startswith("about/all/")]
    assert len(codes(few["index.md"])) == 4
    assert "| Section {" in few["index.md"]
    assert "errcat-jumps" not in few["index.md"]


def columns(**fields: list[object]) -> str:
    """The head of the table of six errors that have these values."""
    errors = [
        error(number, **{key: values[number % len(values)] for key, values in fields.items()}) for number in range(6)
    ]
    head = next(line for line in pages(errors)["index.md"].splitlines() if line.startswith("| Code"))
    return " ".join(re.findall(r"\| ([A-Z][a-z]+(?: [a-z]+)*)", head))


def test_a_column_that_repeats_another_is_left_out():
    assert columns() == "Code Status Message What to do Category"
    assert columns(category=["fix", "retry"], action=["Mend it", "Wait"]) == "Code Status Message What to do"
    assert (
        columns(message=["E 0000", "E-0001", "e 0002", "E 0003", "E 0004", "E 0005"])
        == "Code Status What to do Category"
    )
    assert (
        columns(code=["400", "401", "402", "403", "404", "405"], status=[400, 401, 402, 403, 404, 405])
        == "Code Message What to do Category"
    )
    # here both say something
    assert columns(category=["fix", "retry"], action=["Mend it", "Wait", "Ask"]).endswith("What to do Category")


def test_a_catalog_without_categories_has_no_list_of_them():
    index = pages([{"code": "GONE", "status": 410, "message": "It is gone"}])["index.md"]
    assert "## By status" in index
    assert "By what to do" not in index
