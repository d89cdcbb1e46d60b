"""Aliases and merge keys: a change reaches the operations that list the codes, and nothing else."""

from __future__ import annotations

import pytest

from errcat.errors import RunError
from openapi_apply import HEAD, REF, apply, data, responses

SHARED = "      responses: &r\n        '200': {description: d}\n"


def statuses(text: str, method: str) -> list[str]:
    return list(responses(text, method))


def test_operations_with_the_same_codes_keep_the_alias():
    text = (
        HEAD
        + f"  /a:\n    get:\n      x-error-codes: [BUSY]\n{SHARED}    put:\n      x-error-codes: [BUSY]\n      responses: *r\n"
    )
    after = apply(text)
    assert "      responses: *r\n" in after
    assert statuses(after, "get") == statuses(after, "put") == ["200", "502", "503", "default"]


def test_an_operation_without_codes_keeps_what_it_had():
    text = HEAD + f"  /a:\n    get:\n      x-error-codes: [BUSY]\n{SHARED}    put:\n      responses: *r # as above\n"
    after = apply(text)
    assert statuses(after, "get") == ["200", "502", "503", "default"]
    assert after.endswith("    put:\n      responses: # as above\n        '200':\n          description: d\n")


def test_each_of_two_operations_gets_its_own():
    text = (
        HEAD
        + f"  /a:\n    get:\n      x-error-codes: [BUSY]\n{SHARED}    put:\n      x-error-codes: [KEY_MISSING]\n      responses: *r\n"
    )
    after = apply(text)
    assert statuses(after, "get") == ["200", "502", "503", "default"]
    assert statuses(after, "put") == ["200", "401", "default"]


def test_what_is_shared_with_something_else_is_copied():
    text = HEAD.replace("paths:", "x-all: &r {'200': {description: d}}\npaths:") + (
        "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: *r\n    put:\n      responses: *r\n"
    )
    after = apply(text)
    assert "x-all: &r {'200': {description: d}}\n" in after
    assert after.endswith("    put:\n      responses: *r\n")
    assert statuses(after, "get") == ["200", "502", "503", "default"]


def test_a_list_that_shares_the_responses():
    text = HEAD + f"  /a:\n    get:\n      x-error-codes: [BUSY]\n{SHARED}x-list:\n  - *r\n"
    after = apply(text)
    assert statuses(after, "get") == ["200", "502", "503", "default"]
    assert data(after)["x-list"] == [{"200": {"description": "d"}}]


def test_merge_keys_on_responses():
    text = HEAD.replace("paths:", "x-all: &c\n  '500': {description: e}\npaths:") + (
        "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses:\n        <<: *c\n"
        "    put:\n      x-error-codes: [KEY_MISSING]\n      responses: {<<: *c}\n"
    )
    after = apply(text)
    assert after.count("<<: *c") == 2
    assert sorted(statuses(after, "get")) == ["500", "502", "503", "default"]
    assert sorted(statuses(after, "put")) == ["401", "500", "default"]
    assert data(after)["x-all"] == {"500": {"description": "e"}}


def test_merge_keys_that_add_the_responses_of_another_operation():
    text = HEAD + (
        f"  /a:\n    get: &g\n      x-error-codes: [BUSY]\n{SHARED}"
        "    put:\n      <<: *g\n      summary: the same codes\n"
        "    post:\n      <<: *g\n      x-error-codes: [KEY_MISSING]\n"
        "    patch:\n      <<: *g\n      x-error-codes: []\n"
    )
    after = apply(text)
    assert statuses(after, "get") == statuses(after, "put") == ["200", "502", "503", "default"]
    assert statuses(after, "post") == ["200", "401", "default"]
    assert statuses(after, "patch") == ["200"]
    assert after.count("<<: *g") == 3


