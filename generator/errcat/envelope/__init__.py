"""Envelopes by example: what a response looks like, from one body in which markers say where things travel. A noun.

    {"error": {"code": "<code>", "message": "<message>", "details?": "<details>"}, "request_id": "<request_id>"}

* `"<code>"`             the code of the error travels here; `MARKERS` has all of them
* `"<status:string>"`    the same as another JSON type than usual
* `"…/errors/<name>"`    a text with markers in it
* `"details?": …`        a key that may be missing
* `"<field>": …`         a key of any name
* `[…, …]`               a list of any length; each item is like one of these
* `null`, `{}`, `[]`     anything, any object, any list
* every other value      an example; its type is what counts

From it come the JSON Schema (`schema_of`), the body of one error (`fill`), and what is different in a body that
somebody wrote (`differences`). The ready-made envelopes are written in the same way.
"""

from __future__ import annotations

from errcat.envelope.differences import Difference, differences
from errcat.envelope.filling import fill
from errcat.envelope.json_schema import schema_of
from errcat.envelope.ready_made import READY_MADE, body_of, media_type_of
from errcat.envelope.shapes import (
    MARKERS,
    TELLING,
    Anything,
    Fields,
    Items,
    Key,
    Marker,
    Sample,
    Shape,
    UnknownMarker,
    Words,
    json_type,
    marker_names,
    markers,
    shape_of,
    unknown_markers,
)
from errcat.envelope.values import GRPC, values_of

__all__ = [
    "GRPC",
    "MARKERS",
    "READY_MADE",
    "TELLING",
    "Anything",
    "Difference",
    "Fields",
    "Items",
    "Key",
    "Marker",
    "Sample",
    "Shape",
    "UnknownMarker",
    "Words",
    "body_of",
    "differences",
    "fill",
    "json_type",
    "marker_names",
    "markers",
    "media_type_of",
    "schema_of",
    "shape_of",
    "unknown_markers",
    "values_of",
]
