"""Services with Litestar that send their errors through the built module, and document them."""

# ruff: noqa: ARG001 — Litestar reads the arguments of handlers

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from framework_modules import SHOP, imported_modules, modules_from, recorded
from litestar import Litestar, MediaType, Request, Response, Router, WebSocket, get, head, post, put, websocket
from litestar.background_tasks import BackgroundTask
from litestar.config.cors import CORSConfig
from litestar.exceptions import (
    HTTPException,
    LitestarException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
)
from litestar.middleware import ASGIMiddleware
from litestar.openapi.config import OpenAPIConfig
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.testing import TestClient
from openapi_spec_validator import validate

import errcat

TARGET = "python-litestar"
HIDDEN = "hunter2"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    with imported_modules(tmp_path_factory.mktemp("shop"), TARGET) as both:
        yield both


@dataclass
class Item:
    sku: str
    count: int


@dataclass
class Order:
    name: str
    items: list[Item]


@pytest.fixture
def logged(modules):
    _errors, module = modules
    with recorded(module) as records:
        yield records


def handlers(errors: Any, module: Any) -> list[Any]:
    @get("/orders/{order_id:str}", responses=module.responses("order_not_found", "rate_limit_exceeded"))
    async def order(order_id: FromPath[str]) -> str:
        if order_id == "slow":
            raise errors.RateLimitExceededError(retry_after=7)
        raise errors.OrderNotFoundError(order_id=order_id)

    @get("/threads/{order_id:str}", sync_to_thread=True)
    def in_a_thread(order_id: FromPath[str]) -> str:
        raise errors.OrderNotFoundError(order_id=order_id)

    @post("/orders")
    async def place(data: JSONBody[Order], dry: FromQuery[bool] = False) -> str:
        return f"placed {data.name} {dry}"

    @get("/sized")
    async def sized(size: FromQuery[int]) -> int:
        return size

    @get("/ok")
    async def fine(request: Request[Any, Any, Any]) -> str:
        return str(module.request_id(request))

    @get("/broken", media_type=MediaType.TEXT)
    async def broken() -> str:
        raise ZeroDivisionError(HIDDEN)

    @get("/http/{status:int}")
    async def http(status: FromPath[int], detail: FromQuery[str] = "") -> str:
        raise HTTPException(detail=detail, status_code=status, headers={"X-Own": "kept", "Retry-After": "9"})

    @head("/head")
    async def nothing() -> None:
        raise errors.OrderNotFoundError(order_id="o1")

    return [order, in_a_thread, place, sized, fine, broken, http, nothing]


def client_of(modules: Any, *routes: Any, before: Any = None, after: Any = None, **more: Any) -> TestClient[Litestar]:
    errors, module = modules
    plugin = module.ErrorsPlugin(before=before, after=after)
    return TestClient(Litestar([*handlers(errors, module), *routes], plugins=[plugin], **more, logging_config=None))


@pytest.fixture(params=["plugin", "on_app_init", "install"])
def client(modules, request: pytest.FixtureRequest) -> TestClient[Litestar]:
    errors, module = modules
    routes = handlers(errors, module)
    if request.param == "install":
        app = Litestar(routes[:1], logging_config=None)
        module.install(app)
        for route in routes[1:]:
            app.register(route)
        return TestClient(app)
    more = {"plugins": [module.ErrorsPlugin()]} if request.param == "plugin" else {"on_app_init": [module.install]}
    return TestClient(Litestar(routes, **more, logging_config=None))


def code_of(response: Any) -> str:
    return response.json()["error"]["code"]


# --- errors become responses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/orders/o1", "/threads/o1"])
def test_an_error_is_sent_in_the_envelope(modules, client: TestClient[Litestar], path: str):
    errors, module = modules
    response = client.get(path, headers={"X-Request-Id": "req-1"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.headers.get_list("x-request-id") == ["req-1"]
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


def test_a_wait_travels_in_its_header(client: TestClient[Litestar]):
    response = client.get("/orders/slow")
    assert (response.status_code, response.headers["retry-after"]) == (429, "7")


def test_facts_of_the_request_are_in_envelopes_that_have_them(tmp_path: Path):
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>, path: <path>, method: <method>, instance: <instance>, id: <request_id>}}\n"
        "errors: [{code: gone, status: 410, message: Gone, category: fix, action: Fix it}]\n"
    )
    errors, module = modules_from(text, tmp_path, TARGET, {})
    shared = errors.ErrorCode.GONE.error()

    @put("/a b/{name:str}")
    async def fail(name: FromPath[str]) -> str:
        raise shared

    client = TestClient(Litestar([fail], plugins=[module.ErrorsPlugin()], logging_config=None))
    for name in ("é", "o"):
        found = client.put(f"/a%20b/{name}", headers={"X-Request-Id": f"r-{ord(name)}"}).json()
        assert (found["code"], found["path"], found["method"]) == ("gone", f"/a b/{name}", "PUT")
        assert found["id"] == f"r-{ord(name)}"
    assert found["instance"] == "/a%20b/o"


