"""The names of a catalog's components in its OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from errcat import envelope
from errcat.resolved.api import api_of
from errcat.resolved.generated_types import ResolvedCatalog, ResolvedError
from errcat.resolved.resolve import STATUS_COMPONENT
from errcat.resolved.target_names import class_word, unused_name
from errcat.text.http_statuses import REASON_PHRASES

CODES = "ErrorCode"
CATEGORIES = "ErrorCategory"
BODY = "ErrorBody"
CLIENT, SERVER, ANY = "ClientError", "ServerError", "Error"
"""The responses for `4XX`, `5XX` and `default`."""
NO_STATUS_TITLE = "Error without a status"
"""The title of a response with several errors that have no status."""
_FIRST_STATUS, _LAST_STATUS = 100, 599


def response_ref(key: str) -> str:
    return f"#/components/responses/{key}"


def schema_ref(key: str) -> str:
    return f"#/components/schemas/{key}"


def header_ref(key: str) -> str:
    return f"#/components/headers/{key}"


def example_ref(key: str) -> str:
    return f"#/components/examples/{key}"


def public_errors(resolved: ResolvedCatalog) -> list[ResolvedError]:
    """Return the errors that are part of the contract."""
    return [error for error in resolved["errors"] if error["visibility"] == "public"]


def is_http(status: int) -> bool:
    """Whether a response can have this status."""
    return _FIRST_STATUS <= status <= _LAST_STATUS


def statuses_of(error: ResolvedError) -> list[int]:
    """Return the statuses of an error that a response can have."""
    statuses = error["status"]
    if statuses and len(statuses) == 1 and _FIRST_STATUS <= statuses[0] <= _LAST_STATUS:  # most errors
        return statuses
    return [status for status in statuses if _FIRST_STATUS <= status <= _LAST_STATUS] if statuses else []


def by_status(resolved: ResolvedCatalog) -> dict[int, list[ResolvedError]]:
    """Return the errors of each status, sorted by status."""
    result: dict[int, list[ResolvedError]] = {}
    for error in public_errors(resolved):
        for status in statuses_of(error):
            result.setdefault(status, []).append(error)
    return dict(sorted(result.items()))


def status_response(status: int) -> str:
    """Return the name of the response of all errors of a status."""
    return STATUS_COMPONENT.format(status=status)


def status_schema(status: int) -> str:
    """Return the name of its body schema."""
    return f"{status_response(status)}Body"


def status_title(resolved: ResolvedCatalog, status: int) -> str:
    """Return the title of a status from the catalog, or else from HTTP."""
    for note in resolved["statuses"]:
        if status in note["status"] and note["title"]:
            return str(note["title"])
    return REASON_PHRASES.get(status, f"Status {status}")


def schema_names(resolved: ResolvedCatalog) -> dict[str, str]:
    """Return the name stem of each error's body and details schemas, by error name."""
    used = {name.casefold() for name in (CODES, CATEGORIES, BODY, CLIENT, SERVER, ANY)}
    # Http404Body is the schema of a status, so no stem can be Http404
    used |= {status_response(status).casefold() for status in by_status(resolved)}
    used |= {BODY.removesuffix("Body").casefold()}
    names: dict[str, str] = {}
    for error in public_errors(resolved):
        word = unused_name(class_word(error["name"]), used)
        used.add(word.casefold())
        names[error["name"]] = word
    return names


def body_schemas(resolved: ResolvedCatalog, stems: Mapping[str, str]) -> dict[tuple[str, int | None], str]:
    """Return the schema of each error's own body, by error name and status: `timeout` → TimeoutBody.

    `stems` has the names that `schema_names` returns.

    An error with several statuses has a schema for each of them if its body contains the status. Without statuses, the
    key has None. There is no schema if no marker of the envelope identifies the error.
    """
    markers = envelope.marker_names(envelope.shape_of(resolved["envelope"]["body"]))
    if markers.isdisjoint(envelope.IDENTIFYING_MARKERS):
        return {}
    used = {stem.casefold() for stem in stems.values()} | {
        status_response(status).casefold() for status in by_status(resolved)
    }
    schemas: dict[tuple[str, int | None], str] = {}
    for error in public_errors(resolved):
        stem, statuses = stems[error["name"]], statuses_of(error)
        each_status: Sequence[int | None] = statuses or (None,)
        for status in each_status:
            own_stem = stem
            if len(statuses) > 1 and "status" in markers:
                own_stem = unused_name(f"{stem}{status}", used)
                used.add(own_stem.casefold())
            schemas[error["name"], status] = f"{own_stem}Body"
    return schemas


