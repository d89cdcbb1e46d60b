"""Services with Django and Django REST framework that send their errors through the built module.

A process can have only one Django, so every test talks to a server of its own.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from framework_modules import SHOP, SHOP_SETTINGS, write_modules
from openapi_spec_validator import validate
from served import Answer, Service, served

import errcat

TARGET = "python-django"
HIDDEN = "hunter2"
SETTINGS = {**SHOP_SETTINGS, "statuses.403": "not_allowed"}
SERVICE = """\
import os, sys
sys.path[:0] = {paths}
from django.conf import settings
settings.configure(**{settings})
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
application, asgi = get_wsgi_application(), get_asgi_application()
"""
MIDDLEWARE = [
    "probe_django.ErrorMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_probe.failing_middleware",
]
REST = {
    "ROOT_URLCONF": "django_rest_probe",
    "INSTALLED_APPS": ["rest_framework", "drf_spectacular"],
    "REST_FRAMEWORK": {
        "EXCEPTION_HANDLER": "probe_django.exception_handler",
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "UNAUTHENTICATED_USER": None,
    },
}


def write_service(folder: Path, settings: dict[str, Any] | None = None, **changes: Any) -> None:
    """Write the modules and a service."""
    write_modules(folder, TARGET, settings=SETTINGS if settings is None else settings, word="probe")
    django_settings = {
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": ["127.0.0.1"],
        "ROOT_URLCONF": "django_probe",
        "MIDDLEWARE": MIDDLEWARE,
        "CORS_ALLOWED_ORIGINS": ["https://shop.example"],
        **changes,
    }
    paths = [str(folder), str(Path(__file__).parent), *sys.path]
    text = SERVICE.format(paths=paths, settings=django_settings)
    (folder / "service.py").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module", params=["waitress", "uvicorn", "waitress, debug"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Django REST framework with WSGI, with ASGI and in debug mode."""
    folder = tmp_path_factory.mktemp("django")
    write_service(folder, DEBUG="debug" in request.param, **REST)
    server = request.param.split(",")[0]
    entry = "service:asgi" if server == "uvicorn" else "service:application"
    with served(server, [entry], folder) as one:
        yield one


def checked(answer: Answer, status: int, code: str) -> dict[str, Any]:
    """The error in an answer."""
    assert (answer.status, answer.code) == (status, code)
    assert HIDDEN.encode() not in answer.body + str(answer.headers).encode()
    body = json.loads(answer.body)
    assert body["request_id"] == answer.headers["X-Request-Id"]
    return body["error"]


def fields_of(answer: Answer) -> list[str]:
    found = checked(answer, 422, "validation_failed")["details"]["errors"]
    assert all(one["message"] for one in found)
    return [one["field"] for one in found]


PREFIXES = ["/raise/", "/async/", "/rest/raise/"]


# --- Django, and what Django REST framework has in common with it ---


@pytest.mark.parametrize("prefix", [*PREFIXES, "/middleware/"])
def test_an_error_is_sent_in_the_envelope(service: Service, prefix: str):
    error = checked(service.send("GET", f"{prefix}order"), 404, "order_not_found")
    assert error == {
        "code": "order_not_found",
        "message": "There is no order ord_9",
        "status": 404,
        "docs_url": "https://docs.shop.example/order-not-found/",
    }
    answer = service.send("GET", f"{prefix}wait")
    checked(answer, 429, "rate_limit_exceeded")
    assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_errors_of_django_are_those_that_the_settings_name(service: Service, prefix: str):
    error = checked(service.send("GET", f"{prefix}404"), 404, "route_not_found")
    assert error["message"] == "There is nothing at this address"
    checked(service.send("GET", f"{prefix}403"), 403, "not_allowed")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_validation_errors_of_django_have_their_fields(service: Service, prefix: str):
    assert fields_of(service.send("GET", f"{prefix}invalid")) == ["sku", "query"]
    assert fields_of(service.send("GET", f"{prefix}invalid-all")) == ["query"]


@pytest.mark.parametrize("prefix", [*PREFIXES, "/middleware/"])
def test_an_exception_is_logged_and_says_nothing(service: Service, prefix: str):
    checked(service.send("GET", f"{prefix}bug"), 500, "internal_error")
    assert "Traceback" in service.log_until(f"RuntimeError: {HIDDEN}")


def test_unknown_routes_and_refused_requests_of_middleware(service: Service):
    checked(service.send("GET", "/nothing"), 404, "route_not_found")
    checked(service.send("GET", "/middleware/403"), 403, "not_allowed")
    checked(service.send("POST", "/guarded"), 403, "not_allowed")


