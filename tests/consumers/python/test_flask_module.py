"""Services with Flask that send their errors through the built module."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import marshmallow
import pytest
from flask import Blueprint, Flask, Response, abort, request
from flask.signals import got_request_exception
from flask_cors import CORS
from framework_modules import imported_modules, modules_from, write_modules
from pydantic import BaseModel
from served import served
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import NotFound, TooManyRequests, Unauthorized

TARGET = "python-flask"
HIDDEN = "hunter2"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    with imported_modules(tmp_path_factory.mktemp("shop"), TARGET) as both:
        yield both


class Item(BaseModel):
    sku: str
    count: int


class Order(BaseModel):
    name: str
    items: list[Item]


class ItemSchema(marshmallow.Schema):
    sku = marshmallow.fields.String(required=True)
    count = marshmallow.fields.Integer(required=True)


class OrderSchema(marshmallow.Schema):
    name = marshmallow.fields.String(required=True)
    items = marshmallow.fields.List(marshmallow.fields.Nested(ItemSchema))

    @marshmallow.validates_schema
    def check(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("name") == "nobody":
            raise marshmallow.ValidationError("This order is for nobody.")


def add_routes(app: Flask, errors: Any) -> None:
    @app.get("/orders/<order_id>")
    def order(order_id: str) -> str:
        if order_id == "slow":
            raise errors.RateLimitExceededError(retry_after=7)
        raise errors.OrderNotFoundError(order_id=order_id)

    inner = Blueprint("inner", __name__, url_prefix="/inner")

    @inner.get("/orders/<order_id>")
    async def later(order_id: str) -> str:
        raise errors.OrderNotFoundError(order_id=order_id)

    app.register_blueprint(inner)

    @app.get("/bug")
    def bug() -> str:
        raise RuntimeError(HIDDEN)

    @app.get("/abort/<int:status>")
    def aborted(status: int) -> str:
        abort(status, request.args.get("text"))

    @app.get("/busy")
    def busy() -> str:
        raise TooManyRequests(retry_after=30)

    @app.get("/closed")
    def closed() -> str:
        raise Unauthorized(www_authenticate=WWWAuthenticate("basic", {"realm": "shop"}))

    @app.get("/own")
    def own() -> Response:
        raise NotFound(response=Response("own", 404))

    @app.post("/json")
    def read_json() -> Any:
        return request.get_json()

    @app.post("/form")
    def read_form() -> str:
        return request.form["name"]

    @app.post("/pydantic")
    def with_pydantic() -> Any:
        return Order.model_validate(request.get_json()).model_dump()

    @app.post("/marshmallow")
    def with_marshmallow() -> Any:
        return OrderSchema().load(request.get_json())

    @app.get("/fine")
    def fine() -> str:
        return "fine"

    @app.get("/stream")
    def stream() -> Response:
        return Response(iter(["a", "b"]))

    @app.get("/after")
    def after() -> str:
        return "after"

    @app.after_request
    def break_after(response: Response) -> Response:
        if request.path == "/after":
            raise RuntimeError(HIDDEN)
        return response


def made(modules: Any, *, first: bool = True, **config: Any) -> Flask:
    """A service that installs its errors before or after its routes."""
    errors, shop = modules
    app = Flask(__name__)
    app.config.update(config)
    if first:
        shop.install(app)
    add_routes(app, errors)
    if not first:
        shop.install(app)
    return app


@pytest.fixture(params=[True, False], ids=["installed first", "installed last"])
def client(modules, request: pytest.FixtureRequest):
    return made(modules, first=request.param).test_client()


def code_of(response: Any) -> str:
    return response.json["error"]["code"]


# --- errors of the service ---


@pytest.mark.parametrize("path", ["/orders/ord_9", "/inner/orders/ord_9"])
def test_an_error_is_sent_in_the_envelope(modules, client, path: str):
    errors, shop = modules
    response = client.get(path)
    assert response.status_code == 404
    assert response.content_type == shop.MEDIA_TYPE
    assert response.json == {
        "error": {
            "code": "order_not_found",
            "message": "There is no order ord_9",
            "status": 404,
            "docs_url": "https://docs.shop.example/order-not-found/",
        },
        "request_id": response.headers["X-Request-Id"],
    }
    shop.assert_error(response, errors.ErrorCode.ORDER_NOT_FOUND, order_id="ord_9")
    shop.assert_error(response, errors.OrderNotFoundError, order_id="ord_9")
    with pytest.raises(AssertionError, match="There is no order ord_8"):
        shop.assert_error(response, "order_not_found", order_id="ord_8")


def test_a_wait_travels_in_its_header(client):
    assert client.get("/orders/slow").headers["Retry-After"] == "7"


def test_facts_of_the_request_are_in_envelopes_that_have_them(tmp_path: Path):
    text = """\
