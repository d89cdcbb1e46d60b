"""The shop in FastAPI. Two lines connect the errors; they are marked.

Build the errors and run it:

    errcat build
    uvicorn fastapi_service:app
"""

from __future__ import annotations

from typing import Annotated

from errors import NotAuthenticatedError, OrderNotFoundError, OutOfStockError, RateLimitExceededError
from errors_fastapi import install, responses  # 1
from fastapi import FastAPI, Header
from pydantic import BaseModel, Field

app = FastAPI(title="Shop")
install(app)  # 2


class Item(BaseModel):
    sku: str
    quantity: int = Field(ge=1)


class Order(BaseModel):
    items: list[Item]


class PlacedOrder(Order):
    id: str


@app.get("/orders/{order_id}", responses=responses(OrderNotFoundError))
async def get_order(order_id: str) -> PlacedOrder:
    if order_id != "ord_1":
        raise OrderNotFoundError(order_id=order_id)
    return PlacedOrder(id=order_id, items=[Item(sku="mug-blue", quantity=1)])


@app.post(
    "/orders",
    status_code=201,
    responses=responses(NotAuthenticatedError, OutOfStockError, RateLimitExceededError),
)
async def place_order(order: Order, authorization: Annotated[str | None, Header()] = None) -> PlacedOrder:
    if authorization is None:
        raise NotAuthenticatedError
    for item in order.items:
        if item.quantity == 3:
            raise OutOfStockError(sku=item.sku, available=2, requested=3)
        if item.quantity == 4:
            raise RateLimitExceededError(retry_after=30)
    return PlacedOrder(id="ord_2", items=order.items)


@app.get("/total", include_in_schema=False)
async def total() -> dict[str, int]:
    return {"cents": {"mug-blue": 1200}["mug-red"]}  # a bug: KeyError
