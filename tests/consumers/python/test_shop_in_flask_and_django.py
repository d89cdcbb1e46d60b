"""The examples of the shop in Flask and in Django, which a real server runs."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from framework_modules import ROOT
from openapi_spec_validator import validate
from served import Answer, Service, served

EXAMPLE = ROOT / "examples" / "shop"
SERVICES = {
    "flask": ["flask_service:app"],
    "django": ["--call", "django.core.wsgi:get_wsgi_application"],
}
GLUE = {
    "flask": (r"errors_flask|install\(|document\(", ["flask_service.py"]),
    "django": (r"errors_django", ["django_settings.py", "django_service.py"]),
}
"""The lines that connect the errors, and where they are."""
SIGNED_IN = {"Authorization": "Bearer token", "Content_Type": "application/json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as somebody has it who has built its errors."""
    folder = tmp_path_factory.mktemp("shop")
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    subprocess.run([sys.executable, "-m", "errcat", "build"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def errors(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_errors", folder / "errors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest, folder: Path) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch, served_example(request.param, folder, patch) as one:
        yield one


def served_example(framework: str, folder: Path, patch: pytest.MonkeyPatch):
    patch.setenv("DJANGO_SETTINGS_MODULE", "django_settings")
    return served("waitress", SERVICES[framework], folder)


def order(quantity: object) -> str:
    return json.dumps({"items": [{"sku": "mug-blue", "quantity": quantity}]})


def send(service: Service, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
    return service.send(method, path, body, X_Request_Id="req_1", **headers)


def test_every_error_comes_back_in_a_client(service: Service, errors: ModuleType):
    def received(answer: Answer):
        return errors.ApiError.from_response(answer.status, answer.body, answer.headers)

    error = received(send(service, "GET", "/orders/ord_9"))
    assert isinstance(error, errors.OrderNotFoundError)
    assert (error.status, error.params, error.request_id) == (404, {"order_id": "ord_9"}, "req_1")
    error = received(send(service, "POST", "/orders", order(3), **SIGNED_IN))
    assert isinstance(error, errors.OutOfStockError)
    assert error.details == {"sku": "mug-blue", "available": 2, "requested": 3}
    error = received(send(service, "POST", "/orders", order(4), **SIGNED_IN))
    assert isinstance(error, errors.RateLimitExceededError)
    assert (error.retryable, error.retry_after) == (True, 30.0)
    error = received(send(service, "POST", "/orders", order("many"), **SIGNED_IN))
    assert isinstance(error, errors.ValidationFailedError)
    assert [one["field"] for one in error.details["errors"]] == ["/items/0/quantity"]
    error = received(send(service, "GET", "/total"))
    assert isinstance(error, errors.InternalError)
    assert "mug-red" not in str(vars(error))


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/nothing", "route_not_found"),
        ("DELETE", "/orders", "method_not_allowed"),
    ],
)
def test_errors_of_the_framework_are_of_the_catalog(service: Service, method: str, path: str, code: str):
    assert send(service, method, path).code == code


def test_the_document_is_valid_and_names_the_errors(service: Service):
    document = json.loads(service.send("GET", "/openapi.json").body)
    validate(document)
    place = document["paths"]["/orders"]["post"]["responses"]
    assert {"201", "401", "409", "422", "429"} <= place.keys()
    assert "OutOfStockBody" in document["components"]["schemas"]


@pytest.mark.parametrize("framework", GLUE)
def test_three_lines_connect_the_errors(framework: str):
    pattern, files = GLUE[framework]
    lines = [line for file in files for line in (EXAMPLE / file).read_text(encoding="utf-8").splitlines()]
    glue = [line for line in lines if re.search(pattern, line)]
    assert len(glue) == 3
    assert all(re.search(r"# \d$", line) for line in glue)
