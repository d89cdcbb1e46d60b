"""example-in-envelope: a literal in the envelope that looks like an example, but would be sent in every response."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.envelope import SentLiteral, sent_literals
from errcat.envelope.value_words import value_words
from errcat.findings.finding import Place, Problem
from errcat.model.catalog import Api, Catalog, Envelope
from errcat.rules.report import Context
from errcat.text.code_names import derive_name
from errcat.text.lazy_pattern import lazy_pattern

_DAY = r"\d{4}-\d\d-\d\d"
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_PER_REQUEST = lazy_pattern(
    rf"""
      [0-9a-fA-F]{{8}}-(?:[0-9a-fA-F]{{4}}-){{3}}[0-9a-fA-F]{{12}}     # a UUID
    | (?=[^0-9]*[0-9])(?:[0-9a-f]{{8,}}|[0-9A-F]{{8,}})                # hexadecimal
    | (?=[A-Z]*[0-9])[0-9A-HJKMNP-TV-Z]{{26}}                          # a ULID
    | (?:req|request|trace|span|corr|correlation|err|evt|event|log|id|usr|user|cus|acct|ch|pi|ord|order|txn|sess)
      [_-][A-Za-z_-]*[0-9][A-Za-z0-9_-]*                              # req_8Z3k
    | [0-9]{{6,}}                                                      # a long number
    | {_DAY}(?:[T\ ]\d\d:\d\d.*)?                                      # a day, a time
    | {_WEEKDAY},\ \d\d\ \w{{3}}\ \d{{4}}\ .*                          # a time as HTTP writes it
    | (?:https?://[A-Za-z0-9.:-]+)?(?:/[A-Za-z0-9._~-]+)*/[0-9]+(?:/[A-Za-z0-9._~-]+)*    # /orders/1042
    | (?:192\.0\.2|198\.51\.100|203\.0\.113)\.[0-9]{{1,3}} | 2001:db8:[0-9a-f:]*        # addresses for documents
    """,
    re.VERBOSE | re.ASCII,
)
_HOST = lazy_pattern(r"(?:^|(?<=[/@]))(?:[A-Za-z0-9-]+\.)*(?:example\.(?:com|org|net|edu)|localhost)(?![\w.-])")
_RESERVED_HOST = lazy_pattern(r"(?:^|(?<=[/@]))(?:[A-Za-z0-9-]+\.)+(?:example|test|invalid)(?![\w.-])")
_MAIL = lazy_pattern(r"(?<![\w.+-])[\w.+-]+@([\w-]+(?:\.[\w-]+)+)(?!\w)", re.ASCII)
_URL_HOST = lazy_pattern(r"//(?:[^/@?#]*@)?([A-Za-z0-9.-]+)", re.ASCII)
_SENTENCE = lazy_pattern(r"[^\W\d_]\S*(?:\s+\S+){2,}")
_MIN_NUMBER = 100_000
_REQUEST_LINE = lazy_pattern(r"/\S*|[A-Z]{3,7}", re.ASCII)

_BY_KEY = {
    # the name of a key → its marker
    **dict.fromkeys(["request_id", "requestid", "req_id", "correlation_id", "x_request_id"], "request_id"),
    **dict.fromkeys(["trace_id", "traceid", "x_trace_id"], "trace_id"),
    **dict.fromkeys(["timestamp", "time", "date", "datetime", "occurred_at", "created_at"], "timestamp"),
    "instance": "instance", "path": "path", "method": "method", "retry_after": "retry_after",
}  # fmt: skip
_ISSUE = "issue"
_ALWAYS_DIFFERENT = frozenset(["request_id", "trace_id", "instance", "timestamp", "retry_after"])
"""Markers of keys whose value differs in every response, whatever it looks like."""
_PROSE_KEYS = frozenset(["issues", "detail", "reason", "message", "msg", "hint"])
"""Keys inside lists whose text describes the individual case."""


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    envelope = catalog.envelope
    if envelope is None:
        return
    own_domains = _own_domains(catalog.api)
    for literal in sent_literals(envelope.body or {}):
        if _looks_like_an_example(literal, own_domains):
            yield _problem(envelope, "body", literal)
    for name, text in envelope.headers.items():
        for literal in sent_literals({name: text}):
            if _looks_like_an_example(literal, own_domains):
                yield _problem(envelope, "headers", literal)


def _looks_like_an_example(literal: SentLiteral, own_domains: frozenset[str]) -> bool:
    key, value = _key(literal), literal.value
    if isinstance(value, bool):
        return False
    if literal.has_markers:
        return isinstance(value, str) and _is_foreign(_HOST, value, own_domains)
    marker = _BY_KEY.get(key)
    if marker in _ALWAYS_DIFFERENT and value not in ("", 0):
        return True
    if isinstance(value, int):
        is_id = key == "id" or key.endswith("_id")
        return (is_id and value != 0) or (abs(value) >= _MIN_NUMBER and "version" not in key)
    if not isinstance(value, str):
        return False
    if key == _ISSUE:
        return bool(value)
    if marker is not None and _REQUEST_LINE.fullmatch(value):
        return True
    if _PER_REQUEST.fullmatch(value):
        return "version" not in key
    if literal.in_list and _SENTENCE.match(value) and (isinstance(literal.path[-1], int) or key in _PROSE_KEYS):
        return True
    return any(_is_foreign(pattern, value, own_domains) for pattern in (_HOST, _RESERVED_HOST, _MAIL))


def _key(literal: SentLiteral) -> str:
    """Return the key of a literal in snake_case."""
    key = next((step for step in reversed(literal.path) if isinstance(step, str)), "")
    return derive_name(key.removesuffix("?")).lower()


def _is_foreign(pattern: re.Pattern[str], text: str, own_domains: frozenset[str]) -> bool:
    """Whether a text contains a host of the pattern that does not belong to the API."""
    return any(
        _domain((match[1] if pattern.groups else match[0]).lower()) not in own_domains
        for match in pattern.finditer(text)
    )


def _own_domains(api: Api | None) -> frozenset[str]:
    """Return the domains that the catalog gives as the API's own."""
    if api is None:
        return frozenset()
    support = api.support
    texts = [api.docs_url, support.url if support else None, *(link.url for link in api.links)]
    hosts = [match[1] for text in texts if text for match in _URL_HOST.finditer(text)]
    hosts += [support.email.rpartition("@")[2]] if support and support.email else []
    return frozenset(_domain(host.lower()) for host in hosts)


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _problem(envelope: Envelope, part: str, literal: SentLiteral) -> Problem:
    at = Place(envelope.at.document, (*envelope.at.path, part, *literal.path))
    marker = _BY_KEY.get(_key(literal), "")
    key = next((step for step in reversed(literal.path) if isinstance(step, str)), "")
    kind = "text" if literal.has_markers else "marker" if marker else "header" if part == "headers" else ""
    values = {
        "value": value_words(literal.value),
        "key": key,
        "marker": f"<{marker}>",
    }
    return Problem("example-in-envelope", at, values, help=kind)
