"""Recordings of real tools: a HAR file that Chromium writes, and what curl prints."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

CATALOG = """\
errcat: 1
envelope: {body: {error: {code: <code>, message: <message>}}}
errors:
  - {code: ORDER_NOT_FOUND, status: 404, message: "There is no order {order}"}
  - {code: BUSY, status: 503, message: Try later}
"""
ANSWERS = {
    "/orders/1": (
        404,
        "application/json",
        '{"error": {"code": "ORDER_NOT_FOUND", "message": "There is no order 1 ü"}}',
    ),
    "/orders/2": (500, "application/json", '{"error": {"code": "ORDER_NOT_FUOND", "message": "There is no order 2"}}'),
    "/busy": (502, "text/html", "<html><body>Bad Gateway</body></html>"),
    "/": (200, "text/html", "<html><body>Hello</body></html>"),
}
RULES = ["not-an-error-body", "unknown-response-code"]


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, media_type, body = ANSWERS.get(self.path.partition("?")[0], (204, "text/plain", ""))
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def rules_in(errcat, folder: Path, *recordings: str) -> tuple[list[str], dict[str, int]]:
    (folder / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    report = json.loads(errcat("verify", *recordings, "--catalog", "errors.yaml", "--format", "json", cwd=folder).out)
    seen = {code["code"]: code["count"] for code in report["catalogs"][0]["codes"]}
    return sorted(found["rule"] for found in report["findings"]), seen


@pytest.mark.parametrize("options", [["-si"], ["-sv"], ["-si", "--http1.0"]], ids=" ".join)
def test_the_output_of_curl(options: list[str], address: str, errcat, tmp_path: Path):
    if shutil.which("curl") is None:
        assert os.environ.get("CI") != "true", "curl is missing: tests/site/install.sh"
        pytest.skip("curl is not installed")
    addresses = [f"{address}{path}" for path in ANSWERS]
    done = subprocess.run(["curl", *options, *addresses], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True)
    (tmp_path / "curl.txt").write_bytes(done.stdout)
    assert rules_in(errcat, tmp_path, "curl.txt") == (RULES, {"ORDER_NOT_FOUND": 1, "BUSY": 0})


@pytest.mark.prove("starts a browser, which records the same traffic three times")
@pytest.mark.parametrize("content", ["embed", "attach", "omit"])
def test_a_har_file_of_chromium(content: str, address: str, errcat, tmp_path: Path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(record_har_path=tmp_path / "a.har", record_har_content=content)
        page = context.new_page()
        page.goto(address)
        for path in ANSWERS:
            page.evaluate("path => fetch(path).then(answer => answer.text())", f"{path}?key=secret")
        context.close()
        browser.close()
    found, seen = rules_in(errcat, tmp_path, "a.har")
    if content == "embed":
        assert (found, seen) == (RULES, {"ORDER_NOT_FOUND": 1, "BUSY": 0})
    else:  # only the statuses are in the file
        assert (found, seen) == (["unlisted-response-status"] * 2, {"ORDER_NOT_FOUND": 0, "BUSY": 0})
