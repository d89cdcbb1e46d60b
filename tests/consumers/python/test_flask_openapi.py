"""The OpenAPI documents of services with Flask: flask-smorest and apispec."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import marshmallow
import pytest
import yaml
from apispec import APISpec
from flask import Flask
from flask_smorest import Api, Blueprint
from framework_modules import SHOP, imported_modules
from openapi_spec_validator import validate

import errcat

TARGET = "python-flask"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory):
    with imported_modules(tmp_path_factory.mktemp("shop"), TARGET) as both:
        yield both


def fragment(version: str) -> dict[str, Any]:
    """The components of the OpenAPI document that errcat builds."""
    data = errcat.build(SHOP, {"openapi": Path("shop.yaml").resolve()}, options={"openapi.version": version})
    return yaml.safe_load(next(iter(data.values())))["components"]


def without_extensions(response: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in response.items() if not key.startswith("x-")}


class Order(marshmallow.Schema):
    name = marshmallow.fields.String(required=True)


def service(shop: Any, version: str) -> Flask:
    app = Flask(__name__)
    app.config.update(
        API_TITLE="Shop",
        API_VERSION="1",
        OPENAPI_VERSION=version,
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
    )
    shop.install(app)
    api = Api(app)
    shop.document(api.spec)
    orders = Blueprint("orders", __name__)

    @orders.post("/orders")
    @orders.arguments(Order)
    @orders.response(201, Order)
    @orders.doc(responses=shop.responses("out_of_stock", "order_not_found", "shipment_not_found"))
    def place(order: Any) -> Any:
        return order

    @orders.get("/orders")
    @orders.response(200, Order(many=True))
    @orders.doc(responses=shop.responses("rate_limit_exceeded"))
    def every() -> Any:
        return []

    api.register_blueprint(orders)
    return app


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_the_document_has_the_components_of_the_fragment(modules, version: str):
    client = service(modules[1], version).test_client()
    document = client.get("/openapi.json").json
    validate(document)
    assert "x-error-codes" not in json.dumps(document)
    wanted = fragment(version)
    post = document["paths"]["/orders"]["post"]["responses"]
    get = document["paths"]["/orders"]["get"]["responses"]
    assert set(post) == {"201", "404", "409", "422", "default"}
    assert set(get) == {"200", "429", "default"}, "no body, so no error for one that isn't valid"
    assert post["409"] == without_extensions(wanted["responses"]["out_of_stock"])
    assert post["422"] == without_extensions(wanted["responses"]["validation_failed"])
    assert post["404"]["content"]["application/json"]["examples"].keys() == {"order_not_found", "shipment_not_found"}
    for kind in ("schemas", "examples", "headers"):
        ours = {name: one for name, one in document["components"][kind].items() if name in wanted[kind]}
        assert ours == {name: wanted[kind][name] for name in ours}
        assert ours
    assert client.get("/openapi.json").json == document


def test_our_422_takes_the_place_of_that_of_flask_smorest(modules):
    document = service(modules[1], "3.1.0").test_client().get("/openapi.json").json
    assert "UNPROCESSABLE" not in json.dumps(document)
    assert document["paths"]["/orders"]["post"]["responses"]["422"]["content"]


def test_a_document_of_apispec(modules):
    _errors, shop = modules
    spec = APISpec("Shop", "1", "3.1.0")
    shop.document(spec)
    own = {"type": "object", "title": "own"}
    spec.components.schema("OrderNotFoundBody", own)
    spec.path(
        "/orders/{id}", operations={"get": {"responses": shop.responses("order_not_found", "shipment_not_found")}}
    )
    document = spec.to_dict()
    assert document["components"]["schemas"]["OrderNotFoundBody"] == own, "a component of the service keeps its name"
    schema = document["paths"]["/orders/{id}"]["get"]["responses"]["404"]["content"]["application/json"]["schema"]
    names = ("OrderNotFoundBody_2", "ShipmentNotFoundBody")
    assert schema == {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}


def test_responses_are_whole_without_the_components(modules):
    errors, shop = modules
    found = shop.responses(errors.OrderNotFoundError, errors.ErrorCode.SHIPMENT_NOT_FOUND, "out_of_stock")
    assert found.keys() == {404, 409}
    assert "$ref" not in json.dumps(found)
    bodies = found[404]["content"]["application/json"]["schema"]["oneOf"]
    codes = [body["properties"]["error"]["properties"]["code"]["const"] for body in bodies]
    assert codes == ["order_not_found", "shipment_not_found"]
    with pytest.raises(KeyError, match="did you mean 'order_not_found'"):
        shop.responses("order_not_fuond")
