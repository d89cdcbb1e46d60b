"""Envelopes by example: a sample body, with markers where values go, defines the shape of every response.

    {"error": {"code": "<code>", "message": "<message>", "details?": "<details>"}, "request_id": "<request_id>"}

A leaf of a body is one of three things:

* a marker, `"<code>"`, or a text with markers in it, `"…/errors/<name>"`: errcat fills it in (`MARKER_TABLE` lists the
  sources); `"<status:string>"` sends the value as another JSON type than usual
* an example: the value of a key that ends in `?` and holds no marker. It shows the shape and is sent only if the caller
  gives a value
* a constant: every other literal. It is sent as it is

A key such as `"details?"` is optional, `"<field>"` is a key of any name, and `"<field>?": null` allows further members
in the object. `"<params>?": null` puts the params into the object, each as a member with its own name, and also allows
further members. A list has any length, and each item has the shape of a sample item. `null`, `{}` and `[]` mean
any value, any object and any list.

The JSON Schema (`schema_of`), the body of an error (`fill`) and the check of a handwritten body (`differences`) follow
from the sample body. The ready-made envelopes are written in the same way.
"""

from __future__ import annotations

from errcat.envelope.body_differences import Difference, differences
from errcat.envelope.extra import example_names, member_markers, open_paths
from errcat.envelope.filling import FALLBACK_VALUES, fill
from errcat.envelope.json_schema import Members, schema_of
from errcat.envelope.marker_table import MARKER_TABLE, MARKERS, OCCURRENCE, KnownMarker
from errcat.envelope.params_as_members import (
    ParamsAsMembers,
    default_details,
    is_always_sent,
    objects_with_params,
    params_as_members,
    sends_details,
)
from errcat.envelope.ready_made import READY_MADE, body_of, media_type_of
from errcat.envelope.sent_literals import SentLiteral, sent_literals
from errcat.envelope.shapes import (
    IDENTIFYING_MARKERS,
    PARAMS_KEY,
    Anything,
    ExampleValue,
    ListShape,
    Marker,
    ObjectKey,
    ObjectShape,
    Shape,
    TextWithMarkers,
    UnknownMarker,
    has_markers,
    json_type,
    marker_names,
    markers,
    shape_of,
    unknown_markers,
)
from errcat.envelope.values import (
    GRPC_BY_HTTP_STATUS,
    SAMPLE_VALUES,
    marker_values,
    response_title,
    sample_param,
)
from errcat.envelope.values_in_bodies import leaf_values, values_at_markers

__all__ = [
    "FALLBACK_VALUES",
    "GRPC_BY_HTTP_STATUS",
    "IDENTIFYING_MARKERS",
    "MARKERS",
    "MARKER_TABLE",
    "OCCURRENCE",
    "PARAMS_KEY",
    "READY_MADE",
    "SAMPLE_VALUES",
    "Anything",
    "Difference",
    "ExampleValue",
    "KnownMarker",
    "ListShape",
    "Marker",
    "Members",
    "ObjectKey",
    "ObjectShape",
    "ParamsAsMembers",
    "SentLiteral",
    "Shape",
    "TextWithMarkers",
    "UnknownMarker",
    "body_of",
    "default_details",
    "differences",
    "example_names",
    "fill",
    "has_markers",
    "is_always_sent",
    "json_type",
    "leaf_values",
    "marker_names",
    "marker_values",
    "markers",
    "media_type_of",
    "member_markers",
    "objects_with_params",
    "open_paths",
    "params_as_members",
    "response_title",
    "sample_param",
    "schema_of",
    "sends_details",
    "sent_literals",
    "shape_of",
    "unknown_markers",
    "values_at_markers",
]
