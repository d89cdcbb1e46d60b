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

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from errcat.finding import PathStep
from errcat.model import NOTHING, Api, Envelope, ErrorEntry
from errcat.text import placeholders
from errcat.text.naming import humanised

# What a marker stands for, as a JSON type; details are whatever the entry's schema says.
MARKERS: Mapping[str, str] = {
    "code": "string",
    "name": "string",
    "number": "integer",
    "status": "integer",
    "message": "string",
    "title": "string",
    "details": "any",
    "type": "string",
    "category": "string",
    "action": "string",
    "docs_url": "string",
    "request_id": "string",
    "field": "string",
    "retry_after": "number",
    "user_message": "string",
    "severity": "string",
    "timestamp": "string",
    "grpc": "string",
}
TELLING = ("code", "name", "number")
"""Markers that say which error it is."""

_TYPES = ("string", "integer", "number")
_JSON_TYPES: Mapping[type, str] = {
    bool: "boolean", str: "string", int: "integer", float: "number", list: "array", type(None): "null",
}  # fmt: skip
_MARKER = re.compile(r"<([^<>\s](?:[^<>\n]{0,62}[^<>\s])?)>")


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of any kind."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A place where something of the error travels."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text with markers in it."""

    parts: tuple[str | Marker, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A value by example."""

    type: str
    value: Any


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object."""

    name: str
    shape: Shape
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: its keys, and what a key of any other name has, where there may be some."""

    keys: Mapping[str, Key]
    others: Key | None = None

    @property
    def is_open(self) -> bool:
        return not self.keys and self.others is None


@dataclass(frozen=True, slots=True)
class Items:
    """A list: each item has one of these shapes; any items where there are none."""

    shapes: tuple[Shape, ...]


Shape = Anything | Marker | Words | Sample | Fields | Items


@dataclass(frozen=True, slots=True)
class UnknownMarker:
    """What looks like a marker and is none: its name, and where in the body."""

    name: str
    path: tuple[PathStep, ...]
    is_key: bool = False
    is_whole: bool = True
    """False where there is other text around it, of which it may well be a part."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in a body: where, how, and from what."""

    kind: str
    """missing, unknown, type, or the name of the marker whose value is another error's."""
    path: tuple[PathStep, ...]
    """Of the value; for a missing key, the path that it would have."""
    shape: Shape | None
    found: object = None
    wanted: object = None


# The envelopes that have a name: media type, body.
READY_MADE: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "rfc9457": (
        "application/problem+json",
        {
            "type?": "<docs_url>",
            "title": "<title>",
            "status": "<status>",
            "detail?": "<message>",
            "instance?": "/requests/1042",
            "code": "<code>",
            "details?": "<details>",
            "<field>?": None,
        },
    ),
    "google": (
        "application/json",
        {
            "error": {
                "code": "<status>",
                "message": "<message>",
                "status": "<grpc>",
                "details": [
                    {
                        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": "<code>",
                        "domain": "example.com",
                        "metadata?": "<details>",
                    },
                    {"@type": "type.googleapis.com/google.rpc.Help", "<field>?": None},
                ],
            }
        },
    ),
    "jsonapi": (
        "application/vnd.api+json",
        {
            "errors": [
                {
                    "id?": "<request_id>",
                    "links?": {"about?": "<docs_url>", "type?": "<docs_url>"},
                    "status?": "<status:string>",
                    "code": "<code>",
                    "title?": "<title>",
                    "detail?": "<message>",
                    "source?": {"pointer?": "<field>", "parameter?": "sort", "header?": "If-Match"},
                    "meta?": "<details>",
                }
            ],
            "jsonapi?": {},
            "links?": {},
            "meta?": {},
        },
    ),
    "stripe": (
        "application/json",
        {
            "error": {
                "type?": "<type>",
                "code": "<code>",
                "message": "<message>",
                "param?": "<field>",
                "doc_url?": "<docs_url>",
                "request_log_url?": "https://dashboard.example.com/logs/<request_id>",
                "<field>?": None,
            }
        },
    ),
}

