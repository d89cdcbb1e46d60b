"""The words of the catalogs that `synthetic.py` makes: what can go wrong with which things, and texts about that."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

Entry = dict[str, Any]


class Fault(NamedTuple):
    """A kind of error. `{{…}}` is a placeholder of the message; `{thing}` is what the error is about."""

    suffix: str
    status: int
    category: str
    message: str
    action: str
    params: tuple[str, ...] = ()
    grpc: str = ""


THINGS = {
    "orders": ["order", "order line", "basket", "voucher", "return slip", "price quote"],
    "payments": ["invoice", "card", "refund", "bank transfer", "pay-out", "mandate"],
    "parcels": ["parcel", "label", "pick-up", "route", "customs form", "delivery window"],
    "accounts": ["account", "address book", "team", "role", "invitation", "profile photo"],
    "files": ["upload", "folder", "export", "snapshot", "share link", "import job"],
    "alerts": ["webhook", "subscription", "digest", "message template", "phone number", "channel"],
}

FAULTS = [
    Fault(
        "NOT_FOUND",
        404,
        "fix",
        "There is no {thing} {{{id}}}",
        "Look up the id of the {thing}, then ask for that one",
        grpc="NOT_FOUND",
    ),
    Fault(
        "EXPIRED",
        410,
        "fix",
        "The {thing} {{{id}}} ran out on {{expired_on}}",
        "Create a new {thing} and use its id",
        ("expired_on",),
    ),
    Fault(
        "CHANGED",
        409,
        "fix",
        "The {thing} {{{id}}} was changed after version {{version}}",
        "Read the {thing} again and repeat your change on the newest version",
        ("version",),
        grpc="ABORTED",
    ),
    Fault(
        "WRONG_FIELD",
        422,
        "fix",
        "The field {{field}} of the {thing} has a value that it cannot have",
        "Compare the field with the reference, then send a value of that kind",
        ("field",),
        grpc="INVALID_ARGUMENT",
    ),
    Fault(
        "TOO_LARGE",
        413,
        "fix",
        "This {thing} has {{size}} kB; {{limit}} kB fit",
        "Split the {thing} into smaller ones and send them one by one",
        ("size", "limit"),
    ),
    Fault(
        "BUSY",
        429,
        "retry",
        "More than {{limit}} requests about one {thing} in a minute",
        "Wait for the seconds of the Retry-After header, then send it again",
        ("limit",),
        grpc="RESOURCE_EXHAUSTED",
    ),
    Fault(
        "UNREACHABLE",
        503,
        "retry",
        "The {thing} service does not answer",
        "Send the same request again after two, four, then eight seconds",
        grpc="UNAVAILABLE",
    ),
    Fault(
        "LATE",
        504,
        "retry",
        "The {thing} {{{id}}} took longer than {{limit}} seconds",
        "Ask for the state of the {thing} before you send it again",
        ("limit",),
    ),
    Fault(
        "FORBIDDEN",
        403,
        "escalate",
        "Your role may not open the {thing} {{{id}}}",
        "Ask the owner of the account to share the {thing} with your role",
        grpc="PERMISSION_DENIED",
    ),
    Fault(
        "SESSION_OVER",
        401,
        "sign-in",
        "The session for this {thing} is over",
        "Sign in again, then repeat the request with the new token",
        grpc="UNAUTHENTICATED",
    ),
    Fault(
        "CORRUPT",
        500,
        "escalate",
        "The stored {thing} {{{id}}} cannot be read",
        "Write to support with the request id; a person has to restore the {thing}",
    ),
]

PARAMS: dict[str, Entry] = {
    "expired_on": {"format": "date", "description": "The last day on which it was good", "example": "2024-05-01"},
    "version": {"type": "integer", "description": "The newest version when the request came in", "example": 7},
    "field": {"description": "The field as it is spelled in the request", "example": "ship_to.zip"},
    "size": {"type": "integer", "example": 2048},
    "limit": {"type": "integer", "description": "The largest number that is accepted", "example": 60},
}

CAUSES = [
    "The {thing} was removed {n} minutes before the request came in.",
    "Two programs changed the same {thing} within {n} ms.",
    "The id belongs to the test system: ids of test and live {things} differ.",
    'A proxy on the way dropped the header "X-Request-Id" and cut the body after {n} kB.',
    "The {thing} was created in Zürich, and the clock there runs {n} ms ahead — that's enough.",
    "Its name has letters other than a–z, or more than {n} of them.",
    "`limit` was read as a number of pages, not as a number of {things}.",
]

SOLUTIONS = [
    "Ask for the {thing} again and take the id from the answer.",
    "Read the `Retry-After` header and wait at least {n} seconds.",
    "Compare the value with [the reference](https://docs.porto.example/reference/{n}), then send it again.",
    "Run `porto doctor --only {n}` and follow what it prints.",
    "Leave the field out: without it, the newest {thing} is meant.",
    "List your {things} first:\n\n1. call `GET /v1/{path}?limit={n}`\n2. take the one whose `state` is `open`\n",
]

DESCRIPTIONS = [
    (
        "The service refuses the call before any work on the {thing} is done. Nothing was booked and nothing was "
        "stored, so the call does no harm when it is sent once more."
    ),
    (
        "Shown since the {things} moved to their own store. Older clients get the same answer for a {thing} that "
        "was never there: they cannot tell the two apart, and need not."
    ),
    (
        "**What happened.** The {thing} could not be used.\n\nThe amount — in € or ¥ — stays as it was; a second "
        "try is charged once at most.\n"
    ),
    "Rare: about {n} calls in a million. The {thing} itself is safe, only the answer about it is missing.",
]

# Texts that need a Markdown parser: code with markup characters, links, tables, fences, nested lists.
MARKDOWN_CAUSES = [
    'The field `{path}[0].<id>` was sent as `null`, not as `"<id>"`.',
    "See [limits](https://docs.porto.example/limits#{n}): a `{things}` list ends after **{n}** items.",
    'A filter such as `size < {n} && state != "open"` takes no brackets; `a[{n}]` is none.',
    "The header `X-Trace: {{trace}}` was *not* copied_by_the_proxy.",
]
MARKDOWN_SOLUTIONS = [
    'Send it as JSON:\n\n```json\n{{"{path}": "<id>", "limit": {n}}}\n```\n',
    (
        "Compare both:\n\n| field | sent | kept |\n|---|---|---|\n| `{path}` | `<id>` | {n} |\n"
        "| `state` | `open` | `a\\|b` |\n"
    ),
    (
        "1. Call `GET /v1/{path}?limit={n}`\n2. Then, for each:\n\n    - read `{path}.<id>`\n"
        "    - send [a new one](../{path}.md)\n"
    ),
]
MARKDOWN_DESCRIPTIONS = [
    'Answers look like `<{path} id="{n}"/>` in XML.\n\n~~~xml\n<{path} id="{n}">\n  <open/>\n</{path}>\n~~~\n',
    "Not for [webhooks][1] or *digests*; `{{{{}}}}` is an empty body.\n\n[1]: https://docs.porto.example/webhooks\n",
]
_NEEDS_A_PARSER = re.compile(r"[`<\[|*~\\]")


class Texts(NamedTuple):
    """The texts from which causes, solutions and descriptions are chosen."""

    causes: list[str]
    solutions: list[str]
    descriptions: list[str]

    def without_markdown(self) -> Texts:
        return Texts(*([text for text in texts if not _NEEDS_A_PARSER.search(text)] for texts in self))


USUAL = Texts(CAUSES, SOLUTIONS, DESCRIPTIONS)
MARKDOWN = Texts(CAUSES + MARKDOWN_CAUSES, SOLUTIONS + MARKDOWN_SOLUTIONS, DESCRIPTIONS + MARKDOWN_DESCRIPTIONS)
KINDS = {"plain": USUAL.without_markdown(), "usual": USUAL, "markdown": MARKDOWN}
"""Texts without Markdown; with Markdown in a quarter of them; in half of them."""
