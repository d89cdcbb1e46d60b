"""The exception classes and the data of a module, in both forms: one file, or a package."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import threading
import typing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from built import module_of, package_of, resolved_from

CATALOG = (Path(__file__).parent / "shipping.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["file", "package"])
def errors(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    resolved = resolved_from(CATALOG)
    return module_of(resolved) if request.param == "file" else package_of(resolved, tmp_path_factory.mktemp("package"))


def refused(work: Any) -> str:
    with pytest.raises(TypeError) as raised:
        work()
    return str(raised.value)


def test_classes_have_their_code_and_status(errors):
    assert errors.ShipmentNotFoundError.code is errors.ErrorCode.SHIPMENT_NOT_FOUND
    assert errors.ShipmentNotFoundError.status == 404
    assert errors.BadCardError.status == 402
    assert errors.PlainError.status is None
    assert errors.ShipmentNotFoundError.__mro__[1:4] == (errors.CardError, errors.FixError, errors.ApiError)
    assert not hasattr(errors.CardError, "code")


def test_params_are_attributes(errors):
    error = errors.ShipmentNotFoundError(shipment_id="s1", path_=3, path="/x")
    assert (error.shipment_id, error.path_, error.path, error.since) == ("s1", 3, "/x", None)
    assert error.params == {"shipment_id": "s1", "path": 3}
    error.shipment_id = "s2"
    assert error.params["shipment_id"] == "s2"
    assert inspect.isdatadescriptor(errors.ShipmentNotFoundError.shipment_id)


MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "attribute", "sent"),
    [
        (MOMENT, MOMENT, "2026-01-02T03:04:05Z"),
        (MOMENT.astimezone(timezone(timedelta(hours=2))), MOMENT, "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04:05Z", MOMENT, "2026-01-02T03:04:05Z"),
        ("2026-01-02T05:04:05+02:00", MOMENT, "2026-01-02T05:04:05+02:00"),
        ("2026-01-02T03:04:05.5Z", MOMENT.replace(microsecond=500_000), "2026-01-02T03:04:05.5Z"),
        ("2026-01-02t03:04:05.123456789z", MOMENT.replace(microsecond=123_456), "2026-01-02t03:04:05.123456789z"),
    ],
)
def test_moments(errors, given, attribute, sent: str):
    for error in (
        errors.ShipmentNotFoundError(shipment_id="s", since=given),
        errors.ErrorCode.SHIPMENT_NOT_FOUND.error(params={"shipment_id": "s", "since": given}),
    ):
        status, headers, body = error.to_response()
        assert json.loads(body)["params"]["since"] == sent == error.params["since"]
        for one in (error, errors.ApiError.from_response(status, body, headers), pickle.loads(pickle.dumps(error))):  # noqa: S301 — our own
            assert one.since == attribute
            assert one.since.tzinfo is not None


@pytest.mark.parametrize("given", [date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02"])
def test_days(errors, given):
    error = errors.ShipmentNotFoundError(shipment_id="s", day=given)
    assert (error.day, error.params["day"]) == (date(2026, 1, 2), "2026-01-02")
    assert type(error.day) is date


def test_text_that_is_no_time(errors):
    """An error with a wrong time is still an error to send and to read: only the attribute fails."""
    error = errors.ShipmentNotFoundError(shipment_id="s", since="yesterday")
    assert error.params["since"] == "yesterday"
    with pytest.raises(ValueError, match="since isn't a date-time of RFC 3339: see params"):
        _ = error.since


def test_wrong_arguments_are_type_errors_with_hints(errors):
    kind = errors.ShipmentNotFoundError
    assert refused(lambda: kind(shipmnt_id="s")).endswith("did you mean 'shipment_id'?")
    assert refused(lambda: kind(shipment_id="s", reqest_id="r")).endswith("did you mean 'request_id'?")
    assert refused(kind) == "ShipmentNotFoundError needs the argument 'shipment_id'"
    assert refused(lambda: kind(shipment_id=None)) == "ShipmentNotFoundError needs the argument 'shipment_id'"
    assert refused(lambda: kind("a", "b")) == "ShipmentNotFoundError takes 1 positional argument: message"
    assert refused(lambda: kind("a", message="b", shipment_id="s")) == (
        "ShipmentNotFoundError has the argument 'message' twice"
    )
    code = errors.ErrorCode.SHIPMENT_NOT_FOUND
    assert refused(lambda: code.error(reqest_id="r")).endswith("did you mean 'request_id'?")
    assert "did you mean 'shipment_id'" in refused(lambda: code.error(params={"shipmnt_id": "s"}))
    assert refused(errors.ApiError) == "ApiError needs a code"
    assert refused(lambda: errors.ApiError("plian")).endswith("did you mean 'plain'?")
    assert refused(lambda: errors.CardError("plain")) == "PLAIN isn't a CardError: use PlainError"
    assert refused(lambda: errors.Retry("never", aftr=1)).endswith("did you mean 'after'?")
    assert "needs 'strategy'" in refused(errors.Retry)
    assert "takes 4" in refused(lambda: errors.Retry("never", 1, "h", 2, 3))
    assert "'strategy'" in refused(lambda: errors.Retry("never", strategy="same"))
    with pytest.raises(AttributeError):
        errors.ErrorCode.SHIPMENT_NOT_FUOND  # noqa: B018 — it raises
    with pytest.raises(AttributeError, match="has no attribute 'ShipmntNotFoundError'"):
        errors.ShipmntNotFoundError  # noqa: B018


def test_lookups(errors):
    codes = errors.ErrorCode
    assert (codes.by_number(7), codes.by_number(9)) == (codes.SHIPMENT_NOT_FOUND, None)
    assert codes.by_status(422) == (codes.BAD_CARD,)
    assert codes.by_status(418) == ()
    assert codes.by_category("fix") == codes.by_category(errors.Category.FIX)
    assert codes.by_category("fix") == (codes.SHIPMENT_NOT_FOUND, codes.BAD_CARD)
    assert codes.by_category("fx") == ()


def test_a_code_is_true_even_if_it_is_empty(errors):
    assert errors.ErrorCode("") is errors.ErrorCode.EMPTY_CODE
    assert all(errors.ErrorCode)
    assert errors.ErrorCode.get("") or pytest.fail("the code is there")
    assert errors.ApiError.from_response(500, {"code": ""}).code is errors.ErrorCode.EMPTY_CODE


def changes(data: Any):
    """Every way to change a dict or a list."""
    if isinstance(data, dict):
        yield from (lambda: data.update(a=1), data.clear, data.popitem, lambda: data.setdefault("a", 1))
        yield from (lambda: data.pop("a", 1), lambda: data.__setitem__("a", 1), lambda: data.__delitem__("a"))
        yield lambda: data.__ior__({"a": 1})
    else:
        yield from (lambda: data.append(1), lambda: data.extend([1]), lambda: data.insert(0, 1), data.clear, data.sort)
        yield from (data.pop, data.reverse, lambda: data.remove(1), lambda: data.__setitem__(0, 1))
        yield from (lambda: data.__delitem__(0), lambda: data.__iadd__([1]), lambda: data.__imul__(2))


def test_the_data_of_the_catalog_cannot_change(errors):
    info = errors.ErrorCode.BAD_CARD.info
    for record in (info, info.params[0], info.messages[0], info.retry, info.translations["de"]):
        with pytest.raises(AttributeError):
            record.title = "x"
        with pytest.raises(AttributeError):
            del record.title
    before = repr(info.details)
    for data in (errors.GROUPS, info.details, info.details["properties"], info.translations, info.details["required"]):
        for change in changes(data):
            assert "copy it first" in refused(change)
    assert repr(info.details) == before


def test_copies_of_the_data_can_change(errors):
    details = errors.ErrorCode.BAD_CARD.details
    for copied in (copy.copy(details), details.copy(), dict(details), details | {}):
        copied["x"] = 1
    deep = copy.deepcopy(details)
    deep["properties"]["reason"]["enum"].append("lost")
    whole = errors.ErrorCode.BAD_CARD.info.as_dict()
    whole["details"]["properties"]["reason"]["enum"].append("lost")
    copied = copy.copy(details["required"])
    copied.append("x")
    assert details["properties"]["reason"]["enum"] == ["expired", "stolen"]
    assert details["required"] == ["reason"]


def test_data_is_plain_json(errors):
    for code in errors.ErrorCode:
        json.dumps(code.info.as_dict())
        assert json.loads(json.dumps(code.details)) == code.details


def test_records_are_values(errors):
    info, other = errors.ErrorCode.BAD_CARD.info, errors.ErrorCode.PLAIN.info
    for again in (copy.copy(info), copy.deepcopy(info), pickle.loads(pickle.dumps(info))):  # noqa: S301 — our own
        assert again == info
        assert hash(again) == hash(info)
        assert "copy it first" in refused(again.details.clear)
    assert info != other
    never = errors.Retry("never")
    assert never == errors.Retry(strategy="never", after=None)
    assert hash(never) == hash(errors.Retry(strategy="never", after=None))
    assert never != errors.Retry("same")
    assert (never == "never") is False
    assert repr(errors.ErrorCode.ODD_DETAILS.retry) == "Retry(strategy='backoff', after=3)"
    assert len({never, errors.Retry("never"), errors.Retry("same")}) == 2


def test_two_threads_get_the_same_class(tmp_path: Path):
    for module in (module_of(resolved_from(CATALOG)), package_of(resolved_from(CATALOG), tmp_path)):
        barrier = threading.Barrier(8)
        found: list[type] = []

        def take(module=module, barrier=barrier, found=found) -> None:
            barrier.wait()
            found.append(module.BadCardError)
            found.append(type(module.ErrorCode.BAD_CARD.error()))

        threads = [threading.Thread(target=take) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 16
        assert len(set(found)) == 1
        assert found[0] is module.BadCardError is vars(module)["BadCardError"]


def test_except_takes_a_class_of_before_and_after(tmp_path: Path):
    module = package_of(resolved_from(CATALOG), tmp_path)
    error = module.ErrorCode.PLAIN.error()
    assert "BadCardError" not in vars(module)
    kind = module.BadCardError
    with pytest.raises(module.BadCardError):
        raise kind
    with pytest.raises(kind):
        raise module.ErrorCode.BAD_CARD.error()
    with pytest.raises(module.PlainError):
        raise error


def test_people_derive_classes(errors):
    class Lost(errors.ShipmentNotFoundError):
        def __init__(self, carrier: str, **more: Any) -> None:
            super().__init__(shipment_id=f"{carrier}-1", **more)
            self.carrier = carrier

    class Mine(errors.ApiError):
        pass

    class MyCard(errors.CardError):
        pass

    class Missing(errors.ShipmentNotFoundError, LookupError):
        pass

    class Offline(errors.PlainError, ConnectionError):
        pass

    for kind in (Lost, Mine, MyCard, Missing, Offline):
        kind.__qualname__ = kind.__name__  # where pickle finds it
        globals()[kind.__name__] = kind
    lost = Lost("dhl", request_id="r")
    assert list(inspect.signature(Lost).parameters) == ["carrier", "more"]
    assert (lost.code, lost.status, lost.shipment_id, lost.carrier) == (
        errors.ErrorCode.SHIPMENT_NOT_FOUND, 404, "dhl-1", "dhl",
    )  # fmt: skip
    for error, parent in (
        (lost, errors.ShipmentNotFoundError),
        (Mine("plain", "Text"), errors.ApiError),
        (MyCard("bad_card"), errors.CardError),
        (Missing(shipment_id="s"), LookupError),
        (Offline(), OSError),
    ):
        assert isinstance(error, parent)
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 — our own
            assert type(again) is type(error)
            assert (str(again), again.args, again.__dict__) == (str(error), error.args, error.__dict__)
        assert str(error) == f"{error.code}: {error.message}"
        assert error.to_response()[2]
    assert refused(lambda: MyCard("plain")) == "PLAIN isn't a CardError: use PlainError"
    assert refused(lambda: Mine("nope")).startswith("there is no error 'nope'")


def test_what_looks_at_running_code_finds_types(errors):
    hints = typing.get_type_hints(errors.ApiError)
    assert hints["message"] is str
    for kind in (errors.ApiError, errors.ErrorCode, errors.Category):
        for name in dir(kind):
            found = inspect.getattr_static(kind, name)
            function = getattr(found, "__func__", None) or getattr(found, "fget", None) or found
            if inspect.isfunction(function):
                typing.get_type_hints(function)
    for name in errors.__all__:
        if isinstance(getattr(errors, name), type):
            typing.get_type_hints(getattr(errors, name))
    assert typing.get_type_hints(errors.Retry)["strategy"] == typing.Literal["never", "same", "backoff", "after"]
    details = typing.get_type_hints(errors.BadCardDetails)
    assert set(details) == {"reason", "tries", "card", "owner", "steps"}


def test_help_and_signatures(errors):
    import pydoc

    text = pydoc.plain(pydoc.render_doc(errors))
    assert "class ShipmentNotFoundError(CardError, FixError)" in text
    taken = inspect.signature(errors.ShipmentNotFoundError)
    assert list(taken.parameters) == ["message", "shipment_id", "since", "day", "tags", "path_", "more"]
    assert taken.parameters["shipment_id"].default is inspect.Parameter.empty
    for kind in (errors.ApiError, errors.CardError):
        assert list(inspect.signature(kind).parameters)[:3] == ["code", "message", "params"]


def test_all_has_what_the_module_offers(errors):
    assert set(errors.__all__) <= set(dir(errors))
    namespace: dict[str, Any] = {}
    exec(f"from {errors.__name__} import *", namespace)  # noqa: S102 — what the test is about
    assert set(errors.__all__) == set(namespace) - {"__builtins__"}
    assert namespace["PlainError"] is errors.PlainError
    assert {"ShipmentNotFoundError", "BadCardDetails", "CardError", "ApiError", "best_locale"} <= set(errors.__all__)