# --- requests that aren't valid --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"items": []}, ["name"]),
        ({"name": "a", "items": [{"sku": "mug", "count": 1}, {"sku": "x", "count": HIDDEN}]}, ["/items/1/count"]),
        ([], ["body"]),
    ],
)
def test_a_bad_field_is_in_the_details(modules, client: TestClient[Litestar], body: Any, fields: list[str]):
    errors, module = modules
    response = client.post("/orders", json=body)
    assert response.status_code == 422
    module.assert_error(response, errors.ErrorCode.VALIDATION_FAILED)
    assert [one["field"] for one in response.json()["error"]["details"]["errors"]] == fields
    assert HIDDEN not in response.text


@pytest.mark.parametrize("query", ["", "?size=large"])
def test_a_bad_parameter_is_in_the_details(client: TestClient[Litestar], query: str):
    response = client.get(f"/sized{query}")
    assert (response.status_code, code_of(response)) == (422, "validation_failed")
    assert [one["field"] for one in response.json()["error"]["details"]["errors"]] == ["size"]


@pytest.mark.parametrize("body", ["{", "nonsense", '{"name": '])
def test_a_body_that_is_no_json_is_reported_too(client: TestClient[Litestar], body: str):
    response = client.post("/orders", content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, code_of(response)) == (422, "validation_failed")
    assert [one["field"] for one in response.json()["error"]["details"]["errors"]] == ["body"]


# --- the framework's own errors --------------------------------------------------------------------------------------


def test_an_unknown_path_is_the_error_that_the_settings_name(client: TestClient[Litestar]):
    response = client.get("/nowhere")
    assert (response.status_code, code_of(response)) == (404, "route_not_found")
    assert response.json()["error"]["message"] == "There is nothing at this address"
    assert response.json()["request_id"] == response.headers["x-request-id"]


def test_a_wrong_method_keeps_its_allow_header(client: TestClient[Litestar]):
    response = client.delete("/ok")
    assert (response.status_code, code_of(response)) == (405, "method_not_allowed")
    assert set(response.headers["allow"].replace(" ", "").split(",")) == {"GET", "OPTIONS"}


def test_other_statuses_stay_with_the_framework(client: TestClient[Litestar]):
    response = client.get("/http/418?detail=teapot")
    assert (response.status_code, response.json()) == (418, {"status_code": 418, "detail": "teapot"})
    assert client.get("/http/400?detail=mine").json() == {"status_code": 400, "detail": "mine"}
    assert response.headers["x-request-id"]


def test_an_http_exception_keeps_its_headers_and_its_own_text(client: TestClient[Litestar]):
    response = client.get("/http/401?detail=The token has expired")
    assert code_of(response) == "not_authenticated"
    assert response.json()["error"]["message"] == "The token has expired"
    assert response.headers["x-own"] == "kept"
    assert client.get("/http/401").json()["error"]["message"] == "The request has no valid credentials"
    assert client.get("/http/429").headers.get_list("retry-after") == ["9"]


# --- exceptions that nothing handles ---------------------------------------------------------------------------------


@pytest.mark.parametrize("debug", [False, True])
def test_an_exception_is_logged_and_says_nothing(modules, logged: list[logging.LogRecord], debug: bool):
    response = client_of(modules, debug=debug).get("/broken", headers={"X-Request-Id": "req-5"})
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
    response = client_of(modules, debug=debug).get(f"/http/500?detail={HIDDEN}")
    assert (response.status_code, code_of(response)) == (500, "internal_error")
    assert HIDDEN not in response.text


def test_without_a_setting_the_framework_answers(tmp_path: Path):
    with imported_modules(tmp_path, TARGET, settings={}) as modules:
        client = client_of(modules, debug=False)
        assert code_of(client.get("/orders/o1")) == "order_not_found"
        assert client.get("/nowhere").json() == {"status_code": 404, "detail": "Not Found"}
        assert client.get("/broken").status_code == 500
        assert HIDDEN not in client.get("/broken").text
        assert client.get("/sized").json()["status_code"] == 400