# What gRPC calls an HTTP status, for errors that do not say it themselves.
_GRPC = {
    400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 409: "ABORTED",
    412: "FAILED_PRECONDITION", 416: "OUT_OF_RANGE", 429: "RESOURCE_EXHAUSTED", 499: "CANCELLED", 500: "INTERNAL",
    501: "UNIMPLEMENTED", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
}  # fmt: skip


def body_of(envelope: Envelope) -> Mapping[str, Any]:
    """The body by example."""
    ready = READY_MADE.get(envelope.name or "")
    return ready[1] if ready else envelope.body or NOTHING


def media_type_of(envelope: Envelope) -> str:
    ready = READY_MADE.get(envelope.name or "")
    return ready[0] if ready else envelope.media_type


def shape_of(example: object) -> Shape:
    """What a body, or a part of one, by example means."""
    if isinstance(example, str):
        return _text_shape(example)
    if isinstance(example, Mapping):
        keys: dict[str, Key] = {}
        others = None
        for written, value in example.items():
            name = written.removesuffix("?")
            key = Key(name, shape_of(value), optional=name != written)
            if _MARKER.fullmatch(name):
                others = key
            else:
                keys[name] = key
        return Fields(keys, others)
    if isinstance(example, list):
        return Items(tuple(shape_of(item) for item in example))
    return Anything() if example is None else Sample(json_type(example), example)


def _text_shape(text: str) -> Shape:
    whole = _MARKER.fullmatch(text)
    if whole:
        return _marker(whole[1]) or Sample("string", text)
    if "<" not in text:
        return Sample("string", text)
    parts: list[str | Marker] = []
    done = 0
    for match in _MARKER.finditer(text):
        marker = _marker(match[1])
        if marker:
            parts += (text[done : match.start()], marker)
            done = match.end()
    return Words((*parts, text[done:])) if parts else Sample("string", text)


def _marker(written: str) -> Marker | None:
    name, _colon, type_ = written.partition(":")
    if name not in MARKERS or (_colon and type_ not in _TYPES):
        return None
    return Marker(name, type_ or MARKERS[name])


def json_type(value: object) -> str:
    """What JSON calls the type of a value."""
    return next((_JSON_TYPES[kind] for kind in type(value).__mro__ if kind in _JSON_TYPES), "object")


def markers(shape: Shape) -> Iterator[tuple[Marker, tuple[PathStep, ...]]]:
    """Every marker of a shape, with the path of its value."""
    match shape:
        case Marker():
            yield shape, ()
        case Words():
            yield from ((part, ()) for part in shape.parts if isinstance(part, Marker))
        case Fields():
            for key in shape.keys.values():
                yield from ((marker, (key.name, *path)) for marker, path in markers(key.shape))
            if shape.others:
                yield from ((marker, (shape.others.name, *path)) for marker, path in markers(shape.others.shape))
        case Items():
            for number, item in enumerate(shape.shapes):
                yield from ((marker, (number, *path)) for marker, path in markers(item))


def marker_names(shape: Shape) -> frozenset[str]:
    return frozenset(marker.name for marker, _path in markers(shape))


def unknown_markers(example: object, path: tuple[PathStep, ...] = ()) -> Iterator[UnknownMarker]:
    """What stands in the place of a marker and is none."""
    if isinstance(example, str):
        for match in _MARKER.finditer(example):
            if not _marker(match[1]):
                yield UnknownMarker(match[1], path, is_whole=match[0] == example)
    elif isinstance(example, Mapping):
        for key, value in example.items():
            whole = _MARKER.fullmatch(key.removesuffix("?"))
            if whole and not _marker(whole[1]):
                yield UnknownMarker(whole[1], (*path, key), is_key=True)
            yield from unknown_markers(value, (*path, key))
    elif isinstance(example, list):
        for number, item in enumerate(example):
            yield from unknown_markers(item, (*path, number))


def differences(
    shape: Shape, body: object, known: Mapping[str, object] = NOTHING, path: tuple[PathStep, ...] = ()
) -> list[Difference]:
    """What is different in a body. `known` has what some markers must be; for status, a tuple of what it may be."""
    found: list[Difference] = []
    _add_differences(found, shape, body, known, path)
    return found


