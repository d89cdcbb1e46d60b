"""What is wrong with the headers of an error. Only recordings with complete headers are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errcat import envelope
from errcat.model.catalog import NEVER, ErrorEntry
from errcat.traffic.known_catalog import KnownCatalog
from errcat.traffic.problem import ResponseProblem
from errcat.traffic.recordings.bodies import is_redacted
from errcat.traffic.recordings.recorded import BodyKind, RecordedResponse

_CONTENT_TYPE = "content-type"
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")


def header_problems(known: KnownCatalog, response: RecordedResponse, entry: ErrorEntry) -> Iterator[ResponseProblem]:
    """Yield the headers that contradict the catalog."""
    headers = response.headers
    if _CONTENT_TYPE not in headers:
        return  # the log has no headers, or a selection of them
    found = headers[_CONTENT_TYPE].partition(";")[0].strip().lower()
    declared = known.catalog.envelope
    if declared is not None and response.body.kind is BodyKind.JSON and found != known.media_type:
        words = {"found": _shown_media_type(found), "wanted": known.media_type}
        yield ResponseProblem("wrong-media-type", "", "", entry.code, words, declared.at)
    for name, template in (declared.headers if declared else {}).items():
        shape = envelope.shape_of(template)
        value = headers.get(name.lower())
        if value is None:
            if not envelope.has_markers(shape) or _has_values(shape, entry):
                at = declared.at / "headers" / name if declared else None
                yield ResponseProblem("missing-response-header", "", "", entry.code, {"header": name}, at)
        elif not _fits(shape, value, entry):
            at = declared.at / "headers" / name if declared else None
            yield ResponseProblem("missing-response-header", "value", "", entry.code, {"header": name}, at)
    retry = known.catalog.retry_of(entry)
    if retry is not None and retry.header and retry.strategy != NEVER.strategy and retry.header.lower() not in headers:
        at = entry.at / "retry" / "header" if entry.retry is not None else entry.at
        yield ResponseProblem("missing-response-header", "retry", "", entry.code, {"header": retry.header}, at)


def _catalog_value(marker: envelope.Marker, entry: ErrorEntry) -> str | None:
    """Return the value of a marker that only the catalog decides about."""
    values = {
        "code": entry.code,
        "name": entry.name or None,
        "number": None if entry.number is None else str(entry.number),
        "type": entry.type,
        "category": entry.category,
        "severity": entry.severity,
    }
    return values.get(marker.name)


def _has_values(shape: envelope.Shape, entry: ErrorEntry) -> bool:
    """Whether each response has a value for the markers of a header."""
    return all(_catalog_value(marker, entry) is not None for marker, _path in envelope.markers(shape))


def _fits(shape: envelope.Shape, value: str, entry: ErrorEntry) -> bool:
    """Whether a header has the value that the catalog says, as far as it says one."""
    if is_redacted(value):
        return True
    match shape:
        case envelope.Marker():
            expected = _catalog_value(shape, entry)
            return expected is None or value == expected
        case envelope.ExampleValue():
            return value == str(shape.value)
    return True


def _shown_media_type(media_type: str) -> str:
    """Return a media type for a sentence; other values of the header can be anything."""
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "another value"
