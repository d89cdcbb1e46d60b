"""The page of errcat's own rules: a list by section, one line each, level and fixability at a glance, no decoder."""

from __future__ import annotations

from playwright.sync_api import expect

from conftest import Reader, Served
from errcat.findings.wording import diagnostic, finding_ids


def test_it_lists_every_rule_with_its_level_and_whether_it_can_be_fixed(reader: Reader, own: Served):
    page = reader.open(f"{own.address}rules/")
    rows = page.evaluate(
        "[...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    known = {code: (title, level, "fixable" in tags) for code, title, level, *tags in rows}
    assert len(known) == len(rows)
    for id in finding_ids():
        rule = diagnostic(id)
        assert known[id] == (rule.title, rule.level, rule.is_fixable)


def test_it_has_no_decoder(reader: Reader, own: Served):
    page = reader.open(f"{own.address}rules/")
    expect(page.get_by_text("Decode")).to_have_count(0)
    assert not (own.folder / "rules" / "about" / "decoder").exists()
    assert (own.folder / "apis" / "inference" / "about" / "decoder").exists()


def test_a_rule_is_a_line(reader: Reader, own: Served):
    """On a phone, the level is next to the code, and the title and the tags have their own lines."""
    page = reader.open(f"{own.address}rules/", width=1440)
    for width, most_lines in ((1440, 1), (390, 3)):
        page.set_viewport_size({"width": width, "height": 900})
        reader.settle(page)
        heights = page.evaluate(
            "[...document.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().height)"
        )
        assert len(heights) > 150
        tall = [height for height in heights if height > most_lines * 30 + 6]
        assert len(tall) <= len(heights) * 0.05, tall
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("tbody tr").first.bounding_box()["y"] < 700