def choice_of(resolved: ResolvedCatalog, errors: Sequence[ResolvedError], schemas: Sequence[str]) -> str:
    """Return the keyword for a choice of schemas: `oneOf` if no body fits two of them, else `anyOf`.

    A marker that every body has distinguishes errors of the same status.
    """
    identities = {identity_of(resolved, error) for error in errors}
    return "oneOf" if () not in identities and len(identities) == len(errors) == len(schemas) else "anyOf"


def identity_of(resolved: ResolvedCatalog, error: ResolvedError) -> tuple[str | int, ...]:
    """Return the values that identify an error in every body; empty if a body can be without them."""
    required = _required_markers(envelope.shape_of(resolved["envelope"]["body"]))
    values = {"code": error["code"], "name": error["name"], "number": error["number"]}
    return tuple(value for key, value in values.items() if key in required and value is not None)


def _required_markers(shape: envelope.Shape) -> frozenset[str]:
    """Return the identifying markers whose value is in every body, outside lists."""
    match shape:
        case envelope.Marker():
            return frozenset([shape.name]).intersection(envelope.IDENTIFYING_MARKERS)
        case envelope.ObjectShape():
            return frozenset[str]().union(
                *(_required_markers(key.shape) for key in shape.keys.values() if not key.optional)
            )
    return frozenset()


def variant_keys(resolved: ResolvedCatalog) -> dict[tuple[str, int], str]:
    """Return the components of each error with several statuses, by name and status: `timeout` → timeout_502."""
    errors = public_errors(resolved)
    used = {error["names"]["openapi"].casefold() for error in resolved["errors"]}
    used |= {name.casefold() for name in (CLIENT, SERVER, ANY)}
    used |= {status_response(status).casefold() for status in by_status(resolved)}
    keys: dict[tuple[str, int], str] = {}
    for error in errors:
        statuses = statuses_of(error)
        for status in statuses if len(statuses) > 1 else ():
            key = unused_name(f"{error['names']['openapi']}_{status}", used)
            used.add(key.casefold())
            keys[error["name"], status] = key
    return keys


def header_keys(resolved: ResolvedCatalog) -> dict[str, str]:
    """Return the component of each header, by its name in lower case: `x-request-id` → XRequestId."""
    used: set[str] = set()
    keys: dict[str, str] = {}
    for name in headers_of(resolved, public_errors(resolved)):
        words = [part for part in re.split(r"[^A-Za-z0-9]+", name) if part]
        key = unused_name("".join(part[:1].upper() + part[1:] for part in words) or "Header", used)
        used.add(key.casefold())
        keys[name.lower()] = key
    return keys


def headers_of(resolved: ResolvedCatalog, errors: Sequence[ResolvedError]) -> list[str]:
    """Return the headers of responses with some errors, except the content type."""
    return headers_with(resolved, [header for header in map(retry_header, errors) if header])


def headers_with(resolved: ResolvedCatalog, retry_headers: Iterable[str]) -> list[str]:
    """Return the headers of responses with some headers for waits, except the content type."""
    names = list(resolved["envelope"]["headers"])
    request_id = api_of(resolved)["request_id"]
    if request_id and request_id["header"]:
        names.append(request_id["header"])
    names_by_lower: dict[str, str] = {}
    for name in [*names, *retry_headers]:
        names_by_lower.setdefault(name.lower(), name)
    names_by_lower.pop("content-type", None)  # OpenAPI has the media type instead
    return list(names_by_lower.values())


def retry_header(error: ResolvedError) -> str | None:
    """Return the header that says how long to wait."""
    retry = error["retry"]
    if retry is None or retry["strategy"] == "never":
        return None
    return retry["header"] or ("Retry-After" if retry["after"] is not None else None)
