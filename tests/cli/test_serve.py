"""`errcat serve`: the pages at once, anew when the catalog changes, and a page of findings instead of the end."""

from __future__ import annotations

import gc
import http.server
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from errcat.model.catalog import Catalog
from errcat.preview.connections import MOST_CONNECTIONS, Server
from errcat.preview.lazy_site import LazySite
from errcat.preview.server import Preview
from errcat.settings import Settings
from processes import IN_THE_BACKGROUND, PATIENCE, lines_until, replace, running, until

CATALOG = """\
errcat: 1
errors:
  - code: order_lost
    status: 404
    message: The order is lost
    category: fix
    action: Look for it
"""


@contextmanager
def serving(folder: Path, *before: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`errcat serve` of a folder's catalog, and its address."""
    command = [*before, sys.executable, "-u", "-m", "errcat", "serve", "errors.yaml", "--port", "0"]
    with running(command, folder) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        yield address[0], process


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, subprocess.Popen[str]]]:
    file = tmp_path / "errors.yaml"
    file.write_text(CATALOG, encoding="utf-8")
    with serving(tmp_path) as (address, process):
        yield file, address, process


def get(address: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=PATIENCE) as answer:  # noqa: S310
        return answer.read().decode()


def test_the_pages_follow_the_catalog(served):
    file, address, process = served
    assert "order_lost" in get(address)
    assert "The order is lost" in get(f"{address}order-lost/")
    assert get(f"{address}order-lost/index.md").startswith("# order_lost")
    assert "errcat-filter" in get(f"{address}assets/errcat/errcat.js")
    version = get(f"{address}__errcat__/version")
    replace(file, CATALOG.replace("is lost", "is gone"))
    assert get(f"{address}__errcat__/version") != version
    assert "The order is gone" in get(f"{address}order-lost/")
    assert process.stdout.readline() == "errors.yaml reloaded\n"


@pytest.mark.parametrize("is_there_before", [False, True])
def test_the_pages_follow_the_settings(tmp_path: Path, is_there_before: bool):
    settings_file = tmp_path / "errcat.toml"
    (tmp_path / "errors.yaml").write_text(CATALOG.replace("    message: The order is lost\n", ""), encoding="utf-8")
    if is_there_before:
        settings_file.write_text("", encoding="utf-8")
    with serving(tmp_path) as (address, _process):
        assert "order_lost" in get(address)
        for text, expected in (
            ('[rules]\nmissing-message = "error"\n', "missing-message"),
            ("[rules\n", "errcat.toml"),
            ("", "Skip to content"),
        ):
            replace(settings_file, text)
            assert expected in get(address)
            assert ("errors.yaml has errors" in get(address)) == bool(text)
        replace(settings_file, "[rules\n")
        assert "errors.yaml has errors" in get(address)
        settings_file.unlink()
        assert "errcat.toml" in get(address) if is_there_before else "Skip to content" in get(address)


def test_the_first_page_names_the_pages_above_it(served):
    _file, address, _process = served
    breadcrumbs = re.findall(r'<span class="md-ellipsis">\s*(.*?)\s*</span>', get(f"{address}order-lost/"))
    assert breadcrumbs, "the theme has changed"
    assert "None" not in breadcrumbs, "MkDocs knows no title of a page that it has not read"


def test_an_address_may_lack_its_end_and_one_of_nothing_asks_what_was_meant(served):
    _file, address, _process = served
    with urllib.request.urlopen(f"{address}order-lost", timeout=PATIENCE) as answer:  # noqa: S310
        assert answer.url == f"{address}order-lost/"
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection(
        (host, int(port)), timeout=PATIENCE
    ) as connection:  # a library would hide what follows
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
    replace(file, CATALOG.replace("fix", "fxi").replace("order_lost", "order<b>lost"))
    page = get(f"{address}order-lost/")
    assert "unknown-category" in page
    assert "order&lt;b&gt;lost" in page
    assert "<b>" not in page.partition("<pre>")[2].partition("</pre>")[0]
    assert "__errcat__/version" in page
    replace(file, "errors: [")
    assert "has errors" in get(address)
    file.unlink()
    assert "has errors" in get(address)
    replace(file, CATALOG)
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


@pytest.mark.parametrize("before", [(), IN_THE_BACKGROUND], ids=["foreground", "background"])
def test_ctrl_c_stops_it(tmp_path: Path, before: tuple[str, ...]):
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    with serving(tmp_path, *before) as (_address, process):
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130


def test_a_port_that_is_taken_is_said(tmp_path: Path, errcat):
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        result = errcat("serve", "errors.yaml", "--port", port)
    assert (result.code, f"can't use port {port} of 127.0.0.1" in result.err) == (2, True)
    assert errcat("serve", "none.yaml").code == 2


def test_a_rule_turned_down_does_not_end_it(tmp_path: Path):
    (tmp_path / "errcat.toml").write_text('[rules]\nunknown-see-also = "warning"\n', encoding="utf-8")
    (tmp_path / "errors.yaml").write_text(CATALOG + "    see_also: [nope]\n", encoding="utf-8")
    with serving(tmp_path) as (address, _process):
        assert "The order is lost" in get(f"{address}order-lost/")


