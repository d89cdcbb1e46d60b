"""What is wrong with the body of an error: its envelope, its params, its details, its message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from errcat import envelope
from errcat.envelope.value_words import TYPE_WORDS, shape_words
from errcat.json_schema.mismatch_words import mismatch_words
from errcat.json_schema.mismatches import mismatches
from errcat.model.catalog import NEVER, ErrorEntry, Param
from errcat.model.messages import message_templates
from errcat.text import placeholders
from errcat.traffic.known_catalog import KnownCatalog, is_http
from errcat.traffic.occurrences import Occurrence
from errcat.traffic.problem import Path, ResponseProblem, shown_path
from errcat.traffic.recordings.bodies import is_redacted

MOST_REPORTED = 50
"""How many problems of a body are reported."""
_LONGEST_MESSAGE = 100_000


def envelope_problems(
    known: KnownCatalog, body: object, entry: ErrorEntry | None, status: int | None
) -> Iterator[ResponseProblem]:
    """Yield the differences of a body from the envelope. `entry` is the error, if it is known and the only one."""
    if known.shape is None:
        return
    top = known.top_keys
    if not isinstance(body, Mapping) or (top and top.isdisjoint(body.keys())):
        yield ResponseProblem("body-against-envelope", "foreign", values={"found": type_words(body)})
        return
    code = entry.code if entry else ""
    names = _names_in(known.shape)
    expected = _expected_values(known, entry, status) if entry else {}
    for difference in islice(envelope.differences(known.shape, body, expected), MOST_REPORTED):
        if is_redacted(difference.actual):
            continue
        path = shown_path(difference.path, names)
        match difference.kind:
            case "missing":
                yield ResponseProblem("body-against-envelope", "missing", path, code)
            case "unknown":
                yield ResponseProblem("unlisted-response-key", "", path, code)
            case "type":
                words = {"found": type_words(difference.actual), "wanted": shape_words(difference.shape)}
                yield ResponseProblem("body-against-envelope", "", path, code, words)
            case kind:
                yield ResponseProblem("body-against-envelope", "value", path, code, {"what": kind})
    for changed in _changed_constants(known.shape, body):
        yield ResponseProblem("body-against-envelope", "constant", shown_path(changed, names), code)


def _expected_values(known: KnownCatalog, entry: ErrorEntry, status: int | None) -> dict[str, object]:
    """Return the values that the markers must have, as far as only the catalog decides about them."""
    statuses = [other for other in entry.status or () if is_http(other)]
    if status is not None:
        statuses = [status] if status in statuses or not statuses else [*statuses, status]
    retry = known.catalog.retry_of(entry)
    names = known.as_members.members(entry.params, entry.details) if known.as_members else ()
    return {
        "code": entry.code,
        "name": entry.name or None,
        "number": entry.number,
        "status": tuple(statuses) or None,
        "type": entry.type,
        "category": entry.category,
        "severity": entry.severity,
        "retryable": None if retry is None else retry.strategy != NEVER.strategy,
        "grpc": entry.transports.get("grpc"),
        "jsonrpc": entry.transports.get("jsonrpc"),
        "members": {name: envelope.ExampleValue(entry.params[name].type, None) for name in names},
    }


def _changed_constants(shape: envelope.Shape, body: object, path: Path = ()) -> Iterator[Path]:
    """Yield the place of each literal that every response has, but this body does not."""
    if not isinstance(shape, envelope.ObjectShape) or not isinstance(body, Mapping):
        return
    for key in shape.keys.values():
        if key.is_example or key.name not in body:
            continue
        value = body[key.name]
        if isinstance(key.shape, envelope.ExampleValue):
            is_same_type = envelope.json_type(value) == key.shape.type
            if is_same_type and value != key.shape.value and not is_redacted(value):
                yield (*path, key.name)
        else:
            yield from _changed_constants(key.shape, value, (*path, key.name))


def _names_in(shape: envelope.Shape) -> frozenset[str]:
    """Return every key that an envelope names."""
    match shape:
        case envelope.ObjectShape():
            inner = (_names_in(key.shape) for key in shape.keys.values())
            return frozenset(shape.keys).union(*inner)
        case envelope.ListShape():
            return frozenset[str]().union(*map(_names_in, shape.shapes))
    return frozenset()


def message_problems(entries: Sequence[ErrorEntry], occurrence: Occurrence) -> Iterator[ResponseProblem]:
    """Report a message that fits no message of any error that it can belong to."""
    path, message = occurrence.values.get("message", ((), None))
    if not isinstance(message, str) or is_redacted(message) or len(message) > _LONGEST_MESSAGE:
        return
    templates = [list(message_templates(entry)) for entry in entries]
    if not all(templates) or any(
        placeholders.literal_length(template, message) >= 0 for each in templates for template in each
    ):
        return
    entry = entries[0]
    at = entry.at / ("message" if entry.message is not None else "messages")
    yield ResponseProblem("message-against-catalog", "", shown_path(path), entry.code, related=at)


def param_problems(
    known: KnownCatalog, entry: ErrorEntry, occurrence: Occurrence, body: object
) -> Iterator[ResponseProblem]:
    """Report the params and details of an error that a body lacks, or that have another type."""
    if known.shape is None:
        return
    templates = [placeholders.names(text) for text in _own_messages(entry)]
    used = dict.fromkeys(name for names in templates for name in names)
    params = {**entry.params, **{name: Param() for name in used if name not in entry.params}}
    required = [
        name for name in params if envelope.is_always_sent(name, templates, is_optional=_is_optional(params[name]))
    ]
    if known.as_members is not None:
        members = known.as_members.members(params, entry.details)
        for keys, _names in envelope.objects_with_params(known.shape):
            found = _inside(body, keys, occurrence.list_path)
            if isinstance(found, Mapping):
                wanted = {name: params[name] for name in members}
                yield from _object_problems(found, wanted, required, keys, entry, has_types=False)
    if "params" in occurrence.values:
        path, value = occurrence.values["params"]
        yield from _object_problems(value, params, required, path, entry)
    elif "params" in _sent_markers(known):
        declared = [name for name in entry.params if name in required]
        yield from (_missing(name, (), entry) for name in declared)
    if known.details_path is not None:
        yield from _details_problems(known, entry, occurrence, used)


def _is_optional(param: Param) -> bool:
    return param.optional or param.default is not None


def _own_messages(entry: ErrorEntry) -> list[str]:
    return [text for text in (entry.message, *(variant.message for variant in entry.messages)) if text is not None]


def _sent_markers(known: KnownCatalog) -> frozenset[str]:
    return envelope.marker_names(known.shape) if known.shape is not None else frozenset()


def _object_problems(
    value: object,
    params: Mapping[str, Param],
    required: Iterable[str],
    path: Path,
    entry: ErrorEntry,
    *,
    has_types: bool = True,
) -> Iterator[ResponseProblem]:
    """Compare an object with the params that it has. Without `has_types`, the envelope has compared the types."""
    if not isinstance(value, Mapping):
        return  # the envelope reports this, or the value is redacted
    for name in required:
        if name in params and name not in value:
            yield _missing(name, path, entry)
    for name, param in params.items():
        if name not in value or is_redacted(value[name]) or (value[name] is None and _is_optional(param)):
            continue
        found = envelope.json_type(value[name])
        shown = shown_path((*path, name), frozenset(params))
        if has_types and found != param.type and not (param.type == "number" and found == "integer"):
            words = {"found": TYPE_WORDS[found], "wanted": TYPE_WORDS[param.type]}
            yield ResponseProblem("body-against-envelope", "", shown, entry.code, words)
        elif param.enum and value[name] not in param.enum:
            yield ResponseProblem(
                "body-against-envelope", "enum", shown, entry.code, related=entry.at / "params" / name
            )


def _missing(name: str, path: Path, entry: ErrorEntry) -> ResponseProblem:
    at = entry.at / "params" / name if name in entry.params else entry.at
    where = shown_path((*path, name), frozenset([name]))
    return ResponseProblem("missing-response-param", "", where, entry.code, {"param": name}, at)


def _details_problems(
    known: KnownCatalog, entry: ErrorEntry, occurrence: Occurrence, used: Iterable[str]
) -> Iterator[ResponseProblem]:
    path, details = occurrence.values.get("details", (known.details_path or (), None))
    if is_redacted(details):
        return
    if entry.details is None:
        if "params" in _sent_markers(known):
            return  # the params have a place of their own
        names = envelope.default_details(known.as_members, entry.params, None, used)
        params = {name: entry.params[name] for name in names}
        required = [name for name in names if not _is_optional(params[name])]
        if "details" in occurrence.values and details is not None:
            yield from _object_problems(details, params, required, path, entry)
        else:
            yield from (_missing(name, path, entry) for name in required)
        return
    if not known.has_usable_details(entry):
        return
    if "details" not in occurrence.values:
        required_names = entry.details.get("required")
        details = {}
        if not isinstance(required_names, list) or not required_names:
            return
    found_mismatches = mismatches(entry.details, details)[:MOST_REPORTED]
    names_known = _property_names(entry.details) if found_mismatches else frozenset()
    for mismatch in found_mismatches:
        if is_redacted(mismatch.found):
            continue
        words = mismatch_words(mismatch)
        step = (words.key,) if words.key else ()
        found = type_words(mismatch.found)
        shown = shown_path((*path, *mismatch.path, *step), names_known)
        values = {} if words.kind else {"found": found, "wanted": words.wanted}
        yield ResponseProblem("details-against-schema", words.kind, shown, entry.code, values, entry.at / "details")


def _property_names(schema: object, depth: int = 0) -> frozenset[str]:
    """Return every key that a schema names."""
    if depth > 20:
        return frozenset()
    if isinstance(schema, list):
        return frozenset[str]().union(*(_property_names(part, depth + 1) for part in schema))
    if not isinstance(schema, Mapping):
        return frozenset()
    names: frozenset[str] = frozenset()
    for key, part in schema.items():
        if key == "properties" and isinstance(part, Mapping):
            names |= frozenset(map(str, part))
        if key == "required" and isinstance(part, list):
            names |= frozenset(map(str, part))
        names |= _property_names(part, depth + 1)
    return names


def _inside(body: object, path: Path, list_path: Path) -> object:
    """Return the value at a path of an envelope, in the same item of each list."""
    value = body
    for depth, step in enumerate(path):
        if isinstance(value, list):
            index = list_path[depth] if len(list_path) > depth and list_path[:depth] == path[:depth] else 0
            value = value[index] if isinstance(index, int) and index < len(value) else None
            continue
        value = value.get(str(step)) if isinstance(value, Mapping) else None
    return value


def type_words(value: object) -> str:
    """Describe a value by its type only: it can be secret."""
    return TYPE_WORDS[envelope.json_type(value)]
