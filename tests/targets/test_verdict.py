"""The first line of an error's page: whose turn it is, and whether to send the request again, if the catalog says so."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from built import resolved_from
from errcat.targets import TARGETS

OWN = {
    "billing": {"title": "Billing", "acts": "person", "retry": {"strategy": "never"}},
    "quiet": {"title": "Quiet"},
    "gone": {"title": "Treat as success", "retry": {"strategy": "never"}},
    "server": {"retry": {"strategy": "after", "after": 30}},
    "retry": {"acts": "service"},
}
"""Categories of a catalog's own. `quiet` says nothing."""


def page_of(*, categories: dict[str, Any] | None = None, **fields: Any) -> str:
    error = {"code": "A_B", "message": "m", **fields}
    catalog = {"errcat": 1, "errors": [error, {"code": "OTHER", "status": 400}]}
    if categories:
        catalog["categories"] = categories
    target = TARGETS["markdown"]
    files = target.render(resolved_from(json.dumps(catalog)), target.values({"style": "plain"}), "docs")
    return next(file.text for file in files if file.path == "a-b.md")


def verdict_of(**fields: Any) -> str:
    """The line below the heading."""
    line = page_of(**fields).split("\n")[2]
    return "" if line.startswith(("-", "Message", "#")) else line


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        # the four built-in categories
        ({"category": "fix", "status": 404}, "**Your request.** Do not send it again unchanged."),
        ({"category": "fix", "status": 500}, "**Your request.** Do not send it again unchanged."),
        ({"category": "escalate", "status": 402}, "**A person must act.** Send it again only after that."),
        ({"category": "success", "status": 409}, "**Nobody: already done.** There is no need to send it again."),
        ({"category": "retry", "status": 503}, "**Our side.** Send it again with growing waits."),
        ({"category": "retry", "status": 429}, "**Your request.** Send it again with growing waits."),
        # a retry category does not say whose side it is, nor do statuses of several classes
        ({"category": "retry"}, "Send it again with growing waits."),
        ({"category": "retry", "status": [409, 503]}, "Send it again with growing waits."),
        # without a category, the class of the status and the error's own retry
        ({"status": 404}, "**Your request.**"),
        ({"status": [500, 503]}, "**Our side.**"),
        ({"status": 501, "retry": {"strategy": "never"}}, "**Our side.** Sending it again does not help."),
        ({"status": 303}, ""),
        ({"status": [404, 500]}, ""),
        ({"status": 202, "severity": "success"}, "**Nobody: already done.**"),
        ({"retry": {"strategy": "same", "max_attempts": 2}}, "Send it again at once, at most 2 times."),
        ({"retry": {"strategy": "never"}}, "Do not send the request again unchanged."),
        # nothing is known
        ({}, ""),
        ({"severity": "warning"}, ""),
        # a person acts first, whatever comes then
        (
            {"category": "escalate", "status": 403, "retry": {"strategy": "after", "after": 60}},
            "**A person must act.** Send it again after 60 seconds.",
        ),
    ],
)
def test_verdict(fields: dict[str, Any], verdict: str):
    assert verdict_of(**fields) == verdict


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"category": "billing", "status": 400}, "**A person must act.** Send it again only after that."),
        ({"category": "quiet", "status": 503}, "**Our side.**"),
        ({"category": "quiet"}, ""),
        ({"category": "gone", "status": 409}, "**Nobody: already done.** There is no need to send it again."),
        ({"category": "server"}, "**Our side.** Send it again after 30 seconds."),
        ({"category": "retry", "status": 429}, "**Our side.** Send it again with growing waits."),
    ],
)
def test_verdict_of_own_categories(fields: dict[str, Any], verdict: str):
    assert verdict_of(categories=OWN, **fields) == verdict


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"category": "fix", "transports": {"exit": 1}}, "**Your turn.**"),
        ({"category": "retry", "transports": {"exit": 75}}, "Try again with growing waits."),
        ({"category": "escalate", "transports": {"exit": 2}}, "**A person must act.** Try again only after that."),
    ],
)
def test_a_program_has_no_request(fields: dict[str, Any], verdict: str):
    assert verdict_of(**fields) == verdict


def test_the_action_follows_the_verdict_and_is_there_once():
    page = page_of(category="escalate", status=402, action="Top up, then retry")
    assert page.split("\n")[2:5] == [
        "**A person must act.** Send it again only after that.",
        "",
        "**What to do:** Top up, then retry",
    ]
    assert page.count("Top up") == 1
    assert "Retry:" not in page


@pytest.mark.parametrize(
    ("title", "is_shown"),
    [("A b", False), ("A, B!", False), ("a-b", False), ("A b error", True), ("Something else", True)],
)
def test_a_title_that_repeats_the_code_is_not_shown(title: str, is_shown: bool):
    assert (f"\n**{title}**\n" in page_of(title=title)) is is_shown
    assert "\n## Reference" not in page_of(title=title)


@pytest.mark.parametrize(
    "code",
    ["-1003", "auth/invalid-email", "+CME ERROR: 10", "#12", "?", "C++", "ddl:1054", "$top", "50%", "größe", "E*2"],
)
def test_a_code_with_signs_is_its_own_heading(code: str):
    assert html.unescape(page_of(code=code, name="A_B")).startswith(f"# {code}\n")


def test_codes_whose_names_collide_keep_their_headings():
    errors = [{"code": "-1003", "name": "E1003_NEGATIVE"}, {"code": "1003"}]
    target = TARGETS["markdown"]
    resolved = resolved_from(json.dumps({"errcat": 1, "errors": errors}))
    pages = {file.path: file.text for file in target.render(resolved, target.values({"style": "twins"}), "docs")}
    assert pages["e1003-negative/index.md"].startswith("# -1003\n")
    assert pages["e1003/index.md"].startswith("# 1003\n")
