"""unknown-transport-code: a code of another protocol that this protocol does not have: grpc: ALREDY_EXISTS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat.findings.finding import Problem
from errcat.model.catalog import Catalog
from errcat.rules.report import Context
from errcat.text.lazy_pattern import lazy_pattern
from errcat.text.suggestions import closest
from errcat.text.yaml_writer import yaml_word

GRPC = (
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
    "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
    "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
)  # fmt: skip
"""The codes of gRPC by their numbers."""
_RANGES = {"exit": (0, 255), "websocket": (1000, 4999), "grpc": (0, len(GRPC) - 1)}
_SQLSTATE = lazy_pattern(r"[0-9A-Z]{5}")
_OTHER_SPELLINGS = {"CANCELED": "CANCELLED", "UNAUTHORIZED": "UNAUTHENTICATED", "FORBIDDEN": "PERMISSION_DENIED"}


def check(catalog: Catalog, _context: Context) -> Iterator[Problem]:
    used = {item for error in catalog.errors for item in error.transports.items()}
    mistakes = {item: mistake for item in used if (mistake := _mistake(*item)) is not None}
    for error in catalog.errors if mistakes else ():
        for protocol, code in error.transports.items():
            if (protocol, code) in mistakes:
                kind, similar = mistakes[protocol, code]
                values = {
                    "protocol": protocol,
                    "code": code,
                    "similar": similar,
                    "line": f"{protocol}: {yaml_word(similar)}",
                }
                yield Problem("unknown-transport-code", error.at / "transports" / protocol, values, help=kind)


def _mistake(protocol: str, code: str | int) -> tuple[str, str] | None:
    """Return the kind of a mistake, and the code that is probably meant."""
    if protocol == "sqlstate":
        text = str(code)
        return None if _SQLSTATE.fullmatch(text) else ("sqlstate", text.upper())
    if protocol not in _RANGES:
        return None
    low, high = _RANGES[protocol]
    if isinstance(code, int) or re.fullmatch(r"-?[0-9]+", code):
        return None if low <= int(code) <= high else (protocol, "")
    if protocol != "grpc":
        return (protocol, "")
    if code in GRPC:
        return None
    word = re.sub(r"[^A-Z]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", code).upper()).strip("_")
    similar = word if word in GRPC else _OTHER_SPELLINGS.get(word) or closest(word, GRPC)
    return ("similar", similar) if similar else ("grpc", "")
