"""The data of each code in a module: the arguments of its ErrorInfo, and the line that editors show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.resolved.extensions import extensions_of
from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.resolve import display_message
from errcat.targets.literals import Verbatim, python_literal
from errcat.targets.python.code import call, dict_of, literal_or_none, tuple_of
from errcat.targets.python.info_class import CLASSES, info_name

_SECTIONS = tuple(dict.fromkeys(field.section for field in FIELDS["error"].values()))
_BY_SECTION = sorted(FIELDS["error"].values(), key=lambda field: _SECTIONS.index(field.section))
"""The fields of an error in the order of a module, which is that of the reference."""


def info_fields(
    error: ResolvedError, category_member: str | None, *, guides: bool
) -> Iterator[tuple[Verbatim, Verbatim]]:
    """Yield the arguments of an ErrorInfo that differ from its defaults."""
    for name, value in _all_fields(error, category_member, guides=guides):
        if value is not None:
            yield Verbatim(name), value


def _all_fields(
    error: ResolvedError, category_member: str | None, *, guides: bool
) -> Iterator[tuple[str, Verbatim | None]]:
    values: Mapping[str, object] = error
    for field in _BY_SECTION:
        if field.name == "category":
            yield "category", None if category_member is None else Verbatim(f"Category.{category_member}")
        elif guides or field.side != "guide":
            rule = _RULES.get(field.name)
            yield info_name(field.name), rule(error) if rule else _value(field, values[field.name])
    yield "response_title", _value(_RESPONSE_TITLE, _response_title(error))
    yield "docs_url", _value(_DOCS_URL, error["docs_url"])
    yield "extensions", literal_or_none(extensions_of(error))


def _response_title(error: ResolvedError) -> str | None:
    return None if error["response_title"] == error["title"] else error["response_title"]


_RESPONSE_TITLE = Field("response_title", ("string",))
_DOCS_URL = Field("docs_url", ("string",))
# Fields that a module has in another form than the resolved catalog.
_RULES: Mapping[str, Callable[[ResolvedError], Verbatim | None]] = {
    "params": lambda error: _tuple(
        _record("param", param, name=python_literal(param["name"])) for param in error["params"]
    ),
    "see_also": lambda error: literal_or_none(tuple(related["code"] for related in error["see_also"])),
}


def _value(field: Field, value: object) -> Verbatim | None:
    """Return the value of a field as code; None if it is the default."""
    if not field.types:
        return python_literal(value)  # it exists only if the catalog has it, even as null
    if value is None or value is False or (field.default is not None and value == field.default):
        return None
    if isinstance(value, list):
        if field.holds:
            return _tuple(_record(field.holds, item) for item in value)
        return literal_or_none(tuple(value))
    if field.is_map and isinstance(value, dict):
        if field.holds:
            return dict_of({key: _record(field.holds, item) for key, item in value.items()}) if value else None
        return literal_or_none(value)
    if field.holds and isinstance(value, dict):
        return _record(field.holds, value)
    return python_literal(value)


def _record(kind: str, data: Mapping[str, object], **others: Verbatim) -> Verbatim:
    """Return a mapping as a call of its class, with other records last."""
    fields = FIELDS[kind]
    names = sorted((name for name in data if name in fields), key=lambda name: bool(fields[name].holds))
    return call(CLASSES[kind], **others, **{name: _value(fields[name], data[name]) for name in names})


def _tuple(items: Iterable[Verbatim]) -> Verbatim | None:
    codes = list(items)
    return tuple_of(codes) if codes else None


def summary(error: ResolvedError) -> str:
    """Return the text that an editor shows for a code: statuses, meaning, and what to do."""
    statuses = ", ".join(map(str, error["status"] or ()))
    prefix = f"HTTP {statuses}" if statuses else ""
    parts = [prefix, display_message(error), error["action"] or "", deprecation(error) or ""]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part.strip())


def deprecation(error: ResolvedError) -> str | None:
    """Return the warning that a tool shows for a deprecated code."""
    deprecated = error["deprecated"]
    if deprecated is None:
        return None
    text = f"Deprecated since {deprecated['since']}" if deprecated["since"] else "Deprecated"
    text += f", until {deprecated['sunset']}" if deprecated["sunset"] else ""
    text += f": use {deprecated['replaced_by']}" if deprecated["replaced_by"] else ""
    return f"{text}. {deprecated['reason']}" if deprecated["reason"] else text
