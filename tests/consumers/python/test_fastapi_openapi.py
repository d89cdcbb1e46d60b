"""The OpenAPI document of a FastAPI service says which errors its operations return, as the fragment of the catalog does."""

# ruff: noqa: FAST002 — FastAPI reads the arguments of endpoints

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import APIRouter, Body, FastAPI, Header
from fastapi.testclient import TestClient
from framework_modules import SHOP, imported_modules, modules_from
from openapi_spec_validator import validate
from pydantic import BaseModel

import errcat

TARGET = "python-fastapi"


class Order(BaseModel):
    name: str


class ErrorCode(BaseModel):
    """Not ours."""

    text: str


class OrderNotFoundBody(BaseModel):
    text: str


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    with imported_modules(tmp_path_factory.mktemp("shop"), TARGET) as both:
        yield both


@pytest.fixture(scope="module")
def fragment() -> dict[str, Any]:
    (data,) = errcat.build(SHOP, {"openapi": "errors.yaml"}).values()
    return yaml.load(data, yaml.CSafeLoader)


def app_with(module: Any, *codes: Any, **more: Any) -> FastAPI:
    app = FastAPI()
    module.install(app)

    @app.get("/orders", responses=module.responses(*codes), **more)
    async def orders() -> str:
        return ""

    return app


def responses_of(app: FastAPI, path: str = "/orders", method: str = "get") -> dict[str, Any]:
    document = app.openapi()
    validate(document)
    return document["paths"][path][method]["responses"]


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(one) for one in value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


def at(document: dict[str, Any], reference: str) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_a_code_has_the_response_of_the_fragment(modules, fragment: dict[str, Any]):
    errors, module = modules
    app = app_with(module, errors.ErrorCode.ORDER_NOT_FOUND, "rate_limit_exceeded", "order_not_found")
    found = responses_of(app)
    assert found.keys() == {"200", "404", "429"}
    for status, code in {"404": "order_not_found", "429": "rate_limit_exceeded"}.items():
        own = fragment["components"]["responses"][code]
        assert found[status] == {key: value for key, value in own.items() if key != "x-error"}
    assert "Retry-After" in found["429"]["headers"]


def test_the_components_are_those_of_the_fragment(modules, fragment: dict[str, Any]):
    _errors, module = modules
    document = app_with(module, "order_not_found", "shipment_not_found", "out_of_stock").openapi()
    used = references(document["paths"])
    while not (more := set().union(*(references(at(document, one)) for one in used))) <= used:
        used |= more
    assert {one.split("/")[2] for one in used} == {"schemas", "headers", "examples"}
    for reference in used:
        assert at(document, reference) == at(fragment, reference), reference
    components = document["components"]
    listed = {f"#/components/{kind}/{name}" for kind, named in components.items() for name in named}
    assert listed == used, "components that nothing uses"


def test_codes_of_a_status_share_a_response(modules):
    errors, module = modules
    found = responses_of(app_with(module, errors.ErrorCode.ORDER_NOT_FOUND, errors.ErrorCode.SHIPMENT_NOT_FOUND))["404"]
    (media,) = found["content"].values()
    assert media["examples"].keys() == {"order_not_found", "shipment_not_found"}
    assert "* `order_not_found`" in found["description"]
    assert "* `shipment_not_found`" in found["description"]
    assert "X-Request-Id" in found["headers"]


def test_classes_are_codes_too(modules):
    errors, module = modules
    assert module.responses(errors.OrderNotFoundError) == module.responses("order_not_found")


@pytest.mark.parametrize("wrong", [7, Exception, object()])
def test_what_is_no_code_is_refused(modules, wrong: Any):
    with pytest.raises(TypeError, match="isn't a code"):
        modules[1].responses(wrong)


def test_a_misspelt_code_is_refused_with_a_suggestion(modules):
    with pytest.raises(KeyError, match="did you mean 'order_not_found'"):
        modules[1].responses("order_not_fuond")


def test_the_422_of_the_framework_is_ours_everywhere(modules):
    errors, module = modules
    app = FastAPI()
    router = APIRouter(prefix="/v1", responses=module.responses("rate_limit_exceeded"))

    @router.get("/{order_id}", responses=module.responses("order_not_found"))
    async def order(order_id: int) -> str: ...

    @router.post("/", responses={"4XX": {"description": "Other errors"}})
    async def place(order: Order) -> str: ...

    @router.put("/", responses=module.responses(errors.ErrorCode.VALIDATION_FAILED, errors.ErrorCode.INTERNAL_ERROR))
    async def change(order: Order, x_a: str = Header()) -> str: ...

    @router.patch("/", responses={"default": {"description": "Any error"}})
    async def patch(text: str = Body()) -> str: ...

    @router.head("/", responses={422: {"description": "My own"}})
    async def head(a: int) -> str: ...

    @app.get("/nothing")
    async def nothing() -> str: ...

    callbacks = APIRouter()

    @callbacks.post("{$request.body#/url}")
    async def done(order: Order) -> str: ...

    @app.post("/callback", callbacks=callbacks.routes)
    async def callback(order: Order) -> str: ...

    @app.webhooks.post("paid")
    async def paid(order: Order) -> None: ...

    app.include_router(router)
    module.install(app)
    document = app.openapi()
    validate(document)
    text = json.dumps(document)
    assert "HTTPValidationError" not in text
    assert "ValidationError" not in document["components"]["schemas"]
    assert "x-error-codes" not in text
    for path, method in (
        ("/v1/{order_id}", "get"),
        ("/v1/", "post"),
        ("/v1/", "put"),
        ("/v1/", "patch"),
        ("/callback", "post"),
    ):
        response = document["paths"][path][method]["responses"]["422"]
        assert response["content"]["application/json"]["examples"].keys() == {"validation_failed"}, (path, method)
    assert document["paths"]["/v1/"]["head"]["responses"]["422"] == {"description": "My own"}
    assert document["paths"]["/v1/"]["put"]["responses"].keys() == {"200", "422", "429", "500"}
    assert document["paths"]["/nothing"]["get"]["responses"].keys() == {"200"}


