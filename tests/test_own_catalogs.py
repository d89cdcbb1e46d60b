"""The repository's own catalogs: clean under the default rules, and errcat's messages nowhere but in its own."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from errcat import checking, settings
from errcat.findings.diagnostics import DIAGNOSTICS
from errcat.findings.finding import Level
from errcat.reading import load
from errcat.rules import RULES
from errcat.text.placeholders import names

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "errcat"
CATALOGS = sorted((ROOT / "catalog").glob("*.yaml"))


@pytest.mark.parametrize("file", CATALOGS, ids=lambda file: file.name)
def test_clean_under_the_default_rules(file: Path):
    checked = checking.check(load(str(file)), {})
    assert [finding for finding in checked.findings if finding.level > Level.OFF] == []


def test_the_project_checks_its_own_catalogs():
    house = settings.read_settings(ROOT / "errcat.toml")
    assert {Path(path).name for path in house.catalog_paths()} == {file.name for file in CATALOGS}
    assert not house.rules, "our own catalogs live by the default rules"


@pytest.mark.parametrize(
    "command",
    [
        [str(ROOT / "generator" / "regenerate.py"), "--check"],
        ["-m", "errcat", "build", "--check", "generator/errcat/findings/generated_own_errors.py"],
    ],
    ids=["the checker of the schema", "errcat's own errors"],
)
def test_generated_modules_are_what_their_sources_say(command: list[str]):
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_odd_catalogs_are_no_findings_in_their_own_house(errcat):
    result = errcat("check", "--format", "concise", cwd=ROOT / "tests" / "odd")
    assert result.code == 0, result.out


def test_every_rule_has_words():
    findings = {id for id, words in DIAGNOSTICS.items() if words.kind == "finding"}
    assert set(RULES) <= findings


def ids_in_code() -> set[str]:
    """Every id that the package uses: the first argument of a Problem, a Slip, a RunError, or a `rule=`."""
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        if file.name == "generated_own_errors.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in DIAGNOSTICS:
                found.add(node.value)
    return found


def test_every_message_can_be_emitted():
    assert set(DIAGNOSTICS) - ids_in_code() == set()


@pytest.mark.parametrize("words", DIAGNOSTICS.values(), ids=lambda words: words.id)
def test_every_entry_is_a_page(words):
    assert words.title
    assert words.description, "say what it means and why it matters"
    assert words.helps["default"]
    assert words.causes
    assert words.solutions
    if words.kind == "finding":
        assert [title for title, _code in words.examples] == ["Found", "Fixed"]
        assert words.labels["default"] is not None


@pytest.mark.parametrize("words", DIAGNOSTICS.values(), ids=lambda words: words.id)
def test_messages_follow_the_style(words):
    first = words.message[:1]
    assert first == first.lower() or re.match(r"[A-Z]{2}", words.message), words.message
    assert not words.message.endswith("."), words.message
    declared = {entry["code"]: set(entry.get("params", {})) for entry in errors_of_our_catalog()}[words.id]
    assert set(names(words.message)) == declared


@cache
def errors_of_our_catalog() -> list[dict]:
    text = (ROOT / "catalog" / "errcat.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)["errors"]


# --- the five worked examples: what their sources say, as data ------------------------------------------------------

INFERENCE = {
    "MISSING_API_KEY": ([401], "API key is required"),
    "INVALID_API_KEY": ([401], "The provided API key is invalid"),
    "EXPIRED_API_KEY": ([401], "The API key has expired"),
    "REVOKED_API_KEY": ([401], "The API key has been revoked"),
    "INSUFFICIENT_PERMISSIONS": ([403], "Insufficient permissions for this operation"),
    "ACCOUNT_SUSPENDED": ([403], "Account has been suspended"),
    "QUOTA_EXCEEDED": ([403], "Monthly quota exceeded"),
    "INVALID_REQUEST": ([400], "The request was invalid"),
    "MISSING_REQUIRED_FIELD": ([400], "Required field is missing"),
    "INVALID_FIELD_VALUE": ([400], "Field value is invalid"),
    "UNSUPPORTED_MODEL": ([400], "Model is not supported"),
    "INVALID_FILE_FORMAT": ([400], "File format is not supported"),
    "FILE_TOO_LARGE": ([400], "File size exceeds limit"),
    "RESOURCE_NOT_FOUND": ([404], "Resource not found"),
    "ENDPOINT_NOT_FOUND": ([404], "Endpoint not found"),
    "MODEL_NOT_FOUND": ([404], "Model not found"),
    "RATE_LIMIT_EXCEEDED": ([429], "Rate limit exceeded"),
    "CONCURRENT_LIMIT_EXCEEDED": ([429], "Too many concurrent requests"),
    "INTERNAL_ERROR": ([500], "Internal server error"),
    "MODEL_UNAVAILABLE": ([500], "Model is temporarily unavailable"),
    "PROCESSING_ERROR": ([500], "Error processing request"),
    "SERVICE_UNAVAILABLE": ([502, 503], "Service is temporarily unavailable"),
    "OVERLOADED": ([502, 503], "Service is overloaded"),
    "PROMPT_TOO_LONG": ([400], "Prompt exceeds maximum length"),
    "INVALID_TEMPERATURE": ([400], "Temperature must be between 0 and 2"),
    "INVALID_MAX_TOKENS": ([400], "Max tokens must be positive"),
    "INVALID_IMAGE_SIZE": ([400], "Image size is not supported"),
    "INVALID_IMAGE_QUALITY": ([400], "Image quality is not supported"),
    "PROMPT_VIOLATION": ([400], "Prompt violates content policy"),
}
INFERENCE_FIELDS = {
    "PROMPT_TOO_LONG": ("prompt",),
    "INVALID_TEMPERATURE": ("temperature",),
    "INVALID_MAX_TOKENS": ("max_tokens",),
    "INVALID_IMAGE_SIZE": ("size",),
    "INVALID_IMAGE_QUALITY": ("quality",),
    "PROMPT_VIOLATION": ("prompt",),
}
SPOTFLOW = {
    "missing_parameter": (400, "Required field missing", "Don't retry", "Fix the request payload"),
    "invalid_credentials": (401, "Invalid API key", "Escalate", "Check and rotate API keys"),
    "insufficient_balance": (400, "Not enough funds", "Escalate", "Top up balance"),
    "duplicate_reference": (400, "Reference already used", "Treat as success", "Fetch the existing resource"),
    "rate_limit_exceeded": (429, "Too many requests", "Retry", "Wait for Retry-After header"),
    "server_error": (500, "Internal server error", "Retry", "Retry after 30 seconds"),
}
MUSICGPT = {
    "400": "Bad Request",
    "402": "Payment Required",
    "403": "Forbidden",
    "404": "Not Found",
    "409": "Conflict",
    "422": "Unprocessable Entity",
    "429": "Rate Limit Exceeded",
    "500": "Internal Server Error",
}
LINKS = {
    "inference": [
        "../getting-started/rate-limits.md",
        "../getting-started/authentication.md",
        "../guides/best-practices.md",
        "../support/contact.md",
    ],
    "spawn": [
        "../api-reference/endpoints.md",
        "../api-reference/rate-limits.md",
        "../code-execution/supported-languages.md",
        "../troubleshooting/debugging.md",
    ],
    "spotflow": ["support@spotflow.one", "https://docs.spotflow.one/llms.txt"],
    "musicgpt": ["https://docs.musicgpt.com/llms.txt", "https://api.musicgpt.com/data"],
    "openai": [
        "APIDocumentation.md",
        "RateLimits.md",
        "Authentication.md",
        "CommunitySupport.md#forums",
        "CommunitySupport.md#stack-overflow",
        "CommunitySupport.md#github-discussions",
    ],
}


def catalog(name: str):
    return load(str(ROOT / "catalog" / f"{name}.yaml")).catalog


def test_inference_says_what_its_source_says():
    errors = catalog("inference").errors
    assert {error.code: (list(error.status), error.message) for error in errors} == INFERENCE
    assert {error.code: error.fields for error in errors if error.fields} == INFERENCE_FIELDS
    statuses = {status for note in catalog("inference").statuses for status in note.status}
    assert statuses == {200, 201, 400, 401, 403, 404, 429, 500, 502, 503}


def test_spotflow_says_what_its_source_says():
    spotflow = catalog("spotflow")
    found = {
        error.code: (error.status[0], error.message, spotflow.categories[error.category].title, error.action)
        for error in spotflow.errors
    }
    assert found == SPOTFLOW
    assert {kind.class_name for kind in spotflow.types.values()} == {
        f"Spotflow::{name}"
        for name in (
            "InvalidRequestError",
            "APIConnectionError",
            "APIError",
            "AuthenticationError",
            "PermissionError",
            "RateLimitError",
        )
    }
    assert (500, 502, 503, 504) in [note.status for note in spotflow.statuses]


def test_musicgpt_says_what_its_source_says():
    assert {error.code: error.message for error in catalog("musicgpt").errors} == MUSICGPT
    assert all(error.status == (int(error.code),) for error in catalog("musicgpt").errors)


def test_spawn_has_troubles_with_and_without_a_status():
    statuses = [error.status for error in catalog("spawn").errors]
    assert statuses == [(400,), (401,), (403,), (404,), (429,), (), (), (), (), ()]


def test_openai_has_four_server_statuses_as_one():
    assert [error.status for error in catalog("openai").errors][-1] == (500, 502, 503, 504)


@pytest.mark.parametrize("name", LINKS)
def test_links_carry_over(name: str):
    text = json.dumps(yaml.load((ROOT / "catalog" / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader))
    assert [link for link in LINKS[name] if link not in text] == []
