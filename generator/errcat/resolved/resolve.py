"""Resolve a catalog: everything that it says and that follows from it, as plain data.

Defaults are filled in, retries are inherited from categories, addresses are complete, and names are derived for each
language. All targets start from this data, and the `json` target writes it. Its contract is
schema/resolved.v1.schema.json. Empty keys stay, with null, [] or {}; only an example value that can itself be null is
left out. Extensions (`x-…`) are next to the keys of the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from errcat import envelope as envelopes
from errcat.findings.finding import Place
from errcat.model.catalog import NEVER, Catalog, Category, Envelope, ErrorEntry, Param, Retry
from errcat.resolved.acting import usual_acts
from errcat.resolved.generated_types import (
    ResolvedCatalog,
    ResolvedCatalogCodes,
    ResolvedCategory,
    ResolvedEnvelope,
    ResolvedError,
    ResolvedErrorNames,
    ResolvedErrorResponse,
    ResolvedErrorSeeAlso,
    ResolvedParam,
    ResolvedReserved,
)
from errcat.resolved.records import as_data, plain
from errcat.resolved.target_names import component_keys, python_members
from errcat.text import placeholders
from errcat.text.addresses import page_address
from errcat.text.code_names import derive_name, page_slug, title_of_error

VERSION = 1
"""The version of this data. New keys can appear; existing keys keep their meaning."""

CLOSED = "closed"
"""The set of codes of a catalog that doesn't say whether new codes can come."""

DEFAULT_ENVELOPE = Envelope(Place(0, ("envelope",)), name="rfc9457")
"""The envelope of a catalog that declares none: the standard RFC 9457."""

# Names of OpenAPI components that do not belong to a single error.
STATUS_COMPONENT = "Http{status}"
GENERAL_COMPONENTS = ("ClientError", "ServerError", "Error")


def resolve(catalog: Catalog, source: str) -> ResolvedCatalog:
    """Return the resolved catalog. `source` is the name of its file or folder."""
    shape = envelopes.shape_of(envelopes.body_of(catalog.envelope or DEFAULT_ENVELOPE))
    body = _Body(shape, envelopes.params_as_members(shape))
    members = python_members(error.name for error in catalog.errors)
    keys = component_keys(catalog.errors, _general_components(catalog.errors))
    names: list[ResolvedErrorNames] = [
        {"python": member, "openapi": key, "page": page_slug(error.name)}
        for error, member, key in zip(catalog.errors, members, keys, strict=True)
    ]
    has_repeated_codes = len(catalog.by_code) < len(catalog.errors)
    return as_data(
        catalog,
        ResolvedCatalog,
        version=VERSION,
        source=source,
        codes=as_data(catalog.codes, ResolvedCatalogCodes, set=catalog.codes.set or CLOSED, repeat=has_repeated_codes),
        categories=_categories(catalog.categories.values()),
        groups=plain(tuple(catalog.groups.values())),
        types=plain(tuple(catalog.types.values())),
        envelope=_envelope(catalog.envelope, shape),
        errors=[_error(catalog, error, name, body) for error, name in zip(catalog.errors, names, strict=True)],
        reserved=[
            as_data(reserved, ResolvedReserved, **{"from": reserved.first, "to": reserved.last})
            for reserved in catalog.reserved
        ],
    )


def display_message(error: ResolvedError) -> str:
    """Return what an error says in a line for people: its message, or else its title, which is not a template."""
    message = error["message"]
    return placeholders.for_people(message) if message else error["title"]


def _general_components(errors: Iterable[ErrorEntry]) -> list[str]:
    statuses = dict.fromkeys(status for error in errors for status in error.status or ())
    return [*GENERAL_COMPONENTS, *(STATUS_COMPONENT.format(status=status) for status in statuses)]


class _Body(NamedTuple):
    """The body of each response."""

    shape: envelopes.Shape
    as_members: envelopes.ParamsAsMembers | None


