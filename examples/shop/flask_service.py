"""The shop in Flask, with flask-smorest. Lines that connect the errors end with a comment."""

from __future__ import annotations

from typing import Any

import marshmallow
from errors import OrderNotFoundError, OutOfStockError, RateLimitExceededError, ShipmentNotFoundError
from errors_flask import document, install, responses  # 1
from flask import Flask
from flask_smorest import Api, Blueprint

app = Flask(__name__)
app.config.update(
    API_TITLE="Shop",
    API_VERSION="1",
    OPENAPI_VERSION="3.1.0",
    OPENAPI_URL_PREFIX="/",
    OPENAPI_JSON_PATH="openapi.json",
)
api = Api(app)
install(app)  # 2
document(api.spec)  # 3

shop = Blueprint("shop", __name__)


class Item(marshmallow.Schema):
    sku = marshmallow.fields.String(required=True)
    quantity = marshmallow.fields.Integer(required=True, validate=marshmallow.validate.Range(min=1))


class NewOrder(marshmallow.Schema):
    items = marshmallow.fields.List(marshmallow.fields.Nested(Item), required=True)


@shop.post("/orders")
@shop.arguments(NewOrder)
@shop.response(201)
@shop.doc(responses=responses(OutOfStockError, RateLimitExceededError))
def place_order(order: dict[str, Any]) -> dict[str, str]:
    for item in order["items"]:
        if item["quantity"] > 2:
            raise OutOfStockError(sku=item["sku"], available=2, requested=item["quantity"])
    if len(order["items"]) > 10:
        raise RateLimitExceededError(retry_after=30)
    return {"id": "ord_1"}


@shop.get("/orders/<order_id>")
@shop.response(200)
@shop.doc(responses=responses(OrderNotFoundError))
def get_order(order_id: str) -> dict[str, str]:
    if order_id != "ord_1":
        raise OrderNotFoundError(order_id=order_id)
    return {"id": order_id}


@shop.get("/shipments/<shipment_id>")
@shop.response(200)
@shop.doc(responses=responses(ShipmentNotFoundError))
def get_shipment(shipment_id: str) -> dict[str, str]:
    if shipment_id != "shp_1":
        raise ShipmentNotFoundError(shipment_id=shipment_id)
    return {"id": shipment_id, "days": str(3 / len(shipment_id[5:]))}  # a bug


api.register_blueprint(shop)
