"""The shop in Flask, with flask-smorest. Three lines connect the errors; they are marked.

Build the errors and run it:

    errcat build
    flask --app flask_service run
"""

from __future__ import annotations

import marshmallow
from errors import NotAuthenticatedError, OrderNotFoundError, OutOfStockError, RateLimitExceededError
from errors_flask import document, install, responses  # 1
from flask import Flask, request
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


class Order(marshmallow.Schema):
    id = marshmallow.fields.String(dump_only=True)
    items = marshmallow.fields.List(marshmallow.fields.Nested(Item), required=True)


@shop.get("/orders/<order_id>")
@shop.response(200, Order)
@shop.doc(responses=responses(OrderNotFoundError))
def get_order(order_id: str) -> dict[str, object]:
    if order_id != "ord_1":
        raise OrderNotFoundError(order_id=order_id)
    return {"id": order_id, "items": [{"sku": "mug-blue", "quantity": 1}]}


@shop.post("/orders")
@shop.arguments(Order)
@shop.response(201, Order)
@shop.doc(responses=responses(NotAuthenticatedError, OutOfStockError, RateLimitExceededError))
def place_order(order: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    if "Authorization" not in request.headers:
        raise NotAuthenticatedError
    for item in order["items"]:
        if item["quantity"] == 3:
            raise OutOfStockError(sku=str(item["sku"]), available=2, requested=3)
        if item["quantity"] == 4:
            raise RateLimitExceededError(retry_after=30)
    return {"id": "ord_2", **order}


@shop.get("/total")
@shop.response(200)
def total() -> dict[str, int]:
    return {"cents": {"mug-blue": 1200}["mug-red"]}  # a bug: KeyError


api.register_blueprint(shop)
