"""A reader with an error in hand: search, filter, decoder, lost pages, copying; by keyboard, on a telephone, at night."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect
from searching import COUNTS, search_for

from conftest import BIG, Reader, Served

RESPONSE = {
    "error": {
        "code": "PARCEL_NOT_FOUND",
        "message": "There is no parcel P-99 in Basel",
        "status": 404,
        "category": "fix",
        "details": {"depot": 7},
        "help": "x",
    },
    "request_id": "req_secret_1",
}


def test_a_search_finds_a_part_of_a_code(reader: Reader, own: Served):
    page = reader.open(own.address, searches=True)
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.get_by_role("textbox", name="Search").press_sequentially("exceeded")
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching documents")
    hrefs = page.locator(".md-search-result__item a").evaluate_all("every => every.map(one => one.href)")
    assert any("/apis/inference/rate-limit-exceeded/" in href for href in hrefs)


def test_a_search_among_many_pages_finds_the_code_first(reader: Reader, tried: Served):
    page = reader.open(tried.address, searches=True)
    page.get_by_role("textbox", name="Search").press_sequentially("LABEL_SMUDGED")
    first = page.locator(".md-search-result__item a").first
    expect(first).to_have_attribute("href", re.compile("/whole/label-smudged/"))  # after the results of each letter


def test_the_list_is_filtered_by_everything_at_once_and_its_address_keeps_it(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}big/")
    count = page.get_by_role("status").filter(has_text="errors")
    expect(count).to_have_text(f"{BIG} errors")
    cells = page.locator("table tbody tr").first.locator("td").all_inner_texts()
    page.get_by_label("Status", exact=True).select_option(cells[1].split(",")[0])
    page.get_by_label("Category", exact=True).select_option(cells[4])
    page.get_by_label("Text", exact=True).fill(cells[0].split("_")[0].lower())
    expect(count).to_have_text(re.compile(rf"^\d+ of {BIG} errors$"))
    shown = page.locator("table tbody tr:visible").count()
    assert 0 < shown < BIG
    assert count.inner_text() == f"{shown} of {BIG} errors"
    expect(page).to_have_url(re.compile(r"\?text=\w+&status=\d+&category=[a-z-]+$"))
    again = reader.open(page.url)
    expect(again.get_by_role("status").filter(has_text="errors")).to_have_text(f"{shown} of {BIG} errors")
    again.get_by_role("button", name="Show all").click()
    expect(again.get_by_role("status").filter(has_text="errors")).to_have_text(f"{BIG} errors")
    expect(again).to_have_url(re.compile(r"^[^?]*$"))
    assert again.locator("#errcat-q").evaluate("one => one === document.activeElement")


def test_a_filter_that_nothing_fits_says_so_and_leaves_what_others_keep_in_the_address(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/?utm_source=mail&category=fix")
    assert page.get_by_label("Category", exact=True).locator("option:checked").inner_text() == "Fix the request"
    expect(page.locator(".errcat-nothing")).to_be_hidden()
    page.get_by_label("Category", exact=True).select_option("")
    page.get_by_label("Text", exact=True).fill("limit-exceeded")  # as addresses have it
    expect(page.locator("table tbody tr:visible").first).to_contain_text("RATE_LIMIT_EXCEEDED")
    page.get_by_label("Text", exact=True).fill("zzzz")
    expect(page.locator(".errcat-nothing")).to_be_visible()
    expect(page).to_have_url(re.compile("utm_source=mail"))
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".errcat-nothing")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/apis/inference/\?utm_source=mail$"))


def test_lifecycle_and_section_filter_too(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/")
    page.get_by_label("Lifecycle", exact=True).select_option("deprecated")
    expect(page.locator("table tbody tr:visible")).to_have_count(1)
    page.get_by_label("Lifecycle", exact=True).select_option("")
    page.get_by_label("Section", exact=True).select_option("Parcels")
    expect(page.locator("table tbody tr:visible")).to_contain_text("PARCEL_NOT_FOUND")


def decode(page, text: str):
    page.get_by_label("Response, log line or code").fill(text)
    page.get_by_role("button", name="Decode").click()
    return page.locator(".errcat-result")


def test_the_decoder_reads_a_response_by_the_envelope(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    result = decode(page, json.dumps(RESPONSE))
    expect(result.get_by_role("heading", level=2).first).to_contain_text("PARCEL_NOT_FOUND")
    assert "There is no parcel P-99 in Basel" in result.locator(".errcat-said").inner_text()
    assert result.locator("mark").all_inner_texts() == ["P-99", "Basel"]
    assert "Do not send it again unchanged" in result.inner_text()
    expect(result.locator(".errcat-page")).to_contain_text("Why it happens")
    assert not [url for url in reader.requests if "P-99" in url or "req_secret" in url]
    expect(page).to_have_url(re.compile("#.*code=PARCEL_NOT_FOUND"))
    assert "req_secret" not in page.url
    again = reader.open(page.url)
    expect(again.locator(".errcat-said")).to_contain_text("P-99")


LOGS = [
    ("2026-01-01T00:00:00Z ERROR api: LABEL_SMUDGED while printing (status 503)", "LABEL_SMUDGED"),
    ("parcel_not_found", "PARCEL_NOT_FOUND"),
    ("4041", "PARCEL_NOT_FOUND"),
    ('HTTP/1.1 422\nContent-Type: application/json\n\n{"error": {"code": "LABEL_SMUDGED"}}\n', "LABEL_SMUDGED"),
    ('upstream said {"errors": [{"reason": "LABEL_SMUDGED"}]} at 12:00', "LABEL_SMUDGED"),
]


def test_the_decoder_reads_logs_and_codes(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    for text, code in LOGS:
        expect(decode(page, "zzzzzzzzzzzz").get_by_role("heading", level=2)).to_have_count(0)
        expect(decode(page, text).get_by_role("heading", level=2).first).to_contain_text(code)


def test_the_decoder_tells_errors_of_one_code_apart(reader: Reader, tried: Served):
    known = json.loads((tried.folder / "repeated" / "errors.json").read_text(encoding="utf-8"))["errors"]
    same = [error for error in known if error["code"] == "invalid_request"]
    page = reader.open(f"{tried.address}repeated/about/decoder/")
    for error in same:
        result = decode(
            page, f'{{"error": "invalid_request", "message": {json.dumps(error["message"])}}} {error["message"]}'
        )
        expect(result.locator(".errcat-card h2 a").first).to_have_attribute(
            "href", re.compile(f"/{error['names']['page']}/$")
        )
        expect(result).to_contain_text("It may also be")


def test_the_decoder_has_an_example_to_try(reader: Reader, tried: Served):
    """A response, if the catalog describes responses: the hostile one does not, so its example is a code."""
    for folder, code in (("whole", "PARCEL_NOT_FOUND"), ("hostile", "")):
        page = reader.open(f"{tried.address}{folder}/about/decoder/")
        page.get_by_role("button", name="Try an example").click()
        expect(page.locator(".errcat-card h2 a")).to_contain_text(code)
        tried_text = page.get_by_label("Response, log line or code").input_value()
        assert json.loads(tried_text) if folder == "whole" else tried_text


def test_the_decoder_keeps_the_code_in_its_address_whatever_values_are_called(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}named/about/decoder/")
    decode(page, 'the code "abc" is used twice')
    heading = page.locator(".errcat-card h2 a")
    expect(heading).to_have_text("duplicate-code")
    expect(page).to_have_url(re.compile("#.*code=DUPLICATE_CODE"))
    again = reader.open(page.url)
    expect(again.locator(".errcat-card h2 a")).to_have_text("duplicate-code")


def test_an_unknown_code_with_a_known_message_is_told_by_that(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/about/decoder/")
    result = decode(page, '{"error": {"code": "NOPE", "message": "Rate limit exceeded"}}')
    expect(result).to_contain_text("This catalog has no code NOPE. Did you mean:")
    expect(result.get_by_role("link").first).to_have_text("RATE_LIMIT_EXCEEDED")


def test_the_decoder_guesses_what_was_meant(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    result = decode(page, "PARCEL_NOT_FUOND")
    expect(result).to_contain_text("Did you mean")
    expect(result.get_by_role("link")).to_contain_text("PARCEL_NOT_FOUND")
    expect(decode(page, "PARCEL_EATEN")).to_contain_text("retired. Use PARCEL_NOT_FOUND instead")
    expect(decode(page, "zzzzzzzzzzzz")).to_contain_text("no code of this catalog")


def test_a_code_that_the_catalog_has_not_is_called_unknown(reader: Reader, own: Served):
    """Whatever other codes stand around it: a wrong answer is worse than none."""
    page = reader.open(f"{own.address}apis/inference/about/decoder/")
    result = decode(page, '{"error": {"code": "SOMETHING_ELSE", "message": "no INTERNAL_ERROR here"}}')
    expect(result).to_contain_text("This catalog has no code SOMETHING_ELSE.")
    assert result.locator(".errcat-card").count() == 0
    result = decode(page, '{"error": {"code": "RATE_LIMITED", "message": "x"}}')
    expect(result.get_by_role("link").first).to_have_text("RATE_LIMIT_EXCEEDED")
    assert "INTERNAL_ERROR" not in result.inner_text()


def test_every_code_of_a_log_is_shown(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/about/decoder/")
    for text in (
        "a OVERLOADED b\nc FILE_TOO_LARGE d",
        '{"code": "OVERLOADED"}\n{"code": "FILE_TOO_LARGE"}',
        '{"error": {"code": "OVERLOADED", "message": "no INTERNAL_ERROR"}} then FILE_TOO_LARGE',
    ):
        result = decode(page, text)
        expect(result.get_by_role("heading", level=2).first).to_contain_text("OVERLOADED")
        expect(result.get_by_text("It also contains")).to_be_visible()
        expect(result.locator("> ul a")).to_have_text(["FILE_TOO_LARGE"])


def test_the_decoder_reads_what_has_no_code(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    heading = page.locator(".errcat-card h2 a")
    decode(page, "There is no parcel P-7 in Basel")
    expect(heading).to_have_text("PARCEL_NOT_FOUND")
    for text in ("parcel-not-found", "ParcelNotFound", '{"type": "https://x.example/errors/parcel-not-found/"}'):
        decode(page, "zzzzzzzzzzzz")
        expect(heading).to_have_count(0)
        decode(page, text)
        expect(heading).to_have_text("PARCEL_NOT_FOUND")
    result = decode(page, "HTTP/1.1 404 Not Found")
    expect(result.get_by_role("link", name="404", exact=True)).to_have_attribute("href", re.compile("/by/status/404/$"))
    expect(result.locator("ul a")).to_have_text(["PARCEL_NOT_FOUND"])


def test_a_number_in_a_log_is_no_code(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/musicgpt/about/decoder/")
    result = decode(page, "took 404 ms, user 4290")
    expect(result).not_to_be_empty()
    expect(result.locator(".errcat-card")).to_have_count(0)
    expect(decode(page, "answered with status 404").locator(".errcat-card h2 a")).to_have_text("404")


def test_the_decoder_says_what_the_response_says(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    body = json.dumps(RESPONSE)
    result = decode(page, f"HTTP/1.1 404 Not Found\nRetry-After: 17\n\n{body}")
    expect(result.locator(".errcat-card > dl").first).to_contain_text("after 17 seconds")
    expect(result.locator(".errcat-card > dl").first).to_contain_text("req_secret_1")
    assert "req_secret" not in page.url


def test_the_decoder_follows_its_address_and_is_emptied(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    page.evaluate("location.hash = '#code=LABEL_SMUDGED'")
    expect(page.locator(".errcat-card h2 a")).to_have_text("LABEL_SMUDGED")
    decode(page, "")
    expect(page.locator(".errcat-card")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"^[^#]*$"))


def test_a_code_that_is_gone_leads_to_its_heir(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    result = decode(page, "parcel_eaten")
    expect(result).to_contain_text("PARCEL_EATEN is retired. Use PARCEL_NOT_FOUND instead.")
    result.get_by_role("link", name="PARCEL_NOT_FOUND").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PARCEL_NOT_FOUND")


def test_what_is_pasted_stays_text(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    body = json.loads(json.dumps(RESPONSE).replace("P-99", "<img src=x onerror=alert(1)><script>alert(2)</script>"))
    result = decode(page, json.dumps(body))
    expect(result.locator(".errcat-said")).to_contain_text("<img src=x onerror=alert(1)>")
    assert result.locator("img, script").count() == 0


def test_a_lost_reader_is_led_to_the_code(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/RATE_LIMIT_EXCEEDDED/")
    link = page.locator(".errcat-lost a").first
    expect(link).to_have_text("RATE_LIMIT_EXCEEDED")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RATE_LIMIT_EXCEEDED")


def test_a_lost_reader_is_led_within_the_api_of_the_address(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/spotflow/RATE_LIMIT_EXCEEDED/more/")
    every = page.locator(".errcat-lost a")
    expect(every.last).to_contain_text("All errors of")
    hrefs = every.evaluate_all("every => every.map(one => one.getAttribute('href'))")
    assert hrefs
    assert all("/apis/spotflow/" in href for href in hrefs)
    page = reader.open(f"{own.address}apis/inference/429/")
    expect(page.locator(".errcat-lost a").first).to_have_text("RATE_LIMIT_EXCEEDED")


def test_an_address_that_names_a_code_leads_to_its_page(reader: Reader, own: Served):
    for path, heading in (("inference/RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED"), ("musicgpt/402", "402")):
        page = reader.open(f"{own.address}apis/{path}.html")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert "/apis/" in page.url
        assert page.locator(".errcat-lost").count() == 0


def test_a_broken_address_is_no_end(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/%E0%A4%A/")
    expect(page.locator(".errcat-lost a").last).to_contain_text("All errors of")


def test_a_page_is_copied_as_markdown(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/parcel-not-found/")
    reader.allow("clipboard-read", "clipboard-write")
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".errcat-actions [role=status]")).to_have_text("Copied")
    twin = (tried.folder / "whole" / "parcel-not-found" / "index.md").read_text(encoding="utf-8")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert twin.startswith("# PARCEL_NOT_FOUND\n")
    assert "](../by/status/404/index.md)" in twin
    assert copied == re.sub(r"\]\(\.\./", "](https://try.example/whole/", twin)


@pytest.mark.slow("builds errcat's own website")
def test_a_copy_has_absolute_links_on_a_site_without_a_published_address(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/rate-limit-exceeded/")
    reader.allow("clipboard-read", "clipboard-write")
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".errcat-actions [role=status]")).to_have_text("Copied")
    targets = re.findall(r"\]\(([^)]*)\)", page.evaluate("navigator.clipboard.readText()"))
    assert targets
    assert [target for target in targets if not target.startswith((own.address, "https://", "mailto:"))] == []


def test_code_in_a_copy_keeps_what_looks_like_a_link(reader: Reader, tried: Served):
    text = "[a](b.md) `[c](d.md)` \\](e.md)\n```text\n[f](g.md)\n```\n[h](../i.md#j) [k](https://x.example/) ![l](m_(1).png)\n"
    first = "window.clipboardText = ''; navigator.clipboard.writeText = (text) => { window.clipboardText = text; return Promise.resolve(); };"
    page = reader.open(f"{tried.address}whole/parcel-not-found/", first=first)
    page.route("**/parcel-not-found/index.md", lambda route: route.fulfill(body=text))
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".errcat-actions [role=status]")).to_have_text("Copied")
    base = "https://try.example/whole/parcel-not-found/"
    assert page.evaluate("clipboardText") == (
        f"[a]({base}b.md) `[c](d.md)` \\](e.md)\n```text\n[f](g.md)\n```\n"
        f"[h](https://try.example/whole/i.md#j) [k](https://x.example/) ![l]({base}m_(1).png)\n"
    )


def test_all_of_it_works_from_the_keyboard(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/about/decoder/")
    page.get_by_label("Response, log line or code").focus()
    page.keyboard.type("LABEL_SMUDGED")
    page.keyboard.press("Control+Enter")
    heading = page.locator(".errcat-card h2 a")
    expect(heading).to_contain_text("LABEL_SMUDGED")
    for _stop in ("Decode", "Try an example", "the card"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.errcat-card') !== null")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("LABEL_SMUDGED")


PAGES = ["", "start/", "apis/inference/", "apis/inference/rate-limit-exceeded/", "apis/inference/about/map/", "apis/inference/about/decoder/", "reference/format/"]  # fmt: skip


def test_nothing_is_wider_than_a_telephone(reader: Reader, own: Served):
    page = reader.open(own.address, width=390)
    widths = {}
    for path in PAGES:
        page.goto(f"{own.address}{path}")
        reader.settle(page)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in widths.items() if width > 390} == {}


@pytest.mark.parametrize("path", ["apis/inference/", "apis/inference/by/status/429/"])
def test_what_to_do_is_in_sight_on_a_telephone(reader: Reader, own: Served, path: str):
    """In a list, too: rows are cards there."""
    page = reader.open(f"{own.address}{path}", width=390)
    row = page.locator("tbody tr").first
    for number in range(row.locator("td").count()):
        box = row.locator("td").nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    heights = page.locator("tbody tr").evaluate_all("every => every.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 300


@pytest.mark.slow("builds a website with several catalogs")
def test_pages_of_several_apis_are_told_apart(reader: Reader, own: Served):
    """In a list of results, in the tabs of a browser."""
    page = reader.open(own.address)
    titles = []
    for api in ("openai", "inference", "musicgpt"):
        page.goto(f"{own.address}apis/{api}/about/decoder/")
        titles.append(page.title())
    assert titles == [
        f"Decode a response – {name} - errcat" for name in ("OpenAI API", "Inference API", "MusicGPT API")
    ]
    page.goto(f"{own.address}apis/openai/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("OpenAI API errors")


def test_a_page_leads_to_its_line_of_the_catalog(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/rate-limit-exceeded/")
    page.get_by_role("link", name="catalog/inference.yaml, line").click()
    line = page.locator("a:target").evaluate("one => one.parentElement.textContent.split('\\n')[one.id.slice(5) - 1]")
    assert "RATE_LIMIT_EXCEEDED" in line


def test_a_search_finds_what_a_catalog_says_besides_its_errors(reader: Reader, own: Served):
    page = reader.open(own.address, searches=True, first=COUNTS)
    search_for(page, "never succeeds as sent")
    hrefs = page.locator(".md-search-result__item a").evaluate_all("every => every.map(one => one.href)")
    assert any("/by/category/fix/" in href for href in hrefs)


def test_results_name_the_api_and_statuses_are_found_by_name(reader: Reader, own: Served):
    page = reader.open(own.address, searches=True, first=COUNTS)
    found = " ".join(search_for(page, "too many requests"))
    for api in ("Inference API", "OpenAI API", "Spotflow API"):
        assert api in found
    # the catalog has another title for this status
    assert "RATE_LIMIT_EXCEEDED – 429 Too Many Requests – Inference API › 429 - Rate Limit Exceeded" in found


def test_the_list_is_used_by_keyboard(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/")
    field = page.get_by_label("Text", exact=True)
    expect(page.get_by_label("Status", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to content
    expect(field).to_be_focused()
    codes = page.locator("td:first-child a:visible")
    field.press("ArrowDown")
    expect(codes.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(codes.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    field.fill("quota")
    expect(codes).to_have_text(["QUOTA_EXCEEDED"])
    field.press("Escape")
    expect(page.get_by_role("status").filter(has_text="29 errors")).to_have_text("29 errors")
    field.fill("quota")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("QUOTA_EXCEEDED")


def test_rows_are_one_line_and_the_first_is_on_the_first_screen(reader: Reader, own: Served, tried: Served):
    for address in (f"{own.address}apis/inference/", f"{tried.address}big/"):
        page = reader.open(address, width=1440)
        expect(page.get_by_label("Status", exact=True)).to_be_visible()
        heights = page.locator("tbody tr").evaluate_all("every => every.slice(0, 20).map((row) => row.offsetHeight)")
        assert max(heights) < 45, heights
        sizes = (
            page.locator("tbody tr")
            .first.locator("td, td code")
            .evaluate_all("every => every.map((cell) => parseFloat(getComputedStyle(cell).fontSize))")
        )
        assert max(sizes[2:]) < sizes[1]
        page.set_viewport_size({"width": 390, "height": 844})
        reader.settle(page)
        box = page.locator("tbody tr").first.bounding_box()
        assert box["y"] + 60 < 844, box


def test_the_night_is_dark(reader: Reader, own: Served):
    page = reader.open(own.address, dark=True)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page = reader.open(own.address)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_without_scripts_all_is_there(reader: Reader, tried: Served):
    page = reader.open(f"{tried.address}whole/", scripts=False)
    assert page.locator("table tbody tr").count() == 2
    page.get_by_role("link", name="PARCEL_NOT_FOUND").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("PARCEL_NOT_FOUND")
    expect(page.get_by_text("Compare the number with the one on the label").first).to_be_visible()
    page = reader.open(f"{tried.address}whole/about/map/", scripts=False)
    page.locator("td a", has_text="1 error").first.click()
    expect(page).to_have_url(re.compile("/by/status/404/#category-fix"))
    page = reader.open(f"{tried.address}whole/about/decoder/", scripts=False)
    expect(page.get_by_text("Or find the code")).to_be_visible()


def test_tabs_of_one_language_go_together(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/rate-limit-exceeded/")
    page.locator(".tabbed-labels label", has_text="JavaScript").click()
    expect(page.locator(".tabbed-block code", has_text="await response.json()")).to_be_visible()
    page.goto(f"{own.address}apis/inference/overloaded/")
    expect(page.locator(".tabbed-block code", has_text="await response.json()")).to_be_visible()


def test_the_pages_know_where_they_belong(reader: Reader, own: Served):
    page = reader.open(f"{own.address}apis/inference/by/status/429/")
    path = page.locator(".md-path__item")
    assert path.all_inner_texts()[-1].strip() == "Inference API"
