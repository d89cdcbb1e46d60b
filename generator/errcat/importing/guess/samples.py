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
    return body if '"<code' in json.dumps(body) else {}


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
        if isinstance(first, dict) and isinstance(last, dict) and not is_optional:
            inner = _merged(first, last)
            if inner is None:
                return None
            merged[name] = inner
        elif first == last and not (is_optional and '"<code' in json.dumps(first)):
            merged[f"{name}?" if is_optional else name] = first
        elif '"<' in json.dumps([first, last]):
            return None
        else:
            merged[f"{name}?"] = first  # another constant in another response: an example
    return merged


def _marked(data: dict[str, object]) -> dict[str, object]:
    key = code_key(data)
    has_message = any(_MARKERS.get(name) == "message" for name in data)
    body: dict[str, object] = {}
    for name, value in data.items():
        marker = _MARKERS.get(name) or ("message" if name == "error" and key not in (None, "error") else "")
        if name == "detail" and isinstance(value, str) and not has_message:
            marker = "message"
        if name == key:
            body[name] = "<code:integer>" if isinstance(value, int) else "<code>"
        elif name in _DETAILS and isinstance(value, (dict, list)):
            body[f"{name}?"] = "<details>"
        elif isinstance(value, dict):
            inner = _marked(value)
            body[name if '"<' in json.dumps(inner) else f"{name}?"] = inner
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            body[name] = [_marked(value[0])]
        elif marker and not isinstance(value, (list, bool)):
            body[name] = f"<{marker}{_type_of(marker, value)}>"
        else:  # what may be different in the next response is an example: nobody sends it unasked
            body[name if _is_constant(value) else f"{name}?"] = value
    return body


def _type_of(marker: str, value: object) -> str:
    if marker == "status":
        return ":string" if isinstance(value, str) else ""
    return ":number" if marker == "timestamp" and isinstance(value, (int, float)) else ""


def _is_constant(value: object) -> bool:
    """Whether all responses of an API may have this value: a flag or a word, and no sentence, number or id."""
    return isinstance(value, bool) or value is None or (isinstance(value, str) and value.isalpha())