def raw(address: str, request: bytes) -> bytes:
    """What comes back for some bytes, until the server closes the connection."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


HOSTILE_REQUESTS = [
    b"GET http://[ HTTP/1.0\r\n\r\n",
    b"GET //[ HTTP/1.0\r\n\r\n",
    b"HEAD http://[::1/ HTTP/1.0\r\n\r\n",
    b"GET http://[x]:99999/ HTTP/1.0\r\n\r\n",
    b"GET /%00/../../etc/passwd HTTP/1.0\r\n\r\n",
    b"GET /%ff%fe/\xff HTTP/1.0\r\n\r\n",
    b"GET /" + b"a/" * 5_000 + b" HTTP/1.0\r\n\r\n",
    b"GET / HTTP/1.0\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"POST / HTTP/1.0\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
    b"\r\n\r\n",
]


def test_no_request_drops_its_connection_or_leaves_a_traceback(served):
    _file, address, process = served
    assert raw(address, HOSTILE_REQUESTS[0]).startswith(b"HTTP/1.0 400 ")
    assert raw(address, HOSTILE_REQUESTS[1]).startswith(b"HTTP/1.0 4")
    for request in HOSTILE_REQUESTS:
        answered = raw(address, request)
        assert b"Traceback" not in answered
        assert not answered or b" 200 " not in answered.partition(b"\r\n")[0], request
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    for _time in range(5):  # a browser that goes away before its answer is there
        connection = socket.create_connection((host, int(port)), timeout=PATIENCE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        connection.close()
    assert "The order is lost" in get(f"{address}order-lost/")
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in process.communicate(timeout=PATIENCE)[0]


def test_idle_connections_are_few_and_keep_nobody_out(served):
    _file, address, process = served
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    idle = [socket.create_connection((host, int(port)), timeout=PATIENCE) for _number in range(3 * MOST_CONNECTIONS)]
    try:
        assert "The order is lost" in get(f"{address}order-lost/")
        assert idle[0].recv(1) == b""  # the first ones made room
        threads = Path(f"/proc/{process.pid}/task")
        if threads.is_dir():
            assert until(lambda: len(list(threads.iterdir())) <= 2 * MOST_CONNECTIONS)
    finally:
        for one in idle:
            one.close()


class Held(http.server.BaseHTTPRequestHandler):
    """Says that a request is there, and answers it when the test says so."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Holding)
        self.server.request_is_here(self.connection)
        self.server.arrived.release()
        self.server.gate.wait(PATIENCE)
        self.send_error(404)

    def log_message(self, *_arguments: object) -> None:
        pass


class Holding(Server):
    def __init__(self, patience: float) -> None:
        self.arrived = threading.Semaphore(0)
        self.gate = threading.Event()
        super().__init__(("127.0.0.1", 0), Held, patience)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server_port), timeout=PATIENCE)

    def ask(self) -> socket.socket:
        """A connection whose request is there."""
        connection = self.connect()
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert self.arrived.acquire(timeout=PATIENCE)
        return connection


@contextmanager
def holding(patience: float) -> Iterator[Holding]:
    with Holding(patience) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.gate.set()
            server.shutdown()


def is_closed(connection: socket.socket, sent: bytes) -> bool:
    """Send something that may come too late. True if the connection is closed then."""
    try:
        connection.sendall(sent)
    except OSError:
        return True
    return False


def test_a_connection_that_sends_no_whole_request_is_closed():
    with holding(patience=0.1) as server:
        with server.connect() as connection:
            assert is_closed(connection, b"GET / HTT") or connection.recv(1) == b""
        with server.connect() as connection:
            assert until(lambda: is_closed(connection, b"G"))


def test_what_is_being_answered_is_not_closed_to_make_room():
    with holding(patience=60) as server, server.ask() as asked:
        idle = [server.connect() for _number in range(2 * MOST_CONNECTIONS)]
        assert idle[0].recv(1) == b""
        server.gate.set()
        assert asked.recv(12) == b"HTTP/1.0 404"
        for one in idle:
            one.close()


def test_where_all_are_being_answered_one_more_is_refused():
    with holding(patience=60) as server:
        busy = [server.ask() for _number in range(MOST_CONNECTIONS)]
        with server.connect() as more:
            assert more.recv(1) == b""
        server.gate.set()
        for one in busy:
            assert one.recv(12) == b"HTTP/1.0 404"
            one.close()


AT_EXIT = """\
import atexit, gc, sys
from errcat.cli import main
atexit.register(lambda: print("collector on:", gc.isenabled()))
main(sys.argv[1:])
"""


@pytest.mark.parametrize("command", [("serve", "errors.yaml", "--port", "0"), ("build", "--watch")], ids=" ".join)
def test_the_cycle_collector_is_on_in_commands_that_run_until_ctrl_c(tmp_path: Path, command: tuple[str, ...]):
    (tmp_path / "errors.yaml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "errcat.toml").write_text(
        'catalogs = ["errors.yaml"]\n[build]\njson = "errors.json"\n', encoding="utf-8"
    )
    with running([sys.executable, "-u", "-c", AT_EXIT, *command], tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(("Serving", "Built"))
        process.send_signal(signal.SIGINT)
        lines_until(process, "collector on: True")


def test_a_catalog_that_was_replaced_leaves_no_memory_behind(tmp_path: Path):
    """What a preview keeps after many changes is the last catalog: nothing else holds on to the earlier ones."""
    file = tmp_path / "errors.yaml"
    file.write_text(CATALOG, encoding="utf-8")
    (tmp_path / "preview").mkdir()
    preview = Preview(str(file), tmp_path / "preview", Settings(), lambda _status: None)
    counts = []
    for number in range(4):
        replace(file, CATALOG.replace("is lost", f"is lost {number} times"))
        assert f"is lost {number} times" in preview.answer("/order-lost/")[1].data.decode()
        gc.collect()
        counts.append(sum(type(value) in (Catalog, LazySite) for value in gc.get_objects()))
    assert counts[-1] == counts[0]
