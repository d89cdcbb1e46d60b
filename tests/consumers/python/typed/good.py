"""A program that uses modules as their users do. Type checkers have nothing to say about it, and it runs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import lifecycle
import shipping
from shipping import BadCardDetails, BadCardError, ShipmentNotFoundError, UnknownCode, best_locale
from typing_extensions import assert_never, assert_type

import golden
from golden import Category, ErrorCode, ParcelNotFoundError


def advice(category: Category) -> str:
    if category is Category.RETRY:
        return "wait"
    if category is Category.FIX:
        return "fix"
    assert_never(category)


def use() -> tuple[int, dict[str, str], bytes]:
    try:
        raise ParcelNotFoundError(parcel_id="P-1", place="Bern", depot=3, request_id="r")
    except golden.ParcelError as error:
        assert_type(error.message, str)
        assert_type(error.retry_after, "float | None")
        assert_type(error.code, "ErrorCode | golden.UnknownCode")
        return error.to_response()


def read(status: int, body: bytes) -> str:
    error = golden.ApiError.from_response(status, body)
    assert_type(error, golden.ApiError)
    assert_type(ParcelNotFoundError.from_response(status, body), golden.ApiError)
    if error.code is ErrorCode.PARCEL_NOT_FOUND or error.code == "PARCEL_NOT_FOUND":
        return "gone"
    return error.docs_url or str(error.code)


def by_class(error: golden.ApiError) -> str:
    match error:
        case ParcelNotFoundError():
            assert_type(error.code, Literal[ErrorCode.PARCEL_NOT_FOUND])
            assert_type(error.status, Literal[404])
            assert_type(error.place, Literal["Bern", "Basel"])
            assert_type(error.depot, "int | None")
            assert_type(error.details, "golden.ParcelNotFoundDetails | None")
            return error.parcel_id
        case golden.RetryError(status=503):
            return "later"
        case golden.RetryError(retry_after=float() | int() as seconds):
            return f"in {seconds:.0f}"
        case _:
            return "?"


def by_code(error: golden.ApiError) -> int:
    """Every code that there is: without one of these cases, type checkers report that the function may return None."""
    match error.code:
        case ErrorCode.PARCEL_NOT_FOUND:
            return 1
        case ErrorCode.LABEL_SMUDGED | ErrorCode.SORTER_ON_FIRE:
            return 2
        case golden.UnknownCode() as unknown:
            return len(unknown)


def of_classes() -> None:
    assert_type(ShipmentNotFoundError.code, Literal[shipping.ErrorCode.SHIPMENT_NOT_FOUND])
    assert_type(ShipmentNotFoundError.status, Literal[404])
    assert_type(BadCardError.status, Literal[402, 422])
    assert_type(shipping.PlainError.status, "int | None")


def of_values(moment: datetime, day: date) -> None:
    for error in (
        ShipmentNotFoundError(shipment_id="s", since=moment, day=day, tags=["a"]),
        ShipmentNotFoundError(shipment_id="s", since="2026-01-02T03:04:05Z", day="2026-01-02"),
    ):
        assert_type(error.since, "datetime | None")
        assert_type(error.day, "date | None")
        assert_type(error.shipment_id, str)
    details: BadCardDetails = {
        "reason": "stolen",
        "owner": {"name": "Ann"},
        "steps": [{"name": "a", "next": {"name": "b"}}],
    }
    refused = BadCardError(details=details)
    BadCardError(details={"reason": "expired"})
    if refused.details is not None:
        assert_type(refused.details["reason"], Literal["expired", "stolen"])
        if "steps" in refused.details and "next" in refused.details["steps"][0]:
            assert_type(refused.details["steps"][0]["next"]["name"], str)
    shipping.OddDetailsError(details={"odd-key": "x", "class": 1})


def of_data(code: shipping.ErrorCode) -> None:
    info = code.info
    assert_type(info.severity, Literal["error", "warning", "info", "success"])
    assert_type(code.severity, Literal["error", "warning", "info", "success"])
    assert_type(info.type, "Literal['card-error'] | None")
    assert_type(code.group, "Literal['cards'] | None")
    assert_type(info.category, "shipping.Category | None")
    if code.retry is not None:
        assert_type(code.retry.strategy, Literal["never", "same", "backoff", "after"])
    match code.retry:
        case shipping.Retry("never"):
            pass
        case shipping.Retry(strategy="after", after=float() | int() as seconds):
            assert seconds >= 0
        case _:
            pass
    assert_type(shipping.ErrorCode.by_number(7), "shipping.ErrorCode | None")
    assert_type(shipping.ErrorCode.by_status(404), tuple[shipping.ErrorCode, ...])
    assert_type(best_locale("de"), "str | None")


class Lost(ShipmentNotFoundError):
    def __init__(self, carrier: str) -> None:
        super().__init__(shipment_id="lost")
        self.carrier = carrier


code: ErrorCode | None = ErrorCode.get("PARCEL_NOT_FOUND")
statuses: tuple[int, ...] = ErrorCode.PARCEL_NOT_FOUND.statuses

if __name__ == "__main__":
    lifecycle.OrderNotFoundError(order_id="A", token="t")
    assert use()[0] == 404
    assert read(404, use()[2]) == "gone"
    assert by_class(ParcelNotFoundError(parcel_id="P", place="Bern")) == "P"
    assert by_class(golden.ApiError("LABEL_SMUDGED", status=503)) == "later"
    assert by_class(golden.SorterOnFireError()) == "in 30"
    assert [by_code(one.error()) for one in ErrorCode] == [1, 2, 2]
    assert by_code(golden.ApiError.from_response(500, {"error": {"code": "NEW"}})) == 3
    assert isinstance(golden.ApiError.from_response(500).code, golden.UnknownCode)
    assert shipping.ApiError.from_response(500).code == UnknownCode("HTTP_500")
    of_classes()
    of_values(datetime.now().astimezone(), date.today())
    of_data(shipping.ErrorCode.BAD_CARD)
    assert Lost("dhl").code is ShipmentNotFoundError.code
