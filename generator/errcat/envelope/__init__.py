"""Envelopes by example: what a response looks like, from one body in which markers say where things travel. A noun.

    {"error": {"code": "<code>", "message": "<message>", "details?": "<details>"}, "request_id": "<request_id>"}

A leaf of a body is one of three things:

* a marker, `"<code>"`, or a text with markers in it, `"…/errors/<name>"`: it is filled in (`MARKER_TABLE` says from
  where); `"<status:string>"` is the same as another JSON type than usual
* an example: the value of a key that ends in `?`, where nothing in it is filled in. It shows the shape, and is never
  sent unless the caller gives a value
* a constant: every other literal. It is sent as it is

Further: `"details?": …` is a key that may be missing, `"<field>": …` a key of any name, `"<field>?": null` says that
the object may have more members. A list has any length, each item like one of these. `null`, `{}` and `[]` are
anything, any object, any list.

From it come the JSON Schema (`schema_of`), the body of one error (`fill`), and what is different in a body that
somebody wrote (`differences`). The ready-made envelopes are written in the same way.
"""

from __future__ import annotations

from errcat.envelope.differences import Difference, differences
from errcat.envelope.extra import example_names, member_markers, open_paths
from errcat.envelope.filling import STAND_INS, fill
from errcat.envelope.json_schema import schema_of
from errcat.envelope.marker_table import MARKER_TABLE, MARKERS, OCCURRENCE, KnownMarker
from errcat.envelope.ready_made import READY_MADE, body_of, media_type_of
from errcat.envelope.sent_literals import SentLiteral, sent_literals
from errcat.envelope.shapes import (
    TELLING,
    Anything,
    ExampleValue,
    Fields,
    Items,
    Key,
    Marker,
    Shape,
    UnknownMarker,
    Words,
    has_markers,
    json_type,
    marker_names,
    markers,
    shape_of,
    unknown_markers,
)
from errcat.envelope.values import GRPC, SHOWN, values_of

__all__ = [
    "GRPC",
    "MARKERS",
    "MARKER_TABLE",
    "OCCURRENCE",
    "READY_MADE",
    "SHOWN",
    "STAND_INS",
    "TELLING",
    "Anything",
    "Difference",
    "ExampleValue",
    "Fields",
    "Items",
    "Key",
    "KnownMarker",
    "Marker",
    "SentLiteral",
    "Shape",
    "UnknownMarker",
    "Words",
    "body_of",
    "differences",
    "example_names",
    "fill",
    "has_markers",
    "json_type",
    "marker_names",
    "markers",
    "media_type_of",
    "member_markers",
    "open_paths",
    "schema_of",
    "sent_literals",
    "shape_of",
    "unknown_markers",
    "values_of",
]
