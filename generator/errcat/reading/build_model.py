"""Checked data to the model.

Reading, fourth step. What does not fit the schema was told before and is left out here, field by field,
so that one bad value hides nothing else of its entry, and one bad entry nothing of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from errcat.document import Document
from errcat.finding import PathStep, Place
from errcat.model import (
    DEFAULT_CATEGORIES,
    NEVER,
    NOTHING,
    Api,
    Catalog,
    Category,
    Codes,
    Deprecation,
    Envelope,
    ErrorEntry,
    ErrorType,
    Example,
    Group,
    Guide,
    Link,
    Note,
    Param,
    RequestId,
    ReservedCodes,
    RetiredCode,
    Retry,
    Sample,
    StatusNote,
    Support,
    Text,
    Translation,
    Variant,
)
from errcat.naming import derive_name, humanised

Data = Mapping[str, Any]
Broken = Mapping[int | None, set[str]]


def build(documents: Sequence[Document], broken: Sequence[Broken], unread_codes: frozenset[str]) -> Catalog:
    """One catalog of all the documents. `broken` says, per document, which fields to leave out."""
    heads = [_without(document.data, bad.get(None, set())) for document, bad in zip(documents, broken, strict=True)]
    numbered = list(zip((document.number for document in documents), heads, strict=True))
    errors = tuple(
        _error(Place(document, ("errors", number)), entry, bad.get(number))
        for (document, head), bad in zip(numbered, broken, strict=True)
        for number, entry in enumerate(head.get("errors") or ())
    )
    categories = {id: _category(id, value, at) for id, value, at in _merged(numbered, "categories")}
    return Catalog(
        errors=errors,
        api=next((_api(head["api"], Place(n, ("api",))) for n, head in numbered if "api" in head), None),
        codes=next((_codes(head["codes"], Place(n, ("codes",))) for n, head in numbered if "codes" in head), Codes()),
        categories=categories if any("categories" in head for head in heads) else DEFAULT_CATEGORIES,
        groups={id: _group(id, value, at) for id, value, at in _merged(numbered, "groups")},
        types={id: _type(id, value, at) for id, value, at in _merged(numbered, "types")},
        statuses=tuple(_status_note(value, at) for value, at in _listed(numbered, "statuses")),
        envelope=next(
            (_envelope(head["envelope"], Place(n, ("envelope",))) for n, head in numbered if "envelope" in head), None
        ),
        guides=tuple(_guide(value, at) for value, at in _listed(numbered, "guides")),
        retired=tuple(_retired(value, at) for value, at in _listed(numbered, "retired")),
        reserved=tuple(_reserved(value, at) for value, at in _listed(numbered, "reserved")),
        extensions={key: value for head in heads for key, value in head.items() if key.startswith("x-")},
        texts=tuple(_texts(numbered, errors)),
        unread_codes=unread_codes,
    )


def _without(data: Data, fields: set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in fields}


def _merged(numbered: Sequence[tuple[int, Data]], field: str) -> Iterator[tuple[str, Data, Place]]:
    """The entries of a map that any file may add to; of two with one id the first counts."""
    seen: set[str] = set()
    for document, head in numbered:
        for id, value in head.get(field, NOTHING).items():
            if id not in seen:
                seen.add(id)
                yield id, value, Place(document, (field, id))


def _listed(numbered: Sequence[tuple[int, Data]], field: str) -> Iterator[tuple[Any, Place]]:
    for document, head in numbered:
        for number, value in enumerate(head.get(field, ())):
            yield value, Place(document, (field, number))


def _error(at: Place, entry: object, bad: set[str] | None) -> ErrorEntry:
    if not isinstance(entry, dict):
        return ErrorEntry(at, "", "", False, NOTHING, broken=frozenset({"code"}))
    raw = entry
    broken = frozenset(bad or ())
    if broken:
        entry = _without(entry, set(broken))
    if "code" not in entry:
        broken |= {"code"}
    get = entry.get
    code = get("code", "")
    name = get("name")
    status = get("status")
    given = _GIVEN.intersection(entry)
    more: dict[str, Any] = {field: _BUILDERS[field](entry[field]) for field in given} if given else {}
    if any(key.startswith("x-") for key in entry):
        more["extensions"] = {key: value for key, value in entry.items() if key.startswith("x-")}
    return ErrorEntry(
        at=at,
        code=code,
        name=name or derive_name(code),
        named=name is not None,
        raw=raw,
        broken=broken,
        number=get("number"),
        title=get("title"),
        status=(status,) if isinstance(status, int) else None if status is None else tuple(status),
        transports=get("transports", NOTHING),
        message=get("message"),
        details=get("details"),
        category=get("category"),
        action=get("action"),
        description=get("description"),
        user_message=get("user_message"),
        group=get("group"),
        type=get("type"),
        owner=get("owner"),
        severity=get("severity", "error"),
        visibility=get("visibility", "public"),
        stability=get("stability", "stable"),
        since=get("since"),
        **more,
    )


def _retry(data: Data) -> Retry:
    return Retry(data["strategy"], data.get("after"), data.get("header"), data.get("max_attempts"))


def _notes(data: Sequence[str | Data]) -> tuple[Note, ...]:
    return tuple(
        Note(one) if isinstance(one, str) else Note(one["text"], one.get("title"), one.get("audience")) for one in data
    )


def _links(data: Sequence[Data]) -> tuple[Link, ...]:
    return tuple(Link(one["url"], one.get("title"), one.get("description")) for one in data)


def _variants(data: Sequence[Data]) -> tuple[Variant, ...]:
    return tuple(Variant(one["message"], one.get("when")) for one in data)


def _params(data: Mapping[str, Data]) -> dict[str, Param]:
    return {name: _param(one) for name, one in data.items()}


def _param(data: Data) -> Param:
    return Param(
        type=data.get("type", "string"),
        format=data.get("format"),
        description=data.get("description"),
        example=data.get("example"),
        has_example="example" in data,
        enum=tuple(data.get("enum", ())),
        optional=data.get("optional", False),
        sensitive=data.get("sensitive", False),
    )


def _deprecated(data: Data) -> Deprecation:
    return Deprecation(data.get("since"), data.get("sunset"), data.get("replaced_by"), data.get("reason"))


def _examples(data: Sequence[Data]) -> tuple[Example, ...]:
    return tuple(
        Example(
            title=one.get("title"),
            description=one.get("description"),
            status=one.get("status"),
            request=one.get("request"),
            response=one.get("response"),
            has_request="request" in one,
            has_response="response" in one,
            language=one.get("language"),
            code=one.get("code"),
        )
        for one in data
    )


def _translations(data: Mapping[str, Data]) -> dict[str, Translation]:
    return {locale: _translation(one) for locale, one in data.items()}


def _translation(data: Data) -> Translation:
    return Translation(
        title=data.get("title"),
        message=data.get("message"),
        messages=_variants(data.get("messages", ())),
        action=data.get("action"),
        user_message=data.get("user_message"),
        description=data.get("description"),
        causes=_notes(data.get("causes", ())),
        solutions=_notes(data.get("solutions", ())),
    )


# The fields that most entries do without, and what each is made by.
_BUILDERS: Mapping[str, Any] = {
    "messages": _variants,
    "params": _params,
    "fields": tuple,
    "retry": _retry,
    "causes": _notes,
    "solutions": _notes,
    "tags": tuple,
    "deprecated": _deprecated,
    "operations": tuple,
    "examples": _examples,
    "links": _links,
    "see_also": tuple,
    "translations": _translations,
}
_GIVEN = frozenset(_BUILDERS)


def _category(id: str, data: Data, at: Place) -> Category:
    default = DEFAULT_CATEGORIES.get(id)
    retry = _retry(data["retry"]) if "retry" in data else default.retry if default else NEVER
    return Category(
        id=id,
        title=data.get("title") or humanised(id),
        retry=retry,
        description=data.get("description"),
        action=data.get("action"),
        links=_links(data.get("links", ())),
        at=at,
    )


def _group(id: str, data: Data, at: Place) -> Group:
    title = data.get("title") or humanised(id)
    return Group(id, title, at, data.get("description"), data.get("parent"), _links(data.get("links", ())))


def _type(id: str, data: Data, at: Place) -> ErrorType:
    return ErrorType(
        id=id,
        title=data.get("title") or humanised(id),
        at=at,
        class_name=data.get("class_name"),
        description=data.get("description"),
        causes=_notes(data.get("causes", ())),
        solutions=_notes(data.get("solutions", ())),
        links=_links(data.get("links", ())),
    )


def _status_note(data: Data, at: Place) -> StatusNote:
    status = data["status"]
    return StatusNote(
        status=(status,) if isinstance(status, int) else tuple(status),
        at=at,
        title=data.get("title"),
        description=data.get("description"),
        action=data.get("action"),
        links=_links(data.get("links", ())),
    )


def _guide(data: Data, at: Place) -> Guide:
    samples = tuple(
        Sample(one["language"], one["code"], one.get("title"), one.get("description"))
        for one in data.get("samples", ())
    )
    return Guide(data["id"], data["title"], at, data.get("body"), samples, _links(data.get("links", ())))


def _envelope(data: str | Data, at: Place) -> Envelope:
    if isinstance(data, str):
        return Envelope(at, name=data)
    return Envelope(
        at=at,
        body=data["body"],
        media_type=data.get("media_type", "application/json"),
        headers=data.get("headers", NOTHING),
        description=data.get("description"),
    )


def _retired(data: str | Data, at: Place) -> RetiredCode:
    if isinstance(data, str):
        return RetiredCode(data, at)
    return RetiredCode(
        data["code"], at, data.get("name"), data.get("since"), data.get("replaced_by"), data.get("reason")
    )


def _reserved(data: str | Data, at: Place) -> ReservedCodes:
    if isinstance(data, str):
        return ReservedCodes(at, code=data)
    return ReservedCodes(at, data.get("code"), data.get("from"), data.get("to"), data.get("reason"))


def _codes(data: Data, at: Place) -> Codes:
    return Codes(data.get("pattern"), data.get("unique", "catalog"), data.get("set", "closed"), at)


def _api(data: Data, at: Place) -> Api:
    support, request_id = data.get("support"), data.get("request_id")
    return Api(
        name=data["name"],
        at=at,
        version=data.get("version"),
        summary=data.get("summary"),
        description=data.get("description"),
        docs_url=data.get("docs_url"),
        support=None if support is None else Support(support.get("email"), support.get("url"), support.get("text")),
        request_id=None
        if request_id is None
        else RequestId(
            request_id.get("header"), request_id.get("path"), request_id.get("example"), request_id.get("advice")
        ),
        links=_links(data.get("links", ())),
    )


# Where texts stand, for the rules that look at all of them: field → is it Markdown.
_LINES = {
    "title": False, "message": False, "action": False, "user_message": False, "owner": False, "since": False,
    "summary": False, "reason": False, "class_name": False, "when": False, "name": False, "version": False,
    "description": True, "body": True, "advice": True, "text": True,
}  # fmt: skip
_NESTED = frozenset(
    [
        "causes",
        "solutions",
        "messages",
        "translations",
        "params",
        "deprecated",
        "examples",
        "links",
        "samples",
        "support",
        "request_id",
    ]
)
_SECTIONS = ("api", "categories", "groups", "types", "statuses", "guides", "retired", "reserved", "envelope")


def _texts(numbered: Sequence[tuple[int, Data]], errors: Sequence[ErrorEntry]) -> Iterator[Text]:
    for document, head in numbered:
        for section in _SECTIONS:
            if section in head:
                yield from _texts_of(head[section], Place(document, (section,)), ())
    for error in errors:
        yield from _texts_of(error.raw, error.at, ())


def _texts_of(value: Any, owner: Place, steps: tuple[PathStep, ...]) -> Iterator[Text]:
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str):
                markdown = _LINES.get(key)
                if markdown is not None:
                    yield Text(item, markdown, owner, (*steps, key))
            elif (
                key in _NESTED
                or (not steps and owner.path[0] in _SECTIONS)
                or (steps and steps[-1] in ("translations", "params"))
            ):
                if isinstance(item, (dict, list)):
                    yield from _texts_of(item, owner, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                if steps and steps[-1] in ("causes", "solutions"):
                    yield Text(item, True, owner, (*steps, number))
            else:
                yield from _texts_of(item, owner, (*steps, number))