errcat: 1
envelope: {body: {code: <code>, instance: <instance>, path: <path>, method: <method>}}
errors: [{code: gone, status: 410, message: It is gone}]
"""
    errors, shop = modules_from(text, tmp_path, TARGET, {})
    app = Flask(__name__)
    shop.install(app)

    @app.put("/a b")
    def put() -> str:
        raise errors.GoneError

    body = app.test_client().put("/a%20b").json
    assert body == {"code": "gone", "instance": "/a%20b", "path": "/a b", "method": "PUT"}


def test_an_error_is_in_the_language_of_the_request(tmp_path: Path):
    text = """\
errcat: 1
envelope: {body: {message: <message>}}
errors: [{code: gone, status: 410, message: It is gone, translations: {de: {message: Es ist weg}}}]
"""
    _errors, shop = modules_from(text, tmp_path, TARGET, {"statuses.410": "gone"})
    app = Flask(__name__)
    shop.install(app)
    app.add_url_rule("/", view_func=lambda: abort(410))
    CORS(app, origins=["https://shop.example", "https://other.example"])
    headers = {"Accept-Language": "de-CH", "Origin": "https://shop.example"}
    response = app.test_client().get("/", headers=headers)
    assert response.json == {"message": "Es ist weg"}
    assert response.headers.getlist("Vary") == ["Accept-Language", "Origin"]
    assert app.test_client().get("/").json == {"message": "It is gone"}


# --- requests that aren't valid ---


def bad_fields(response: Any) -> list[str]:
    assert (response.status_code, code_of(response)) == (422, "validation_failed")
    found = response.json["error"]["details"]["errors"]
    assert all(one["message"] for one in found)
    return [one["field"] for one in found]


@pytest.mark.parametrize("path", ["/pydantic", "/marshmallow"])
def test_every_bad_field_is_in_the_details(client, path: str):
    response = client.post(path, json={"items": [{}, {"sku": "mug", "count": "many"}]})
    assert set(bad_fields(response)) == {"name", "/items/0/sku", "/items/0/count", "/items/1/count"}


def test_what_is_wrong_with_the_whole_is_about_the_body(client):
    assert bad_fields(client.post("/marshmallow", json={"name": "nobody", "items": []})) == ["body"]


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_a_body_that_is_no_json_is_reported(modules, kind: str, debug: bool):
    client = made(modules, DEBUG=debug).test_client()
    response = client.post("/json", data=f'{{"{HIDDEN}', content_type=kind)
    assert bad_fields(response) == ["body"]
    assert HIDDEN not in response.text


@pytest.mark.parametrize("debug", [True, False])
def test_a_missing_form_field_is_reported(modules, debug: bool):
    assert bad_fields(made(modules, DEBUG=debug).test_client().post("/form")) == ["name"]


# --- errors of Flask ---


def test_an_unknown_path_is_the_error_that_the_settings_name(client):
    assert code_of(client.get("/nothing")) == "route_not_found"


def test_a_wrong_method_keeps_its_allow_header(client):
    response = client.put("/fine")
    assert (response.status_code, code_of(response)) == (405, "method_not_allowed")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_http_error_keeps_its_headers(client):
    assert client.get("/busy").headers["Retry-After"] == "30"
    assert code_of(client.get("/busy")) == "rate_limit_exceeded"
    assert client.get("/closed").headers["WWW-Authenticate"] == "Basic realm=shop"
    assert code_of(client.get("/closed")) == "not_authenticated"


def test_an_own_text_is_sent_unless_the_server_failed(client):
    assert client.get("/abort/404?text=No+such+mug").json["error"]["message"] == "No such mug"
    assert client.get("/abort/404").json["error"]["message"] == "There is nothing at this address"
    assert HIDDEN not in client.get(f"/abort/500?text={HIDDEN}").text


def test_other_statuses_and_own_responses_stay_with_flask(client):
    response = client.get("/abort/409")
    assert (response.status_code, response.mimetype) == (409, "text/html")
    assert client.get("/abort/400").mimetype == "text/html", "no field of the request is at fault"
    assert client.get("/own").text == "own"


# --- exceptions that nothing handles ---


@pytest.mark.parametrize("config", [{}, {"DEBUG": True}, {"TESTING": True}])
def test_an_exception_is_logged_and_says_nothing(modules, caplog: pytest.LogCaptureFixture, config: dict[str, bool]):
    response = made(modules, **config).test_client().get("/bug")
    assert (response.status_code, code_of(response)) == (500, "internal_error")
    assert HIDDEN not in response.text + str(response.headers)
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert record.exc_info is not None
    assert record.exc_info[1].args == (HIDDEN,)
    assert record.request_id == response.json["request_id"]


def test_an_exception_after_the_view_is_answered_too(client, caplog: pytest.LogCaptureFixture):
    response = client.get("/after")
    assert (response.status_code, code_of(response)) == (500, "internal_error")
    assert HIDDEN not in response.text
    assert HIDDEN in caplog.text


def test_error_trackers_get_the_signal(modules):
    app, found = made(modules), []

    def remember(_sender: Any, exception: Exception) -> None:
        found.append(exception)

    with got_request_exception.connected_to(remember, app):
        app.test_client().get("/bug")
        app.test_client().get("/orders/ord_9")
    assert [str(one) for one in found] == [HIDDEN]


def test_flask_can_raise_exceptions(modules):
    client = made(modules, PROPAGATE_EXCEPTIONS=True).test_client()
    with pytest.raises(RuntimeError, match=HIDDEN):
        client.get("/bug")


def test_without_a_setting_flask_answers(tmp_path: Path):
    with imported_modules(tmp_path, TARGET, settings={}) as both:
        client = made(both).test_client()
    assert client.get("/nothing").mimetype == "text/html"
    assert client.get("/bug").mimetype == "text/html"
    assert client.post("/json", data="{", content_type="application/json").status_code == 400
    assert code_of(client.get("/orders/ord_9")) == "order_not_found"


# --- what else an app has ---


@pytest.mark.parametrize("first", [True, False])
def test_an_error_handler_of_the_app_stays(modules, first: bool):
    errors, shop = modules
    app = Flask(__name__)
    if first:
        shop.install(app)
    app.register_error_handler(404, lambda _: ("ours", 404))
    app.register_error_handler(errors.OrderNotFoundError, lambda _: ("no order", 410))
    if not first:
        shop.install(app)
    add_routes(app, errors)
    assert app.test_client().get("/nothing").text == "ours"
    assert app.test_client().get("/orders/ord_9").text == "no order"
    assert code_of(app.test_client().put("/fine")) == "method_not_allowed"


def test_errors_have_the_headers_for_other_origins(modules):
    app = made(modules)
    CORS(app, origins=["https://shop.example"])
    for path in ("/fine", "/orders/ord_9", "/nothing", "/bug"):
        response = app.test_client().get(path, headers={"Origin": "https://shop.example"})
        assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example", path


def test_every_response_has_the_id_of_its_request(client):
    for path in ("/fine", "/orders/ord_9", "/nothing", "/bug", "/stream", "/abort/409"):
        response = client.get(path, headers={"X-Request-Id": "req-1.2:3"})
        assert response.headers.getlist("X-Request-Id") == ["req-1.2:3"], path
    assert client.get("/fine").headers["X-Request-Id"] != client.get("/fine").headers["X-Request-Id"]


@pytest.mark.parametrize("sent", ["", "a b", 'a"b', "<script>", "x" * 129, "é"])
def test_an_unusual_id_is_replaced(client, sent: str):
    response = client.get("/orders/ord_9", headers={"X-Request-Id": sent})
    assert response.headers["X-Request-Id"] == response.json["request_id"] != sent


def test_hooks_come_before_and_after(modules, caplog: pytest.LogCaptureFixture):
    errors, shop = modules
    app, seen = Flask(__name__), []

    def before(request: Any, exception: BaseException) -> Any:
        seen.append((request.path, type(exception).__name__))
        return errors.RateLimitExceededError() if isinstance(exception, ZeroDivisionError) else None

    def after(request: Any, error: Any, response: Response) -> Response | None:
        if request.path == "/fails":
            raise RuntimeError(HIDDEN)
        response.headers["X-Code"] = error.code
        return Response("instead", 418) if request.path == "/nothing" else None

    shop.install(app, before=before, after=after)
    add_routes(app, errors)
    app.add_url_rule("/zero", view_func=lambda: str(1 / 0))
    client = app.test_client()
    assert client.get("/orders/ord_9").headers["X-Code"] == "order_not_found"
    assert code_of(client.get("/zero")) == "rate_limit_exceeded"
    assert client.get("/nothing").status_code == 418
    assert code_of(client.get("/fails")) == "route_not_found", "a hook that fails changes nothing"
    assert HIDDEN in caplog.text
    names = ["OrderNotFoundError", "ZeroDivisionError", "NotFound", "NotFound"]
    assert seen == list(zip(["/orders/ord_9", "/zero", "/nothing", "/fails"], names, strict=True))


def test_two_catalogs_share_an_app(modules, tmp_path: Path):
    text = "errcat: 1\nerrors: [{code: gone, status: 410, message: It is gone}]\n"
    others, other = modules_from(text, tmp_path, TARGET, {})
    app = made(modules)
    other.install(app)

    @app.get("/gone")
    def gone() -> str:
        raise others.GoneError

    client = app.test_client()
    assert client.get("/gone").status_code == 410
    assert code_of(client.get("/orders/ord_9")) == "order_not_found"
    assert code_of(client.get("/nothing")) == "route_not_found"


# --- a real server ---

SERVICE = """\
import sys
sys.path[:0] = {paths}
import test_flask_module, {errors}, {shop}
app = test_flask_module.made(({errors}, {shop}))
"""


@pytest.mark.parametrize("server", ["waitress", "gunicorn"])
def test_a_real_server_sends_the_errors(tmp_path: Path, server: str):
    errors, shop = write_modules(tmp_path, TARGET)
    paths = [str(Path(__file__).parent), *sys.path]
    text = SERVICE.format(paths=paths, errors=errors.stem, shop=shop.stem)
    (tmp_path / "service.py").write_text(text, encoding="utf-8")
    with served(server, ["service:app"], tmp_path) as service:
        for method, path, status, code in (
            ("HEAD", "/orders/ord_9", 404, None),
            ("GET", "/orders/ord_9", 404, "order_not_found"),
            ("GET", "/inner/orders/ord_9", 404, "order_not_found"),
            ("PUT", "/fine", 405, "method_not_allowed"),
            ("GET", "/nothing", 404, "route_not_found"),
            ("POST", "/json", 422, "validation_failed"),
            ("HEAD", "/nothing", 404, None),
            ("GET", "/bug", 500, "internal_error"),
        ):
            answer = service.send(method, path)
            assert (answer.status, answer.code) == (status, code), path
            assert answer.headers["X-Request-Id"]
            assert HIDDEN.encode() not in answer.body
        assert service.send("GET", "/stream").body == b"ab"
        assert "Traceback" in service.log_until(f"RuntimeError: {HIDDEN}")
