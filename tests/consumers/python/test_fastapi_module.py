"""Services with FastAPI and Starlette that send their errors through the built module."""

# ruff: noqa: ARG001, FAST002 — FastAPI reads the arguments of endpoints

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi import BackgroundTasks, Depends, FastAPI, Header, HTTPException, Query, Request, WebSocket
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import PlainTextResponse, StreamingResponse
from fastapi.testclient import TestClient
from framework_modules import imported_modules, modules_from, recorded
from openapi_spec_validator import validate
from pydantic import BaseModel, Field
from starlette.applications import Starlette
from starlette.formparsers import MultiPartException
from starlette.routing import Mount, Route

TARGET = "python-fastapi"
HIDDEN = "hunter2"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    with imported_modules(tmp_path_factory.mktemp("shop"), TARGET) as both:
        yield both


@pytest.fixture
def logged(modules):
    _errors, module = modules
    with recorded(module) as records:
        yield records


class Item(BaseModel):
    sku: str = Field(min_length=3)
    count: int = Field(gt=0)


class Order(BaseModel):
    name: str
    items: list[Item]


def add_routes(app: FastAPI, errors: Any, module: Any) -> None:
    @app.get("/orders/{order_id}")
    async def order(order_id: str) -> dict[str, str]:
        if order_id == "slow":
            raise errors.RateLimitExceededError(retry_after=7)
        raise errors.OrderNotFoundError(order_id=order_id)

    @app.get("/threads/{order_id}")
    def in_a_thread(order_id: str) -> dict[str, str]:
        raise errors.OrderNotFoundError(order_id=order_id)

    @app.post("/orders")
    async def place(order: Order, dry: bool = False, x_count: int = Header(default=0)) -> str:
        return "placed"

    @app.get("/ok")
    async def fine(request: Request) -> dict[str, str]:
        return {"id": module.request_id(request)}

    @app.get("/broken")
    async def broken(size: int = Query(default=1)) -> None:
        raise ZeroDivisionError(HIDDEN)

    @app.get("/http/{status}")
    async def http(status: int, detail: str | None = None) -> None:
        raise HTTPException(status, detail, {"WWW-Authenticate": "Bearer", "Retry-After": "9"})


@pytest.fixture
def app(modules) -> FastAPI:
    errors, module = modules
    app = FastAPI(title="Shop")
    module.install(app)
    add_routes(app, errors, module)
    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)


def code_of(response: Any) -> str:
    return response.json()["error"]["code"]


# --- errors become responses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/orders/o1", "/threads/o1"])
def test_an_error_is_sent_in_the_envelope(modules, client: TestClient, path: str):
    errors, module = modules
    response = client.get(path, headers={"X-Request-Id": "req-1"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-request-id"] == "req-1"
    assert response.json() == {
        "error": {
            "code": "order_not_found",
            "message": "There is no order o1",
            "status": 404,
            "docs_url": "https://docs.shop.example/order-not-found/",
        },
        "request_id": "req-1",
    }
    module.assert_error(response, errors.ErrorCode.ORDER_NOT_FOUND, order_id="o1")
    error = errors.ApiError.from_response(response.status_code, response.content, response.headers)
    assert isinstance(error, errors.OrderNotFoundError)
    assert (error.request_id, error.params) == ("req-1", {"order_id": "o1"})


def test_a_wait_travels_in_its_header(client: TestClient):
    response = client.get("/orders/slow")
    assert (response.status_code, response.headers["retry-after"]) == (429, "7")


def test_an_error_can_be_raised_many_times(modules):
    """An error that a module holds doesn't keep the facts of the first request."""
    errors, module = modules
    shared = errors.OrderNotFoundError(order_id="o1")
    app = FastAPI()
    module.install(app)

    @app.get("/{name}")
    async def fail(name: str) -> None:
        raise shared

    client = TestClient(app)
    for name in ("a", "b"):
        response = client.get(f"/{name}", headers={"X-Request-Id": name})
        assert (response.json()["request_id"], response.headers["x-request-id"]) == (name, name)
    assert (shared.request_id, shared.path, shared.instance, shared.method) == (None,) * 4


def test_facts_of_the_request_are_in_envelopes_that_have_them(tmp_path: Path):
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>, path: <path>, method: <method>, instance: <instance>, id: <request_id>}}\n"
        "errors: [{code: gone, status: 410, message: Gone, category: fix, action: Fix it}]\n"
    )
    errors, module = modules_from(text, tmp_path, TARGET, {})
    app = FastAPI()
    module.install(app)

    @app.put("/a b/{name}")
    async def fail(name: str) -> None:
        raise errors.ErrorCode.GONE.error(path="/mine" if name == "own" else None)

    client = TestClient(app)
    found = client.put("/a%20b/%C3%A9").json()
    assert (found["code"], found["path"], found["method"]) == ("gone", "/a b/é", "PUT")
    assert found["instance"] == "/a%20b/%C3%A9"
    assert client.put("/a%20b/own").json()["path"] == "/mine"


