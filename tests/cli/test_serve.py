"""`errcat serve`: the pages at once, anew when the catalog changes, and a page of findings instead of the end."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

CATALOG = """\
errcat: 1
errors:
  - code: order_lost
    status: 404
    message: The order is lost
    category: fix
    action: Look for it
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    file = tmp_path / "errors.yaml"
    file.write_text(CATALOG, encoding="utf-8")
    command = [sys.executable, "-u", "-m", "errcat", "serve", "errors.yaml", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        try:
            yield file, address[0], process
        finally:
            process.kill()


def get(address: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:  # noqa: S310
        return answer.read().decode()


def changed(file: Path, text: str) -> None:
    time.sleep(0.02)  # so that the time of the file differs
    file.write_text(text, encoding="utf-8")


def test_the_pages_follow_the_catalog(served):
    file, address, process = served
    assert "order_lost" in get(address)
    assert "The order is lost" in get(f"{address}order-lost/")
    assert get(f"{address}order-lost/index.md").startswith("# order_lost")
    assert "errcat-filter" in get(f"{address}assets/errcat/errcat.js")
    version = get(f"{address}__errcat__/version")
    changed(file, CATALOG.replace("is lost", "is gone"))
    assert get(f"{address}__errcat__/version") != version
    assert "The order is gone" in get(f"{address}order-lost/")
    assert process.stdout.readline() == "errors.yaml is shown anew\n"


def test_an_address_may_lack_its_end_and_one_of_nothing_asks_what_was_meant(served):
    _file, address, _process = served
    with urllib.request.urlopen(f"{address}order-lost", timeout=30) as answer:  # noqa: S310
        assert answer.url == f"{address}order-lost/"
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:  # a library would hide what follows
        connection.sendall(f"HEAD /order-lost/ HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        answered = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"Content-Type: text/html; charset=utf-8\r\n" in answered
    assert answered.endswith(b"\r\n\r\n")
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{address}ORDER_LOTS/")
    assert refused.value.code == 404
    assert 'class="errcat-lost" data-catalogs="/"' in refused.value.read().decode()


def test_what_is_wrong_is_a_page_and_not_the_end(served):
    file, address, _process = served
    changed(file, CATALOG.replace("fix", "fxi").replace("order_lost", "order<b>lost"))
    page = get(f"{address}order-lost/")
    assert "unknown-category" in page
    assert "order&lt;b&gt;lost" in page
    assert "<b>" not in page.partition("<pre>")[2].partition("</pre>")[0]
    assert "__errcat__/version" in page
    changed(file, "errors: [")
    assert "has errors" in get(address)
    file.unlink()
    assert "has errors" in get(address)
    changed(file, CATALOG)
    assert "The order is lost" in get(f"{address}order-lost/")


def test_what_is_not_there_and_who_may_not_ask(served):
    _file, address, _process = served
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(f"{address}no-such/")
    assert missing.value.code == 404
    missing.value.close()
    with pytest.raises(urllib.error.HTTPError) as stranger:
        get(address, Host="evil.example")
    assert stranger.value.code == 403
    stranger.value.close()


def test_it_stops_when_it_is_told(served):
    _file, address, process = served
    get(address)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130


def test_a_port_that_is_taken_is_said(tmp_path: Path, errcat):
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = errcat("serve", "errors.yaml", "--port", port)
    assert (result.code, f"port {port} of 127.0.0.1 cannot be used" in result.err) == (2, True)
    assert errcat("serve", "none.yaml").code == 2


def test_a_rule_turned_down_does_not_end_it(tmp_path: Path):
    (tmp_path / "errcat.toml").write_text('[rules]\nunknown-see-also = "warning"\n', encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(CATALOG + "    see_also: [nope]\n", encoding="utf-8")
    command = [sys.executable, "-u", "-m", "errcat", "serve", "errors.yaml", "--port", "0"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert address
            assert "The order is lost" in get(f"{address[0]}order-lost/")
        finally:
            process.kill()
