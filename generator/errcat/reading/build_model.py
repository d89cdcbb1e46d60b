"""Checked data to the model.

Reading, fourth step. What does not fit the schema was told before and is left out here, field by field,
so that one bad value hides nothing else of its entry, and one bad entry nothing of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from errcat.findings.document import Document
from errcat.findings.finding import PathStep, Place
from errcat.model.catalog import (
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
    Translation,
    Variant,
)
from errcat.model.texts import Text, Texts
from errcat.reading.schema_mistakes.validation import Verdict
from errcat.text.code_names import derive_name, humanised

Data = Mapping[str, Any]


def build(documents: Sequence[Document], verdicts: Sequence[Verdict], unread_codes: frozenset[str]) -> Catalog:
    """One catalog of what is left of all the documents."""
    heads = [verdict.head for verdict in verdicts]
    numbered = list(zip((document.number for document in documents), heads, strict=True))
    errors = tuple(
        _error(Place(document, ("errors", number)), entry, verdict.broken.get(number))
        for (document, head), verdict in zip(numbered, verdicts, strict=True)
        for number, entry in enumerate(head.get("errors") or ())
    )
    api = next((_api(head["api"], Place(n, ("api",))) for n, head in numbered if "api" in head), None)
    guides = tuple(_guide(value, at) for value, at in _listed(numbered, "guides"))
    categories = {id: _category(id, value, at) for id, value, at in _merged(numbered, "categories")}
    return Catalog(
        errors=errors,
        api=api,
        codes=next((_codes(head["codes"], Place(n, ("codes",))) for n, head in numbered if "codes" in head), Codes()),
        categories=categories if any("categories" in head for head in heads) else DEFAULT_CATEGORIES,
        groups={id: _group(id, value, at) for id, value, at in _merged(numbered, "groups")},
        types={id: _type(id, value, at) for id, value, at in _merged(numbered, "types")},
        statuses=tuple(_status_note(value, at) for value, at in _listed(numbered, "statuses")),
        envelope=next(
            (_envelope(head["envelope"], Place(n, ("envelope",))) for n, head in numbered if "envelope" in head), None
        ),
        guides=guides,
        retired=tuple(_retired(value, at) for value, at in _listed(numbered, "retired")),
        reserved=tuple(_reserved(value, at) for value, at in _listed(numbered, "reserved")),
        extensions={key: value for head in heads for key, value in head.items() if key.startswith("x-")},
        texts=Texts(tuple(_texts(numbered, errors))),
        samples=Texts(tuple(_samples(api, guides, errors))),
        unread_codes=unread_codes,
        unread_sections=frozenset().union(*(verdict.unread for verdict in verdicts)),
    )


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
            if value is not None:
                yield value, Place(document, (field, number))


def _error(at: Place, entry: object, bad: set[str] | None) -> ErrorEntry:
    if not isinstance(entry, dict):
        return ErrorEntry(at, "", "", False, NOTHING, broken=frozenset({"code"}))
    broken = frozenset(bad or ())
    if "code" not in entry:
        broken |= {"code"}
    fields: dict[str, Any] = {}
    extensions: dict[str, Any] = {}
    for key, value in entry.items():
        if key in broken:
            continue
        if key in _AS_WRITTEN:
            fields[key] = value
        elif key in _BUILDERS:
            fields[key] = _BUILDERS[key](value)
        elif key.startswith("x-"):
            extensions[key] = value
    code = fields.pop("code", "")
    name = fields.pop("name", None)
    if extensions:
        fields["extensions"] = extensions
    return ErrorEntry(at, code, name or derive_name(code), name is not None, entry, broken, **fields)


def _status(data: int | Sequence[int]) -> tuple[int, ...]:
    return (data,) if isinstance(data, int) else tuple(data)


def _retry(data: Data) -> Retry:
    return Retry(data["strategy"], data.get("after"), data.get("header"), data.get("max_attempts"), _extensions(data))


def _notes(data: Sequence[str | Data]) -> tuple[Note, ...]:
    return tuple(
        Note(item)
        if isinstance(item, str)
        else Note(item["text"], item.get("title"), item.get("audience"), _extensions(item))
        for item in data
    )


def _links(data: Sequence[Data]) -> tuple[Link, ...]:
    return tuple(Link(item["url"], item.get("title"), item.get("description"), _extensions(item)) for item in data)


def _variants(data: Sequence[Data]) -> tuple[Variant, ...]:
    return tuple(Variant(item["message"], item.get("when"), _extensions(item)) for item in data)


def _params(data: Mapping[str, Data]) -> dict[str, Param]:
    return {name: _param(item) for name, item in data.items()}


def _param(data: Data) -> Param:
    return Param(
        type=data.get("type", "string"),
        format=data.get("format"),
        description=data.get("description"),
        example=data.get("example"),
        has_example="example" in data,
        enum=tuple(data.get("enum", ())),
        optional=data.get("optional", "default" in data),
        default=data.get("default"),
        sensitive=data.get("sensitive", False),
        extensions=_extensions(data),
    )


def _deprecated(data: Data) -> Deprecation:
    return Deprecation(
        data.get("since"), data.get("sunset"), data.get("replaced_by"), data.get("reason"), _extensions(data)
    )


def _examples(data: Sequence[Data]) -> tuple[Example, ...]:
    return tuple(
        Example(
            title=item.get("title"),
            description=item.get("description"),
            status=item.get("status"),
            request=item.get("request"),
            response=item.get("response"),
            has_request="request" in item,
            has_response="response" in item,
            language=item.get("language"),
            code=item.get("code"),
            extensions=_extensions(item),
        )
        for item in data
    )


def _translations(data: Mapping[str, Data]) -> dict[str, Translation]:
    return {locale: _translation(item) for locale, item in data.items()}


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
        extensions=_extensions(data),
    )


# The fields of an entry that the model has as they were written; the others, and what each is made by.
_AS_WRITTEN = frozenset(
    [
        "code", "name", "number", "title", "transports", "message", "details", "category", "action", "description",
        "user_message", "group", "type", "owner", "severity", "visibility", "stability", "since",
    ]
)  # fmt: skip
_BUILDERS: Mapping[str, Any] = {
    "status": _status,
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
        extensions=_extensions(data),
    )


def _group(id: str, data: Data, at: Place) -> Group:
    title = data.get("title") or humanised(id)
    links = _links(data.get("links", ()))
    return Group(id, title, at, data.get("description"), data.get("parent"), links, _extensions(data))


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
        extensions=_extensions(data),
    )


def _status_note(data: Data, at: Place) -> StatusNote:
    return StatusNote(
        status=_status(data["status"]),
        at=at,
        title=data.get("title"),
        description=data.get("description"),
        action=data.get("action"),
        links=_links(data.get("links", ())),
        extensions=_extensions(data),
    )


def _guide(data: Data, at: Place) -> Guide:
    samples = tuple(
        Sample(sample["language"], sample["code"], sample.get("title"), sample.get("description"), _extensions(sample))
        for sample in data.get("samples", ())
    )
    links = _links(data.get("links", ()))
    return Guide(data["id"], data["title"], at, data.get("body"), samples, links, _extensions(data))


def _envelope(data: str | Data, at: Place) -> Envelope:
    if isinstance(data, str):
        return Envelope(at, name=data)
    return Envelope(
        at=at,
        body=data["body"],
        media_type=data.get("media_type", "application/json"),
        headers=data.get("headers", NOTHING),
        description=data.get("description"),
        extensions=_extensions(data),
    )


def _retired(data: str | Data, at: Place) -> RetiredCode:
    if isinstance(data, str):
        return RetiredCode(data, at)
    return RetiredCode(
        code=data["code"],
        at=at,
        name=data.get("name"),
        since=data.get("since"),
        replaced_by=data.get("replaced_by"),
        reason=data.get("reason"),
        extensions=_extensions(data),
    )


def _reserved(data: str | Data, at: Place) -> ReservedCodes:
    if isinstance(data, str):
        return ReservedCodes(at, code=data)
    extensions = _extensions(data)
    return ReservedCodes(at, data.get("code"), data.get("from"), data.get("to"), data.get("reason"), extensions)


def _codes(data: Data, at: Place) -> Codes:
    extensions = _extensions(data)
    return Codes(data.get("pattern"), data.get("unique", "catalog"), data.get("set", "closed"), at, extensions)


def _api(data: Data, at: Place) -> Api:
    return Api(
        name=data["name"],
        at=at,
        version=data.get("version"),
        summary=data.get("summary"),
        description=data.get("description"),
        docs_url=data.get("docs_url"),
        support=_support(data["support"]) if "support" in data else None,
        request_id=_request_id(data["request_id"]) if "request_id" in data else None,
        links=_links(data.get("links", ())),
        extensions=_extensions(data),
    )


def _support(data: Data) -> Support:
    return Support(data.get("email"), data.get("url"), data.get("text"), _extensions(data))


def _request_id(data: Data) -> RequestId:
    return RequestId(data.get("header"), data.get("path"), data.get("example"), data.get("advice"), _extensions(data))


def _extensions(data: Data) -> Mapping[str, Any]:
    """The keys that the format does not know, kept for whoever does."""
    return {key: value for key, value in data.items() if key.startswith("x-")} or NOTHING


# Where texts stand, for the rules that look at all of them: field → is it Markdown.
_LINES = {
    "title": False, "message": False, "action": False, "user_message": False, "owner": False, "since": False,
    "summary": False, "reason": False, "class_name": False, "when": False, "name": False, "version": False,
    "description": True, "body": True, "advice": True, "text": True,
}  # fmt: skip
_NESTED = frozenset(
    [
        "causes", "solutions", "messages", "translations", "params", "deprecated", "examples", "links", "samples",
        "support", "request_id",
    ]
)  # fmt: skip
_BY_ID = frozenset(["translations", "params"])
_NOTES = frozenset(["causes", "solutions"])
_MAPS = frozenset(["categories", "groups", "types"])
_SECTIONS = ("api", "categories", "groups", "types", "statuses", "guides", "retired", "reserved", "envelope")


def _texts(numbered: Sequence[tuple[int, Data]], errors: Sequence[ErrorEntry]) -> list[Text]:
    found: list[Text] = []
    for document, head in numbered:
        for section in _SECTIONS:
            if section in head:
                _add_texts(found, head[section], Place(document, (section,)), (), by_id=section in _MAPS)
    for error in errors:
        _add_texts(found, error.raw, error.at, ())
    return found


def _add_texts(
    found: list[Text], value: Any, owner: Place, steps: tuple[PathStep, ...], *, by_id: bool = False
) -> None:
    """Add the texts of a value. `by_id`: the keys of the mapping are ids that the writer chose, not fields."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str):
                markdown = _LINES.get(key)
                if markdown is not None:
                    # what a link says of its page is one plain line
                    markdown = markdown and not (len(steps) > 1 and steps[-2] == "links")
                    found.append(Text(item, markdown, owner, (*steps, key)))
            elif by_id or key in _NESTED:
                _add_texts(found, item, owner, (*steps, key), by_id=key in _BY_ID)
    elif isinstance(value, list):
        are_notes = bool(steps) and steps[-1] in _NOTES
        for number, item in enumerate(value):
            if not isinstance(item, str):
                _add_texts(found, item, owner, (*steps, number))
            elif are_notes:
                found.append(Text(item, True, owner, (*steps, number)))


def _samples(api: Api | None, guides: Sequence[Guide], errors: Sequence[ErrorEntry]) -> list[Text]:
    """Every string of code, of payloads and of example values."""
    found: list[Text] = []
    if api is not None and api.request_id is not None:
        _add_strings(found, api.request_id.example, api.at, ("request_id", "example"))
    for guide in guides:
        for number, sample in enumerate(guide.samples):
            _add_strings(found, sample.code, guide.at, ("samples", number, "code"))
    for error in errors:
        for number, example in enumerate(error.examples):
            for field, value in (("code", example.code), ("request", example.request), ("response", example.response)):
                if value is not None:
                    _add_strings(found, value, error.at, ("examples", number, field))
        for name, param in error.params.items():
            if isinstance(param.example, str):
                found.append(Text(param.example, False, error.at, ("params", name, "example")))
    return found


def _add_strings(found: list[Text], value: object, owner: Place, steps: tuple[PathStep, ...]) -> None:
    if isinstance(value, str):
        found.append(Text(value, False, owner, steps))
    elif isinstance(value, dict):
        for key, item in value.items():
            _add_strings(found, item, owner, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _add_strings(found, item, owner, (*steps, number))
