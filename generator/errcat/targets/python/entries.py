"""What a module says about each code: the arguments of its ErrorInfo, and the line that editors show for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from errcat.resolved.resolve import Resolved, what_it_says
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.code import call, dict_of, literal_or_none, tuple_of

FIELDS = frozenset(
    [
        "code", "name", "names", "number", "title", "status", "transports", "message", "messages", "params", "details",
        "fields", "category", "retry", "retryable", "action", "causes", "solutions", "description", "user_message",
        "group", "type", "tags", "owner", "severity", "visibility", "stability", "since", "deprecated", "operations",
        "examples", "links", "see_also", "translations", "docs_url", "response",
    ]
)  # fmt: skip
_DEFAULTS = {"severity": "error", "visibility": "public", "stability": "stable"}
Fields = Iterator[tuple[Verbatim, Verbatim]]


def info_fields(error: Resolved, category_member: str | None, *, guides: bool) -> Fields:
    """The arguments of an ErrorInfo that differ from its defaults."""
    for name, value in _every_field(error, category_member, guides=guides):
        if value is not None:
            yield Verbatim(name), value


def _every_field(
    error: Resolved, category_member: str | None, *, guides: bool
) -> Iterator[tuple[str, Verbatim | None]]:
    yield "code", python_literal(error["code"])
    yield "name", python_literal(error["name"])
    yield "number", _stated(error["number"])
    yield "title", python_literal(error["title"])
    yield "statuses", literal_or_none(tuple(error["status"] or ()))
    yield "transports", literal_or_none(error["transports"])
    yield "message", _stated(error["message"])
    yield "messages", _variants(error["messages"])
    yield "params", _tuple(_param(param) for param in error["params"])
    yield "details", _stated(error["details"])
    yield "fields", literal_or_none(tuple(error["fields"]))
    yield "category", None if category_member is None else Verbatim(f"Category.{category_member}")
    yield "retry", None if error["retry"] is None else _record("Retry", error["retry"], _RETRY)
    yield "action", _stated(error["action"])
    if guides:
        yield "causes", _notes(error["causes"])
        yield "solutions", _notes(error["solutions"])
        yield "description", _stated(error["description"])
        yield "user_message", _stated(error["user_message"])
        yield "examples", _tuple(_example(example) for example in error["examples"])
        yield "links", _tuple(_record("Link", link, _LINK) for link in error["links"])
        yield "translations", _translations(error["translations"])
    yield "group", _stated(error["group"])
    yield "type", _stated(error["type"])
    yield "tags", literal_or_none(tuple(error["tags"]))
    yield "owner", _stated(error["owner"])
    for name, default in _DEFAULTS.items():
        yield name, None if error[name] == default else python_literal(error[name])
    yield "since", _stated(error["since"])
    yield "deprecated", None if error["deprecated"] is None else _record("Deprecation", error["deprecated"], _GONE)
    yield "operations", literal_or_none(tuple(error["operations"]))
    yield "related", literal_or_none(tuple(related["code"] for related in error["see_also"]))
    yield "docs_url", _stated(error["docs_url"])
    yield "extensions", literal_or_none({key: value for key, value in error.items() if key not in FIELDS})


_RETRY = ("strategy", "after", "header", "max_attempts")
_LINK = ("url", "title", "description")
_GONE = ("since", "sunset", "replaced_by", "reason")
_NOTE = ("text", "title", "audience")
_VARIANT = ("message", "when")


def _stated(value: object) -> Verbatim | None:
    """A literal of whatever the catalog says, were it empty."""
    return None if value is None else python_literal(value)


def _record(name: str, data: Resolved, keys: Iterable[str]) -> Verbatim:
    return call(name, **{key: _stated(data[key]) for key in keys})


def _tuple(items: Iterable[Verbatim]) -> Verbatim | None:
    every = list(items)
    return tuple_of(every) if every else None


def _notes(notes: Iterable[Resolved]) -> Verbatim | None:
    return _tuple(_record("Note", note, _NOTE) for note in notes)


def _variants(variants: Iterable[Resolved]) -> Verbatim | None:
    return _tuple(_record("Variant", variant, _VARIANT) for variant in variants)


def _param(param: Resolved) -> Verbatim:
    return call(
        "Param",
        name=python_literal(param["name"]),
        type=None if param["type"] == "string" else python_literal(param["type"]),
        format=_stated(param["format"]),
        description=_stated(param["description"]),
        enum=literal_or_none(tuple(param["enum"])),
        optional=literal_or_none(param["optional"]),
        sensitive=literal_or_none(param["sensitive"]),
        example=python_literal(param["example"]) if "example" in param else None,
        default=python_literal(param["default"]) if "default" in param else None,
    )


def _example(example: Resolved) -> Verbatim:
    return call(
        "Example",
        **{key: _stated(example[key]) for key in ("title", "description", "status", "language", "code")},
        **{key: python_literal(example[key]) if key in example else None for key in ("request", "response")},
    )


def _translations(translations: Resolved) -> Verbatim | None:
    if not translations:
        return None
    return dict_of({locale: _translation(translation) for locale, translation in translations.items()})


def _translation(translation: Resolved) -> Verbatim:
    texts = ("title", "message", "action", "user_message", "description")
    return call(
        "Translation",
        **{key: _stated(translation[key]) for key in texts},
        messages=_variants(translation["messages"]),
        causes=_notes(translation["causes"]),
        solutions=_notes(translation["solutions"]),
    )


def summary(error: Resolved) -> str:
    """What an editor shows for a code: statuses, what it is, what to do."""
    statuses = ", ".join(map(str, error["status"] or ()))
    parts = [statuses, what_it_says(error), error["action"] or "", deprecation(error) or ""]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part.strip())


def deprecation(error: Resolved) -> str | None:
    """What a tool says to whoever uses a deprecated code."""
    gone = error["deprecated"]
    if gone is None:
        return None
    said = f"Deprecated since {gone['since']}" if gone["since"] else "Deprecated"
    said += f", until {gone['sunset']}" if gone["sunset"] else ""
    said += f": use {gone['replaced_by']}" if gone["replaced_by"] else ""
    return f"{said}. {gone['reason']}" if gone["reason"] else said
