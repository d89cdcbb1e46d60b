"""The section about envelopes on the page of the format: rules, markers, and the ready-made envelopes."""

from __future__ import annotations

from errcat.envelope import MARKER_TABLE, READY_MADE
from errcat.targets.literals import md_code
from errcat.text.yaml_writer import yaml_block

_LEAVES = """\
A value in the body is one of three things:

- A **marker**, such as `<code>`. errcat replaces it with the value of the error. A marker can also be a part of a text:
  `https://acme.dev/errors/<name>`.
- An **example**: the value of a key that ends in `?`, if the value has no markers. It shows the shape in the
  documentation and in schemas. A response has this key only if the caller gives a value: `SomeError(extra={"trace":
  "…"})`. Each key of `extra` is the name of a member. If several members have the same name, use the path with dots.
- A **constant**: every other literal. Every response has it unchanged.

A key that ends in `?` is optional. If its value has markers, a response has the key when the markers have values. The
other literals in the value are constants. Every response has lists without markers unchanged. From a list with markers,
a response has the first item with markers, or an empty list if the error fills none of them. `"<field>": …` is a key
with the name of the request field. `"<field>?": null` makes the object open: `extra` can add members with any name.
`"<params>?": null` adds the [params](#params-in-responses) to the object.

A response has a header if all markers of the header have values. errcat percent-encodes characters that HTTP doesn't
allow in a header, such as a line break.

The documentation shows the same body with the examples of the catalog: from params, from `api.request_id`, and from the
envelope itself if it isn't a ready-made one.

### Markers { #markers }

The caller is the code that raises the error, or the handler that sends the response. It gives a value as a keyword
argument with the name of the marker, such as `request_id` or `instance`, or sets the attribute. `<status:string>` is
the status as text. `integer` and `number` work the same way.
"""
_AFTER_MARKERS = """\
A required marker without a value becomes an empty value of its type. There are two exceptions: `<status>` becomes 500,
the status of the response, and `<grpc>` becomes `UNKNOWN`.

### Params in responses { #params-in-responses }

A response has the values of the params in its message, and where the envelope says so:

- `params?: <params>` sends them as one object.
- `<params>?: null` in an object makes each param a member of that object, with its own name, value and JSON type. The
  ready-made `rfc9457` does so at the top: there, they are extension members of RFC 9457.
- `details?: <details>` sends the params that the schema of the `details` has. For an error without such a schema, it
  sends the params that are neither in a message nor members.

With `<params>?: null`:

- A param without a value is absent.
- A param that the schema of the `details` has is sent in the details only, not twice.
- A param with the name of another member of the object can't be a member. The rule
  [clashing-param](../rules/clashing-param.md) reports it. For an error without a schema for the details, it is in
  the details.
- The object can have more members. `extra` adds members that aren't params. A client's `from_response` keeps unknown
  members in `extra`, and all members of an error with an unknown code.

RFC 9457 recommends names of at least three characters: letters, digits and `_`, starting with a letter. errcat accepts
shorter names, too.

### Ready-made envelopes { #ready-made }

Their responses contain only values from the catalog, the caller or the clock. To change an envelope, copy its body into
your catalog.
"""


def about_envelopes() -> list[str]:
    """Return the rules of envelopes, the list of markers, and the ready-made envelopes."""
    lines = [*_LEAVES.split("\n"), "| Marker | Type | Value from | What it is |", "| --- | --- | --- | --- |"]
    for name, marker in MARKER_TABLE.items():
        lines.append(f"| `<{name}>` | {marker.type} | {marker.source} | {marker.about} |")
    lines += ["", *_AFTER_MARKERS.split("\n")]
    for name, (media_type, body) in READY_MADE.items():
        lines += [f"`{name}`, {md_code(media_type)}:", "", "```yaml", *yaml_block(body).rstrip().split("\n"), "```", ""]
    return lines