def test_our_422_joins_other_errors_of_its_status(tmp_path: Path):
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>}}\nerrors:\n"
        "  - {code: bad, status: [400, 422], message: Bad, category: fix, action: Fix it}\n"
        "  - {code: late, status: 400, message: Late, category: fix, action: Fix it}\n"
    )
    _errors, module = modules_from(text, tmp_path, TARGET, {"validation": "bad"})
    app = FastAPI()
    module.install(app)

    @app.get("/{a}", responses=module.responses("late"))
    async def one(a: int) -> str: ...

    found = responses_of(app, "/{a}")
    assert found.keys() == {"200", "400"}, "the code is sent with its first status"
    assert found["400"]["content"]["application/json"]["examples"].keys() == {"bad", "late"}
    assert TestClient(app).get("/x").status_code == 400


def test_a_component_of_the_app_keeps_its_name(modules):
    _errors, module = modules

    app = FastAPI()
    module.install(app)

    @app.post("/orders", responses=module.responses("order_not_found", "rate_limit_exceeded"))
    async def orders(code: ErrorCode) -> OrderNotFoundBody: ...

    document = app.openapi()
    validate(document)
    schemas = document["components"]["schemas"]
    assert schemas["ErrorCode"]["description"] == "Not ours."
    found = document["paths"]["/orders"]["post"]["responses"]
    assert found["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/OrderNotFoundBody"}
    assert found["404"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/OrderNotFoundBody_2"}
    assert schemas["OrderNotFoundBody_2"]["properties"].keys() == {"error", "request_id"}


@pytest.mark.parametrize("schemas", ["single", "per-status", "per-code"])
@pytest.mark.parametrize("codes", ["closed", "open"])
def test_every_kind_of_contract_is_the_same_as_in_the_fragment(tmp_path: Path, schemas: str, codes: str):
    (data,) = errcat.build(
        SHOP, {"openapi": "e.yaml"}, options={"openapi.schemas": schemas, "openapi.codes": codes}
    ).values()
    fragment = yaml.load(data, yaml.CSafeLoader)
    every = ["order_not_found", "shipment_not_found", "out_of_stock", "internal_error", "not_allowed"]
    with imported_modules(tmp_path, TARGET, settings={"schemas": schemas, "codes": codes}) as (_errors, module):
        document = app_with(module, *every).openapi()
    validate(document)
    for kind, named in document["components"].items():
        for name, component in named.items():
            assert component == fragment["components"][kind][name], name


def test_an_internal_error_is_documented_only_where_it_is_named(tmp_path: Path):
    text = (
        "errcat: 1\nenvelope: {body: {code: <code>}}\nerrors:\n"
        "  - {code: seen, status: 500, message: Bad, category: fix, action: Fix it}\n"
        "  - {code: hidden, status: 500, message: Late, category: fix, action: Fix it, visibility: internal}\n"
    )
    _errors, module = modules_from(text, tmp_path, TARGET, {"unhandled": "hidden"})
    assert "hidden" not in json.dumps(app_with(module, "seen").openapi())
    document = app_with(module, "seen", "hidden").openapi()
    validate(document)
    assert "hidden" in json.dumps(document)
    assert all(" " not in name for named in document["components"].values() for name in named)


def test_the_docs_still_work(modules):
    _errors, module = modules
    client = TestClient(app_with(module, "order_not_found"))
    assert "swagger-ui" in client.get("/docs").text
    assert client.get("/openapi.json").json()["paths"]["/orders"]["get"]["responses"]["404"]
    assert client.get("/openapi.json").json() == client.app.openapi()  # type: ignore[attr-defined]


def test_an_openapi_function_of_the_app_is_completed_too(modules):
    from fastapi.openapi.utils import get_openapi

    _errors, module = modules
    app = app_with(module, "order_not_found")

    def own() -> dict[str, Any]:
        return get_openapi(title="Mine", version="2", routes=app.routes)

    app.openapi = own  # type: ignore[method-assign]
    document = TestClient(app).get("/openapi.json").json()
    assert document["info"]["title"] == "Mine"
    assert "OrderNotFoundBody" in document["components"]["schemas"]
    assert "x-error-codes" not in json.dumps(document)


def test_callers_can_change_what_they_get(modules):
    _errors, module = modules
    found = module.responses("order_not_found")
    found[404]["description"] = "Mine"
    found[404]["headers"].clear()
    assert module.responses("order_not_found")[404]["headers"]
    app = FastAPI()
    module.install(app)
    app.get("/orders", responses=found)(lambda: "")
    assert responses_of(app)["404"]["description"] == "Mine"
