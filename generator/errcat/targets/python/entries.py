"""The data of each code in a module: the arguments of its ErrorInfo, and the line that editors show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from errcat.model.field import Field
from errcat.model.generated_fields import FIELDS
from errcat.resolved.extensions import extensions_of
from errcat.resolved.generated_types import ResolvedError
from errcat.resolved.resolve import display_message
from errcat.targets.literals import python_code
from errcat.targets.python.info_class import CLASSES, info_name

_SECTIONS = tuple(dict.fromkeys(field.section for field in FIELDS["error"].values()))
_BY_SECTION = sorted(FIELDS["error"].values(), key=lambda field: _SECTIONS.index(field.section))
"""The fields of an error in the order of a module, which is that of the reference."""
_INDENT = " " * 12

# What makes the value of a field that a module has in another form than the resolved catalog.
_RULES: Mapping[str, Callable[[ResolvedError], str | None]] = {
    "params": lambda error: _tuple(
        [_record("param", param, f"name={python_code(param['name'])}") for param in error["params"]]
    ),
    "see_also": lambda error: python_code(tuple([related["code"] for related in error["see_also"]])),
}
_ROWS = [(field.name, field, f"{_INDENT}{info_name(field.name)}=", _RULES.get(field.name)) for field in _BY_SECTION]
_WIRE_ROWS = [row for row in _ROWS if row[1].side != "guide" or row[0] == "category"]
"""The fields with the starts of their lines, and their rules."""


def info_lines(error: ResolvedError, category_member: str | None, *, guides: bool) -> str:
    """Return the arguments of an ErrorInfo that differ from its defaults, each on a line."""
    values: Mapping[str, object] = error
    lines: list[str] = []
    for name, field, head, rule in _ROWS if guides else _WIRE_ROWS:
        value = values[name]
        if value is None or value is False or value == []:
            continue
        if name == "category":
            code = None if category_member is None else f"Category.{category_member}"
        else:
            code = rule(error) if rule else _value(field, value)
        if code is not None:
            lines.append(f"{head}{code},\n")
    if error["response_title"] != error["title"] and error["response_title"] is not None:
        lines.append(f"{_INDENT}response_title={python_code(error['response_title'])},\n")
    if error["docs_url"] is not None:
        lines.append(f"{_INDENT}docs_url={python_code(error['docs_url'])},\n")
    extensions = extensions_of(error)
    if extensions:
        lines.append(f"{_INDENT}extensions={python_code(extensions)},\n")
    return "".join(lines)


def _value(field: Field, value: object) -> str | None:
    """Return the value of a field as code; None if it is the default."""
    if not field.types:
        return python_code(value)  # it exists only if the catalog has it, even as null
    if isinstance(value, str):  # most values
        return None if value == field.default else python_code(value)
    if value is None or value is False:
        return None
    if isinstance(value, list):
        if field.holds:
            return _tuple([_record(field.holds, item) for item in value])
        return python_code(tuple(value)) if value else None
    if isinstance(value, dict):
        if field.holds and field.is_map:
            items = [f"{python_code(key)}: {_record(field.holds, item)}" for key, item in value.items()]
            return f"{{{', '.join(items)}}}" if items else None
        if field.holds:
            return _record(field.holds, value)
        if field.is_map:
            return python_code(value) if value else None
    return python_code(value)


def _record(kind: str, data: Mapping[str, object], *others: str) -> str:
    """Return a mapping as a call of its class, with other records last."""
    arguments = [*others]
    for name, field in _record_fields(kind, tuple(data)):
        value = data[name]
        if value is not None or not field.types:
            code = _value(field, value)
            if code is not None:
                arguments.append(f"{name}={code}")
    return f"{CLASSES[kind]}({', '.join(arguments)})"


@lru_cache(maxsize=256)
def _record_fields(kind: str, names: tuple[str, ...]) -> list[tuple[str, Field]]:
    """Return the fields of a mapping with these keys."""
    known = [(name, FIELDS[kind][name]) for name in names if name in FIELDS[kind]]
    return sorted(known, key=lambda item: bool(item[1].holds))


def _tuple(codes: list[str]) -> str | None:
    return f"({', '.join(codes)}{',' * (len(codes) == 1)})" if codes else None


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