def test_texts_are_in_the_language_that_the_request_asks_for(tmp_path: Path):
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>, text: <message>}}\nerrors:\n"
        "  - {code: gone, status: 410, message: It is gone, category: fix, action: Fix it, translations: {de: {message: Es ist weg}}}\n"
    )
    errors, module = modules_from(text, tmp_path, TARGET, {"statuses.410": "gone"})
    app = FastAPI()
    module.install(app)

    @app.get("/")
    async def fail() -> None:
        raise errors.ErrorCode.GONE.error()

    client = TestClient(app)
    for wanted, found in {"de-CH, en;q=0.5": "Es ist weg", "fr": "It is gone", "": "It is gone"}.items():
        response = client.get("/", headers={"Accept-Language": wanted})
        assert (response.json()["text"], response.headers["vary"]) == (found, "Accept-Language")
    assert client.get("/", headers={"Accept-Language": "de"}).headers["content-language"] == "de"


def test_an_error_of_another_service_can_be_passed_on(modules):
    errors, module = modules
    app = FastAPI()
    module.install(app)

    @app.get("/")
    async def fail() -> None:
        raise errors.ApiError.from_response(451, {"error": {"code": "unheard_of", "message": "No"}})

    response = TestClient(app).get("/")
    assert (response.status_code, code_of(response)) == (451, "unheard_of")


# --- requests that aren't valid --------------------------------------------------------------------------------------


def test_every_bad_field_is_in_the_details(modules, client: TestClient):
    errors, module = modules
    response = client.post(
        "/orders?dry=perhaps",
        json={"items": [{"sku": "mug", "count": 1}, {"sku": "x", "count": 0}]},
        headers={"X-Count": HIDDEN},
    )
    assert response.status_code == 422
    module.assert_error(response, errors.ErrorCode.VALIDATION_FAILED)
    found = {one["field"]: one["message"] for one in response.json()["error"]["details"]["errors"]}
    assert found.keys() == {"name", "/items/1/sku", "/items/1/count", "dry", "x-count"}
    assert found["name"] == "Field required"
    assert HIDDEN not in response.text
    error = errors.ApiError.from_response(response.status_code, response.content, response.headers)
    assert isinstance(error, errors.ValidationFailedError)


@pytest.mark.parametrize("body", ["{", "", "[]", "nonsense", '{"name": '])
def test_a_body_that_is_no_json_or_no_object_is_reported_too(client: TestClient, body: str):
    response = client.post("/orders", content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, code_of(response)) == (422, "validation_failed")
    assert [one["field"] for one in response.json()["error"]["details"]["errors"]] == ["body"]


