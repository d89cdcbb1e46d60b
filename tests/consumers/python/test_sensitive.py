"""Sensitive values: in the response, in `params` and in `details`, and in no text that a log or an error report prints."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback

import pytest

from built import IN_BUILT, module_of, resolved_from

SECRET = "tok-4711-geheim"  # noqa: S105 — no password of anybody
CATALOG = """\
errcat: 1
errors:
  - code: bad_token
    status: 401
    message: "The token {token} of {user} is not valid"
    messages:
      - {message: "{user}{token}"}
      - {message: Nothing in it}
    params:
      user: {}
      token: {sensitive: true}
      pin: {sensitive: true, type: integer, optional: true}
    details:
      properties: {token: {type: string}, user: {type: string}, pin: {type: integer}}
  - code: bad_card
    status: 402
    message: "The card {card} is not valid for {name}"
    params:
      card: {sensitive: true, type: object}
      name: {sensitive: true, optional: true, default: anybody}
"""


@pytest.fixture(scope="module")
def errors():
    return module_of(resolved_from(CATALOG))


def texts_of(error) -> list[str]:
    """Every text that is made of an error by those who know nothing of it."""
    logged: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: logged.append(logging.Formatter().format(record) + repr(vars(record)))  # type: ignore[method-assign]
    logger = logging.getLogger("errcat-test")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        try:
            raise error  # noqa: TRY301 — as a service would
        except Exception as caught:
            raise RuntimeError("wrapped") from caught
    except RuntimeError as wrapped:
        logger.exception("it went wrong", extra={"error": error, "params": error.params})
        logger.removeHandler(handler)
        reports = list(traceback.TracebackException.from_exception(wrapped, capture_locals=True).format())
    return [
        str(error), repr(error), f"{error}", error.message, repr(error.args), repr(error.params), repr(error.details),
        repr(vars(error)), str(vars(error)), *reports, *logged,
    ]  # fmt: skip


def assert_masked(error, secret: str = SECRET) -> None:
    for text in texts_of(error):
        assert secret not in text


def pickled(error, protocol: int):
    return pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 — our own


def made(errors):
    yield errors.BadTokenError(user="Ann", token=SECRET)
    yield errors.ErrorCode.BAD_TOKEN.error(params={"user": "Ann", "token": SECRET})
    yield errors.ApiError("bad_token", params={"user": "Ann", "token": SECRET})
    yield errors.BadTokenError(user="Ann", token=SECRET, variant=0)
    yield errors.BadTokenError(f"{SECRET} and {SECRET} are wrong", user="Ann", token=SECRET)
    yield errors.BadTokenError(user="Ann", token=SECRET[:1], details={"inner": [{"token": SECRET}], "token": SECRET})


def test_no_text_of_an_error_has_the_value(errors):
    for error in made(errors):
        assert_masked(error)
        assert "***" in error.message
        for again in (copy.copy(error), copy.deepcopy(error), pickled(error, 4)):
            assert_masked(again)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickled(error, protocol).to_body() == error.to_body()


def test_the_response_the_params_and_the_details_have_it(errors):
    for error in made(errors):
        body = json.loads(error.to_response()[2])
        assert SECRET in json.dumps(body)
        assert body == error.to_body()
        assert type(error.to_body()["details"]) is dict
    error = errors.BadTokenError(user="Ann", token=SECRET, pin=1234)
    assert error.params == {"user": "Ann", "token": SECRET, "pin": 1234} == dict(error.params)
    assert error.details == error.params
    assert error.params["token"] == SECRET
    assert error.message == "The token *** of Ann is not valid"
    assert error.to_body()["detail"] == f"The token {SECRET} of Ann is not valid"
    assert repr(error.params) == error.params.__sentry_repr__() == "{'user': 'Ann', 'token': '***', 'pin': '***'}"


def test_an_error_that_was_read_masks_it_too(errors):
    for error in made(errors):
        status, headers, body = error.to_response()
        back = errors.ApiError.from_response(status, body, headers)
        assert back.code is errors.ErrorCode.BAD_TOKEN
        assert_masked(back)
        assert back.to_response()[2] == body


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (f"The token {SECRET} of Ann is not valid", "The token *** of Ann is not valid"),
        (f"The token {SECRET} of {SECRET} of Ann is not valid", "The token *** of *** is not valid"),
        (f"Ann{SECRET}", "******"),
        ("Nothing in it", "Nothing in it"),
        (f"Il token {SECRET} di Anna", "******"),
    ],
)
def test_a_message_without_details_is_masked_by_its_template(errors, message: str, shown: str):
    error = errors.ApiError.from_response(401, {"code": "bad_token", "detail": message})
    assert error.message == shown
    assert error.to_body()["detail"] == message
    assert_masked(error)


def test_of_a_message_that_the_catalog_does_not_have_only_the_title_is_shown(errors):
    error = errors.ApiError.from_response(402, {"code": "bad_card", "detail": f"{SECRET}!"})
    assert error.message == "Bad card"
    assert error.to_body()["detail"] == f"{SECRET}!"
    assert_masked(error)


def test_a_message_that_somebody_sets_is_sent(errors):
    error = errors.BadTokenError(user="Ann", token=SECRET)
    error.message = "Another one"
    assert error.to_body()["detail"] == "Another one"


def test_values_that_are_no_text(errors):
    error = errors.BadCardError(card={"number": SECRET})
    assert error.message == "The card *** is not valid for anybody"
    assert_masked(error)
    assert error.to_body()["detail"] == f"The card {{'number': '{SECRET}'}} is not valid for anybody"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda errors: errors.BadTokenError(user="Ann", token=SECRET, variant=0, pin=SECRET, status=401, fields=3),
        lambda errors: errors.ErrorCode.BAD_TOKEN.error(params={"usr": "Ann", "token": SECRET}),
        lambda errors: errors.ErrorCode.BAD_TOKEN.error(SECRET, params={"usr": "Ann"}, details={"token": SECRET}),
        lambda errors: errors.ApiError("bad_token", SECRET, params={"usr": "Ann"}, details={"token": SECRET}),
        lambda errors: errors.ErrorCode.BAD_TOKEN.error(params={"token": SECRET}),
        lambda errors: errors.ErrorCode.BAD_TOKEN.error(token=SECRET),
        lambda errors: errors.BadTokenError(tokn=SECRET),
    ],
)
def test_a_report_about_wrong_params_does_not_have_it(errors, wrong):
    """The report of a TypeError lists the variables of our own functions, which are given the value."""
    with pytest.raises(TypeError) as raised:
        wrong(errors)
    report = traceback.TracebackException.from_exception(raised.value, capture_locals=True)
    ours = [frame for frame in report.stack if frame.filename == IN_BUILT]
    assert ours
    assert SECRET not in repr([frame.locals for frame in ours]) + str(raised.value)


def test_other_errors_are_plain():
    plain = module_of(
        resolved_from("errcat: 1\nerrors:\n  - {code: a, status: 400, message: '{x}', params: {x: {}}}\n")
    )
    error = plain.AError(x="1")
    assert type(error.params) is dict
    assert error.message == "1"
