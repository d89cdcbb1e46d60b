"""What a recording has as a body → data, as far as it is JSON."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from errcat.traffic.recordings import strict_json
from errcat.traffic.recordings.recorded import EMPTY_BODY, UNKNOWN_BODY, Body, BodyKind
from errcat.traffic.recordings.streams import unpacked
from errcat.traffic.recordings.unreadable import UnreadableError

MAX_BODY = 16 << 20
"""The longest body that errcat reads, in characters."""
_HTML = re.compile(r"<(?:!doctype html|html|head|body|title|center|h1)\b", re.IGNORECASE)
_REDACTED = re.compile(
    r"[\W_]*(?:redacted|removed|filtered|masked|hidden|scrubbed|omitted|sanitized|truncated)[\W_]*|\*{2,}|x{3,}|█+",
    re.IGNORECASE,
)
_REDACTED_LENGTH = 40


def is_redacted(value: object) -> bool:
    """Whether a value is what tools write in place of a secret: `[REDACTED]`, `***`."""
    return isinstance(value, str) and len(value) <= _REDACTED_LENGTH and _REDACTED.fullmatch(value.strip()) is not None


def body_of_text(text: str) -> Body:
    """Return the body of a text."""
    stripped = text.strip().removeprefix("\ufeff")
    if not stripped:
        return EMPTY_BODY
    if len(text) > MAX_BODY:
        return Body(BodyKind.TOO_LONG)
    if is_redacted(stripped):
        return UNKNOWN_BODY
    if stripped.startswith("<"):
        return Body(BodyKind.HTML if _HTML.match(stripped) else BodyKind.TEXT)
    try:
        value = strict_json.parse(stripped)
    except UnreadableError:
        return Body(BodyKind.BROKEN if stripped[0] in "{[" else BodyKind.TEXT)
    if is_redacted(value):
        return UNKNOWN_BODY
    return Body(BodyKind.JSON, value)


def body_of_bytes(data: bytes, encoding: str = "") -> Body:
    """Return the body of bytes. `encoding` is the header Content-Encoding."""
    if len(data) > MAX_BODY:
        return Body(BodyKind.TOO_LONG)
    match encoding.strip().lower():
        case "gzip" | "x-gzip" if data.startswith(b"\x1f\x8b"):
            return _unpacked_body(data, 31)
        case "deflate" if not data.lstrip().startswith((b"{", b"[", b"<")):
            return _unpacked_body(data, 15)
    try:
        return body_of_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Body(BodyKind.BINARY)


def _unpacked_body(data: bytes, wbits: int) -> Body:
    result = bytearray()
    try:
        for piece in unpacked([data], wbits=wbits):
            result += piece
            if len(result) > MAX_BODY:
                return Body(BodyKind.TOO_LONG)
    except (UnreadableError, zlib.error):
        return Body(BodyKind.BINARY)
    return body_of_bytes(bytes(result))


def body_of_base64(text: str, encoding: str = "") -> Body:
    """Return the body of a text in base64."""
    if len(text) > 2 * MAX_BODY:
        return Body(BodyKind.TOO_LONG)
    try:
        return body_of_bytes(base64.b64decode(text, validate=False), encoding)
    except (binascii.Error, ValueError):
        return body_of_text(text) if text.lstrip()[:1] in ("{", "[") else Body(BodyKind.BINARY)


def body_of_value(value: object) -> Body:
    """Return the body that a log has as data, or as a text."""
    if isinstance(value, str):
        return body_of_text(value)
    return UNKNOWN_BODY if value is None else Body(BodyKind.JSON, value)
