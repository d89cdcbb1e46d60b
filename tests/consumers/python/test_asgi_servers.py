"""Services with FastAPI and Litestar behind a real server: the shop of the examples, and what only a server shows."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from framework_modules import ROOT, write_modules
from openapi_spec_validator import validate

from processes import free_port, lines_until, running

FRAMEWORKS = ("fastapi", "litestar")
SHOP_FOLDER = ROOT / "examples" / "shop"
HIDDEN = "hunter2"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]


class Server(NamedTuple):
    port: int
    process: subprocess.Popen[str]

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            kind = {} if body is None else {"Content-Type": "application/json"}
            data = body if body is None or isinstance(body, str) else json.dumps(body)
            connection.request(method, path, data, {**kind, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


@contextmanager
def served(folder: Path, module: str) -> Iterator[Server]:
    """An app behind Uvicorn."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        f"{module}:app",
        "--port",
        str(port),
        "--no-use-colors",
        "--log-level",
        "info",
    ]
    with running(command, folder) as process:
        lines_until(process, f"INFO:     Uvicorn running on http://127.0.0.1:{port} (Press CTRL+C to quit)")
        yield Server(port, process)


# --- the shop --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    for file in SHOP_FOLDER.iterdir():
        if file.suffix in (".py", ".yaml", ".toml"):
            shutil.copy(file, folder)
    subprocess.run([sys.executable, "-m", "errcat", "build"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module", params=FRAMEWORKS)
def shop(request: pytest.FixtureRequest, shop_folder: Path) -> Iterator[Server]:
    with served(shop_folder, f"{request.param}_service") as server:
        yield server


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_shop_needs_at_most_three_lines_for_its_errors(framework: str):
    text = (SHOP_FOLDER / f"{framework}_service.py").read_text(encoding="utf-8")
    marked = [line for line in text.splitlines() if line.rstrip().endswith(("# 1", "# 2", "# 3"))]
    assert 1 < len(marked) <= 3
    for word in (f"errors_{framework}", "install(", "Plugin("):
        assert all(line in marked for line in text.splitlines() if word in line), "unmarked glue"


def test_the_shop_sends_its_errors(shop: Server):
    found = shop.ask("GET", "/orders/o%209", headers={"X-Request-Id": "req-1"})
    assert (found.status, found.code, found.headers["X-Request-Id"]) == (404, "order_not_found", "req-1")
    assert found.json["error"]["message"] == "There is no order o 9"
    order = {"items": [{"sku": "mug-blue", "quantity": 1}]}
    assert shop.ask("POST", "/orders", order).code == "not_authenticated"
    signed = {"Authorization": "Bearer t"}
    assert shop.ask("POST", "/orders", order, signed).status == 201
    order["items"][0]["quantity"] = 3
    found = shop.ask("POST", "/orders", order, signed)
    assert (found.status, found.json["error"]["details"]) == (409, {"sku": "mug-blue", "available": 2, "requested": 3})
    order["items"][0]["quantity"] = 4
    found = shop.ask("POST", "/orders", order, signed)
    assert (found.status, found.code, found.headers["Retry-After"]) == (429, "rate_limit_exceeded", "30")
    order["items"][0]["quantity"] = 0
    found = shop.ask("POST", "/orders", order, signed)
    assert (found.status, found.code) == (422, "validation_failed")
    assert [one["field"] for one in found.json["error"]["details"]["errors"]] == ["/items/0/quantity"]
    assert shop.ask("GET", "/nowhere").code == "route_not_found"
    found = shop.ask("DELETE", "/orders")
    assert (found.code, "POST" in found.headers["Allow"]) == ("method_not_allowed", True)
    found = shop.ask("GET", "/total")
    assert (found.status, found.code) == (500, "internal_error")
    assert b"mug-red" not in found.body
    assert found.json["request_id"] == found.headers["X-Request-Id"]


def test_the_shop_documents_its_errors(shop: Server):
    path = "/schema/openapi.json" if shop.ask("GET", "/openapi.json").status == 404 else "/openapi.json"
    document = shop.ask("GET", path).json
    validate(document)
    assert document["paths"]["/orders"]["post"]["responses"].keys() == {"201", "401", "409", "422", "429"}
    assert document["paths"]["/orders/{order_id}"]["get"]["responses"].keys() == {"200", "404", "422"}


@pytest.mark.slow("Schemathesis sends about 90 requests")
def test_schemathesis_finds_nothing_in_the_fastapi_shop(shop_folder: Path):
    with served(shop_folder, "fastapi_service") as server:
        done = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{server.port}/openapi.json",
                "--max-examples=10", "--seed=1", "--generation-database=none", "--no-color",
            ],
            cwd=shop_folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
    assert "Tested: 2" in done.stdout


# --- what only a server shows ----------------------------------------------------------------------------------------


SERVICES = {
    "fastapi": """\
from fastapi import BackgroundTasks, FastAPI
from fastapi.responses import StreamingResponse
from starlette.routing import Route
from shop_errors import OrderNotFoundError
from shop_fastapi import install

app = FastAPI()
install(app)


def fail():
    raise ZeroDivisionError("hunter2")


@app.get("/stream")
async def stream():
    async def parts():
        yield b"one"
        fail()

    return StreamingResponse(parts())


@app.get("/later")
async def later(tasks: BackgroundTasks):
    tasks.add_task(fail)
    return "fine"


@app.get("/crash")
async def crash():
    fail()


async def missing(request):
    raise OrderNotFoundError(order_id="o1")


app.router.routes.append(Route("/missing", missing))
""",
    "litestar": """\
from litestar import Litestar, Response, get, head
from litestar.background_tasks import BackgroundTask
from litestar.response import Stream
from shop_errors import OrderNotFoundError
from shop_litestar import ErrorsPlugin


def fail():
    raise ZeroDivisionError("hunter2")


@get("/stream")
async def stream() -> Stream:
    async def parts():
        yield b"one"
        fail()

    return Stream(parts())


@get("/later", sync_to_thread=False)
def later() -> Response[str]:
    async def task():
        fail()

    return Response("fine", background=BackgroundTask(task))


@get("/crash")
async def crash() -> str:
    fail()


@get("/missing")
async def missing() -> str:
    raise OrderNotFoundError(order_id="o1")


@head("/missing")
async def no_missing() -> None:
    raise OrderNotFoundError(order_id="o1")


app = Litestar([stream, later, crash, missing, no_missing], plugins=[ErrorsPlugin()])
""",
}


@pytest.fixture(scope="module", params=FRAMEWORKS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp(request.param)
    write_modules(folder, f"python-{request.param}")
    (folder / "service.py").write_text(SERVICES[request.param], encoding="utf-8")
    with served(folder, "service") as found:
        yield found


def test_a_stream_that_breaks_does_not_look_complete(server: Server):
    with pytest.raises(http.client.IncompleteRead) as broken:
        server.ask("GET", "/stream")
    assert broken.value.partial == b"one"
    assert server.ask("GET", "/crash").status == 500, "the server goes on"


def test_a_failing_background_task_leaves_the_response_alone(server: Server):
    found = server.ask("GET", "/later")
    assert found.status == 200
    assert b"fine" in found.body


def test_head_is_answered_without_a_body(server: Server):
    """Read from the socket: a body would be there before the answer to the next request."""
    whole = server.ask("GET", "/missing")
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        host = b"Host: 127.0.0.1\r\n"
        connection.sendall(b"HEAD /missing HTTP/1.1\r\n" + host + b"\r\n")
        connection.sendall(b"GET /missing HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    first, second = received.split(b"\r\n\r\n", 1)
    assert first.startswith(b"HTTP/1.1 404 ")
    assert f"content-length: {len(whole.body)}".encode() in first.lower()
    assert second.startswith(b"HTTP/1.1 404 ")
    assert second.count(b"order_not_found") == 1


def test_ids_of_requests_can_not_write_headers(server: Server):
    found = server.ask("GET", "/missing", headers={"X-Request-Id": "a\tb"})
    assert len(found.headers["X-Request-Id"]) == 32
    assert found.json["request_id"] == found.headers["X-Request-Id"]


def test_an_exception_is_in_the_log_with_its_request(server: Server):
    found = server.ask("GET", "/crash", headers={"X-Request-Id": "req-log"})
    assert (found.status, HIDDEN.encode() in found.body) == (500, False)
    assert server.process.stdout is not None
    lines: list[str] = []
    for line in server.process.stdout:
        lines.append(line)
        if "(request req-log)" in "".join(lines) and line.startswith("ZeroDivisionError"):
            break
    text = "".join(lines)
    assert "ZeroDivisionError in GET '/crash' (request req-log)" in text
    assert "Traceback (most recent call last):" in text