def _add_differences(
    found: list[Difference], shape: Shape, body: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> None:
    match shape:
        case Marker():
            if not _fits(shape.type, body):
                found.append(Difference("type", path, shape, body))
            elif not _is_known(body, known.get(shape.name)):
                found.append(Difference(shape.name, path, shape, body, known[shape.name]))
        case Sample():
            if not _fits(shape.type, body):
                found.append(Difference("type", path, shape, body))
        case Fields():
            if not isinstance(body, Mapping):
                found.append(Difference("type", path, shape, body))
            elif not shape.is_open:
                _add_field_differences(found, shape, body, known, path)
        case Words():
            if not isinstance(body, str):
                found.append(Difference("type", path, shape, body))
        case Items():
            if not isinstance(body, list):
                found.append(Difference("type", path, shape, body))
            elif shape.shapes:
                for number, item in enumerate(body):
                    found += _item_differences(shape.shapes, item, known, (*path, number))


def _is_known(value: object, wanted: object) -> bool:
    """Whether a value is what it must be, or one of those that it may be."""
    if wanted is None or value == wanted:
        return True
    return str(value) in [str(one) for one in (wanted if isinstance(wanted, tuple) else (wanted,))]


def _add_field_differences(
    found: list[Difference],
    fields: Fields,
    body: Mapping[str, object],
    known: Mapping[str, object],
    path: tuple[PathStep, ...],
) -> None:
    for name, key in fields.keys.items():
        if name in body:
            _add_differences(found, key.shape, body[name], known, (*path, name))
        elif not key.optional:
            found.append(Difference("missing", (*path, name), key.shape))
    for name in body:
        if name in fields.keys:
            continue
        if fields.others:
            _add_differences(found, fields.others.shape, body[name], known, (*path, name))
        else:
            found.append(Difference("unknown", (*path, name), fields, body[name]))


def _item_differences(
    shapes: Iterable[Shape], item: object, known: Mapping[str, object], path: tuple[PathStep, ...]
) -> list[Difference]:
    """Those from the shape that is nearest: the one with the most texts in common, then with the fewest differences."""
    found = [(-_in_common(shape, item), differences(shape, item, known, path)) for shape in shapes]
    return min(found, key=lambda one: (one[0], len(one[1])))[1]


def _in_common(shape: Shape, item: object) -> int:
    """How many texts of an example stand in an item as well: "@type" and the like, which say what it is."""
    if not isinstance(shape, Fields) or not isinstance(item, Mapping):
        return 0
    samples = ((key.name, key.shape) for key in shape.keys.values())
    texts = ((name, shape.value) for name, shape in samples if isinstance(shape, Sample) and shape.type == "string")
    return sum(item.get(name) == text for name, text in texts)


def _fits(wanted: str, value: object) -> bool:
    found = _JSON_TYPES.get(type(value)) or json_type(value)
    return wanted in ("any", found) or (wanted == "number" and found == "integer")


_TELLING_TYPE = ("type", "$ref", "anyOf", "oneOf")
"""Keys of a schema that say what type a value has."""


def schema_of(shape: Shape, of_marker: Mapping[str, Mapping[str, Any]] = NOTHING) -> dict[str, Any]:
    """The JSON Schema of a shape. `of_marker` says more of a marker than its type: an enum of codes, say."""
    match shape:
        case Marker():
            known = dict(of_marker.get(shape.name, {}))
            is_whole = shape.type == "any" or not known.keys().isdisjoint(_TELLING_TYPE)
            return known if is_whole else {"type": shape.type} | known
        case Words():
            return {"type": "string"}
        case Sample():
            return {"type": shape.type, "examples": [shape.value]}
        case Items():
            items = [schema_of(item, of_marker) for item in shape.shapes]
            if not items:
                return {"type": "array"}
            return {"type": "array", "items": items[0] if len(items) == 1 else {"anyOf": items}}
        case Fields():
            schema: dict[str, Any] = {"type": "object"}
            if shape.keys:
                schema["properties"] = {key.name: schema_of(key.shape, of_marker) for key in shape.keys.values()}
            required = [key.name for key in shape.keys.values() if not key.optional]
            if required:
                schema["required"] = required
            if shape.others:
                schema["additionalProperties"] = schema_of(shape.others.shape, of_marker)
            return schema
    return {}


class _Missing(Exception):
    """A marker has no value, so that what needs it cannot be there."""


# What stands where a key must be and the catalog has nothing for it: of the right type, so that the body is valid.
_STAND_INS: Mapping[str, object] = {"string": "", "integer": 0, "number": 0, "any": {}}


def fill(shape: Shape, values: Mapping[str, object], *, stand_ins: bool = False) -> Any:
    """The body that a shape makes of an error. Optional keys that there is no value for are left out.

    A key that must be there has null then; with `stand_ins` a value of its type.
    """
    try:
        return _filled(shape, values, strict=False, stand_ins=stand_ins)
    except _Missing:
        return None


def _filled(shape: Shape, values: Mapping[str, object], *, strict: bool, stand_ins: bool) -> Any:
    """`strict` is true inside an optional key: without a value the key goes, rather than have none."""
    match shape:
        case Marker():
            value = values.get(shape.name)
            if value is None:
                if strict:
                    raise _Missing
                return _STAND_INS[shape.type] if stand_ins else None
            return _as_type(value, shape.type)
        case Words():
            strict = strict or not stand_ins
            return "".join(
                part if isinstance(part, str) else str(_filled(part, values, strict=strict, stand_ins=stand_ins))
                for part in shape.parts
            )
        case Sample():
            return shape.value
        case Items():
            return [_filled(item, values, strict=strict, stand_ins=stand_ins) for item in shape.shapes[:1]]
        case Fields():
            body: dict[str, Any] = {}
            for key in shape.keys.values():
                try:
                    body[key.name] = _filled(key.shape, values, strict=strict or key.optional, stand_ins=stand_ins)
                except _Missing:
                    if not key.optional:
                        raise
            if shape.others and not shape.others.optional and values.get("field") is not None:
                body[str(values["field"])] = _filled(shape.others.shape, values, strict=strict, stand_ins=stand_ins)
            return body
    return None


def _as_type(value: object, wanted: str) -> object:
    """A value as the JSON type that travels: a code of digits as a number, where the envelope says so."""
    if wanted == "string":
        return str(value)
    if wanted in ("integer", "number") and isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return value
    return value


def values_of(error: ErrorEntry, api: Api | None = None, docs_url: str | None = None) -> dict[str, object]:
    """What the markers stand for in an example of an error. `docs_url` is the address of its page."""
    examples = {name: param.example for name, param in error.params.items() if param.has_example}
    messages = [error.message, *(variant.message for variant in error.messages)]
    message = next((text for text in messages if text is not None), None)
    request_id = api.request_id.example if api and api.request_id else None
    return {
        "code": error.code,
        "name": error.name or None,
        "number": error.number,
        "status": error.status[0] if error.status else None,
        "message": None if message is None else placeholders.render(message, examples),
        "title": error.title or humanised(error.name) or None,
        "details": _details_example(error.details, examples),
        "type": error.type,
        "category": error.category,
        "action": error.action,
        "docs_url": docs_url,
        "request_id": request_id or "req_1234567890",
        "field": error.fields[0] if error.fields else None,
        "retry_after": error.retry.after if error.retry else None,
        "user_message": error.user_message,
        "severity": error.severity,
        "timestamp": "2026-01-01T00:00:00Z",
        "grpc": error.transports.get("grpc") or _GRPC.get(error.status[0] if error.status else 0, "UNKNOWN"),
    }


def _details_example(schema: Mapping[str, Any] | None, examples: Mapping[str, object]) -> Any:
    """An example of the details: the schema's own, else one made of the examples of its properties and params."""
    if schema is None:
        return None
    if isinstance(schema.get("examples"), list) and schema["examples"]:
        return schema["examples"][0]
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return None
    made = {name: _property_example(name, part, examples) for name, part in properties.items()}
    return {name: value for name, value in made.items() if value is not None} or None


def _property_example(name: str, schema: object, examples: Mapping[str, object]) -> Any:
    if name in examples:
        return examples[name]
    if not isinstance(schema, Mapping):
        return None
    for key in ("example", "const", "default"):
        if key in schema:
            return schema[key]
    for key in ("examples", "enum"):
        if isinstance(schema.get(key), list) and schema[key]:
            return schema[key][0]
    return _details_example(schema, examples)