def test_merge_keys_that_would_add_new_responses():
    text = HEAD + (
        "  /a:\n    get: &g\n      x-error-codes: [BUSY]\n"
        "    put:\n      <<: *g\n      x-error-codes: []\n"
        "    post: {<<: *g, x-error-codes: [KEY_MISSING]}\n"
    )
    after = apply(text)
    assert "responses" not in data(after)["paths"]["/a"]["put"]
    assert statuses(after, "post") == ["401", "default"]


def test_an_anchor_that_goes_is_moved_to_its_first_alias():
    text = HEAD + (
        "  /a:\n    get:\n      x-error-codes: [ORDER_NOT_FOUND]\n      responses:\n"
        "        '404': &gone {description: 'Gone'}\n"
        "    put:\n      responses:\n        '404': *gone\n        '410': *gone\n"
    )
    assert apply(text).count("*gone") == 2, "it is handwritten, and stays"
    after = apply(text, replace=True)
    assert after.endswith("        '404': &gone {description: 'Gone'}\n        '410': *gone\n")
    assert responses(after)["404"] == {"$ref": f"{REF}ORDER_NOT_FOUND"}


def test_an_operation_with_two_paths():
    """Both paths have the text of the operation, so its responses fit the codes of both."""
    text = HEAD + (
        "  /a:\n    x-error-codes: [BUSY]\n    get: &g\n      summary: s\n  /b:\n    x-error-codes: [KEY_MISSING]\n    get: *g\n"
    )
    after = apply(text)
    assert after.endswith("    get: *g\n")
    assert list(responses(after)) == ["401", "502", "503", "default"]


def test_dates_and_numbers_in_a_copy():
    text = HEAD + (
        "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: &r\n"
        "        '200': {description: d, x-day: 2001-01-01, x-time: 2001-12-14T21:59:43.10-05:00, x-nan: .nan, x-e: 1e3}\n"
        "    put:\n      responses: *r\n"
    )
    ours = data(apply(text))["paths"]["/a"]["put"]["responses"]["200"]
    theirs = data(text)["paths"]["/a"]["put"]["responses"]["200"]
    assert str(ours) == str(theirs)


def test_a_key_that_appears_twice_is_not_touched():
    text = (
        HEAD
        + "  /a:\n    get:\n      x-error-codes: [BUSY]\n      responses: {'200': {description: d}, '200': {description: e}}\n"
    )
    with pytest.raises(RunError, match="cannot-splice"):
        apply(text)


@pytest.mark.parametrize("anchor", ["&gone", ""])
def test_an_anchor_makes_a_response_handwritten(anchor: str):
    """Somebody added it, and another place may need it."""
    text = HEAD + (
        f"  /a:\n    get:\n      x-error-codes: []\n      responses:\n        '200': {{description: d}}\n"
        f"        '404': {anchor} {{$ref: '{REF}ORDER_NOT_FOUND'}}\n"
    )
    assert list(responses(apply(text))) == (["200", "404"] if anchor else ["200"])


def test_operations_that_end_on_the_same_line():
    """The operation of the callback ends where its own operation ends: each gets its responses."""
    text = HEAD + (
        "  /a:\n    x-error-codes: [KEY_MISSING]\n    post:\n      callbacks:\n        done:\n          '{$url}':\n"
        "            x-error-codes: [BUSY]\n            post:\n              summary: s\n"
    )
    for document in (text, text.rstrip()):
        post = data(apply(document))["paths"]["/a"]["post"]
        assert list(post["responses"]) == ["401", "default"]
        assert list(post["callbacks"]["done"]["{$url}"]["post"]["responses"]) == ["502", "503", "default"]


def test_a_copy_in_a_document_of_one_line():
    long = {"200": {"description": "d" * 120}}
    text = "{openapi: 3.1.0, paths: {/a: {get: {x-error-codes: [BUSY], responses: &r {'200': {description: %s}}}}}, x-list: [*r]}"
    after = apply(text % ("d" * 120))
    assert data(after)["x-list"] == [long]
    assert "\n" not in after
