"""The names of exception classes: the words of a name, and which of several gets a name that two would have."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built import module_of, resolved_from
from errcat.resolved.python_reserved_names import CLASS_NAMES
from errcat.resolved.target_names import class_word, error_class
from errcat.targets.python.class_names import ClassNames, class_names
from errcat.text.code_names import derive_name
from errcat.text.yaml_writer import yaml_block

TYPE = {"title": "A type"}


def names_of(base: str = "ApiError", *, has_all: bool = True, **catalog: Any) -> ClassNames:
    return class_names(resolved_from(yaml_block({"errcat": 1, **catalog})), base, types=has_all, codes=has_all)


def of_codes(*codes: str, base: str = "ApiError") -> list[str]:
    return list(names_of(base, errors=[{"code": code, "category": "fix"} for code in codes]).codes.values())


@pytest.mark.parametrize(
    ("name", "class_name"),
    [
        ("ORDER_NOT_FOUND", "OrderNotFoundError"),
        ("rate-limit", "RateLimitError"),
        ("API_KEY_MISSING", "ApiKeyMissingError"),
        ("OAUTH_TOKEN_EXPIRED", "OAuthTokenExpiredError"),
        ("OAUTH2_TOKEN_EXPIRED", "OAuth2TokenExpiredError"),
        ("OPENID_MISMATCH", "OpenIDMismatchError"),
        ("IPV4_INVALID", "IPv4InvalidError"),
        ("GRAPHQL_ERROR", "GraphQLError"),
        ("GRPC_UNAVAILABLE", "GrpcUnavailableError"),
        ("MTLS_REQUIRED", "MtlsRequiredError"),
        ("ROW_IDS_INVALID", "RowIdsInvalidError"),
        ("E2FA_CODE", "E2faCodeError"),
        ("E10_003", "E10_003Error"),
        ("E4001", "E4001Error"),
        # `Error` is never there twice
        ("JS_NOT_ENABLED_ERR", "JsNotEnabledError"),
        ("JS_PREFIX_OVERLAPS_ERRF", "JsPrefixOverlapsError"),
        ("JS_STREAM_GENERAL_ERRORF", "JsStreamGeneralError"),
        ("api_error", "ApiError"),
        ("THROTTLING_EXCEPTION", "ThrottlingException"),
        ("ERR", "Error"),
        ("OVERR", "OverrError"),
        # a name that already is a class name
        ("CardDeclined", "CardDeclinedError"),
        ("CardDeclinedErr", "CardDeclinedError"),
        ("IOWait", "IOWaitError"),
    ],
)
def test_words_and_error(name: str, class_name: str):
    assert error_class(name) == class_name


@pytest.mark.parametrize("code", ["OAuthTokenExpired", "GraphQLSchemaInvalid", "GitHubTokenMissing"])
def test_words_with_capitals_inside_stay(code: str):
    assert class_word(derive_name(code)) == code


def test_a_taken_name_gets_the_words_of_the_base_class():
    assert of_codes("permission", "timeout_error") == ["ApiPermissionError", "ApiTimeoutError"]
    assert of_codes("permission", base="AcmeError") == ["AcmePermissionError"]
    assert of_codes("permission", base="AcmeException") == ["AcmePermissionError"]


def test_a_code_like_the_base_class():
    assert of_codes("api_error") == ["ApiErrorError"]
    assert of_codes("api", "api_error") == ["ApiErrorError", "ApiErrorError2"]
    assert of_codes("acme_error", base="AcmeError") == ["AcmeErrorError"]


def test_only_the_last_way_out_is_a_number_and_it_has_no_underscore():
    assert of_codes("API_KEY", "APIKEY") == ["ApiKeyError", "ApikeyError2"]
    assert of_codes("a_key", "akey", "ak_ey") == ["AKeyError", "ApiAkeyError", "ApiAkEyError2"]


def test_plain_names_go_to_codes_then_types_then_categories():
    names = names_of(
        errors=[
            {"code": "permission", "category": "retry", "type": "card"},
            {"code": "api_permission", "category": "retry", "type": "retry"},
            {"code": "card", "category": "card"},
        ],
        types={"card": TYPE, "retry": TYPE},
        categories={"retry": {}, "card": {}},
    )
    assert names.codes == {
        "PERMISSION": "ApiPermissionError2", "API_PERMISSION": "ApiPermissionError", "CARD": "CardError",
    }  # fmt: skip
    assert names.types == {"retry": "RetryError", "card": "ApiCardError"}
    assert names.categories == {"retry": "ApiRetryError", "card": "CardCategoryError"}


def test_the_kind_tells_types_and_categories_apart():
    names = names_of(
        errors=[
            {"code": code, "category": "retry", "type": "card"} for code in ("retry", "api_retry", "card", "api_card")
        ],
        types={"card": TYPE, "api": TYPE},
        categories={"retry": {}, "api": {}},
    )
    assert names.types == {"card": "CardTypeError", "api": "ApiTypeError"}
    assert names.categories == {"retry": "RetryCategoryError", "api": "ApiCategoryError"}


def test_a_declared_class_comes_first():
    names = names_of(
        errors=[{"code": "card", "type": "one"}, {"code": "order", "type": "two"}],
        types={"one": {**TYPE, "class_name": "Acme::CardError"}, "two": {**TYPE, "class_name": "Acme::CardError"}},
    )
    assert names.types == {"one": "CardError", "two": "AcmeCardError"}
    assert names.codes["CARD"] == "ApiCardError"


def test_without_classes_for_codes_a_category_has_the_plain_name():
    names = names_of(has_all=False, errors=[{"code": "retry", "category": "retry"}])
    assert (names.codes, names.types) == ({}, {})
    assert names.categories == {"retry": "RetryError", "fix": "FixError", "escalate": "EscalateError"}


def test_nothing_raises_a_success():
    catalog = {
        "categories": {"success": {}, "fine": {}, "mixed": {}, "unused": {}},
        "errors": [
            {"code": "created", "category": "success"},
            {"code": "cached", "category": "fine", "severity": "success", "status": 200},
            {"code": "partly", "category": "mixed", "severity": "success"},
            {"code": "failed", "category": "mixed"},
        ],
    }
    assert names_of(**catalog).categories == {"mixed": "MixedError", "unused": "UnusedError"}
    for level in ("code", "category"):
        module = module_of(resolved_from(yaml_block({"errcat": 1, **catalog})), exceptions=level)
        assert not hasattr(module, "SuccessError")
        assert not hasattr(module, "FineError")
        assert isinstance(module.ErrorCode.FAILED.error(), module.MixedError)
        assert isinstance(module.ErrorCode.CACHED.error(), module.ApiError)
        assert module.ErrorCode.CREATED.category is module.Category.SUCCESS


ids = st.lists(
    st.sampled_from(["api", "error", "err", "retry", "card", "type", "category", "key", "2"]), min_size=1, max_size=3
)
some_ids = st.lists(ids.map("-".join).filter(lambda text: text[0].isalpha()), max_size=5, unique=True)


@given(some_ids, some_ids, some_ids, st.sampled_from(["ApiError", "RetryError", "CardError", "Failure"]))
def test_all_names_are_classes_and_different_in_more_than_case(
    codes: list[str], types: list[str], categories: list[str], base: str
):
    names = names_of(
        base,
        errors=[{"code": code, "category": (categories or ["x"])[0]} for code in codes],
        types=dict.fromkeys(types, TYPE),
        categories={id: {} for id in categories},
    )
    assert len(names.codes) == len(codes)
    assert len(names.types) == len(types)
    found = [*names.codes.values(), *names.types.values(), *names.categories.values()]
    folded = {name.casefold() for name in found}
    assert len(folded) == len(found)
    assert not folded & {*CLASS_NAMES, base.casefold()}
    assert all(re.fullmatch("[A-Z][A-Za-z0-9_]*Error[0-9]*", name) for name in found)
