"""The resolved catalog: all that a catalog says, and all that follows from it, as plain data. A noun.

Defaults are filled in, a retry is inherited from its category, addresses are whole, names are made for each language.
Every target is made of it, and the `json` target is it: what a script, a template or another tool reads. Its contract
is schema/resolved.v1.schema.json. A key is always there, with null, [] or {} where there is nothing; only an example
value that may itself be null is left out. What the format does not know (`x-…`) stands beside what it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from errcat import envelope as envelopes
from errcat.findings.finding import Place
from errcat.model.catalog import (
    NEVER,
    Catalog,
    Category,
    Envelope,
    ErrorEntry,
    Example,
    Link,
    Note,
    Param,
    Retry,
    Translation,
    Variant,
)
from errcat.resolved.target_names import component_keys, python_members
from errcat.text import placeholders
from errcat.text.addresses import page_address, page_slug
from errcat.text.code_names import derive_name, humanised

VERSION = 1
"""Of the shape of this data. A new key may come; one that is there keeps its meaning."""

Resolved = dict[str, Any]

USUAL_ENVELOPE = Envelope(Place(0, ("envelope",)), name="rfc9457")
"""What responses look like where the catalog does not say: the standard of the trade."""

# What components of OpenAPI are called that are not of one error.
STATUS_COMPONENT = "Http{status}"
GENERAL_COMPONENTS = ("ClientError", "ServerError", "Error")


def resolve(catalog: Catalog, source: str) -> Resolved:
    """The resolved catalog. `source` is the name of its file or folder."""
    api = catalog.api
    shape = envelopes.shape_of(envelopes.body_of(catalog.envelope or USUAL_ENVELOPE))
    members = python_members(error.name for error in catalog.errors)
    keys = component_keys(catalog.errors, _general_components(catalog.errors))
    names = [
        {"python": member, "openapi": key, "page": page_slug(error.name)}
        for error, member, key in zip(catalog.errors, members, keys, strict=True)
    ]
    return {
        "version": VERSION,
        "source": source,
        "api": None
        if api is None
        else {
            "name": api.name,
            "version": api.version,
            "summary": api.summary,
            "description": api.description,
            "docs_url": api.docs_url,
            "support": None if api.support is None else _as_data(api.support),
            "request_id": None if api.request_id is None else _as_data(api.request_id),
            "links": _links(api.links),
            **api.extensions,
        },
        "codes": {
            "pattern": catalog.codes.pattern,
            "unique": catalog.codes.unique,
            "set": catalog.codes.set,
            "repeat": len(catalog.by_code) < len(catalog.errors),
            **catalog.codes.extensions,
        },
        "categories": _categories(catalog.categories.values()),
        "groups": [
            {
                "id": group.id,
                "title": group.title,
                "description": group.description,
                "parent": group.parent,
                "links": _links(group.links),
                **group.extensions,
            }
            for group in catalog.groups.values()
        ],
        "types": [
            {
                "id": type_.id,
                "title": type_.title,
                "class_name": type_.class_name,
                "description": type_.description,
                "causes": _notes(type_.causes),
                "solutions": _notes(type_.solutions),
                "links": _links(type_.links),
                **type_.extensions,
            }
            for type_ in catalog.types.values()
        ],
        "statuses": [
            {
                "status": list(note.status),
                "title": note.title,
                "description": note.description,
                "action": note.action,
                "links": _links(note.links),
                **note.extensions,
            }
            for note in catalog.statuses
        ],
        "envelope": _envelope(catalog.envelope, shape),
        "guides": [
            {
                "id": guide.id,
                "title": guide.title,
                "body": guide.body,
                "samples": [_as_data(sample) for sample in guide.samples],
                "links": _links(guide.links),
                **guide.extensions,
            }
            for guide in catalog.guides
        ],
        "errors": [_error(catalog, error, name, shape) for error, name in zip(catalog.errors, names, strict=True)],
        "retired": [_as_data(retired) for retired in catalog.retired],
        "reserved": [
            {
                "code": reserved.code,
                "from": reserved.first,
                "to": reserved.last,
                "reason": reserved.reason,
                **reserved.extensions,
            }
            for reserved in catalog.reserved
        ],
        **catalog.extensions,
    }


def what_it_says(error: Resolved) -> str:
    """What an error says, in a line for people: its message, or else its title, which is no template."""
    message: str | None = error["message"]
    title: str = error["title"]
    return placeholders.for_people(message) if message else title


def _general_components(errors: Iterable[ErrorEntry]) -> list[str]:
    statuses = dict.fromkeys(status for error in errors for status in error.status or ())
    return [*GENERAL_COMPONENTS, *(STATUS_COMPONENT.format(status=status) for status in statuses)]


def _error(catalog: Catalog, error: ErrorEntry, names: Mapping[str, str], shape: envelopes.Shape) -> Resolved:
    base = catalog.api.docs_url if catalog.api else None
    docs_url = page_address(base, error.name) if base and error.visibility == "public" else None
    category = catalog.categories.get(error.category or "")
    retry = catalog.retry_of(error)
    deprecated = error.deprecated
    return {
        "code": error.code,
        "name": error.name,
        "names": names,
        "number": error.number,
        "title": error.title or humanised(error.name),
        "status": None if error.status is None else list(error.status),
        "transports": dict(error.transports),
        "message": error.message,
        "messages": _variants(error.messages),
        "params": _params(error),
        "details": None if error.details is None else dict(error.details),
        "fields": list(error.fields),
        "category": error.category,
        "retry": None if retry is None else _retry(retry),
        "retryable": None if retry is None else retry.strategy != NEVER.strategy,
        "action": error.action or (category.action if category else None),
        "causes": _notes(error.causes),
        "solutions": _notes(error.solutions),
        "description": error.description,
        "user_message": error.user_message,
        "group": error.group,
        "type": error.type,
        "tags": list(error.tags),
        "owner": error.owner,
        "severity": error.severity,
        "visibility": error.visibility,
        "stability": error.stability,
        "since": error.since,
        "deprecated": None if deprecated is None else _as_data(deprecated),
        "operations": list(error.operations),
        "examples": [_example(example) for example in error.examples],
        "links": _links(error.links),
        "see_also": _see_also(catalog, error.see_also),
        "translations": {locale: _translation(one) for locale, one in error.translations.items()},
        "docs_url": docs_url,
        "response": _response(catalog, error, docs_url, retry, shape),
        **error.extensions,
    }


def _response(
    catalog: Catalog, error: ErrorEntry, docs_url: str | None, retry: Retry | None, shape: envelopes.Shape
) -> Resolved | None:
    """An example of the response, made by the envelope; none of an error that never travels with a status."""
    if error.status == ():
        return None
    values = envelopes.values_of(error, catalog.api, docs_url)
    category = catalog.categories.get(error.category or "")
    values["message"] = values["message"] or values["title"]
    values["action"] = error.action or (category.action if category else None)
    if retry is not None:
        values["retryable"] = retry.strategy != NEVER.strategy
        values["retry_after"] = retry.after
    # the literals of a ready-made envelope are nothing that this catalog says
    has_own_body = catalog.envelope is not None and catalog.envelope.body is not None
    return {
        "status": error.status[0] if error.status else None,
        "body": envelopes.fill(shape, values, stand_ins=True, shown=envelopes.SHOWN, examples=has_own_body),
    }


def _see_also(catalog: Catalog, references: Sequence[str]) -> list[Resolved]:
    """Related errors, each by its code and by the name that tells it from others of that code."""
    found = [(reference, catalog.find(reference)) for reference in references]
    return [{"code": error.code if error else said, "name": error.name if error else None} for said, error in found]


def _params(error: ErrorEntry) -> list[Resolved]:
    """Those that are declared, then those that a message uses all the same."""
    texts = [error.message or "", *(variant.message for variant in error.messages)]
    used = dict.fromkeys(name for text in texts for name in placeholders.names(text))
    every = {**error.params, **{name: Param() for name in used if name not in error.params}}
    found: list[Resolved] = []
    for name, param in every.items():
        data: Resolved = {
            "name": name,
            "type": param.type,
            "format": param.format,
            "description": param.description,
            "enum": list(param.enum),
            "optional": param.optional,
            "sensitive": param.sensitive,
            "in_message": name in used,
        }
        if param.has_example:
            data["example"] = param.example
        if param.default is not None:
            data["default"] = param.default
        found.append({**data, **param.extensions})
    return found


def _categories(categories: Iterable[Category]) -> list[Resolved]:
    every = list(categories)
    members = python_members(derive_name(category.id) for category in every)
    return [
        {
            "id": category.id,
            "names": {"python": member},
            "title": category.title,
            "description": category.description,
            "action": category.action,
            "retry": _retry(category.retry),
            "retryable": category.retry.strategy != NEVER.strategy,
            "links": _links(category.links),
            **category.extensions,
        }
        for category, member in zip(every, members, strict=True)
    ]


def _envelope(declared: Envelope | None, shape: envelopes.Shape) -> Resolved:
    envelope = declared or USUAL_ENVELOPE
    return {
        "declared": declared is not None,
        "name": envelope.name,
        "media_type": envelopes.media_type_of(envelope),
        "headers": dict(envelope.headers),
        "body": envelopes.body_of(envelope),
        "schema": envelopes.schema_of(shape),
        "description": envelope.description,
        **envelope.extensions,
    }


def _retry(retry: Retry) -> Resolved:
    return {
        "strategy": retry.strategy,
        "after": retry.after,
        "header": retry.header,
        "max_attempts": retry.max_attempts,
        **retry.extensions,
    }


def _example(example: Example) -> Resolved:
    data: Resolved = {
        "title": example.title,
        "description": example.description,
        "status": example.status,
        "language": example.language,
        "code": example.code,
    }
    if example.has_request:
        data["request"] = example.request
    if example.has_response:
        data["response"] = example.response
    return {**data, **example.extensions}


def _translation(translation: Translation) -> Resolved:
    return {
        "title": translation.title,
        "message": translation.message,
        "messages": _variants(translation.messages),
        "action": translation.action,
        "user_message": translation.user_message,
        "description": translation.description,
        "causes": _notes(translation.causes),
        "solutions": _notes(translation.solutions),
        **translation.extensions,
    }


def _variants(variants: Iterable[Variant]) -> list[Resolved]:
    return [{"message": variant.message, "when": variant.when, **variant.extensions} for variant in variants]


def _notes(notes: Iterable[Note]) -> list[Resolved]:
    return [{"text": note.text, "title": note.title, "audience": note.audience, **note.extensions} for note in notes]


def _links(links: Iterable[Link]) -> list[Resolved]:
    return [
        {"url": link.url, "title": link.title, "description": link.description, **link.extensions} for link in links
    ]


def _as_data(record: Any) -> Resolved:
    """A flat record as data: its fields but its place, and its extensions."""
    fields: Resolved = record._asdict()
    extensions: Resolved = fields.pop("extensions")
    return {key: value for key, value in fields.items() if key != "at"} | extensions
