"""The title that responses have: from the catalog, or from HTTP, and only otherwise one that errcat derives."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest
import yaml

from built import module_of, resolved_from
from errcat.resolved.generated_types import ResolvedCatalog
from errcat.targets import TARGETS
from errcat.text.http_statuses import REASON_PHRASES
from errcat.text.yaml_writer import yaml_block

# The fields of an error, and the title and the message of its responses.
CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"title": "No key", "message": "Send a key", "status": 401}, "No key", "Send a key"),
    ({"title": "No key", "status": 401}, "No key", "No key"),
    ({"message": "Send a key", "status": 401}, "Send a key", "Send a key"),
    ({"message": "Send a {{key}}", "status": 401}, "Send a {key}", "Send a {key}"),
    ({"message": "Send\na key", "status": 401}, "Unauthorized", "Send\na key"),
    ({"message": "Send {what}", "status": 401, "params": {"what": {"example": "it"}}}, "Unauthorized", "Send it"),
    ({"status": 401}, "Unauthorized", "Unauthorized"),
    ({"status": 422}, "Unprocessable Content", "Unprocessable Content"),
    ({"status": [401, 403]}, "API key missing", "API key missing"),
    ({"status": 499}, "API key missing", "API key missing"),
    ({}, "API key missing", "API key missing"),
]


def catalog_of(fields: dict[str, Any]) -> ResolvedCatalog:
    envelope = {"body": {"code": "<code>", "title": "<title>", "message": "<message>"}}
    return resolved_from(
        yaml_block({"errcat": 1, "envelope": envelope, "errors": [{"code": "API_KEY_MISSING", **fields}]})
    )


@pytest.mark.parametrize(("fields", "title", "message"), CASES)
def test_every_output_sends_the_same(fields: dict[str, Any], title: str, message: str):
    resolved = catalog_of(fields)
    (error,) = resolved["errors"]
    expected = {"code": "API_KEY_MISSING", "title": title, "message": message}
    assert error["response_title"] == title
    assert error["title"] == fields.get("title", "API key missing"), "pages keep the words of the code"
    assert error["response"] is not None
    assert error["response"]["body"] == expected
    (document,) = TARGETS["openapi"].render(resolved, TARGETS["openapi"].values({}), "errors.openapi.yaml")
    examples = yaml.safe_load(document.text)["components"]["examples"]
    assert examples["API_KEY_MISSING"]["value"] == expected
    module = module_of(resolved)
    made = module.ErrorCode.API_KEY_MISSING.error(params={"what": "it"} if "params" in fields else {})
    assert json.loads(made.to_response()[2]) == expected
    assert (made.title, made.code.heading) == (title, error["title"])


def test_a_message_that_needs_values_is_not_sent_without_them():
    module = module_of(catalog_of({"message": "Send {what}", "status": 401}))
    assert module.ErrorCode.API_KEY_MISSING.error().to_body()["message"] == "Unauthorized"


def test_errors_that_share_a_code_stay_apart():
    """The name of a status would not say which of them a response is about."""
    errors = [{"code": "invalid", "name": name, "status": 400} for name in ("BAD_URL", "BAD_API_KEY")]
    text = yaml_block({"errcat": 1, "codes": {"unique": "none"}, "errors": [*errors, {"code": "other", "status": 400}]})
    module = module_of(resolved_from(text))
    titles = {code.info.name: code.error().to_body()["title"] for code in module.ErrorCode}
    assert titles == {"BAD_URL": "Bad URL", "BAD_API_KEY": "Bad API key", "OTHER": "Bad Request"}
    for code in module.ErrorCode:
        status, headers, body = code.error().to_response()
        assert module.ApiError.from_response(status, body, headers).code is code


def test_the_ready_made_envelope():
    resolved = resolved_from("errcat: 1\nenvelope: rfc9457\nerrors: [{code: oauth_token_expired, status: 401}]\n")
    sent = module_of(resolved).OAuthTokenExpiredError().to_body()
    assert (sent["title"], sent["detail"]) == ("Unauthorized", "Unauthorized")


def test_the_table_has_every_status_of_python():
    assert {status.value for status in HTTPStatus} == set(REASON_PHRASES)
    same = [status for status in HTTPStatus if REASON_PHRASES[status.value] == status.phrase]
    assert len(same) >= len(HTTPStatus) - 5, "Python before 3.13 has older names for a few"
