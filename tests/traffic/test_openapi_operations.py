"""The operation of a request, by its method and path."""

from __future__ import annotations

import pytest

from errcat.traffic.operations import RequestOperations, Route

ROUTES = [
    Route("get", "/orders/{id}", "order"),
    Route("get", "/orders/mine", "mine"),
    Route("put", "/orders/{id}", "put"),
    Route("get", "/", "root"),
    Route("get", "/a/{x}-{y}.json", "pair"),
    Route("get", "/{a}{b}/x", "twins"),
]


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/orders/1", "order"),
        ("get", "/v1/orders/1", "order"),
        ("GET", "/orders/mine", "mine"),
        ("PUT", "/orders/mine", "put"),
        ("GET", "/orders/", ""),
        ("GET", "/orders/1/2", ""),
        ("GET", "/v2/orders/1", ""),
        ("DELETE", "/orders/1", ""),
        ("GET", "/", "root"),
        ("GET", "/a/1-2.json", "pair"),
        ("GET", "/a/-2.json", ""),
        ("GET", "/a/1-.json", ""),
        ("GET", "/q/x", "twins"),
        ("", "/orders/1", ""),
        ("GET", "", ""),
        ("GET", "/" + "a" * 100_000, ""),
    ],
)
def test_the_operation_of_a_request(method: str, path: str, operation: str):
    assert RequestOperations(ROUTES, ["https://x.example/v1/"]).find(method, path) == operation
