"""The first screen of every kind of page, on a desktop and on a phone: what happened, whose turn it is, what to do now."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from conftest import BIG, Reader, Served

SCREENS = [(1440, 900), (390, 844)]
CODE, ROW = "article h1", "tbody tr td:first-child a"
VERDICT, ACTION = ".errcat-now .errcat-verdict", ".errcat-now .errcat-action"
MESSAGE = ".errcat-label + .highlight"

OWN: dict[str, tuple[str, list[str]]] = {
    "an error with an envelope": ("apis/inference/rate-limit-exceeded/", [CODE, VERDICT, ACTION, MESSAGE]),
    "an error without an envelope": ("apis/openai/too-many-requests/", [CODE, VERDICT, ACTION, MESSAGE]),
    "an error that a person must act on": ("apis/spotflow/insufficient-balance/", [CODE, VERDICT, ACTION, MESSAGE]),
    "an error that is a success": ("apis/spotflow/duplicate-reference/", [CODE, VERDICT, ACTION, MESSAGE]),
    "an error without a status": ("apis/spawn/execution-timeout/", [CODE, VERDICT, ACTION, MESSAGE]),
    "a rule": ("rules/colon-in-text/", [CODE, VERDICT, ACTION]),
    "the index": ("apis/inference/", [CODE, ROW]),
    "a group": ("apis/inference/by/group/rate-limiting/", [CODE, "article h1 ~ p:visible", ROW]),
    "a category": ("apis/inference/by/category/escalate/", [CODE, VERDICT, ROW]),
    "a list of a status": ("apis/inference/by/status/429/", [CODE, ROW]),
    "a guide": ("apis/inference/guides/retry-logic/", [CODE, "article h1 ~ p:visible"]),
    "the map": ("apis/inference/about/map/", [CODE, ROW]),
    "the decoder": ("apis/inference/about/decoder/", [CODE, "textarea", "button:has-text('Decode')"]),
    "what a response looks like": ("apis/inference/about/responses/", [CODE, "article h1 ~ p:visible"]),
    "an address with a typing mistake": ("apis/inference/RATE_LIMIT_EXCEEDDED/", [CODE, ".errcat-lost a"]),
}
TRIED: dict[str, tuple[str, list[str]]] = {
    "an error with everything": ("whole/parcel-not-found/", [CODE, ".errcat-title", VERDICT, ACTION]),
    "a deprecated error": ("whole/label-smudged/", [CODE, VERDICT, ACTION]),
    "a retired code": ("whole/parcel-eaten/", [CODE, VERDICT, ACTION, ".errcat-now p:has-text('Why:')"]),
    "a repeated code": ("repeated/grant-type-missing/", [CODE, ".errcat-title", VERDICT, ACTION, MESSAGE]),
    "deprecated and retired codes": ("whole/about/lifecycle/", [CODE, ROW]),
}


def below(page: Page, selectors: list[str], height: int) -> dict[str, object]:
    """The elements that are not wholly on the first screen, with their places."""
    found = {}
    for selector in selectors:
        one = page.locator(selector).first
        one.wait_for()
        box = one.bounding_box()
        if box is None or box["y"] < 0 or box["y"] + box["height"] > height:
            found[selector] = box
    return found


def look(page: Page, selectors: list[str]) -> list[object]:
    """What is wrong with the first screen of a page, in each width."""
    wrong: list[object] = []
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        missing = below(page, selectors, height)
        scrolled, wide = page.evaluate("[scrollY, document.documentElement.scrollWidth]")
        if missing or scrolled or wide > width:
            wrong.append((page.url, width, missing, scrolled, wide))
    return wrong


def look_at_each(reader: Reader, site: Served, kinds: dict[str, tuple[str, list[str]]]) -> None:
    """One browser for all: what the pages share is loaded once."""
    page = reader.open(site.address)
    wrong = []
    for path, selectors in kinds.values():
        page.set_viewport_size({"width": SCREENS[0][0], "height": SCREENS[0][1]})
        page.goto(f"{site.address}{path}")
        wrong += look(page, selectors)
    assert wrong == []
    reader.settle(page)


@pytest.mark.slow("opens a page of every kind")
def test_own_site(reader: Reader, own: Served):
    look_at_each(reader, own, OWN)


@pytest.mark.slow("opens a page of every kind")
def test_other_sites(reader: Reader, tried: Served):
    look_at_each(reader, tried, TRIED)


def test_the_front_page_shows_what_a_catalog_becomes(reader: Reader, own: Served):
    page = reader.open(own.address, width=1440)
    assert page.locator(".tabbed-labels label").all_inner_texts() == ["Page", "Python", "OpenAPI"]
    shown = page.locator(".tabbed-block").first
    assert shown.locator(".errcat-verdict").is_visible()
    assert shown.locator(".errcat-chip").count() == 2
    assert "errcat-" not in shown.inner_text()


def test_the_verdict_has_words_an_icon_and_a_tint(reader: Reader, own: Served):
    """Not color alone: words say it, and each kind has its own icon."""
    kinds = {
        "apis/inference/invalid-request/": "Your request",
        "apis/inference/internal-error/": "Our side",
        "apis/spotflow/insufficient-balance/": "A person must act",
        "apis/spotflow/duplicate-reference/": "Nobody: already done",
    }
    looks = set()
    page = reader.open(own.address)
    for path, words in kinds.items():
        page.goto(f"{own.address}{path}")
        verdict = page.locator(VERDICT)
        expect(verdict.locator("strong")).to_have_text(f"{words}.")
        looks.add(
            verdict.evaluate(
                "one => { const icon = getComputedStyle(one, '::before');"
                " return [icon.maskImage, icon.backgroundColor, getComputedStyle(one.parentElement).backgroundColor].join(' '); }"
            )
        )
    assert len(looks) == len(kinds)
    assert all("svg" in one for one in looks)


def test_the_way_around(reader: Reader, own: Served):
    """The groups of the API in the sidebar, a path above the heading, and the errors before and after."""
    page = reader.open(f"{own.address}apis/inference/invalid-api-key/", width=1440)
    path = page.locator(".md-path__item").all_inner_texts()
    assert [one.strip() for one in path] == [
        "Home",
        "Gallery",
        "Inference API",
        "Authentication Errors",
        "401 - Unauthorized",
    ]
    sidebar = page.locator(".md-sidebar--primary")
    for title in ("Authentication Errors", "Request Errors", "Server Errors", "MISSING_API_KEY", "REVOKED_API_KEY"):
        expect(sidebar.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(sidebar.get_by_role("link", name="INVALID_REQUEST", exact=True)).to_have_count(0)  # of another group
    expect(sidebar.locator("a.md-nav__link--active", has_text="INVALID_API_KEY")).to_be_visible()
    around = page.locator(".errcat-around")
    expect(around).to_have_text("Previous: MISSING_API_KEY · Next: EXPIRED_API_KEY · All errors")
    around.get_by_role("link", name="EXPIRED_API_KEY").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("EXPIRED_API_KEY")
    sidebar.get_by_role("link", name="Server Errors", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Server Errors")
    expect(sidebar.get_by_role("link", name="MISSING_API_KEY", exact=True)).to_have_count(0)


def test_the_sidebar_of_a_large_catalog_is_short(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}big/", width=1440)
    link = page.locator("tbody tr td:first-child a").nth(BIG // 2)
    code = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    assert page.locator(".md-sidebar--primary a").count() < 80


def test_no_script_and_paper_have_no_dead_controls(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/rate-limit-exceeded/", scripts=False)
    for control in (
        ".md-search",
        "[for=__search]",
        ".md-header__option",
        ".errcat-copy",
        "a[href*='about/decoder'].errcat-chip",
    ):
        assert page.locator(f"{control}:visible").count() == 0, control
    expect(page.locator(VERDICT)).to_be_visible()
    page = reader.open(f"{own.address}apis/inference/rate-limit-exceeded/")
    page.emulate_media(media="print")
    for control in ("button", ".md-search", ".errcat-copy", ".errcat-around", ".errcat-end", ".headerlink"):
        expect(page.locator(f"{control}:visible"), control).to_have_count(0)
    expect(page.locator(VERDICT)).to_be_visible()
    page.goto(f"{own.address}apis/inference/")
    expect(page.locator("article :is(button, input, select):visible")).to_have_count(0)
