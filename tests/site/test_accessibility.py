"""axe finds nothing, the theme's own included: on every kind of page, wide and narrow, by day and by night.

`make test` looks at a page of each kind, and at few of them narrow. `make prove` looks at all of them in both ways.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import RESTS, Reader, Served
from profiles import IS_LONG

OWN = [
    "", "start/", "people/", "people/writers/", "reference/format/", "reference/commands/", "rules/", "rules/colon-in-text/", "apis/",
    "apis/inference/", "apis/inference/rate-limit-exceeded/", "apis/inference/about/map/", "apis/inference/about/decoder/",
    "apis/inference/about/responses/", "apis/spotflow/guides/", "apis/inference/by/status/429/", "404.html",
    "apis/musicgpt/source/", "apis/inference/internal-error/", "apis/spotflow/insufficient-balance/",
    "apis/spotflow/duplicate-reference/", "apis/inference/by/category/retry/", "apis/inference/by/group/rate-limiting/",
]  # fmt: skip
TRIED = [
    "whole/parcel-not-found/",
    "whole/label-smudged/",
    "whole/parcel-eaten/",
    "whole/about/lifecycle/",
    "hostile/",
    "hostile/markup/",
    "big/",
]
OFTEN = {
    "", "rules/", "404.html", "apis/inference/", "apis/inference/rate-limit-exceeded/", "apis/inference/about/map/",
    "apis/inference/about/decoder/", "apis/inference/about/responses/", "apis/inference/by/status/429/",
    "apis/inference/by/category/retry/", "whole/parcel-not-found/", "whole/parcel-eaten/", "whole/about/lifecycle/",
    "hostile/markup/",
}  # fmt: skip
"""A page of each kind, for `make test`."""
OFTEN_NARROW = {"apis/inference/", "apis/inference/rate-limit-exceeded/", "whole/parcel-not-found/"}


def violations(page, axe: str) -> list[str]:
    page.evaluate(RESTS)  # a colour that fades in has too little contrast at first
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'],"
        " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> str:
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def each(paths: list[str]) -> list[object]:
    """The pages, most of them for `make prove`: `make test` has one of each kind."""
    mark = pytest.mark.prove("axe looks at every element of a page, in two looks")
    return [pytest.param(path, marks=[] if path in OFTEN else mark) for path in paths]


@pytest.mark.slow("axe looks at every element of a page")
@pytest.mark.parametrize("path", each([path for path in OWN if "guides" not in path]))
def test_own_site(reader: Reader, own: Served, axe: str, path: str):
    """Wide by day, narrow by night."""
    page = reader.open(f"{own.address}{path}", width=1280)
    assert violations(page, axe) == []
    if IS_LONG or path in OFTEN_NARROW:
        reader.look_again(page, width=390, dark=True)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert violations(page, axe) == []


@pytest.mark.slow("axe looks at every element of a page")
@pytest.mark.parametrize("path", each(TRIED))
def test_other_sites(reader: Reader, tried: Served, axe: str, path: str):
    page = reader.open(f"{tried.address}{path}", width=1280)
    assert violations(page, axe) == []
    if IS_LONG or path in OFTEN_NARROW:
        reader.look_again(page, width=390, dark=False)
        assert violations(page, axe) == []


def test_a_decoded_response(reader: Reader, tried: Served, axe: str):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    page.get_by_label("Response, log line or code").fill("PARCEL_NOT_FOUND")
    page.get_by_role("button", name="Decode").click()
    page.locator(".errcat-page h2").first.wait_for()
    assert violations(page, axe) == []