def test_a_wrong_method_keeps_its_allow_header(service: Service):
    answer = service.send("POST", "/fine")
    checked(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET"


def test_other_statuses_and_own_responses_stay_with_django(service: Service):
    for path in ("/raise/400", "/async/400", "/raise/suspicious", "/middleware/400"):
        answer = service.send("GET", path)
        assert (answer.status, answer.code) == (400, None)
        assert answer.headers["Content-Type"].startswith("text/html")
    assert service.send("GET", "/own/404").body == b"own"
    assert service.send("GET", "/own/500").body == b"own"


def test_every_response_has_the_id_of_its_request(service: Service):
    for path in ("/fine", "/raise/order", "/raise/bug", "/nothing", "/stream", "/rest/raise/order", "/own/404"):
        answer = service.send("GET", path, X_Request_Id="req-1.2:3")
        assert answer.headers.get_all("X-Request-Id") == ["req-1.2:3"], path
    for sent in ("", "a b", 'a"b', "<script>", "x" * 129):
        answer = service.send("GET", "/rest/raise/order", X_Request_Id=sent)
        assert checked(answer, 404, "order_not_found")
        assert answer.headers["X-Request-Id"] != sent


def test_streams_and_head_requests_stay_whole(service: Service):
    assert service.send("GET", "/stream").body == b"ab"
    assert service.send("GET", "/async-stream").body == b"ab"
    for path in ("/raise/order", "/async/order", "/rest/raise/order", "/nothing", "/raise/bug", "/middleware/bug"):
        answer = service.send("HEAD", path)
        assert answer.body == b""
        assert int(answer.headers["Content-Length"]) > 100
        checked(service.send("GET", "/raise/order"), 404, "order_not_found")


@pytest.mark.parametrize(
    "path", ["/fine", "/raise/order", "/raise/bug", "/nothing", "/middleware/bug", "/rest/raise/bug"]
)
def test_errors_have_the_headers_of_other_middleware(service: Service, path: str):
    answer = service.send("GET", path, Origin="https://shop.example", Accept_Encoding="gzip")
    assert answer.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    body = gzip.decompress(answer.body) if is_packed else answer.body
    assert body == b"fine" if path == "/fine" else json.loads(body)["error"]


# --- Django REST framework ---


def test_nested_serializers_have_the_path_of_each_field(service: Service):
    def post(body: object) -> Answer:
        return service.send("POST", "/rest/orders", json.dumps(body), Content_Type="application/json")

    order = {"items": [{}, {"sku": "mug", "tags": ["a", "long"]}]}
    assert fields_of(post(order)) == ["name", "/items/0/sku", "/items/1/tags/1"]
    assert fields_of(post([{"name": "a", "items": []}, order])) == ["/1/name", "/1/items/0/sku", "/1/items/1/tags/1"]
    assert fields_of(post({"name": "nobody", "items": []})) == ["body"]
    assert fields_of(post("text")) == ["body"]


def test_a_body_that_is_no_json_is_reported(service: Service):
    assert fields_of(service.send("POST", "/rest/orders", "{", Content_Type="application/json")) == ["body"]


def test_credentials_rights_and_limits(service: Service):
    answer = service.send("GET", "/rest/private")
    checked(answer, 401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="api"'
    checked(service.send("GET", "/rest/admin"), 403, "not_allowed")
    answers = [service.send("GET", "/rest/throttled") for _ in range(2)]
    error = checked(answers[1], 429, "rate_limit_exceeded")
    assert error["message"] == "Too many requests"
    assert 0 < int(answers[1].headers["Retry-After"]) <= 86_400


def test_http_errors_of_django_rest_framework(service: Service):
    checked(service.send("GET", "/rest/raise/not-found"), 404, "route_not_found")
    error = checked(service.send("GET", "/rest/raise/own-text"), 404, "route_not_found")
    assert error["message"] == "No such mug."
    checked(service.send("GET", "/rest/raise/failure"), 500, "internal_error")
    answer = service.send("PUT", "/rest/orders")
    error = checked(answer, 405, "method_not_allowed")
    assert error["message"] == "This address does not support the method"
    assert answer.headers["Allow"] == "POST, OPTIONS"


def test_other_statuses_stay_with_django_rest_framework(service: Service):
    answer = service.send("GET", "/rest/raise/conflict", Accept="application/json")
    assert (answer.status, answer.body) == (409, b'{"detail":"Conflict."}')
    answer = service.send("POST", "/rest/orders", "x", Content_Type="text/plain", Accept="application/json")
    assert (answer.status, json.loads(answer.body).keys()) == (415, {"detail"})


# --- other settings, in one process each ---


def output_of(folder: Path, script: str) -> str:
    """What a script prints that runs in the service."""
    (folder / "script.py").write_text(f"import service\n{script}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "script.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_django_alone_is_enough(tmp_path: Path):
    write_service(tmp_path, ALLOWED_HOSTS=["testserver"])
    text = (tmp_path / "service.py").read_text(encoding="utf-8")
    blocked = text.replace("import os, sys\n", "import os, sys\nsys.modules['rest_framework'] = None\n")
    (tmp_path / "service.py").write_text(blocked, encoding="utf-8")
    script = """
import json
from django.test import Client
client = Client(raise_request_exception=False)
print(json.dumps([client.get(path).json()["error"]["code"] for path in ("/raise/order", "/raise/bug", "/nothing")]))
"""
    assert json.loads(output_of(tmp_path, script)) == ["order_not_found", "internal_error", "route_not_found"]


def test_without_a_setting_django_answers(tmp_path: Path):
    write_service(tmp_path, {}, ALLOWED_HOSTS=["testserver"], **REST)
    script = """
import json
from django.test import Client
client = Client(raise_request_exception=False)
found = [client.get(path) for path in ("/nothing", "/raise/bug", "/raise/403", "/rest/raise/404", "/raise/order")]
found.append(client.post("/rest/orders", {}, content_type="application/json"))
print(json.dumps([(one.status_code, one.headers["Content-Type"]) for one in found]))
"""
    html, data = "text/html; charset=utf-8", "application/json"
    statuses = [[404, html], [500, html], [403, html], [404, data], [404, data], [400, data]]
    assert json.loads(output_of(tmp_path, script)) == statuses


def test_the_middleware_can_be_the_last(tmp_path: Path):
    write_service(tmp_path, MIDDLEWARE=[*MIDDLEWARE[1:], MIDDLEWARE[0]], ALLOWED_HOSTS=["testserver"], **REST)
    script = """
import json
from django.test import Client
client = Client(raise_request_exception=False)
paths = ("/raise/order", "/raise/bug", "/nothing", "/rest/raise/order", "/raise/404")
found = [client.get(path, headers={"origin": "https://shop.example"}) for path in paths]
assert all(one.headers["Access-Control-Allow-Origin"] for one in found)
assert all(len(one.content) == int(one.headers["Content-Length"]) for one in found)
print(json.dumps([one.json()["error"]["code"] for one in found]))
"""
    codes = ["order_not_found", "internal_error", "route_not_found", "order_not_found", "route_not_found"]
    assert json.loads(output_of(tmp_path, script)) == codes


def test_a_subclass_changes_errors_and_leaves_pages_to_django(tmp_path: Path):
    own = """
import probe_django, probe_errors
class Own(probe_django.ErrorMiddleware):
    def applies_to(self, request):
        return not request.path.startswith("/own") and request.path != "/page"
    def before(self, request, exception):
        if isinstance(exception, RuntimeError):
            return probe_errors.OutOfStockError(sku="mug", available=0, requested=1)
        if request.path == "/fails":
            raise RuntimeError("in a hook")
    def after(self, request, error, response):
        response["X-Code"] = error.code
"""
    (tmp_path / "own.py").write_text(own, encoding="utf-8")
    write_service(tmp_path, MIDDLEWARE=["own.Own"], ALLOWED_HOSTS=["testserver"], **REST)
    script = """
import json
from django.test import Client
client = Client(raise_request_exception=False)
found = [client.get(path).headers.get("X-Code") for path in ("/raise/bug", "/rest/raise/bug", "/nothing", "/page", "/fails")]
print(json.dumps(found))
"""
    expected = ["out_of_stock", "out_of_stock", "route_not_found", None, "route_not_found"]
    assert json.loads(output_of(tmp_path, script)) == expected


def test_an_error_undoes_the_changes_of_its_request(tmp_path: Path):
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "shop.db"), "ATOMIC_REQUESTS": True}
    write_service(tmp_path, DATABASES={"default": database}, ALLOWED_HOSTS=["testserver"], **REST)
    script = """
import django_probe, django_rest_probe
from django.db import connection
from django.test import Client
def write_and_raise():
    connection.cursor().execute("insert into orders values (1)")
    return django_probe.errors.OrderNotFoundError(order_id="ord_9")
connection.cursor().execute("create table orders (id integer)")
django_probe.EXCEPTIONS["order"] = django_rest_probe.EXCEPTIONS["order"] = write_and_raise
for path in ("/raise/order", "/rest/raise/order"):
    assert Client().get(path).status_code == 404
    print(connection.cursor().execute("select * from orders").fetchall())
"""
    assert output_of(tmp_path, script).split() == ["[]", "[]"]


def test_an_error_is_in_the_language_of_the_request(tmp_path: Path):
    write_service(tmp_path, ALLOWED_HOSTS=["testserver"], **REST)
    text = SHOP.read_text(encoding="utf-8")
    for message, german in (
        ("There is no order {order_id}", "Bestellung {order_id} fehlt"),
        ("There is nothing at this address", "Hier ist nichts"),
    ):
        text = text.replace(
            f"    message: {message}\n", f"    message: {message}\n    translations: {{de: {{message: '{german}'}}}}\n"
        )
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
    write_modules(tmp_path, TARGET, tmp_path / "shop.yaml", SETTINGS, "probe")
    script = """
import json
from django.test import Client
headers = {"accept-language": "de-CH", "origin": "https://shop.example"}
found = [Client().get(path, headers=headers) for path in ("/raise/order", "/rest/raise/order", "/nothing")]
print(json.dumps([(one.json()["error"]["message"], one.headers["Vary"].lower()) for one in found]))
"""
    found = json.loads(output_of(tmp_path, script))
    assert [message for message, _ in found] == ["Bestellung ord_9 fehlt"] * 2 + ["Hier ist nichts"]
    assert all({"accept-language", "origin"} <= set(vary.split(", ")) for _, vary in found)


def test_two_catalogs_share_a_project(tmp_path: Path):
    catalog = tmp_path / "other.yaml"
    catalog.write_text("errcat: 1\nerrors: [{code: gone, status: 410, message: It is gone}]\n", encoding="utf-8")
    write_modules(tmp_path, TARGET, catalog, {}, "other")
    middleware = [MIDDLEWARE[0], "other_django.ErrorMiddleware"]
    for name, layers in (("outer", middleware), ("inner", middleware[::-1])):
        write_service(tmp_path, MIDDLEWARE=layers, ALLOWED_HOSTS=["testserver"], **REST)
        script = """
import django_probe, django_rest_probe, other_errors
from django.test import Client
django_probe.EXCEPTIONS["gone"] = django_rest_probe.EXCEPTIONS["gone"] = other_errors.GoneError
client = Client(raise_request_exception=False)
print(*[client.get(path).status_code for path in ("/raise/gone", "/rest/raise/gone", "/raise/order", "/raise/bug")])
"""
        assert output_of(tmp_path, script).split() == ["410", "410", "404", "500"], name


def test_the_test_client_raises_exceptions_as_usual(tmp_path: Path):
    write_service(tmp_path, ALLOWED_HOSTS=["testserver"], **REST)
    script = """
from django.test import Client
import probe_django, probe_errors
client = Client()
for path in ("/raise/bug", "/rest/raise/bug", "/middleware/bug"):
    try:
        client.get(path)
    except RuntimeError as error:
        print(error)
probe_django.assert_error(client.get("/rest/raise/order"), probe_errors.OrderNotFoundError, order_id="ord_9")
probe_django.assert_error(client.get("/raise/order"), "order_not_found", order_id="ord_9")
"""
    assert output_of(tmp_path, script).split() == [HIDDEN] * 3


# --- the OpenAPI document ---


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_the_document_has_the_components_of_the_fragment(tmp_path: Path, version: str):
    write_service(tmp_path, SPECTACULAR_SETTINGS={"OAS_VERSION": version, "ENUM_NAME_OVERRIDES": {}}, **REST)
    script = """
import json
from drf_spectacular.generators import SchemaGenerator
for _ in range(2):
    document = SchemaGenerator().get_schema(request=None, public=True)
print(json.dumps(document))
"""
    document = json.loads(output_of(tmp_path, script))
    validate(document)
    output = tmp_path / "fragment.yaml"
    data = errcat.build(SHOP, {"openapi": output}, options={"openapi.version": version})
    fragment = yaml.safe_load(next(iter(data.values())))["components"]
    assert "x-error-codes" not in json.dumps(document)
    get = document["paths"]["/rest/raise/{kind}"]["get"]["responses"]
    post = document["paths"]["/rest/orders"]["post"]["responses"]
    assert get.keys() == {"200", "404"}
    assert post.keys() == {"201", "409", "422", "429"}, "an operation with a body can get one that isn't valid"
    assert get["404"]["content"]["application/json"]["examples"].keys() == {"order_not_found", "route_not_found"}
    for status, name in (("429", "rate_limit_exceeded"), ("422", "validation_failed")):
        response = fragment["responses"][name]
        assert post[status] == {key: one for key, one in response.items() if not key.startswith("x-")}
    for kind in ("schemas", "examples", "headers"):
        ours = {name: one for name, one in document["components"][kind].items() if name not in ("Order", "Item")}
        assert ours
        assert ours == {name: fragment[kind][name] for name in ours}
