"""The shop in Litestar. Two lines connect the errors; they are marked.

Build the errors and run it:

    errcat build
    uvicorn litestar_service:app
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from errors import NotAuthenticatedError, OrderNotFoundError, OutOfStockError, RateLimitExceededError
from errors_litestar import ErrorsPlugin, responses  # 1
from litestar import Litestar, Request, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta


@dataclass
class Item:
    sku: str
    quantity: Annotated[int, Meta(ge=1)]


@dataclass
class Order:
    items: list[Item]


@dataclass
class PlacedOrder(Order):
    id: str


@get("/orders/{order_id:str}", responses=responses(OrderNotFoundError))
async def get_order(order_id: FromPath[str]) -> PlacedOrder:
    if order_id != "ord_1":
        raise OrderNotFoundError(order_id=order_id)
    return PlacedOrder(id=order_id, items=[Item(sku="mug-blue", quantity=1)])


@post(
    "/orders",
    responses=responses(NotAuthenticatedError, OutOfStockError, RateLimitExceededError),
)
async def place_order(data: JSONBody[Order], request: Request[Any, Any, Any]) -> PlacedOrder:
    if "Authorization" not in request.headers:
        raise NotAuthenticatedError
    for item in data.items:
        if item.quantity == 3:
            raise OutOfStockError(sku=item.sku, available=2, requested=3)
        if item.quantity == 4:
            raise RateLimitExceededError(retry_after=30)
    return PlacedOrder(id="ord_2", items=data.items)


@get("/total")
async def total() -> dict[str, int]:
    return {"cents": {"mug-blue": 1200}["mug-red"]}  # a bug: KeyError


app = Litestar([get_order, place_order, total], plugins=[ErrorsPlugin()])  # 2