def test_a_body_that_can_not_be_read_is_reported_too(modules, client: TestClient):
    _errors, module = modules
    response = client.post("/orders", content=b"\xff\xfe{", headers={"Content-Type": "application/json"})
    assert (response.status_code, code_of(response)) == (422, "validation_failed")

    def read() -> None:
        raise MultiPartException("Too many fields.")

    async def form(_request: Request) -> None:
        try:
            read()
        except MultiPartException as error:
            raise HTTPException(400, error.message)  # noqa: B904 — what Starlette does

    app = Starlette(routes=[Route("/", form)])
    module.install(app)
    response = TestClient(app).get("/")
    assert (response.status_code, code_of(response)) == (422, "validation_failed")
    assert [one["field"] for one in response.json()["error"]["details"]["errors"]] == ["body"]


DETAILS = {
    "no schema": ("", {"errors": [{"field": "size", "in": "query", "message": "M", "type": "int_parsing"}]}),
    "pointers": (
        "details: {properties: {problems: {type: array, items: {properties: {pointer: {type: string}, detail: {type: string}}}}}}",
        {"problems": [{"pointer": "/size", "detail": "M"}]},
    ),
    "texts": ("details: {properties: {fields: {type: array, items: {type: string}}}}", {"fields": ["size"]}),
    "map of lists": (
        "details: {type: object, additionalProperties: {type: array, items: {type: string}}}", {"size": ["M"]},
    ),
    "map of texts": ("details: {type: object, additionalProperties: {type: string}}", {"size": "M"}),
    "one field": (
        "details: {type: object, required: [field], properties: {field: {type: string}, issue: {type: string}}}",
        {"field": "size", "issue": "M"},
    ),
    "a list": (
        "details: {type: array, items: {$ref: '#/definitions/one'}, definitions: {one: {properties: {name: {}, where: {enum: [query]}}}}}",
        [{"name": "size", "where": "query"}],
    ),
    "another list": ("details: {type: array, items: {required: [number], properties: {number: {type: integer}}}}", None),
    "other values": ("details: {properties: {depot: {type: integer}}}", None),
    "a param": (
        "params: {invalid: {type: array}}", {"invalid": [{"field": "size", "in": "query", "message": "M", "type": "int_parsing"}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", DETAILS)
def test_details_have_the_form_that_the_catalog_declares(tmp_path: Path, kind: str):
    declared, expected = DETAILS[kind]
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>, details?: <details>, field?: <field>}}\n"
        f"errors:\n  - code: bad\n    status: 400\n    message: Bad\n    category: fix\n    action: Fix it\n    {declared}\n"
    )
    _errors, module = modules_from(text, tmp_path, TARGET, {"validation": "bad"})
    app = FastAPI()
    module.install(app)

    @app.get("/")
    async def sized(size: int) -> None: ...

    response = TestClient(app).get("/?size=large")
    assert response.status_code == 400
    found = response.json()
    assert (found["code"], found["field"]) == ("bad", "size")
    message = "Input should be a valid integer, unable to parse string as an integer"
    assert str(found.get("details")).replace(message, "M") == str(expected)


# --- the framework's own errors --------------------------------------------------------------------------------------


def test_an_unknown_path_is_the_error_that_the_settings_name(client: TestClient):
    response = client.get("/nowhere")
    assert (response.status_code, code_of(response)) == (404, "route_not_found")
    assert response.json()["error"]["message"] == "There is nothing at this address"


def test_a_wrong_method_keeps_its_allow_header(client: TestClient):
    response = client.delete("/ok")
    assert (response.status_code, code_of(response), response.headers["allow"]) == (405, "method_not_allowed", "GET")


def test_other_statuses_stay_with_the_framework(client: TestClient):
    response = client.get("/http/418?detail=teapot")
    assert (response.status_code, response.json()) == (418, {"detail": "teapot"})
    assert response.headers["x-request-id"]


def test_an_http_exception_keeps_its_headers_and_its_own_text(client: TestClient):
    response = client.get("/http/401?detail=The token has expired")
    assert code_of(response) == "not_authenticated"
    assert response.json()["error"]["message"] == "The token has expired"
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers.get_list("content-type") == ["application/json"]
    plain = client.get("/http/401").json()["error"]["message"]
    assert plain == "The request has no valid credentials"
    assert client.get("/http/429").headers.get_list("retry-after") == ["9"]


def test_texts_of_server_errors_stay_inside(tmp_path: Path):
    with imported_modules(tmp_path, TARGET, settings={"statuses.500": "internal_error"}) as (_errors, module):
        app = FastAPI()
        module.install(app)

        @app.get("/")
        async def fail() -> None:
            raise HTTPException(500, HIDDEN)

        response = TestClient(app).get("/")
    assert (response.status_code, code_of(response)) == (500, "internal_error")
    assert HIDDEN not in response.text


# --- exceptions that nothing handles ---------------------------------------------------------------------------------


@pytest.mark.parametrize("debug", [False, True])
def test_an_exception_is_logged_and_says_nothing(modules, logged: list[logging.LogRecord], debug: bool):
    errors, module = modules
    app = FastAPI(debug=debug)
    module.install(app)
    add_routes(app, errors, module)
    response = TestClient(app).get("/broken", headers={"X-Request-Id": "req-5"})
    assert (response.status_code, code_of(response)) == (500, "internal_error")
    assert response.json()["request_id"] == response.headers["x-request-id"] == "req-5"
    assert response.headers["content-type"] == "application/json"
    for word in (HIDDEN, "ZeroDivisionError", "Traceback", "broken"):
        assert word not in response.text
    (record,) = logged
    assert record.levelno == logging.ERROR
    assert "ZeroDivisionError in GET '/broken' (request req-5)" in record.getMessage()
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == HIDDEN
    assert record.request_id == "req-5"


def test_a_path_writes_no_lines_into_the_log(modules, logged: list[logging.LogRecord]):
    _errors, module = modules
    app = FastAPI()
    module.install(app)

    @app.middleware("http")
    async def broken(_request: Request, _call_next: Any) -> Any:
        raise ZeroDivisionError

    assert TestClient(app).get("/a%0AERROR%20forged").status_code == 500
    assert "/a\\nERROR forged" in logged[-1].getMessage()


def test_without_a_setting_the_framework_answers(tmp_path: Path):
    with imported_modules(tmp_path, TARGET, settings={}) as (errors, module):
        app = FastAPI()
        module.install(app)
        add_routes(app, errors, module)
        client = TestClient(app, raise_server_exceptions=False)
        assert client.get("/orders/o1").json()["error"]["code"] == "order_not_found"
        assert client.get("/broken").text == "Internal Server Error"
        assert client.get("/nowhere").json() == {"detail": "Not Found"}
        assert client.post("/orders").json()["detail"][0]["type"] == "missing"
        assert "HTTPValidationError" in app.openapi()["components"]["schemas"]
        with pytest.raises(ZeroDivisionError):
            TestClient(app).get("/broken")


def test_a_handler_of_the_app_for_every_exception_stays(modules):
    errors, module = modules
    app = FastAPI()
    module.install(app)
    add_routes(app, errors, module)

    @app.exception_handler(Exception)
    async def own(_request: Request, _error: Exception) -> PlainTextResponse:
        return PlainTextResponse("mine", 500)

    client = TestClient(app, raise_server_exceptions=False)
    assert client.get("/broken").text == "mine"
    assert code_of(client.get("/orders/o1")) == "order_not_found"


def test_a_handler_of_the_app_for_a_class_or_a_status_stays(modules):
    errors, module = modules
    app = FastAPI()
    add_routes(app, errors, module)
    module.install(app)

    @app.exception_handler(errors.OrderNotFoundError)
    async def own(_request: Request, _error: Exception) -> PlainTextResponse:
        return PlainTextResponse("my order", 410)

    @app.exception_handler(405)
    async def method(_request: Request, _error: Exception) -> PlainTextResponse:
        return PlainTextResponse("my method", 405)

    client = TestClient(app)
    assert client.get("/orders/o1").text == "my order"
    assert client.delete("/ok").text == "my method"
    assert code_of(client.get("/orders/slow")) == "rate_limit_exceeded"


# --- the id of a request ---------------------------------------------------------------------------------------------


def test_every_response_has_the_id_of_its_request(client: TestClient):
    response = client.get("/ok", headers={"X-Request-Id": "abc-1"})
    assert (response.headers["x-request-id"], response.json()["id"]) == ("abc-1", "abc-1")
    first, second = (client.get("/nowhere") for _ in range(2))
    assert first.headers["x-request-id"] == first.json()["request_id"] != second.headers["x-request-id"]
    assert len(first.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    "sent", ["a" * 129, "a b", "<script>", "a;b", "%0d%0aSet-Cookie: a", 'a"b', "é".encode("latin-1")]
)
def test_an_unusual_id_is_replaced(client: TestClient, sent: str):
    response = client.get("/orders/o1", headers={"X-Request-Id": sent})
    assert response.headers["x-request-id"] == response.json()["request_id"]
    assert len(response.headers["x-request-id"]) == 32


def test_an_id_that_an_error_or_a_response_has_stays(modules):
    errors, module = modules
    app = FastAPI()
    module.install(app)

    @app.get("/error")
    async def error() -> None:
        raise errors.OrderNotFoundError(order_id="o1", request_id="own id\r\nSet-Cookie: a")

    @app.get("/response")
    async def response() -> PlainTextResponse:
        return PlainTextResponse("", headers={"X-Request-Id": "own"})

    client = TestClient(app)
    found = client.get("/error")
    assert found.json()["request_id"] == "own id\r\nSet-Cookie: a"
    assert found.headers.get_list("x-request-id") == ["own id%0D%0ASet-Cookie: a"]
    assert "set-cookie" not in found.headers
    assert client.get("/response").headers.get_list("x-request-id") == ["own"]


def test_the_header_is_the_one_that_the_catalog_names(tmp_path: Path):
    text = (
        "errcat: 1\napi: {name: A, request_id: {header: X-Trace}}\nenvelope: {body: {code: <code>, id: <request_id>}}\n"
        "errors: [{code: gone, status: 410, message: Gone, category: fix, action: Fix it}]\n"
    )
    errors, module = modules_from(text, tmp_path, TARGET, {})
    app = FastAPI()
    module.install(app)

    @app.get("/")
    async def fail() -> None:
        raise errors.ErrorCode.GONE.error()

    response = TestClient(app).get("/", headers={"X-Trace": "t1", "X-Request-Id": "r1"})
    assert (response.json()["id"], response.headers.get_list("x-trace")) == ("t1", ["t1"])
    assert "x-request-id" not in response.headers


# --- HEAD, CORS, other middleware, streams, background tasks ---------------------------------------------------------


def test_head_has_no_body(modules):
    errors, module = modules

    async def fail(_request: Request) -> None:
        raise errors.OrderNotFoundError(order_id="o1")

    app = Starlette(routes=[Route("/", fail)])
    module.install(app)
    client = TestClient(app)
    response, whole = client.head("/"), client.get("/")
    assert (response.status_code, response.content) == (404, b"")
    assert response.headers["content-type"] == "application/json"
    assert abs(int(response.headers["content-length"]) - len(whole.content)) == 0


@pytest.mark.parametrize("first", [True, False])
def test_errors_have_the_headers_for_other_origins(modules, first: bool):
    """Also those of unhandled exceptions, and those of middleware; whether install comes before or after."""
    errors, module = modules
    app = FastAPI()
    if first:
        module.install(app)

    @app.middleware("http")
    async def guard(request: Request, call_next: Any) -> Any:
        if request.url.path == "/guarded":
            raise errors.ErrorCode.NOT_ALLOWED.error()
        if request.url.path == "/crash":
            raise ZeroDivisionError(HIDDEN)
        return await call_next(request)

    app.add_middleware(GZipMiddleware)
    app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example"])
    add_routes(app, errors, module)
    if not first:
        module.install(app)
    client = TestClient(app, headers={"Origin": "https://shop.example"})
    for path, code in {
        "/orders/o1": "order_not_found", "/broken": "internal_error", "/nowhere": "route_not_found", "/guarded": "not_allowed",
        "/crash": "internal_error", "/broken?size=x": "validation_failed",
    }.items():  # fmt: skip
        response = client.get(path)
        assert code_of(response) == code
        assert response.headers["access-control-allow-origin"] == "https://shop.example", path
        assert HIDDEN not in response.text
    assert client.get("/ok").headers["access-control-allow-origin"] == "https://shop.example"
    assert len(app.user_middleware) == 3, "the app's own middleware is as it was"


def test_a_failing_background_task_leaves_the_response_alone(modules, logged: list[logging.LogRecord]):
    errors, module = modules
    app = FastAPI()
    module.install(app)

    @app.get("/{kind}")
    async def later(kind: str, tasks: BackgroundTasks) -> str:
        def fail() -> None:
            raise ZeroDivisionError(HIDDEN) if kind == "crash" else errors.OrderNotFoundError(order_id="o1")

        tasks.add_task(fail)
        return "fine"

    for kind in ("crash", "error"):
        logged.clear()
        response = TestClient(app).get(f"/{kind}")
        assert (response.status_code, response.json()) == (200, "fine")
        assert len(logged) == 1
    assert isinstance(logged[-1].exc_info[1].__cause__, errors.OrderNotFoundError)


def test_a_stream_that_breaks_is_logged_once_and_ends(modules, logged: list[logging.LogRecord]):
    _errors, module = modules
    app = FastAPI()
    module.install(app)
    app.add_middleware(CORSMiddleware, allow_origins=["*"])

    @app.get("/")
    async def stream() -> StreamingResponse:
        async def parts() -> Any:
            yield b"one"
            raise ZeroDivisionError(HIDDEN)

        return StreamingResponse(parts())

    with pytest.raises(ZeroDivisionError):
        TestClient(app).get("/")
    assert len(logged) == 1


def test_web_sockets_stay_with_the_framework(modules):
    errors, module = modules
    app = FastAPI()
    module.install(app)

    @app.websocket("/ws")
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        raise errors.OrderNotFoundError(order_id="o1")

    with pytest.raises(errors.OrderNotFoundError), TestClient(app).websocket_connect("/ws") as socket:
        socket.receive_text()


def test_an_app_inside_another_has_its_own(modules):
    errors, module = modules
    inner, outer = FastAPI(), FastAPI()
    for app in (inner, outer):
        module.install(app)
    add_routes(inner, errors, module)
    outer.mount("/inner", inner)
    client = TestClient(outer)
    response = client.get("/inner/orders/o1", headers={"X-Request-Id": "r1"})
    assert (code_of(response), response.headers.get_list("x-request-id")) == ("order_not_found", ["r1"])
    assert code_of(client.get("/inner/broken")) == "internal_error"
    generated = client.get("/inner/nowhere")
    assert generated.json()["request_id"] == generated.headers["x-request-id"]


# --- hooks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_async", [False, True])
def test_hooks_come_before_and_after(modules, logged: list[logging.LogRecord], is_async: bool):
    errors, module = modules
    seen: list[Any] = []

    def before(request: Request, error: Exception) -> Any:
        seen.append((request.url.path, type(error).__name__))
        return errors.ErrorCode.OUT_OF_STOCK.error() if isinstance(error, LookupError) else None

    def after(request: Request, error: Any, response: Any) -> Any:
        seen.append((request.method, error.code, response.status_code))
        response.headers["X-Seen"] = "yes"
        return PlainTextResponse("other", 418) if request.url.path == "/replaced" else None

    async def before_later(request: Request, error: Exception) -> Any:
        return before(request, error)

    async def after_later(request: Request, error: Any, response: Any) -> Any:
        return after(request, error, response)

    app = FastAPI()
    module.install(app, before=before_later if is_async else before, after=after_later if is_async else after)
    add_routes(app, errors, module)

    @app.get("/lookup")
    @app.get("/replaced")
    async def lookup() -> None:
        raise KeyError("mug")

    client = TestClient(app)
    response = client.get("/lookup")
    assert (response.status_code, code_of(response), response.headers["x-seen"]) == (409, "out_of_stock", "yes")
    assert seen == [("/lookup", "KeyError"), ("GET", "out_of_stock", 409)]
    assert not logged, "a hook that knows the exception handles it"
    assert client.get("/replaced").text == "other"
    for path, name in {
        "/orders/o1": "OrderNotFoundError",
        "/nowhere": "HTTPException",
        "/broken?size=x": "RequestValidationError",
        "/broken": "ZeroDivisionError",
    }.items():
        seen.clear()
        assert client.get(path).headers["x-seen"] == "yes"
        assert seen[0] == (path.partition("?")[0], name)


def test_a_hook_that_fails_changes_nothing(modules, logged: list[logging.LogRecord]):
    errors, module = modules

    def fail(*_arguments: Any) -> Any:
        raise ZeroDivisionError(HIDDEN)

    app = FastAPI()
    module.install(app, before=fail, after=fail)
    add_routes(app, errors, module)
    response = TestClient(app).get("/orders/o1")
    assert (response.status_code, code_of(response)) == (404, "order_not_found")
    assert len(logged) == 2


def test_an_app_that_has_started_is_refused(modules, client: TestClient, app: FastAPI):
    _errors, module = modules
    client.get("/ok")
    with pytest.raises(RuntimeError, match=r"call install\(app\) where you create it"):
        module.install(app)


def test_errors_of_dependencies_are_sent(modules):
    errors, module = modules

    async def limit() -> None:
        raise errors.RateLimitExceededError

    app = FastAPI(dependencies=[Depends(limit)])
    module.install(app)
    add_routes(app, errors, module)
    assert code_of(TestClient(app).get("/ok")) == "rate_limit_exceeded"


def test_two_catalogs_share_an_app(modules, tmp_path: Path):
    errors, module = modules
    text = "errcat: 1\nenvelope: {body: {other: <code>}}\nerrors: [{code: gone, status: 410, message: Gone, category: fix, action: Fix it}]\n"
    others, other_module = modules_from(text, tmp_path, TARGET, {})
    app = FastAPI()
    module.install(app)
    other_module.install(app)
    add_routes(app, errors, module)

    @app.get("/gone", responses={**other_module.responses("gone"), **module.responses("order_not_found")})
    async def gone() -> None:
        raise others.ErrorCode.GONE.error()

    client = TestClient(app)
    assert client.get("/gone").json() == {"other": "gone"}
    assert code_of(client.get("/broken")) == "internal_error"
    assert code_of(client.get("/orders/o1")) == "order_not_found"
    validate(app.openapi())
    schemas = app.openapi()["components"]["schemas"]
    assert schemas["GoneBody"]["properties"].keys() == {"other"}
    assert schemas["OrderNotFoundBody"]["properties"].keys() == {"error", "request_id"}


def test_starlette_alone_is_enough(modules):
    errors, module = modules

    async def fail(request: Request) -> None:
        raise errors.OrderNotFoundError(order_id="o1") if request.url.path == "/in/error" else ZeroDivisionError(HIDDEN)

    app = Starlette(routes=[Mount("/in", routes=[Route("/error", fail), Route("/crash", fail)])])
    module.install(app)
    client = TestClient(app)
    assert code_of(client.get("/in/error")) == "order_not_found"
    assert code_of(client.get("/in/crash")) == "internal_error"
    assert code_of(client.get("/in/nothing")) == "route_not_found"
    assert code_of(client.post("/in/error")) == "method_not_allowed"
