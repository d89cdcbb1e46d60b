"""Params of an error at run time: none unknown, none missing, and no placeholder in what is sent."""

from __future__ import annotations

import json
import pickle

import pytest

from built import module_of, resolved_from

CATALOG = """\
errcat: 1
errors:
  - code: account_locked
    status: 423
    message: The account is locked until {until}
    messages:
      - {message: The account is locked}
      - {message: "Locked by {who}"}
    params:
      until: {optional: true}
      who: {optional: true}
  - code: rate_limited
    status: 429
    message: "{count} of {limit} requests, wait {wait}"
    params:
      count: {type: integer}
      limit: {type: integer, default: 100}
      wait: {default: a moment}
  - code: no_fallback
    title: The seat {is} taken
    status: 409
    message: Taken until {until}
    params: {until: {optional: true}}
  - code: wrong_address
    status: 422
    message: The address {address} is wrong
    params:
      address: {}
      street: {type: string}
    details:
      properties: {street: {type: string}, house: {type: [integer, "null"]}}
  - code: plain
    status: 400
    message: "Use {{braces}}"
"""


@pytest.fixture(scope="module")
def errors():
    return module_of(resolved_from(CATALOG))


def detail(error) -> str:
    return json.loads(error.to_response()[2])["detail"]


def test_an_optional_param_that_is_missing_picks_the_message_without_it(errors):
    assert detail(errors.AccountLockedError()) == "The account is locked"
    assert detail(errors.AccountLockedError(until="noon")) == "The account is locked until noon"
    assert detail(errors.ErrorCode.ACCOUNT_LOCKED.error(params={"until": None})) == "The account is locked"
    assert detail(errors.AccountLockedError(who="Ann")) == "The account is locked"
    assert detail(errors.AccountLockedError(who="Ann", variant=1)) == "Locked by Ann"


def test_a_default_fills_the_message_and_nothing_else(errors):
    error = errors.RateLimitedError(count=7)
    assert detail(error) == "7 of 100 requests, wait a moment"
    assert error.params == {"count": 7}
    assert detail(errors.RateLimitedError(count=7, limit=9, wait="a day")) == "7 of 9 requests, wait a day"


def test_without_any_complete_message_the_title_is_sent(errors):
    assert detail(errors.NoFallbackError()) == "The seat {is} taken"
    assert errors.ErrorCode.NO_FALLBACK.render({}) == "The seat {is} taken"
    assert detail(errors.NoFallbackError(until="noon")) == "Taken until noon"


@pytest.mark.parametrize(
    ("code", "given", "said"),
    [
        ("WRONG_ADDRESS", {"adress": "x", "street": "y"}, "has no param 'adress': did you mean 'address'?"),
        ("WRONG_ADDRESS", {"zzz": 1}, "has no param 'zzz': it has address, street, house"),
        ("PLAIN", {"x": 1}, "PLAIN has no param 'x': it has none"),
        ("WRONG_ADDRESS", {"street": "y"}, "WRONG_ADDRESS needs the param 'address'"),
        ("WRONG_ADDRESS", {"address": "x"}, "needs the param 'street'"),
        ("WRONG_ADDRESS", {"address": None, "street": "x"}, "needs the param 'address'"),
    ],
)
def test_unknown_and_missing_params_are_type_errors(errors, code: str, given: dict, said: str):
    with pytest.raises(TypeError) as raised:
        errors.ErrorCode[code].error(params=given)
    assert said in str(raised.value)
    with pytest.raises(TypeError) as raised:
        errors.ApiError(code.lower(), params=given)
    assert said in str(raised.value)


def test_a_message_that_needs_a_missing_param_cannot_be_picked(errors):
    with pytest.raises(TypeError, match="needs the param 'who' for message 1"):
        errors.AccountLockedError(variant=1)
    with pytest.raises(TypeError, match="needs the param 'who' for message 1"):
        errors.ErrorCode.ACCOUNT_LOCKED.render({"until": "noon"}, 1)


def test_an_error_without_any_params_says_its_title_and_no_placeholder(errors):
    for error in (errors.ErrorCode.WRONG_ADDRESS.error(), errors.ApiError("wrong_address")):
        assert detail(error) == error.title
        assert error.params == {}
    assert detail(errors.ErrorCode.ACCOUNT_LOCKED.error()) == "The account is locked"