def test_handlers_of_the_app_stay(modules):
    errors, _module = modules

    def own(_request: Any, error: Exception) -> Response[str]:
        return Response(f"mine: {type(error).__name__}", status_code=418)

    @get("/route", exception_handlers={errors.RateLimitExceededError: own})
    async def limited() -> str:
        raise errors.RateLimitExceededError

    @get("/denied")
    async def denied() -> str:
        raise NotAuthorizedException

    kinds = {errors.OrderNotFoundError: own, NotFoundException: own, 405: own, ZeroDivisionError: own}
    client = client_of(modules, limited, denied, exception_handlers=kinds)
    for path in ("/orders/o1", "/nowhere", "/broken", "/route"):
        assert client.get(path).text.startswith("mine: "), path
    assert client.delete("/ok").text == "mine: MethodNotAllowedException"
    assert code_of(client.get("/denied")) == "not_authenticated"
    assert code_of(client.get("/orders/slow")) == "rate_limit_exceeded"


# --- the id of a request, HEAD, CORS, middleware, streams ------------------------------------------------------------


def test_every_response_has_the_id_of_its_request(client: TestClient[Litestar]):
    response = client.get("/ok", headers={"X-Request-Id": "abc-1"})
    assert (response.headers["x-request-id"], response.text) == ("abc-1", "abc-1")
    first, second = (client.get("/nowhere") for _ in range(2))
    assert first.headers["x-request-id"] == first.json()["request_id"] != second.headers["x-request-id"]
    for sent in ("a" * 129, "a b", "<script>", "%0d%0aSet-Cookie: a"):
        response = client.get("/orders/o1", headers={"X-Request-Id": sent})
        assert response.headers["x-request-id"] == response.json()["request_id"]
        assert len(response.headers["x-request-id"]) == 32


def test_head_has_no_body(client: TestClient[Litestar]):
    response = client.head("/head")
    assert (response.status_code, response.content) == (404, b"")
    assert response.headers["content-type"] == "application/json"
    assert int(response.headers["content-length"]) > 100


def test_errors_have_the_headers_for_other_origins(modules):
    errors, _module = modules

    class Guard(ASGIMiddleware):
        async def handle(self, scope: Any, receive: Any, send: Any, next_app: Any) -> None:
            if scope["query_string"] == b"guarded":
                raise errors.ErrorCode.NOT_ALLOWED.error()
            if scope["query_string"] == b"crash":
                raise ZeroDivisionError(HIDDEN)
            await next_app(scope, receive, send)

    cors = CORSConfig(allow_origins=["https://shop.example"])
    client = client_of(modules, middleware=[Guard()], cors_config=cors)
    for path, code in {
        "/orders/o1": "order_not_found", "/broken": "internal_error", "/nowhere": "route_not_found",
        "/ok?guarded": "not_allowed", "/ok?crash": "internal_error", "/sized?size=x": "validation_failed",
    }.items():  # fmt: skip
        response = client.get(path, headers={"Origin": "https://shop.example"})
        assert code_of(response) == code
        assert response.headers["access-control-allow-origin"] == "https://shop.example", path
        assert HIDDEN not in response.text


def test_a_failing_background_task_leaves_the_response_alone(modules):
    async def fail() -> None:
        raise ZeroDivisionError(HIDDEN)

    @get("/later")
    async def later() -> Response[str]:
        return Response("fine", background=BackgroundTask(fail))

    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/later", "query_string": b"", "headers": [], "state": {}}
    with pytest.raises(LitestarException):  # for the server to log
        asyncio.run(client_of(modules, later).app(scope, receive, send))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert (sent[0]["status"], sent[1]["body"]) == (200, b"fine")


