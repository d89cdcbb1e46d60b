"""The table of pairs: two catalogs for every change rule, and further pairs for the cases that a rule tells apart.

A pair is a small catalog and a change of it. The worst change must be the rule's, with this level.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BREAKING, DANGEROUS, SAFE = "breaking", "dangerous", "safe"
NO_CHANGE = "none"
GONE: Any = object()
"""As a value of a change: the field is deleted."""

ENTRY: Mapping[str, Any] = {
    "code": "PARCEL_LOST",
    "status": 404,
    "message": "The parcel is lost",
    "category": "fix",
    "action": "Ask the depot",
}
OTHER: Mapping[str, Any] = {
    "code": "TOO_MANY_CALLS",
    "status": 429,
    "message": "Too many calls",
    "category": "retry",
    "action": "Wait",
}
MEANINGS = [{**ENTRY, "name": name, "message": f"Meaning {name}"} for name in ("A", "B", "C")]
"""Errors that share a code."""
BODY = {"error": {"code": "<code>", "text": "<message>", "kind?": "<category>"}, "version": "1"}


@dataclass(frozen=True)
class Pair:
    """Two catalogs, the worst change between them, and its level."""

    rule: str
    level: str
    old: dict[str, Any]
    new: dict[str, Any]
    about: str = ""
    also: frozenset[str] = field(default_factory=frozenset)
    """Other rules that report something, too."""


def catalog(*entries: Mapping[str, Any], **sections: Any) -> dict[str, Any]:
    return {"errcat": 1, **copy.deepcopy(sections), "errors": [copy.deepcopy(dict(entry)) for entry in entries]}


def entry(base: Mapping[str, Any] = ENTRY, **fields: Any) -> dict[str, Any]:
    """An entry with other fields."""
    return {key: value for key, value in {**base, **fields}.items() if value is not GONE}


def field_pair(
    rule: str, level: str, old: Mapping[str, Any], new: Mapping[str, Any], about: str = "", also: str = ""
) -> Pair:
    """A pair in which some fields of one error differ."""
    olds, news = catalog(entry(**old), OTHER), catalog(entry(**new), OTHER)
    return Pair(rule, level, olds, news, about, frozenset(also.split()))


def section_pair(
    rule: str, level: str, old: Mapping[str, Any], new: Mapping[str, Any], about: str = "", also: str = ""
) -> Pair:
    """A pair in which some sections of the catalog differ."""
    return Pair(rule, level, catalog(ENTRY, **old), catalog(ENTRY, **new), about, frozenset(also.split()))


def body(**members: Any) -> dict[str, Any]:
    """An envelope with other members of `error`."""
    inner = {key: value for key, value in {**BODY["error"], **members}.items() if value is not GONE}
    return {"body": {**BODY, "error": inner}}


def details(**schema: Any) -> dict[str, Any]:
    return {"details": {"type": "object", **schema}}


CATEGORIES = {"fix": {"title": "Fix"}, "retry": {"title": "Retry", "retry": {"strategy": "backoff"}}}
PARAM = {"parcel": {"type": "string", "description": "The number"}}
WITH_PARAM = {"message": "No {parcel}", "params": PARAM}

PAIRS = [
    # --- which codes exist
    Pair("code-removed", BREAKING, catalog(ENTRY, OTHER), catalog(ENTRY)),
    Pair("code-removed", BREAKING, catalog(ENTRY, OTHER), catalog(ENTRY, retired=["TOO_MANY_CALLS"]), "and retired"),
    Pair(
        "code-removed",
        BREAKING,
        catalog(ENTRY, entry(OTHER, deprecated={"sunset": "2031-01-01"})),
        catalog(ENTRY),
        "before its sunset day",
    ),
    Pair(
        "code-removed-deprecated",
        DANGEROUS,
        catalog(ENTRY, entry(OTHER, deprecated={"sunset": "2025-01-01"})),
        catalog(ENTRY),
        "after its sunset day",
    ),
    Pair(
        "code-removed-deprecated",
        DANGEROUS,
        catalog(ENTRY, entry(OTHER, deprecated={"since": "1.0", "replaced_by": "PARCEL_LOST"})),
        catalog(ENTRY),
        "without a sunset day",
    ),
    Pair("code-renamed", BREAKING, catalog(ENTRY, OTHER), catalog(ENTRY, entry(OTHER, code="THROTTLED"))),
    Pair(
        "code-renamed",
        BREAKING,
        catalog(ENTRY, OTHER),
        catalog(
            ENTRY,
            entry(OTHER, code="THROTTLED", message="Slow down"),
            retired=[{"code": "TOO_MANY_CALLS", "replaced_by": "THROTTLED"}],
        ),
        "with other words, as retired says",
        frozenset({"message-changed"}),
    ),
    Pair(
        "code-renamed",
        BREAKING,
        catalog(ENTRY, entry(OTHER, name="TOO_MANY")),
        catalog(ENTRY, entry(OTHER, code="E429", name="TOO_MANY", message="Slow down")),
        "under the same name",
        frozenset({"message-changed"}),
    ),
    Pair("code-reused", BREAKING, catalog(ENTRY, retired=["TOO_MANY_CALLS"]), catalog(ENTRY, OTHER)),
    Pair("code-added", DANGEROUS, catalog(ENTRY), catalog(ENTRY, OTHER)),
    Pair(
        "code-added", SAFE, catalog(ENTRY, codes={"set": "open"}), catalog(ENTRY, OTHER, codes={"set": "open"}), "open"
    ),
    Pair(
        "code-added",
        BREAKING,
        catalog(ENTRY, codes={"set": "closed"}),
        catalog(ENTRY, OTHER, codes={"set": "closed"}),
        "closed",
    ),
    Pair(
        "code-deprecated",
        SAFE,
        catalog(ENTRY, codes={"set": "open"}),
        catalog(entry(deprecated={"replaced_by": "PARCEL_GONE"}), entry(code="PARCEL_GONE"), codes={"set": "open"}),
        "a rename that keeps the old code",
        frozenset({"code-added"}),
    ),
    Pair(
        "meaning-removed",
        BREAKING,
        catalog(*MEANINGS, codes={"unique": "none"}),
        catalog(*MEANINGS[:2], codes={"unique": "none"}),
    ),
    Pair(
        "meaning-added",
        DANGEROUS,
        catalog(*MEANINGS[:2], codes={"unique": "none"}),
        catalog(*MEANINGS, codes={"unique": "none"}),
    ),
    Pair("tombstone-removed", BREAKING, catalog(ENTRY, retired=["OLD"]), catalog(ENTRY, retired=[])),
    Pair("tombstone-added", SAFE, catalog(ENTRY), catalog(ENTRY, retired=["OLD"])),
    field_pair("code-hidden", BREAKING, {}, {"visibility": "internal"}),
    field_pair(
        "status-class-changed", SAFE, {"visibility": "internal"}, {"visibility": "internal", "status": 503}, "internal"
    ),
    Pair(
        "code-removed",
        BREAKING,
        catalog(ENTRY, entry(OTHER, visibility="internal")),
        catalog(ENTRY),
        "internal: only programs that raise it",
    ),
    Pair(
        "code-removed",
        DANGEROUS,
        catalog(ENTRY, entry(OTHER, stability="experimental")),
        catalog(ENTRY),
        "experimental",
    ),
    field_pair(
        "status-changed",
        DANGEROUS,
        {"stability": "experimental"},
        {"stability": "experimental", "status": 410},
        "experimental",
    ),
    field_pair("code-published", DANGEROUS, {"visibility": "internal"}, {}),
    section_pair("codes-set-changed", DANGEROUS, {"codes": {"set": "closed"}}, {"codes": {"set": "open"}}),
    section_pair("codes-set-changed", SAFE, {"codes": {"set": "open"}}, {"codes": {"set": "closed"}}, "to closed"),
    section_pair("codes-set-changed", SAFE, {}, {"codes": {"set": "open"}}, "declared"),
    section_pair("codes-repeat-changed", DANGEROUS, {}, {"codes": {"unique": "none"}}),
    section_pair("codes-repeat-changed", SAFE, {"codes": {"unique": "none"}}, {}, "stricter"),
    # --- how codes travel
    field_pair("status-class-changed", BREAKING, {}, {"status": 503}),
    field_pair("status-class-changed", BREAKING, {}, {"status": [404, 503]}, "one more class"),
    field_pair("status-class-changed", BREAKING, {}, {"status": []}, "no status anymore"),
    field_pair("status-changed", BREAKING, {}, {"status": 403}),
    field_pair("status-changed", BREAKING, {}, {"status": [404, 410]}, "one more"),
    field_pair("status-changed", BREAKING, {"status": [404, 410]}, {"status": [410, 404]}, "another default"),
    field_pair("status-changed", BREAKING, {}, {"status": GONE}, "no longer declared"),
    field_pair("status-narrowed", SAFE, {"status": [404, 410]}, {"status": 404}),
    field_pair("status-declared", DANGEROUS, {"status": GONE}, {}),
    field_pair("number-changed", BREAKING, {"number": 1}, {"number": 2}),
    field_pair("number-changed", SAFE, {}, {"number": 2}, "added"),
    field_pair(
        "transport-changed", BREAKING, {"transports": {"grpc": "NOT_FOUND"}}, {"transports": {"grpc": "UNKNOWN"}}
    ),
    field_pair("transport-changed", BREAKING, {"transports": {"grpc": "NOT_FOUND"}}, {}, "removed"),
    field_pair("transport-added", SAFE, {}, {"transports": {"grpc": "NOT_FOUND"}}),
    section_pair(
        "type-uri-changed",
        BREAKING,
        {"api": {"name": "A", "docs_url": "https://a.example/errors"}},
        {"api": {"name": "A", "docs_url": "https://b.example/errors"}},
        also="doc-url-changed",
    ),
    # --- what callers do
    field_pair("retryable-weakened", BREAKING, {"retry": {"strategy": "backoff"}}, {"retry": {"strategy": "never"}}),
    field_pair("retryable-weakened", BREAKING, {"category": "retry"}, {}, "with the category", "category-changed"),
    field_pair("retryable-strengthened", DANGEROUS, {"retry": {"strategy": "never"}}, {"retry": {"strategy": "same"}}),
    field_pair("retry-declared", SAFE, {"category": GONE}, {"category": GONE, "retry": {"strategy": "never"}}),
    field_pair(
        "retry-hint-removed",
        BREAKING,
        {"retry": {"strategy": "after", "header": "Retry-After"}},
        {"retry": {"strategy": "after"}},
    ),
    field_pair(
        "retry-hint-changed",
        DANGEROUS,
        {"retry": {"strategy": "after", "after": 5}},
        {"retry": {"strategy": "after", "after": 9}},
    ),
    field_pair(
        "retry-hint-changed",
        BREAKING,
        {"retry": {"strategy": "after", "header": "Retry-After"}},
        {"retry": {"strategy": "after", "header": "X-Wait"}},
        "another header",
    ),
    field_pair(
        "retry-hint-added", SAFE, {"retry": {"strategy": "same"}}, {"retry": {"strategy": "same", "max_attempts": 3}}
    ),
    field_pair("category-changed", BREAKING, {}, {"category": "escalate"}),
    field_pair(
        "category-changed",
        BREAKING,
        {},
        {"category": "contract"},
        "to a category that is not declared",
        "retry-hint-changed",
    ),
    section_pair(
        "category-removed",
        DANGEROUS,
        {"categories": {**CATEGORIES, "wait": {"title": "Wait"}}},
        {"categories": CATEGORIES},
        "that no error has",
    ),
    Pair(
        "category-removed",
        BREAKING,
        catalog(entry(category="wait"), categories={**CATEGORIES, "wait": {"title": "Wait"}}),
        catalog(ENTRY, categories=CATEGORIES),
        also=frozenset({"category-changed", "retry-declared"}),
    ),
    section_pair(
        "category-added",
        DANGEROUS,
        {"categories": CATEGORIES},
        {"categories": {**CATEGORIES, "wait": {"title": "Wait"}}},
    ),
    field_pair("action-changed", SAFE, {}, {"action": "Ask the depot about it"}),
    # --- messages and payloads
    field_pair("message-changed", DANGEROUS, {}, {"message": "The parcel got lost"}),
    field_pair(
        "message-changed",
        DANGEROUS,
        {"message": GONE, "messages": [{"message": "One"}]},
        {"message": GONE, "messages": [{"message": "Two"}]},
        "one of several",
    ),
    field_pair("title-changed", DANGEROUS, {"title": "Lost"}, {"title": "Gone"}),
    Pair(
        "title-changed",
        SAFE,
        catalog(entry(title="Lost"), envelope=body()),
        catalog(entry(title="Gone"), envelope=body()),
        "if responses don't have it",
    ),
    field_pair("param-removed", BREAKING, WITH_PARAM, {}, also="message-changed"),
    field_pair(
        "param-renamed",
        BREAKING,
        {"params": {"parcel": {"type": "string"}}},
        {"params": {"parcel_id": {"type": "string"}}},
    ),
    field_pair("param-added", DANGEROUS, {}, {"params": PARAM}),
    field_pair("param-added", DANGEROUS, {}, {"message": "No {parcel}"}, "as a placeholder", "message-changed"),
    field_pair("param-added", SAFE, {}, {"params": {"parcel": {"optional": True}}}, "optional"),
    field_pair(
        "param-type-changed", BREAKING, {"params": {"n": {"type": "integer"}}}, {"params": {"n": {"type": "string"}}}
    ),
    field_pair(
        "param-type-changed",
        DANGEROUS,
        {"params": {"n": {"type": "number"}}},
        {"params": {"n": {"type": "integer"}}},
        "narrower",
    ),
    field_pair(
        "param-type-changed",
        DANGEROUS,
        {"params": {"n": {}}},
        {"params": {"n": {"format": "date"}}},
        "a format",
    ),
    field_pair(
        "param-values-added", DANGEROUS, {"params": {"n": {"enum": ["a"]}}}, {"params": {"n": {"enum": ["a", "b"]}}}
    ),
    field_pair(
        "param-values-added", DANGEROUS, {"params": {"n": {"enum": ["a"]}}}, {"params": {"n": {}}}, "all values"
    ),
    field_pair(
        "param-values-removed", DANGEROUS, {"params": {"n": {"enum": ["a", "b"]}}}, {"params": {"n": {"enum": ["a"]}}}
    ),
    field_pair("param-made-optional", BREAKING, {"params": {"n": {}}}, {"params": {"n": {"optional": True}}}),
    field_pair("param-made-required", DANGEROUS, {"params": {"n": {"optional": True}}}, {"params": {"n": {}}}),
    field_pair(
        "param-default-changed",
        DANGEROUS,
        {"params": {"n": {"optional": True, "default": "a"}}},
        {"params": {"n": {"optional": True, "default": "b"}}},
    ),
    field_pair("param-sensitive-changed", DANGEROUS, {"params": {"n": {}}}, {"params": {"n": {"sensitive": True}}}),
    field_pair(
        "details-incompatible",
        BREAKING,
        details(properties={"a": {"type": "string"}}),
        details(properties={"a": {"type": "integer"}}),
    ),
    field_pair(
        "details-uncertain",
        DANGEROUS,
        details(properties={"a": {"type": "string", "pattern": "^a"}}),
        details(properties={"a": {"type": "string", "pattern": "^b"}}),
    ),
    field_pair("details-compatible", SAFE, details(), details(properties={"a": {"type": "string"}})),
    field_pair("details-removed", BREAKING, details(), {}),
    field_pair("details-added", DANGEROUS, {}, details()),
    field_pair("fields-changed", DANGEROUS, {"fields": ["a"]}, {"fields": ["b"]}),
    # --- the response
    section_pair("envelope-field-removed", BREAKING, {"envelope": body()}, {"envelope": body(text=GONE)}),
    section_pair(
        "envelope-field-moved", BREAKING, {"envelope": body()}, {"envelope": body(text=GONE, message="<message>")}
    ),
    Pair(
        "envelope-field-changed",
        BREAKING,
        catalog(entry(title="Lost"), envelope=body()),
        catalog(entry(title="Lost"), envelope=body(text="<title>")),
    ),
    section_pair(
        "envelope-field-changed",
        BREAKING,
        {"envelope": body()},
        {"envelope": {"body": {**BODY, "version": "2"}}},
        "a constant",
    ),
    section_pair(
        "envelope-field-made-optional",
        BREAKING,
        {"envelope": body()},
        {"envelope": body(**{"text": GONE, "text?": "<message>"})},
    ),
    section_pair(
        "envelope-field-made-required",
        SAFE,
        {"envelope": body(**{"text": GONE, "text?": "<message>"})},
        {"envelope": body()},
    ),
    section_pair("envelope-field-added", SAFE, {"envelope": body()}, {"envelope": body(more="<title>")}),
    section_pair(
        "media-type-changed",
        BREAKING,
        {"envelope": body()},
        {"envelope": {**body(), "media_type": "application/problem+json"}},
    ),
    section_pair(
        "http-header-removed", BREAKING, {"envelope": {**body(), "headers": {"X-Code": "<code>"}}}, {"envelope": body()}
    ),
    section_pair(
        "http-header-changed",
        DANGEROUS,
        {"envelope": {**body(), "headers": {"X-Code": "<code>"}}},
        {"envelope": {**body(), "headers": {"x-code": "<name>"}}},
    ),
    section_pair(
        "http-header-added", SAFE, {"envelope": body()}, {"envelope": {**body(), "headers": {"X-Code": "<code>"}}}
    ),
    section_pair(
        "request-id-changed",
        DANGEROUS,
        {"api": {"name": "A", "request_id": {"header": "X-Id"}}},
        {"api": {"name": "A", "request_id": {"header": "X-Request"}}},
    ),
    # --- names, classes and pages
    field_pair("symbol-changed", BREAKING, {}, {"name": "PARCEL_GONE"}, also="doc-url-changed title-changed"),
    section_pair(
        "doc-url-changed",
        SAFE,
        {"api": {"name": "A"}},
        {"api": {"name": "A", "docs_url": "https://a.example/errors"}},
        "added",
    ),
    Pair(
        "doc-url-changed",
        DANGEROUS,
        catalog(ENTRY, envelope=body(), api={"name": "A", "docs_url": "https://a.example/errors"}),
        catalog(ENTRY, envelope=body(), api={"name": "A", "docs_url": "https://b.example/errors"}),
        "if responses don't have it",
    ),
    section_pair("page-removed", DANGEROUS, {"groups": {"a": {"title": "A"}}}, {}),
    field_pair("type-changed", BREAKING, {"type": "lost"}, {"type": "gone"}),
    field_pair("type-changed", SAFE, {}, {"type": "gone"}, "added"),
    section_pair("type-removed", BREAKING, {"types": {"lost": {"title": "Lost"}}}, {}),
    field_pair("operations-changed", DANGEROUS, {"operations": ["a"]}, {"operations": ["a", "b"]}),
    field_pair("operations-changed", SAFE, {"operations": ["a", "b"]}, {"operations": ["a"]}, "fewer"),
    # --- severity and lifecycle
    field_pair("severity-changed", DANGEROUS, {}, {"severity": "warning"}),
    field_pair("stability-decreased", BREAKING, {}, {"stability": "beta"}),
    field_pair("stability-increased", SAFE, {"stability": "beta"}, {}),
    field_pair("code-deprecated", SAFE, {}, {"deprecated": {"since": "2.0"}}),
    field_pair("code-undeprecated", SAFE, {"deprecated": {"since": "2.0"}}, {}),
    field_pair(
        "sunset-earlier", BREAKING, {"deprecated": {"sunset": "2031-12-31"}}, {"deprecated": {"sunset": "2030-12-31"}}
    ),
    field_pair(
        "sunset-earlier",
        BREAKING,
        {"deprecated": {"since": "1", "sunset": "2031-12-31"}},
        {"deprecated": {"since": "1"}},
        "removed",
    ),
    field_pair(
        "sunset-later", SAFE, {"deprecated": {"sunset": "2030-12-31"}}, {"deprecated": {"sunset": "2031-12-31"}}
    ),
    field_pair("deprecation-changed", SAFE, {"deprecated": {"reason": "a"}}, {"deprecated": {"reason": "b"}}),
    # --- words for people
    field_pair("translation-removed", DANGEROUS, {"translations": {"de": {"title": "Weg"}}}, {}),
    field_pair(
        "translation-removed",
        DANGEROUS,
        {"translations": {"de": {"title": "Weg", "message": "Es ist weg"}}},
        {"translations": {"de": {"title": "Weg"}}},
        "only the message",
    ),
    field_pair(
        "translation-changed",
        SAFE,
        {"translations": {"de": {"title": "Weg"}}},
        {"translations": {"de": {"title": "Fort"}}},
    ),
    field_pair("translation-added", SAFE, {}, {"translations": {"de": {"title": "Weg"}}}),
    field_pair("guide-changed", SAFE, {}, {"description": "A long story"}),
    field_pair("guide-changed", SAFE, details(title="A"), details(title="B"), "a text of the details"),
    section_pair("section-added", SAFE, {}, {"groups": {"a": {"title": "A"}}}),
    Pair("order-changed", SAFE, catalog(ENTRY, OTHER), catalog(OTHER, ENTRY)),
    field_pair("extension-changed", SAFE, {"x-team": "a"}, {"x-team": "b"}),
    Pair(
        "status-class-changed",
        BREAKING,
        catalog(entry(code="E_1", status=400, message="One"), entry(code="E_2", status=500, message="Two")),
        catalog(entry(code="E_2", status=400, message="One"), entry(code="E_1", status=500, message="Two")),
        "two codes swap everything: not a rename",
        frozenset({"message-changed", "order-changed"}),
    ),
]