def _error(catalog: Catalog, error: ErrorEntry, names: ResolvedErrorNames, body: _Body) -> ResolvedError:
    """Return an error. Everything that is not derived here comes from the entry."""
    base = catalog.api.docs_url if catalog.api else None
    docs_url = page_address(base, error.name) if base and error.visibility == "public" else None
    category = catalog.categories.get(error.category or "")
    retry = catalog.retry_of(error)
    title = envelopes.response_title(error, catalog)
    return as_data(
        error,
        ResolvedError,
        names=names,
        title=error.title or title_of_error(error.name, error.code),
        response_title=title,
        params=_params(error),
        retry=plain(retry),
        retryable=None if retry is None else _is_retryable(retry),
        action=error.action or (category.action if category else None),
        see_also=_see_also(catalog, error.see_also),
        docs_url=docs_url,
        response=_response(catalog, error, _Derived(title, docs_url, retry), body),
    )


def _is_retryable(retry: Retry) -> bool:
    return retry.strategy != NEVER.strategy


class _Derived(NamedTuple):
    """What follows from an entry, and is also in its response."""

    title: str
    docs_url: str | None
    retry: Retry | None


def _response(catalog: Catalog, error: ErrorEntry, derived: _Derived, body: _Body) -> ResolvedErrorResponse | None:
    """Return an example of the response; None for an error that never travels with a status."""
    if error.status == ():
        return None
    values = envelopes.marker_values(error, catalog, derived.docs_url, body.as_members, derived.title)
    category = catalog.categories.get(error.category or "")
    values["message"] = values["message"] or values["title"]
    values["action"] = error.action or (category.action if category else None)
    if derived.retry is not None:
        values["retryable"] = _is_retryable(derived.retry)
        values["retry_after"] = derived.retry.after
    # the literals of a ready-made envelope are not from this catalog
    has_own_body = catalog.envelope is not None and catalog.envelope.body is not None
    return {
        "status": error.status[0] if error.status else None,
        "body": envelopes.fill(
            body.shape, values, fallbacks=True, sample_values=envelopes.SAMPLE_VALUES, examples=has_own_body
        ),
    }


def _see_also(catalog: Catalog, references: Sequence[str]) -> list[ResolvedErrorSeeAlso]:
    """Return related errors, each by its code and by the name that tells it from others with that code."""
    entries = [(reference, catalog.find(reference)) for reference in references]
    return [
        {"code": error.code if error else reference, "name": error.name if error else None}
        for reference, error in entries
    ]


def _params(error: ErrorEntry) -> list[ResolvedParam]:
    """Return the declared params, then those that a message uses without declaring them."""
    texts = [error.message or "", *(variant.message for variant in error.messages)]
    used = dict.fromkeys(name for text in texts for name in placeholders.names(text))
    params = {**error.params, **{name: Param() for name in used if name not in error.params}}
    return [as_data(param, ResolvedParam, name=name, in_message=name in used) for name, param in params.items()]


def _categories(categories: Iterable[Category]) -> list[ResolvedCategory]:
    all_categories = list(categories)
    members = python_members(derive_name(category.id) for category in all_categories)
    return [
        as_data(
            category,
            ResolvedCategory,
            names={"python": member},
            retry_declared=category.says_retry,
            retryable=_is_retryable(category.retry),
            acts=category.acts or usual_acts(category.id, category.title),
        )
        for category, member in zip(all_categories, members, strict=True)
    ]


def _envelope(declared: Envelope | None, shape: envelopes.Shape) -> ResolvedEnvelope:
    envelope = declared or DEFAULT_ENVELOPE
    return as_data(
        envelope,
        ResolvedEnvelope,
        declared=declared is not None,
        media_type=envelopes.media_type_of(envelope),
        body=envelopes.body_of(envelope),
        schema=envelopes.schema_of(shape),
    )
