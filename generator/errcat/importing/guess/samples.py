"""JSON samples of responses: what they say about an error, and the envelope that all responses have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from errcat.importing.guess.headings import is_code

_CODE_KEYS = ("code", "errcode", "error_code", "errorCode", "err_code", "errorcode", "error")
_MARKERS: Mapping[str, str] = {
    "message": "message", "error_message": "message", "errorMessage": "message", "msg": "message",
    "error_description": "message", "status": "status", "status_code": "status", "statusCode": "status",
    "http_status": "status", "request_id": "request_id", "requestId": "request_id", "trace_id": "trace_id",
    "traceId": "trace_id", "timestamp": "timestamp", "time": "timestamp", "instance": "instance", "path": "path",
    "field": "field", "title": "title", "docs_url": "docs_url", "documentation_url": "docs_url", "doc_url": "docs_url",
}  # fmt: skip
_DETAILS = ("details", "detail", "data", "metadata", "context", "params")
_ABOUT_FORMAT = re.compile(
    r"\b(?:formats?|structure|envelope|shape|schema|body|object|response|responses|payload|standard)\b", re.IGNORECASE
)
_STATUS = range(100, 600)
_MIN_CODES = 2
"""How many codes the examples of responses must have: one response doesn't show what all of them share."""


def parsed(text: str) -> object:
    """Return the data of a JSON sample; None if it isn't JSON. Comments at the ends of lines are fine."""
    for candidate in (text, re.sub(r"(?m)(?<=[,\[{\s\"\d])\s*//[^\"\n]*$", "", text)):
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    return None


def _mappings(data: object, depth: int = 0) -> list[dict[str, object]]:
    """Return the mappings in data, from outside to inside."""
    if depth > 6:
        return []
    if isinstance(data, dict):
        return [data, *(inner for value in data.values() for inner in _mappings(value, depth + 1))]
    if isinstance(data, list):
        return [inner for value in data[:3] for inner in _mappings(value, depth + 1)]
    return []


def facts_of(data: object) -> dict[str, object]:
    """Return the fields of an error that a sample shows: code, status, title, message."""
    found: dict[str, object] = {}
    for mapping in _mappings(data):
        key = code_key(mapping)
        if key is None:
            continue
        code = str(mapping[key])
        number = int(code) if code.isdigit() and len(code) < 5 else 0
        found["status" if number in _STATUS and _has_other_code(mapping, key) else "code"] = (
            number if number in _STATUS and _has_other_code(mapping, key) else code
        )
        for name, value in mapping.items():
            marker = _MARKERS.get(name) or ("message" if name == "detail" and isinstance(value, str) else "")
            if marker == "status" and str(value).isdigit():
                found.setdefault("status", int(str(value)))
            elif marker in ("message", "title") and isinstance(value, str) and value:
                found.setdefault(marker, value)
        break
    return found


def _has_other_code(mapping: Mapping[str, object], key: str) -> bool:
    return any(
        isinstance(mapping.get(other), str) and is_code(str(mapping[other])) for other in _CODE_KEYS if other != key
    )


def code_key(mapping: Mapping[str, object]) -> str | None:
    """Return the key of a mapping that holds the code."""
    for key in _CODE_KEYS:
        value = mapping.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and (key != "error" or " " not in str(value)):
            return key
    return None


def is_about_format(heading: str, text_before: str) -> bool:
    """Whether a heading or the sentence before a sample announces the format of all responses."""
    return bool(
        _ABOUT_FORMAT.search(heading)
        or re.search(r"\bformat|look like|looks like|structure|following form", text_before)
    )


def envelope_of(data: object) -> dict[str, object]:
    """Return the envelope of a sample: its values become markers; empty if it shows no code."""
    if not isinstance(data, dict):
        return {}
    body = _marked(data)
    return body if '"<code>"' in json.dumps(body) else {}


def common_envelope(bodies: list[object]) -> dict[str, object]:
    """Return the envelope that the examples of several responses share; empty if their forms differ."""
    found = [envelope_of(body) for body in bodies]
    if len({str(facts_of(body).get("code")) for body in bodies}) < _MIN_CODES or not all(found):
        return {}
    common = found[0]
    for envelope in found[1:]:
        merged = _merged(common, envelope)
        if merged is None:
            return {}
        common = merged
    return common


def _merged(one: dict[str, object], other: dict[str, object]) -> dict[str, object] | None:
    """Return an envelope for two bodies: a key that only one of them has is optional; None if other values differ."""
    names = {**dict.fromkeys(one), **dict.fromkeys(other)}
    keys = {name.removesuffix("?"): name for name in names if name.endswith("?")}
    merged: dict[str, object] = {}
    for name in dict.fromkeys(name.removesuffix("?") for name in names):
        values = [found for body in (one, other) if (found := body.get(name, body.get(f"{name}?", body))) is not body]
        first, last = values[0], values[-1]
        is_optional = name in keys or len(values) == 1
        if is_optional and not str(first).startswith("<"):
            return None  # a value that isn't a marker can't be optional: it would be sent or not
        if isinstance(first, dict) and isinstance(last, dict):
            inner = _merged(first, last)
            if inner is None:
                return None
            merged[name] = inner
        elif first == last:
            merged[f"{name}?" if is_optional else name] = first
        else:
            return None
    return merged


def _marked(data: dict[str, object]) -> dict[str, object]:
    key = code_key(data)
    body: dict[str, object] = {}
    for name, value in data.items():
        marker = _MARKERS.get(name) or ("message" if name == "error" and key not in (None, "error") else "")
        if name == key:
            body[name] = "<code>"
        elif name in _DETAILS and isinstance(value, (dict, list)):
            body[f"{name}?"] = "<details>"
        elif isinstance(value, dict):
            body[name] = _marked(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            body[name] = [_marked(value[0])]
        elif marker and not isinstance(value, (list, bool)):
            body[name] = f"<{marker}>"
        else:
            body[name] = value
    return body