def test_web_sockets_stay_with_the_framework(modules):
    errors, _module = modules

    @websocket("/ws")
    async def talk(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        raise errors.OrderNotFoundError(order_id="o1")

    from litestar.exceptions import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client_of(modules, talk).websocket_connect("/ws") as socket:
        socket.receive_text()


# --- hooks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_async", [False, True])
def test_hooks_come_before_and_after(modules, logged: list[logging.LogRecord], is_async: bool):
    errors, _module = modules
    seen: list[Any] = []

    def before(request: Any, error: Exception) -> Any:
        seen.append((request.url.path, type(error).__name__))
        return errors.ErrorCode.OUT_OF_STOCK.error() if isinstance(error, LookupError) else None

    def after(request: Any, error: Any, response: Any) -> Any:
        seen.append((request.method, error.code, response.status_code))
        response.headers["X-Seen"] = "yes"
        return Response("other", status_code=418) if request.url.path == "/replaced" else None

    async def before_later(request: Any, error: Exception) -> Any:
        return before(request, error)

    async def after_later(request: Any, error: Any, response: Any) -> Any:
        return after(request, error, response)

    @get(["/lookup", "/replaced"])
    async def lookup() -> str:
        raise KeyError("mug")

    client = client_of(
        modules, lookup, before=before_later if is_async else before, after=after_later if is_async else after
    )
    response = client.get("/lookup")
    assert (response.status_code, code_of(response), response.headers["x-seen"]) == (409, "out_of_stock", "yes")
    assert seen == [("/lookup", "KeyError"), ("GET", "out_of_stock", 409)]
    assert not logged, "a hook that knows the exception handles it"
    assert client.get("/replaced").text == "other"
    for path in ("/orders/o1", "/nowhere", "/sized?size=x", "/broken"):
        assert client.get(path).headers["x-seen"] == "yes"


def test_a_hook_that_fails_changes_nothing(modules, logged: list[logging.LogRecord]):
    def fail(*_arguments: Any) -> Any:
        raise ZeroDivisionError(HIDDEN)

    response = client_of(modules, before=fail, after=fail).get("/orders/o1")
    assert (response.status_code, code_of(response)) == (404, "order_not_found")
    assert len(logged) == 2


# --- the OpenAPI document --------------------------------------------------------------------------------------------


def document_of(client: TestClient[Litestar]) -> dict[str, Any]:
    document = client.get("/schema/openapi.json").json()
    assert document == client.app.openapi_schema.to_schema()
    validate(document)
    return document


def test_codes_have_the_responses_of_the_fragment(client: TestClient[Litestar]):
    (data,) = errcat.build(SHOP, {"openapi": "errors.yaml"}).values()
    fragment = yaml.load(data, yaml.CSafeLoader)
    document = document_of(client)
    found = document["paths"]["/orders/{order_id}"]["get"]["responses"]
    assert found.keys() == {"200", "404", "422", "429"}
    for status, code in {"404": "order_not_found", "422": "validation_failed", "429": "rate_limit_exceeded"}.items():
        own = fragment["components"]["responses"][code]
        assert found[status] == {key: value for key, value in own.items() if key != "x-error"}
    for kind, named in document["components"].items():
        for name, component in named.items():
            assert component == fragment["components"][kind].get(name, component), name
    assert {"OrderNotFoundBody", "ValidationFailedBody", "RateLimitExceededBody", "Order", "Item"} <= document[
        "components"
    ]["schemas"].keys()


def test_the_response_of_the_framework_for_invalid_requests_is_ours_everywhere(client: TestClient[Litestar]):
    document = document_of(client)
    text = json.dumps(document)
    assert "Validation Exception" not in text
    assert "x-error-codes" not in text
    for path, item in document["paths"].items():
        for method, operation in item.items():
            takes_input = bool(operation.get("parameters") or operation.get("requestBody"))
            assert ("422" in operation["responses"]) is takes_input, (path, method)
            assert "400" not in operation["responses"]


def test_exceptions_that_handlers_declare_are_documented_as_they_are_sent(modules):
    @get("/declared", raises=[NotFoundException, PermissionDeniedException, NotAuthorizedException])
    async def declared(size: FromQuery[int]) -> int:
        return size

    document = document_of(client_of(modules, declared))
    found = document["paths"]["/declared"]["get"]["responses"]
    for status, name in {"401": "NotAuthenticated", "404": "RouteNotFound", "422": "ValidationFailed"}.items():
        schema = found[status]["content"]["application/json"]["schema"]
        assert schema == {"$ref": f"#/components/schemas/{name}Body"}
    assert "detail" in found["403"]["content"]["application/json"]["schema"]["properties"]


def test_routers_and_shared_configurations_work(modules):
    errors, module = modules

    @get("/x", responses=module.responses(errors.ErrorCode.ORDER_NOT_FOUND, "shipment_not_found"))
    async def one() -> str:
        raise errors.ShipmentNotFoundError(shipment_id="s1")

    config = OpenAPIConfig(title="Mine", version="2")
    client = TestClient(
        Litestar(
            [Router("/v1", route_handlers=[one])],
            plugins=[module.ErrorsPlugin()],
            openapi_config=config,
            logging_config=None,
        )
    )
    assert code_of(client.get("/v1/x")) == "shipment_not_found"
    document = document_of(client)
    assert document["info"]["title"] == "Mine"
    (media,) = document["paths"]["/v1/x"]["get"]["responses"]["404"]["content"].values()
    assert media["examples"].keys() == {"order_not_found", "shipment_not_found"}
    other = Litestar([Router("/v1", route_handlers=[one])], openapi_config=config, logging_config=None)
    assert "OrderNotFoundBody" not in json.dumps(other.openapi_schema.to_schema())
    assert (
        TestClient(Litestar(plugins=[module.ErrorsPlugin()], openapi_config=None, logging_config=None))
        .get("/nowhere")
        .status_code
        == 404
    )


def test_the_docs_still_work(client: TestClient[Litestar]):
    for page in ("swagger", "redoc", "elements"):
        assert client.get(f"/schema/{page}").status_code in (200, 404)
    assert client.get("/schema").status_code == 200