def test_what_the_caller_writes_needs_no_params(errors):
    error = errors.ErrorCode.WRONG_ADDRESS.error("No {such} street", details={"house": 1})
    assert (error.message, detail(error), error.details) == ("No {such} street", "No {such} street", {"house": 1})
    with pytest.raises(TypeError, match="needs the param 'street'"):
        errors.ErrorCode.WRONG_ADDRESS.error("No such street", params={"house": 1})


def test_an_error_by_its_code_has_its_class_or_is_refused(errors):
    error = errors.ApiError("plain", "Another text", request_id="r")
    assert (type(error), error.message, error.request_id) == (errors.PlainError, "Another text", "r")
    assert type(errors.ApiError(errors.ErrorCode.PLAIN)) is errors.PlainError
    error = errors.ApiError(code="account_locked", params={"until": "noon"})
    assert (type(error), error.until, error.code) == (errors.AccountLockedError, "noon", error.code)
    with pytest.raises(TypeError, match="there is no error 'plane': did you mean 'plain'"):
        errors.ApiError("plane")
    with pytest.raises(TypeError, match="AccountLockedError has no argument 'until': its params go into"):
        errors.ApiError("account_locked", until="noon")
    with pytest.raises(TypeError, match="AccountLockedError takes 1 positional argument: message"):
        errors.AccountLockedError("plain", "message")


def test_keys_of_the_details_are_params_too(errors):
    error = errors.ErrorCode.WRONG_ADDRESS.error(params={"address": "A", "street": "B", "house": None})
    assert error.details == {"street": "B", "house": None}


def test_values_with_braces_are_put_in_once(errors):
    error = errors.WrongAddressError(address="{street} {{x}} {address}", street="{address}")
    assert detail(error) == "The address {street} {{x}} {address} is wrong"
    assert errors.ErrorCode.PLAIN.error().message == "Use {braces}"


def test_render_is_the_template_without_values_and_the_message_with_them(errors):
    code = errors.ErrorCode.WRONG_ADDRESS
    assert code.render() == "The address {address} is wrong"
    assert errors.ErrorCode.PLAIN.render() == errors.ErrorCode.PLAIN.render({}) == "Use {braces}"
    assert errors.ErrorCode.ACCOUNT_LOCKED.render(variant=1) == "Locked by {who}"
    assert code.render({"address": "A"}) == "The address A is wrong"
    assert errors.ErrorCode.ACCOUNT_LOCKED.render({}) == "The account is locked"
    with pytest.raises(TypeError, match="did you mean 'address'"):
        code.render({"adress": "A"})
    with pytest.raises(TypeError, match="needs the param 'address'"):
        code.render({})


def test_modules_without_exceptions_check_params_as_well():
    errors = module_of(resolved_from(CATALOG), exceptions="none")
    with pytest.raises(TypeError, match="did you mean 'address'"):
        errors.ErrorCode.WRONG_ADDRESS.render({"adress": "A"})


def test_reading_unpickling_and_copying_check_nothing(errors):
    body = {"code": "wrong_address", "detail": "odd", "details": {"adress": 1, "street": 2}}
    error = errors.ApiError.from_response(422, body)
    assert error.params == {"street": 2}
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 — our own
    assert (again.params, again.details, again.message) == (error.params, error.details, "odd")
    assert errors.ApiError.from_response(423, {"code": "account_locked"}).message == "The account is locked"
    assert errors.ApiError.from_response(422, {"code": "wrong_address"}).message == "Unprocessable Content"


def test_what_end_users_read_has_no_placeholder_either():
    text = """\
errcat: 1
envelope: {body: {code: <code>, "shown?": <user_message>}}
errors:
  - {code: full, status: 409, user_message: "No seat {{here}} on {day}, {hint}", params: {day: {}, hint: {default: sorry}}}
"""
    errors = module_of(resolved_from(text))
    assert errors.FullError(day="Friday").to_body() == {"code": "full", "shown": "No seat {here} on Friday, sorry"}
    assert errors.ApiError.from_response(409, {"code": "full"}).to_body() == {"code": "full"}


def test_details_that_no_body_has_a_place_for_are_refused():
    """A client would never see them."""
    text = "errcat: 1\nenvelope: {body: {code: <code>}}\nerrors: [{code: lost, status: 404}]\n"
    module = module_of(resolved_from(text))
    for make in (module.LostError, module.ErrorCode.LOST.error):
        with pytest.raises(TypeError, match="the envelope has no place for details"):
            make(details={"shelf": 7})
