"""What the decoder finds first in what people paste, how it is used by keyboard, and what a long text costs."""

from __future__ import annotations

import pytest
from pasted import ROWS
from playwright.sync_api import Page, expect

from conftest import Reader, Served

FIRST = """async (text) => {
  const field = document.querySelector("#errcat-paste");
  field.value = text;
  field.form.requestSubmit();
  await new Promise((done) => setTimeout(done));
  await new Promise((done) => setTimeout(done));
  const card = document.querySelector(".errcat-card h2 a");
  const first = card ?? document.querySelector(".errcat-result a");
  if (!first) return "";
  const status = /\\/by\\/status\\/(\\d+)/.exec(first.href);
  return card ? `card:${card.textContent}` : status ? status[1] : `guess:${first.textContent}`;
}"""


def opened(reader: Reader, site: Served, api: str) -> Page:
    page = reader.open(f"{site.address}apis/{api}/about/decoder/")
    load_codes(page)
    return page


def load_codes(page: Page) -> None:
    page.evaluate(FIRST, "zzz")
    expect(page.locator(".errcat-summary")).to_have_text("Found nothing.")


@pytest.mark.slow("decodes what people paste with the codes of five APIs")
def test_the_first_result(reader: Reader, own: Served):
    wrong = []
    page = reader.open(own.address)
    for api in sorted({api for api, _text, _first in ROWS}):
        page.goto(f"{own.address}apis/{api}/about/decoder/")
        load_codes(page)
        rows = [(text, first) for name, text, first in ROWS if name == api]
        wrong += [(api, text, first, got) for text, first in rows if (got := page.evaluate(FIRST, text)) != first]
    assert wrong == []
    reader.settle(page)


def test_the_verdict_is_first_and_what_to_do_is_largest(reader: Reader, own: Served):
    page = opened(reader, own, "inference")
    page.evaluate(FIRST, "RATE_LIMIT_EXCEEDED")
    sizes = page.locator(".errcat-card > :not(.errcat-now), .errcat-card > .errcat-now > *").evaluate_all(
        "every => every.map((part) => [part.className || part.tagName, parseFloat(getComputedStyle(part).fontSize)])"
    )
    assert [name for name, _size in sizes][:3] == ["H2", "errcat-verdict", "errcat-do-now"]
    assert max(size for _name, size in sizes) == dict(map(tuple, sizes))["errcat-do-now"]
    assert sum(size == dict(map(tuple, sizes))["errcat-do-now"] for _name, size in sizes) == 1
    expect(page.locator(".errcat-verdict").first).to_have_text("Your request. Send it again with growing waits.")
    reader.settle(page)


def test_keys_go_through_the_results_and_clear_them(reader: Reader, own: Served):
    page = opened(reader, own, "inference")
    field = page.get_by_label("Response, log line or code")
    field.fill("HTTP 403 Forbidden")
    field.press("Enter")
    hits = page.locator(".errcat-hit")
    expect(hits.first).to_have_text("403")
    field.press("ArrowDown")
    expect(hits.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("INSUFFICIENT_PERMISSIONS")
    page.go_back()
    field.fill("OVERLOADED")
    field.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Found OVERLOADED")).to_be_visible()
    field.press("Escape")
    expect(field).to_have_value("")
    expect(page.locator(".errcat-result > *")).to_have_count(0)


def test_of_a_long_text_only_the_start_and_the_end_are_read(reader: Reader, own: Served):
    page = opened(reader, own, "inference")
    line = '2026-01-01 INFO parcel 17 user=ORDER_17 took 404 ms {"a": 1}\n'
    page.evaluate(FIRST, line * 16_000 + "ERROR code=OVERLOADED")
    expect(page.locator(".errcat-card h2 a")).to_have_text("OVERLOADED")
    expect(page.locator(".errcat-summary")).to_contain_text("Read the first and the last 50,000 characters.")
    page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const field = document.querySelector("#errcat-paste");
          field.value = "";
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        "x" * 500_000 + " FILE_TOO_LARGE",
    )
    expect(page.locator(".errcat-card h2 a")).to_have_text("FILE_TOO_LARGE")
    assert len(page.locator("#errcat-paste").input_value()) == 100_003
    reader.settle(page)
