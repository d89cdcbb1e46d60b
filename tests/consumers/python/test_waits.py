"""How long to wait: whatever is given for it, an error can be made, sent and read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from built import module_of, resolved_from

CATALOG = """\
errcat: 1
envelope: {body: {code: <code>, wait?: <retry_after>}}
errors:
  - {code: slow_down, status: 429, message: Slow down, retry: {strategy: backoff}}
  - {code: later, status: 503, message: Later, retry: {strategy: after, after: 30}}
"""


@pytest.fixture(scope="module")
def errors():
    return module_of(resolved_from(CATALOG))


@pytest.mark.parametrize(
    ("given", "header"),
    [
        (0, "0"), (1.2, "2"), (30, "30"), ("30", "30"), ("2.5", "3"), (-5, "0"), (1e300, "2147483647"), (2**31, "2147483647"),
        (float("inf"), None), (float("-inf"), None), (float("nan"), None), (10**400, "2147483647"), pytest.param(10**5000, "2147483647", id="many-digits"), (True, None),
        (False, None), ("soon", None), ("", None), ("inf", None), ([], None), ({}, None), (b"x", None), (None, None),
        (dt.timedelta(1), None),
    ],
)  # fmt: skip
def test_a_wait_of_any_kind(errors, given: object, header: str | None):
    error = errors.SlowDownError(retry_after=given)
    _status, headers, body = error.to_response()
    assert headers.get("Retry-After") == header
    json.loads(body, parse_constant=pytest.fail)
    assert error.retry_after is None or type(error.retry_after) is float
    error.retry_after = given
    assert error.to_response()[1].get("Retry-After") == header
    json.loads(error.to_response()[2], parse_constant=pytest.fail)
    assert errors.ApiError.from_response(429, body, headers).retry_after == (
        None if header is None else pytest.approx(float(header), abs=1)
    )


def test_a_wait_that_is_none_leaves_that_of_the_catalog(errors):
    assert errors.LaterError(retry_after=float("nan")).retry_after == 30
    assert errors.LaterError().to_response()[1]["Retry-After"] == "30"


@pytest.mark.parametrize("header", ["inf", "nan", "-inf", "1e999", "9" * 5000, "-1", "x", ""])
def test_a_wait_of_any_kind_is_read(errors, header: str):
    error = errors.ApiError.from_response(429, {"code": "slow_down"}, {"Retry-After": header})
    assert error.retry_after is None or 0 <= error.retry_after <= 2**31
    assert error.to_response()
